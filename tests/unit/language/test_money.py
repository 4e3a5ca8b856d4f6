"""Sums of money in a message."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.eligibility.values import Range
from bot.language import money

WORDS = st.text(
    alphabet="一二两三五十百千万几半多来元块毛角分钱¥到不超过以上下左右约至少0123456789.,%- 的一块去", max_size=20
)

ONE = [
    ("三百五十块", 350),
    ("三百五十块钱", 350),
    ("一千二", 1200),
    ("一万二", 12000),
    ("罚了两千", 2000),
    ("3千5", 3500),
    ("1.5万", 15000),
    ("1万2", 12000),
    ("3万元", 30000),
    ("100万元", 1000000),
    ("2w左右", Range(18000, 22000)),
    ("货值66块 头一回", 66),
    ("66块5", 66.5),
    ("66块5毛", 66.5),
    ("5块半", 5.5),
    ("一块二", 1.2),
    ("两块二毛五", 2.25),
    ("两块五一包 就一包", 2.5),
    ("3元5角2分", 3.52),
    ("3元5角", 3.5),
    ("10块零5分", 10.05),
    ("74.5元", 74.5),
    ("五毛", 0.5),
    ("五毛钱", 0.5),
    ("五分钱", 0.05),
    ("一块钱", 1),
    ("罚一块", 1),
    ("俩块", 2),
    ("100块3个", 100),
    ("300元/次", 300),
    ("¥300", 300),
    ("￥300", 300),
    ("¥3,000", 3000),
    ("300 RMB", 300),
    ("300rmb", 300),
    ("人民币300元", 300),
    ("五百元整", 500),
    ("三百塊", 300),
    ("三百零五块", 305),
    ("几百块", Range(200, 1000)),
    ("几块钱", Range(2, 10)),
    ("十几块", Range(10, 20, True, True)),
    ("十来块钱", Range(9, 11)),
    ("百十来块", Range(99, 121)),
    ("上万块", Range(10000, None)),
    ("没几块钱", Range(0, 10)),
    ("2万多块", Range(20000, 30000, True, True)),
    ("二十多万", Range(200000, 300000, True, True)),
    ("一百块多", Range(100, 200, True, True)),
    ("三块多钱", Range(3, 4, True, True)),
    ("三五百块", Range(300, 500)),
    ("七八百块钱", Range(700, 800)),
    ("300到400元", Range(300, 400)),
    ("200元到300元", Range(200, 300)),
    ("三到五百块", Range(300, 500)),
    ("罚款500-1000元", Range(500, 1000)),
    ("5千到1万", Range(5000, 10000)),
    ("不到四百元", Range(None, 400, hi_open=True)),
    ("不足10元", Range(None, 10, hi_open=True)),
    ("五百元以下", Range(None, 500)),
    ("五百块钱以内", Range(None, 500)),
    ("顶多两千块", Range(None, 2000)),
    ("不超过500元", Range(None, 500)),
    ("超过五百元", Range(500, None, lo_open=True)),
    ("五百元以上", Range(500, None)),
    ("至少100元", Range(100, None)),
    ("将近400块", Range(360, 400)),
    ("大概300块", Range(270, 330)),
    ("三百块左右", Range(270, 330)),
    ("两万出头", Range(20000, 22000, lo_open=True)),
    ("20元以上200元以下罚款", Range(20, 200)),
    ("超过50元不到100元", Range(50, 100, True, True)),
]

NONE = [
    "三百五", "两百", "罚200", "一块去吧", "在一块吃饭", "扣3分", "记12分", "三块广告牌", "两千米", "两千人", "三千公里", "一万个",
    "万一", "千万别", "豫C12345", "2024年", "元旦", "五一", "300美元", "20%", "上千人", "十字路口", "三毛病", "", "没钱",
]  # fmt: skip

ANSWERS = [
    ("三百五", 350),
    ("刚好五百", 500),
    ("五百零一", 501),
    ("1200", 1200),
    ("一千好几", Range(1000, 2000, True, True)),
    ("也就四百多不到五百吧", Range(400, 500, True, True)),
    ("货值是520元不是420元", 520),
    ("大概三百吧", Range(270, 330)),
    ("300到400", Range(300, 400)),
    ("0", 0),
    ("3个", None),
    ("20%", None),
    ("不知道", None),
    ("300元或者500元", None),
]


@pytest.mark.parametrize(("text", "value"), ONE)
def test_one_sum(text: str, value: float | Range) -> None:
    assert [amount.value for amount in money.find(text)] == [value]
    assert money.parse(text) == value


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_money(text: str) -> None:
    assert money.find(text) == []


@pytest.mark.parametrize(("text", "value"), ANSWERS)
def test_a_bare_answer(text: str, value: float | Range | None) -> None:
    assert money.parse(text) == value


def test_two_sums_in_one_message() -> None:
    assert [amount.value for amount in money.find("要罚我5万 货才值12块")] == [50000, 12]


def test_span() -> None:
    text = "货值 不到四百元，免罚吗"
    amount = money.find(text)[0]
    assert text[amount.start : amount.end] == "不到四百元"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (350.0, "350元"),
        (66.5, "66.5元"),
        (Range(None, 400.0, hi_open=True), "不到400元"),
        (Range(500.0, None), "至少500元"),
        (Range(270.0, 330.0), "约300元"),
        (Range(300.0, 400.0, True, True), "300多元"),
        (Range(20.0, 200.0), "20到200元"),
        (Range(50.0, 100.0, True, True), "超过50元、不到100元"),
    ],
)
def test_a_sum_said_is_the_sum_understood(value: float | Range, words: str) -> None:
    assert money.say(value) == words
    assert money.parse(words) == value


@given(st.text(max_size=60) | WORDS)
def test_any_text_has_spans_inside_it_in_order(text: str) -> None:
    found = money.find(text)
    assert all(0 <= amount.start < amount.end <= len(text) for amount in found)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))
    money.parse(text)


@given(st.integers(0, 10**11).map(lambda cents: cents / 100))
def test_any_sum_said_is_the_sum_understood(value: float) -> None:
    assert money.parse(money.say(value)) == value
