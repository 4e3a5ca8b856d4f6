"""Numbers in a message."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.eligibility.values import Range
from bot.language import numerals

WORDS = st.text(
    alphabet="零一二两三四五六七八九十百千万亿半几多来余点成分之百不到超过以上下左右约快至少第0123456789.,%-、到座个岁吨",
    max_size=20,
)

ONE = [
    ("12", 12),
    ("3,000", 3000),
    ("1,234,567.5", 1234567.5),
    ("1.5万", 15000),
    ("1万2", 12000),
    ("1万2千", 12000),
    ("2万500", 20500),
    ("3千5", 3500),
    ("3千5百", 3500),
    ("2w", 20000),
    ("5k", 5000),
    ("三百五", 350),
    ("三百五十", 350),
    ("三百零五", 305),
    ("二百五", 250),
    ("二百二", 220),
    ("一千二", 1200),
    ("一万二", 12000),
    ("一万二千五", 12500),
    ("一亿二", 120000000),
    ("两千", 2000),
    ("一千万", 10000000),
    ("十", 10),
    ("十五", 15),
    ("五百零一", 501),
    ("三点五万", 35000),
    ("一点五", 1.5),
    ("一半", 0.5),
    ("两个半", 2.5),
    ("十一吨半", 11.5),
    ("七座的", 7),
    ("我今年16", 16),
    ("才十三岁", 13),
    ("百分之十五", 15),
    ("百分之十二点五", 12.5),
    ("百分之半", 50),
    ("15%", 15),
    ("15％", 15),
    ("一成", 10),
    ("一成五", 15),
    ("三成半", 35),
    ("0", 0),
    ("零", 0),
    ("几百", Range(200, 1000)),
    ("好几千", Range(2000, 10000)),
    ("几十", Range(20, 100)),
    ("几十万", Range(200000, 1000000)),
    ("十几", Range(10, 20, True, True)),
    ("二十几", Range(20, 30, True, True)),
    ("十几万", Range(100000, 200000, True, True)),
    ("三百多", Range(300, 400, True, True)),
    ("50多岁", Range(50, 60, True, True)),
    ("1500多", Range(1500, 1600, True, True)),
    ("二十多万", Range(200000, 300000, True, True)),
    ("一百多万", Range(1000000, 2000000, True, True)),
    ("一千好几", Range(1000, 2000, True, True)),
    ("十来个", Range(9, 11)),
    ("百十来个", Range(99, 121)),
    ("百八十个", Range(80, 100)),
    ("上百个", Range(100, None)),
    ("三五百", Range(300, 500)),
    ("两三千", Range(2000, 3000)),
    ("七八个", Range(7, 8)),
    ("十三四岁", Range(13, 14)),
    ("三四十", Range(30, 40)),
    ("一百二三十", Range(120, 130)),
    ("3、5个", Range(3, 5)),
    ("300到400", Range(300, 400)),
    ("300-400", Range(300, 400)),
    ("三百至四百", Range(300, 400)),
    ("三到五百", Range(300, 500)),
    ("10到20%", Range(10, 20)),
    ("百分之三十到五十", Range(30, 50)),
    ("不到四百", Range(None, 400, hi_open=True)),
    ("不足20%", Range(None, 20, hi_open=True)),
    ("少于3个", Range(None, 3, hi_open=True)),
    ("低于60", Range(None, 60, hi_open=True)),
    ("未满十四岁", Range(None, 14, hi_open=True)),
    ("500不到", Range(None, 500, hi_open=True)),
    ("不到几百", Range(None, 1000, hi_open=True)),
    ("300以下", Range(None, 300)),
    ("300以内", Range(None, 300)),
    ("不超过5次", Range(None, 5)),
    ("最多5次", Range(None, 5)),
    ("超过20%", Range(20, None, lo_open=True)),
    ("多于3个", Range(3, None, lo_open=True)),
    ("三座以上", Range(3, None)),
    ("至少2个", Range(2, None)),
    ("满16岁", Range(16, None)),
    ("超过20%以上", Range(20, None, lo_open=True)),
    ("将近400", Range(360, 400)),
    ("快四百了", Range(360, 400)),
    ("近400", Range(360, 400)),
    ("大概300", Range(270, 330)),
    ("约三百", Range(270, 330)),
    ("300左右", Range(270, 330)),
    ("差不多5个", Range(4.5, 5.5)),
    ("五百出头", Range(500, 550, lo_open=True)),
    ("没几个", Range(0, 10)),
    ("停了几个", Range(2, 10)),
    ("超过20%不到50%", Range(20, 50, True, True)),
    ("20以上200以下", Range(20, 200)),
    ("四百多不到五百", Range(400, 500, True, True)),
]

NONE = [
    "等一下", "有一点", "一些", "一样的", "一直", "万一罚了呢", "千万别罚", "十分感谢", "骑三轮车", "扫二维码", "第一次", "第33条",
    "双十一", "五一放假", "一般的", "一起去", "四轮电动车", "打12345投诉", "12345热线", "豫C12345", "豫C·A1234", "豫CD12345",
    "13812345678", "138 1234 5678", "0379-63251234", "410305199001011234", "91410300MA3X1234XX", "拨打110", "2024年4月10日",
    "2024-04-10", "20240410", "9:30", "下午3点", "周三", "三门峡", "九都路", "万达广场", "五菱", "一中", "G36连霍高速", "310国道", "几个",
    "咱俩", "唯一", "百分", "零下", "张三", "", "   ", "你好",
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), ONE)
def test_one_number(text: str, value: float | Range) -> None:
    assert [number.value for number in numerals.find(text)] == [value]
    assert numerals.parse(text) == value


@pytest.mark.parametrize("text", NONE)
def test_what_only_looks_like_a_number(text: str) -> None:
    assert numerals.find(text) == []


@pytest.mark.parametrize("text", ["15%", "百分之十五", "一成五", "超过15%", "百分之十到二十"])
def test_percent_is_told_apart(text: str) -> None:
    assert [number.percent for number in numerals.find(text)] == [True]


def test_the_span_takes_in_the_words_that_bound_it() -> None:
    text = "超速不到20%能免吗"
    number = numerals.find(text)[0]
    assert text[number.start : number.end] == "不到20%"


def test_the_span_leaves_the_measure_word_to_the_caller() -> None:
    text = "三座以上"
    assert text[numerals.find(text)[0].end :] == "座以上"


def test_several_numbers_are_no_answer_unless_one_is_taken_back() -> None:
    assert numerals.parse("18%还是28%") is None
    assert numerals.parse("是18%，不是28%") == 18


def test_how_many_asks_in_a_message_and_tells_in_an_answer() -> None:
    assert numerals.find("停几个车") == []
    assert numerals.parse("几个") == Range(2, 10)


def test_bare_takes_a_number_with_nothing_else_said() -> None:
    assert numerals.bare("刚好五百吧") == 500
    assert numerals.bare("3个") is None
    assert numerals.bare("20%") is None


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (350.0, "350座"),
        (0.5, "0.5座"),
        (Range(None, 400, hi_open=True), "不到400座"),
        (Range(None, 400), "不超过400座"),
        (Range(3, None), "至少3座"),
        (Range(3, None, lo_open=True), "超过3座"),
        (Range(300, 400, True, True), "300多座"),
        (Range(3, 4, True, True), "3座多"),
        (Range(270, 330), "约300座"),
        (Range(360, 400), "将近400座"),
        (Range(3, 5), "3到5座"),
        (Range(20, 50, True, True), "超过20座、不到50座"),
        (Range(), "说不清"),
    ],
)
def test_say(value: float | Range, words: str) -> None:
    assert numerals.say(value, "座") == words


@pytest.mark.parametrize(
    "value",
    [
        Range(None, 400.0, hi_open=True),
        Range(3.0, None),
        Range(300.0, 400.0, True, True),
        Range(270.0, 330.0),
        Range(3.0, 5.0),
    ],
)
def test_a_range_said_is_the_range_understood(value: Range) -> None:
    assert numerals.parse(numerals.say(value)) == value


@given(st.text(max_size=60) | WORDS)
def test_any_text_has_spans_inside_it_in_order(text: str) -> None:
    found = numerals.find(text)
    assert all(0 <= number.start < number.end <= len(text) for number in found)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))
    numerals.parse(text)
    numerals.bare(text)


@given(st.text(max_size=60) | WORDS)
def test_no_range_is_empty(text: str) -> None:
    assert not any(isinstance(n.value, Range) and n.value.is_empty() for n in numerals.find(text))


@given(st.integers(0, 10**7 - 1) | st.decimals(0, 9999, places=2).map(float))
def test_a_number_said_is_the_number_understood(value: float) -> None:
    assert numerals.parse(numerals.say(value, "%")) == value
