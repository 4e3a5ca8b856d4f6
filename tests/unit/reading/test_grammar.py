"""Condition sentences read into tests: what is read, how it is joined, and what must be left to a person."""

from typing import Any

import pytest

from bot.eligibility.factbook import FactBook
from bot.eligibility.meaning import same_meaning
from bot.eligibility.tests import compile_test
from bot.reading import Grammar, read_condition

TIMELY = {"fact": "correction", "in": ["before_discovery", "on_spot", "within_order"]}
ON_SPOT = {"fact": "correction", "in": ["before_discovery", "on_spot"]}
SLIGHT = {"fact": "harm", "in": ["none", "minor"]}
NO_HARM = {"fact": "harm", "is": "none"}
FIRST = {"fact": "first_offence"}


@pytest.mark.parametrize(
    ("sentence", "test"),
    [
        ("初次违法", FIRST),
        ("首次被发现", {"fact": "first_found"}),
        ("近两年内首次违法", {"not": {"fact": "same_kind_2y"}}),
        ("两年内未因同类违法行为受到行政处罚", {"not": {"fact": "same_kind_2y"}}),
        ("违法前三个月内没有交通违法记录", {"not": {"fact": "prior_traffic_3m"}}),
        ("违法行为轻微", {"fact": "minor_act"}),
        ("未造成危害后果", NO_HARM),
        ("危害后果轻微", SLIGHT),
        ("当场改正", ON_SPOT),
        ("在责令改正期限内改正", TIMELY),
        ("自责令改正之日起5日内改正", {"fact": "rectified_days", "lte": 5}),
        ("5个工作日内整改完毕", {"fact": "rectified_workdays", "lte": 5}),
        ("货值金额不足500元", {"fact": "goods_value", "lt": 500}),
        ("货值金额五百元以下", {"fact": "goods_value", "lte": 500}),
        ("违法所得在1万元以下", {"fact": "gain_amount", "lte": 10000}),
        ("超标倍数小于0.1倍", {"fact": "exceed_times", "lt": 0.1}),
        ("占用不超过总宽度的20%", {"fact": "blocked_percent", "lte": 20}),
        ("已满14周岁未满18周岁", {"fact": "age", "gte": 14, "lt": 18}),
        ("7座（含）以下", {"fact": "seats", "lte": 7}),
        ("没有违法所得", {"not": {"fact": "illegal_gain"}}),
        ("主动消除或者减轻违法行为危害后果", {"fact": "harm_removed"}),
        (
            "违法发生在2024年4月4日8时至5月6日8时之间",
            {"fact": "violation_time", "gte": "2024-04-04T08:00", "lt": "2024-05-06T08:00"},
        ),
        (
            "违法发生在2024年10月1日至7日期间",
            {"fact": "violation_time", "gte": "2024-10-01T00:00", "lt": "2024-10-08T00:00"},
        ),
    ],
)
def test_a_clause(sentence: str, test: dict[str, Any], grammar: Grammar, book: FactBook) -> None:
    read = grammar.read(sentence).test
    assert read is not None and same_meaning(read, test, book), read


@pytest.mark.parametrize(
    ("sentence", "test"),
    [
        ("初次违法且危害后果轻微并及时改正", {"all": [FIRST, SLIGHT, TIMELY]}),
        ("初次违法、危害后果轻微、及时改正的", {"all": [FIRST, SLIGHT, TIMELY]}),
        ("当场改正，或者在责令改正期限内改正", {"any": [ON_SPOT, TIMELY]}),
        ("受他人胁迫或者诱骗实施违法行为的", {"any": [{"fact": "coerced"}, {"fact": "tricked"}]}),
        ("未造成交通事故或者交通拥堵", {"not": {"fact": "accident_or_jam"}}),
        (
            "没有造成人身伤害、财产损失",
            {"all": [{"not": {"fact": "personal_harm"}}, {"not": {"fact": "property_loss"}}]},
        ),
        (
            "同时符合下列条件：（一）初次违法；（二）危害后果轻微；（三）及时改正",
            {"all": [FIRST, SLIGHT, TIMELY]},
        ),
        ("有下列情形之一：1.当场改正；2.未造成危害后果", {"any": [ON_SPOT, NO_HARM]}),
        (
            "违法行为轻微，但造成人身伤害的除外",
            {"all": [{"fact": "minor_act"}, {"not": {"fact": "personal_harm"}}]},
        ),
    ],
)
def test_joined_clauses(sentence: str, test: dict[str, Any], grammar: Grammar, book: FactBook) -> None:
    read = grammar.read(sentence).test
    assert read is not None and same_meaning(read, test, book), read


@pytest.mark.parametrize(
    "sentence",
    [
        "由局务会议研究决定",
        "危害后果轻微，且经专家论证",
        "初次违法或者危害后果轻微且及时改正",
        "货值金额500元",
        "当场……（后文截断）",
        "违法发生在2024年2月30日至3月2日之间",
        "责令改正后不改正",
        "逾期不改正",
        "造成危害后果",
        "没有及时改正",
    ],
)
def test_what_is_not_understood_wholly_is_not_read_as_an_exemption(sentence: str, grammar: Grammar) -> None:
    reading = grammar.read(sentence)
    best = {"correction": "before_discovery", "harm": "none", "first_offence": True, "minor_act": True}
    assert reading.test is None or not compile_test(reading.test).holds(best), reading.test
    assert reading.test is not None or reading.reason


def test_it_is_said_back(book: FactBook) -> None:
    assert read_condition("货值不足500元，没有违法所得", book).said_back == "违法货值金额不到500元，并且没有违法所得"


def test_the_reason_names_the_words_that_stopped_it(book: FactBook) -> None:
    assert "经专家论证" in read_condition("危害后果轻微，且经专家论证", book).reason
