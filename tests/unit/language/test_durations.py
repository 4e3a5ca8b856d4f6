"""Lengths of time in a message."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.eligibility.values import Range
from bot.language import durations

UNITS = st.sampled_from(["秒", "分钟", "小时", "天", "周", "个月", "年"])
WORDS = st.text(
    alphabet="一二两三五十百半几多来个俩零到不超过以内前差满左右0123456789.分秒钟刻小时天日周星期月年季度马上开走 ",
    max_size=20,
)

ONE = [
    ("15分钟", "分钟", 15),
    ("一刻钟", "分钟", 15),
    ("三刻钟", "分钟", 45),
    ("半小时", "分钟", 30),
    ("半个小时", "分钟", 30),
    ("俩小时", "分钟", 120),
    ("一个半小时", "分钟", 90),
    ("1.5小时", "分钟", 90),
    ("1小时20分", "分钟", 80),
    ("1小时20分钟", "分钟", 80),
    ("90秒", "分钟", 1.5),
    ("一个钟头", "小时", 1),
    ("15分钟", "小时", 0.25),
    ("24小时", "天", 1),
    ("三天", "天", 3),
    ("两天半", "天", 2.5),
    ("一个礼拜", "天", 7),
    ("两个星期", "天", 14),
    ("三周", "天", 21),
    ("28天", "个月", 28 / 30),
    ("一个月", "天", 30),
    ("半个月", "天", 15),
    ("半月", "天", 15),
    ("俩月", "个月", 2),
    ("一个半月", "个月", 1.5),
    ("3个半月", "个月", 3.5),
    ("整整一个月", "个月", 1),
    ("半年", "个月", 6),
    ("半年", "天", 182.5),
    ("一年", "天", 365),
    ("一年", "个月", 12),
    ("18个月", "年", 1.5),
    ("两年半", "年", 2.5),
    ("两个季度", "个月", 6),
    ("一年零两个月", "个月", 14),
    ("1年3个月", "个月", 15),
    ("一个月零五天", "天", 35),
    ("两年零一个月前", "个月", 25),
    ("差一天满一个月", "天", 29),
    ("行车十年", "年", 10),
    ("十几分钟", "分钟", Range(10, 20, True, True)),
    ("20多分钟", "分钟", Range(20, 30, True, True)),
    ("七八分钟", "分钟", Range(7, 8)),
    ("没几分钟", "分钟", Range(0, 10)),
    ("停了几分钟", "分钟", Range(2, 10)),
    ("好几天", "天", Range(2, 10)),
    ("我马上就开走了", "分钟", Range(0, 5)),
    ("立即驶离", "分钟", Range(0, 5)),
    ("十分钟左右", "分钟", Range(9, 11)),
    ("一个多钟头", "分钟", Range(60, 120, True, True)),
    ("20来天", "天", Range(18, 22)),
    ("三五天", "天", Range(3, 5)),
    ("三到五天", "天", Range(3, 5)),
    ("3-5天", "天", Range(3, 5)),
    ("3天到5天", "天", Range(3, 5)),
    ("15日内", "天", Range(None, 15)),
    ("6个月内", "个月", Range(None, 6)),
    ("半年内没有违法", "个月", Range(None, 6)),
    ("三个多月", "个月", Range(3, 4, True, True)),
    ("半个多月", "个月", Range(0.5, 1, True, True)),
    ("十几个月", "个月", Range(10, 20, True, True)),
    ("两三个月", "个月", Range(2, 3)),
    ("五、六个月", "个月", Range(5, 6)),
    ("2个月到3个月", "个月", Range(2, 3)),
    ("不到一个月", "个月", Range(None, 1, hi_open=True)),
    ("一个月不到", "个月", Range(None, 1, hi_open=True)),
    ("超过6个月", "个月", Range(6, None, lo_open=True)),
    ("俩月了快", "个月", Range(1.8, 2)),
    ("将近一年", "个月", Range(10.8, 12)),
    ("大概三个月", "个月", Range(2.7, 3.3)),
    ("个把月", "个月", Range(0.9, 2)),
    ("大半年", "个月", Range(6, 12, True, True)),
    ("一年多", "年", Range(1, 2, True, True)),
    ("10年多", "年", Range(10, 11, True, True)),
    ("三年以上", "年", Range(3, None)),
    ("三天以上七天以下", "天", Range(3, 7)),
]

NONE = [
    "第三天", "第二年", "这两天", "前两天", "过几天去", "几天能办", "2024年", "24年4月10日", "三月", "3月份", "18周岁", "周五", "星期三",
    "一年级", "年检", "今年", "去年", "上个月15号", "扣3分", "等了半天", "马上年审", "10个工作日", "三月初", "4月10日内", "天气", "一季度", "",
]  # fmt: skip

ANSWERS = [
    ("15", "分钟", 15),
    ("15分", "分钟", 15),
    ("大概20吧", "分钟", Range(18, 22)),
    ("20到30", "分钟", Range(20, 30)),
    ("马上就走了", "分钟", Range(0, 5)),
    ("几分钟", "分钟", Range(2, 10)),
    ("半天", "天", 0.5),
    ("半天", "分钟", None),
    ("扣3分", "天", None),
    ("不是三个月，是四个月", "个月", 4),
    ("三个月或者五个月", "个月", None),
    ("不记得了", "个月", None),
]


@pytest.mark.parametrize(("text", "unit", "value"), ONE)
def test_one_length(text: str, unit: str, value: float | Range) -> None:
    expected = value if isinstance(value, Range) else pytest.approx(value, abs=1e-9)
    assert [length.value for length in durations.find(text, unit)] == [expected]
    assert durations.parse(text, unit) == expected


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_length(text: str) -> None:
    assert durations.find(text, "天") == []


@pytest.mark.parametrize(("text", "unit", "value"), ANSWERS)
def test_a_bare_answer(text: str, unit: str, value: float | Range | None) -> None:
    assert durations.parse(text, unit) == value


def test_span() -> None:
    text = "过期不到一个月，能免吗"
    length = durations.find(text, "天")[0]
    assert text[length.start : length.end] == "不到一个月"


def test_an_unknown_unit_names_the_known_ones() -> None:
    with pytest.raises(ValueError, match="分钟"):
        durations.find("三天", "世纪")


@pytest.mark.parametrize(
    ("value", "unit", "wished", "result"),
    [(1, "年", "个月", 12), (18, "个月", "年", 1.5), (2, "周", "天", 14), (1, "个月", "天", 30)],
)
def test_convert(value: float, unit: str, wished: str, result: float) -> None:
    assert durations.convert(value, unit, wished) == result


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (15.0, "分钟", "15分钟"),
        (1.5, "个月", "1.5个月"),
        (Range(None, 1.0, hi_open=True), "个月", "不到1个月"),
        (Range(2.7, 3.3), "个月", "约3个月"),
        (Range(3.0, 4.0, True, True), "年", "3年多"),
        (Range(10.0, 20.0, True, True), "分钟", "10多分钟"),
        (Range(3.0, None), "年", "至少3年"),
        (Range(3.0, 5.0), "天", "3到5天"),
    ],
)
def test_a_length_said_is_the_length_understood(value: float | Range, unit: str, words: str) -> None:
    assert durations.say(value, unit) == words
    assert durations.parse(words, unit) == value


@given(st.text(max_size=60) | WORDS, UNITS)
def test_any_text_has_spans_inside_it(text: str, unit: str) -> None:
    assert all(0 <= length.start < length.end <= len(text) for length in durations.find(text, unit))
    durations.parse(text, unit)


@given(
    st.integers(0, 189900).map(lambda hundredths: hundredths / 100),
    st.sampled_from(["秒", "分钟", "小时", "天", "周", "个月", "年"]),
)
def test_any_length_said_is_the_length_understood(value: float, unit: str) -> None:
    assert durations.parse(durations.say(value, unit), unit) == value


@pytest.mark.parametrize("character", ["一", "十百", "1", "半", "1,000", "一、"])
def test_a_long_run_of_figures_takes_no_time(character: str) -> None:
    began = time.perf_counter()
    durations.find(character * 2000, "天")
    assert time.perf_counter() - began < 1
