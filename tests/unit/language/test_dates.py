"""Dates and times in a message, seen from Monday 23 November 2026."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language import dates

TODAY = date(2026, 11, 23)
WORDS = st.text(
    alphabet="今昨前大去年上个月周礼拜星期天日号初底下午早晚点半分刻时一二三四五六七八九十两0123456789:-/.T到国庆春节正农历，",
    max_size=20,
)

DAYS = [
    ("2024年4月10日", "2024-04-10"),
    ("2024年 4月10日", "2024-04-10"),
    ("24年4月10日", "2024-04-10"),
    ("24年4月10", "2024-04-10"),
    ("2024-04-10", "2024-04-10"),
    ("2024/4/10", "2024-04-10"),
    ("2024.4.10", "2024-04-10"),
    ("20240410", "2024-04-10"),
    ("二零二四年四月十日", "2024-04-10"),
    ("二〇二四年十二月三十一号", "2024-12-31"),
    ("4月10号", "2026-04-10"),
    ("4月10", "2026-04-10"),
    ("五月二十", "2026-05-20"),
    ("11月23日", "2026-11-23"),
    ("11月24日", "2025-11-24"),
    ("12月1日", "2025-12-01"),
    ("2月29日", "2024-02-29"),
    ("去年4月10号", "2025-04-10"),
    ("去年的4月10号", "2025-04-10"),
    ("今年3月5日", "2026-03-05"),
    ("2030年1月1日", "2030-01-01"),
    ("今天", "2026-11-23"),
    ("昨天", "2026-11-22"),
    ("前天", "2026-11-21"),
    ("大前天", "2026-11-20"),
    ("明天", "2026-11-24"),
    ("刚才", "2026-11-23"),
    ("上个月15号", "2026-10-15"),
    ("上上个月3日", "2026-09-03"),
    ("本月5号", "2026-11-05"),
    ("15号", "2026-11-15"),
    ("30号", "2026-10-30"),
    ("周一", "2026-11-23"),
    ("周三", "2026-11-18"),
    ("上周三", "2026-11-18"),
    ("上上周三", "2026-11-11"),
    ("上礼拜五", "2026-11-20"),
    ("上个星期天", "2026-11-22"),
    ("这周一", "2026-11-23"),
    ("国庆当天", "2026-10-01"),
    ("去年端午节那天", "2025-05-31"),
    ("大年初三", "2026-02-19"),
    ("正月十五", "2026-03-03"),
    ("除夕", "2026-02-16"),
    ("双十一", "2026-11-11"),
    ("去年双十一", "2025-11-11"),
    ("一天前", "2026-11-22"),
    ("三天前", "2026-11-20"),
]

STRETCHES = [
    ("去年3月", "2025-03-01", "2025-04-01"),
    ("2024年4月", "2024-04-01", "2024-05-01"),
    ("十月份", "2026-10-01", "2026-11-01"),
    ("12月", "2025-12-01", "2026-01-01"),
    ("上个月", "2026-10-01", "2026-11-01"),
    ("这个月初", "2026-11-01", "2026-11-11"),
    ("上月底", "2026-10-21", "2026-11-01"),
    ("月初", "2026-11-01", "2026-11-11"),
    ("3月中旬", "2026-03-11", "2026-03-21"),
    ("今年", "2026-01-01", "2027-01-01"),
    ("去年", "2025-01-01", "2026-01-01"),
    ("前年", "2024-01-01", "2025-01-01"),
    ("大前年", "2023-01-01", "2024-01-01"),
    ("2023年", "2023-01-01", "2024-01-01"),
    ("去年年底", "2025-10-01", "2026-01-01"),
    ("上半年", "2026-01-01", "2026-07-01"),
    ("去年下半年", "2025-07-01", "2026-01-01"),
    ("去年夏天", "2025-06-01", "2025-09-01"),
    ("去年冬天", "2025-12-01", "2026-03-01"),
    ("上周", "2026-11-16", "2026-11-23"),
    ("上周末", "2026-11-21", "2026-11-23"),
    ("五一", "2026-05-01", "2026-05-06"),
    ("去年国庆", "2025-10-01", "2025-10-09"),
    ("去年十一", "2025-10-01", "2025-10-09"),
    ("十一期间", "2026-10-01", "2026-10-08"),
    ("今年春节", "2026-02-15", "2026-02-24"),
    ("2024年春节", "2024-02-10", "2024-02-18"),
    ("前几天", "2026-11-13", "2026-11-22"),
    ("几天前", "2026-11-13", "2026-11-22"),
    ("10天前", "2026-11-11", "2026-11-16"),
    ("三个月前", "2026-08-12", "2026-09-09"),
    ("半年前", "2026-04-27", "2026-06-22"),
    ("一年以前", "2025-09-29", "2026-01-18"),
    ("两年前", "2024-08-06", "2025-03-14"),
    ("不到三个月前", "2026-08-25", "2026-11-24"),
    ("半小时前", "2026-11-22", "2026-11-24"),
    ("4月10日到15日", "2026-04-10", "2026-04-16"),
    ("2024年4月1日至2024年4月10日", "2024-04-01", "2024-04-11"),
]

TIMES = [
    ("早上8点", "2026-11-23T08:00", "2026-11-23T09:00"),
    ("下午三点半", "2026-11-23T15:30", "2026-11-23T15:31"),
    ("下午三点一刻", "2026-11-23T15:15", "2026-11-23T15:16"),
    ("下午3点20", "2026-11-23T15:20", "2026-11-23T15:21"),
    ("21:05", "2026-11-23T21:05", "2026-11-23T21:06"),
    ("21点05分", "2026-11-23T21:05", "2026-11-23T21:06"),
    ("中午12点半", "2026-11-23T12:30", "2026-11-23T12:31"),
    ("中午1点", "2026-11-23T13:00", "2026-11-23T14:00"),
    ("凌晨1点", "2026-11-23T01:00", "2026-11-23T02:00"),
    ("晚上9点多", "2026-11-23T21:00", "2026-11-23T22:00"),
    ("晚上12点", "2026-11-24T00:00", "2026-11-24T01:00"),
    ("早上8点左右", "2026-11-23T07:30", "2026-11-23T08:30"),
    ("8点", "2026-11-23T08:00", "2026-11-23T21:00"),
    ("08点", "2026-11-23T08:00", "2026-11-23T09:00"),
    ("15点", "2026-11-23T15:00", "2026-11-23T16:00"),
    ("下午", "2026-11-23T12:00", "2026-11-23T18:00"),
    ("昨天下午", "2026-11-22T12:00", "2026-11-22T18:00"),
    ("昨晚", "2026-11-22T18:00", "2026-11-23T00:00"),
    ("昨晚9点", "2026-11-22T21:00", "2026-11-22T22:00"),
    ("昨晚2点", "2026-11-23T02:00", "2026-11-23T03:00"),
    ("昨天半夜", "2026-11-22T22:00", "2026-11-23T06:00"),
    ("今早8点", "2026-11-23T08:00", "2026-11-23T09:00"),
    ("2024-04-10T08:00", "2024-04-10T08:00", "2024-04-10T08:01"),
    ("2024/4/10 8:05", "2024-04-10T08:05", "2024-04-10T08:06"),
    ("2024年4月10日8时", "2024-04-10T08:00", "2024-04-10T09:00"),
    ("四月十号上午九点", "2026-04-10T09:00", "2026-04-10T10:00"),
    ("4月10号，早上8点", "2026-04-10T08:00", "2026-04-10T09:00"),
    ("昨天我在王城大道下午三点半停车", "2026-11-22T15:30", "2026-11-22T15:31"),
    ("9:30到10:30", "2026-11-23T09:30", "2026-11-23T10:30"),
]

NONE = [
    "每周三", "周一到周五", "一周五天", "3号线", "12号楼", "农历三月初五", "年前", "年检", "春节前", "五一路", "国庆路", "12345", "一月内",
    "三天前后", "2018年春节", "第3月", "45号", "三轮车", "驾驶证", "",
]  # fmt: skip

BAD = ["2月30日", "2023年2月29日", "13月5日", "4月31号", "2024-13-01", "2024-02-30", "20240230", "4月10日25点", "25点"]


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_a_day(text: str, day: str) -> None:
    moment = dates.parse(text, TODAY)
    assert moment is not None
    assert moment.is_day
    assert moment.earliest.date().isoformat() == day


@pytest.mark.parametrize(("text", "first", "end"), STRETCHES)
def test_a_stretch_of_days(text: str, first: str, end: str) -> None:
    moment = dates.parse(text, TODAY)
    assert moment is not None
    assert (moment.earliest, moment.latest) == (datetime.fromisoformat(first), datetime.fromisoformat(end))


@pytest.mark.parametrize(("text", "earliest", "latest"), TIMES)
def test_a_time(text: str, earliest: str, latest: str) -> None:
    moment = dates.parse(text, TODAY)
    assert moment is not None
    assert (moment.earliest, moment.latest) == (datetime.fromisoformat(earliest), datetime.fromisoformat(latest))


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_date(text: str) -> None:
    assert dates.find(text, TODAY) == []


@pytest.mark.parametrize("text", BAD)
def test_a_date_that_does_not_exist(text: str) -> None:
    with pytest.raises(dates.BadDate) as caught:
        dates.parse(text, TODAY)
    assert caught.value.text == text


def test_the_offending_words_are_named() -> None:
    with pytest.raises(dates.BadDate) as caught:
        dates.find("我是2月30日被罚的", TODAY)
    assert caught.value.text == "2月30日"
    assert str(caught.value) == "没有“2月30日”这一天或这个时间"


def test_the_31st_of_a_shorter_month() -> None:
    with pytest.raises(dates.BadDate):
        dates.find("上个月31号", date(2026, 12, 5))


def test_a_date_completes_the_next() -> None:
    moments = dates.find("去年，4月10号", TODAY)
    assert moments[1].earliest == datetime(2025, 4, 10)


def test_a_date_far_behind_does_not() -> None:
    moments = dates.find("去年因为卖过期东西被罚过，4月10号又被查了", TODAY)
    assert moments[1].earliest == datetime(2026, 4, 10)


def test_what_is_taken_back_is_no_answer() -> None:
    moment = dates.parse("不是昨天，是前天", TODAY)
    assert moment is not None
    assert moment.earliest.date() == date(2026, 11, 21)


def test_two_days_are_no_answer() -> None:
    assert dates.parse("昨天或者前天", TODAY) is None


@pytest.mark.parametrize(("today", "name"), [(date(2027, 2, 20), "春节"), (date(2027, 1, 5), "元旦")])
def test_a_holiday_not_yet_announced_is_not_guessed(today: date, name: str) -> None:
    assert dates.parse(name, today) is None


def test_before_it_comes_round_a_holiday_is_last_years() -> None:
    moment = dates.parse("国庆", date(2027, 3, 1))
    assert moment is not None
    assert moment.earliest == datetime(2026, 10, 1)


@pytest.mark.parametrize(
    ("earlier", "later", "months"),
    [
        ("2024-04-10", "2024-04-10", 0),
        ("2024-04-10", "2024-05-10", 1),
        ("2024-04-10", "2024-10-10", 6),
        ("2024-04-10", "2025-04-10", 12),
        ("2024-04-10", "2024-10-09", 5 + 29 / 31),
        ("2024-04-10", "2024-04-11", 1 / 31),
        ("2024-01-31", "2024-02-29", 1),
        ("2023-01-31", "2023-02-28", 1),
        ("2024-08-31", "2024-09-30", 1),
        ("2024-12-15", "2025-01-15", 1),
        ("2024-05-10", "2024-04-10", -1),
    ],
)
def test_months_between(earlier: str, later: str, months: float) -> None:
    assert dates.months_between(date.fromisoformat(earlier), date.fromisoformat(later)) == pytest.approx(months)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("4月10号早上8点", "2026年4月10日8时"),
        ("下午三点半", "2026年11月23日15时30分"),
        ("昨天下午", "2026年11月22日12时至18时"),
        ("昨晚", "2026年11月22日18时至24时"),
        ("昨天半夜", "2026年11月22日22时至2026年11月23日6时"),
        ("去年3月", "2025年3月"),
        ("去年", "2025年"),
        ("上周末", "2026年11月21日至2026年11月22日"),
    ],
)
def test_say(text: str, words: str) -> None:
    moment = dates.parse(text, TODAY)
    assert moment is not None
    assert dates.say(moment) == words


@given(st.text(max_size=60) | WORDS, st.dates(date(2019, 1, 1), date(2027, 12, 31)))
def test_any_text_has_moments_inside_it_or_a_bad_date(text: str, today: date) -> None:
    try:
        found = dates.find(text, today)
        dates.parse(text, today)
    except dates.BadDate as bad:
        assert bad.text
        return
    assert all(0 <= moment.start < moment.end <= len(text) for moment in found)
    assert all(moment.earliest < moment.latest for moment in found)
    assert all(dates.say(moment) for moment in found)


@given(st.datetimes(datetime(1950, 1, 1), datetime(2099, 12, 30)), st.sampled_from(["day", "hour", "minute"]))
def test_a_moment_said_is_the_moment_understood(when: datetime, precise_to: str) -> None:
    when = when.replace(second=0, microsecond=0)
    step = {"day": timedelta(days=1), "hour": timedelta(hours=1), "minute": timedelta(minutes=1)}[precise_to]
    when = when.replace(
        minute=0 if precise_to != "minute" else when.minute or 1, hour=0 if precise_to == "day" else when.hour
    )
    understood = dates.parse(dates.say(dates.Moment(0, 1, when, when + step)), TODAY)
    assert understood is not None
    assert (understood.earliest, understood.latest) == (when, when + step)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_more_months_pass_to_a_later_day(earlier: date, later: date) -> None:
    months = dates.months_between(earlier, later)
    assert (months > 0) == (later > earlier)
    assert abs(months - (later - earlier).days / 30.4) < 1.1 + abs(months) * 0.01


def test_a_price_is_no_holiday() -> None:
    assert dates.find("两块五一包 就一包", TODAY) == []
