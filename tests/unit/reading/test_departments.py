"""Condition sentences as departments write them: the reading noted by hand, and readings that must never be made."""

import pytest

from bot.eligibility.factbook import FactBook
from bot.eligibility.tests import compile_test
from bot.evaluation.departments import Case, every_case, measure
from bot.reading import Grammar
from bot.reading.conditions import read_cell
from bot.reading.restating import names

CASES = every_case()


@pytest.mark.parametrize("case", CASES, ids=[case.sentence for case in CASES])
def test_a_sentence_of_a_department_is_not_read_as_something_else(case: Case, grammar: Grammar, book: FactBook) -> None:
    reading = grammar.read(case.sentence, case.act)
    assert reading.test is None or case.right(reading, book), reading.said_back


def test_nearly_all_of_them_are_read(book: FactBook) -> None:
    found = measure(CASES, book)
    assert found.share_read >= 0.98, [case.sentence for case, _ in found.unread]


@pytest.mark.parametrize(
    ("sentence", "person"),
    [
        ("有下列情形之一的除外：（一）造成人员伤亡；（二）拒不改正", {"personal_harm": True, "correction": "on_spot"}),
        ("符合下列两项以上：1.初次违法；2.没有违法所得", {"first_offence": True, "illegal_gain": True}),
        ("没有造成安全事故、没有造成不良社会影响", {"safety_accident": False, "bad_influence": True}),
        ("首次发现，当场清除堵塞物", {"first_found": False, "correction": "on_spot"}),
        ("没有违法所得或者违法所得已退还", {"illegal_gain": True, "gain_returned": False}),
        ("小微企业首次违反且按期完成整改", {"small_firm": False, "first_offence": True, "correction": "on_spot"}),
        ("在责令期限内公示并取得业主谅解", {"correction": "within_order", "forgiven": False}),
        ("没有违法所得或者违法所得不足100元", {"illegal_gain": True, "gain_amount": 300}),
        ("没有违法所得、违法所得不足100元", {"illegal_gain": True, "gain_amount": 300}),
        ("首次违法，且符合下列情形之一：1.没有违法所得；2.当场改正", {"first_offence": False, "illegal_gain": False}),
        (
            "及时改正，有下列情形之一的除外：（一）造成人员伤亡；（二）被投诉",
            {"correction": "not_yet", "personal_harm": False, "complained": False},
        ),
    ],
)
def test_who_does_not_meet_it(sentence: str, person: dict[str, object], grammar: Grammar) -> None:
    reading = grammar.read(sentence)
    assert reading.test is not None and not compile_test(reading.test).holds(person), reading.said_back


@pytest.mark.parametrize("what", ["gain_amount", "goods_value"])
def test_what_follows_or_is_not_denied_by_the_word_before(what: str, grammar: Grammar) -> None:
    name = {"gain_amount": "违法所得", "goods_value": "货值金额"}[what]
    reading = grammar.read(f"没有违法所得或者{name}不足100元")
    assert reading.test is not None
    assert compile_test(reading.test).holds({"illegal_gain": True, what: 50}), reading.said_back


@pytest.mark.parametrize(
    "sentence",
    [
        "仅一个B类水污染物超标，且倍数在0.1倍以下或仅pH值超标，且数值在5-10以内或仅色度超标，且倍数在1倍以下",
        "整改态度积极",
        "责令改正",
        "责令限期改正的",
        "周期内首次",
        "近三年未发生人员死亡事故",
        "未造成人身伤害、财产损失等严重后果",
        "违法行为轻微（货值不足100元）",
        "规模以上企业及时改正",
        "夜间噪声超标3分贝以内",
        "单件货值金额不足100元",
    ],
)
def test_what_can_be_taken_two_ways_is_left_to_a_person(sentence: str, grammar: Grammar) -> None:
    assert grammar.read(sentence).test is None


def test_exclusions_in_a_numbered_cell_are_not_alternatives(grammar: Grammar) -> None:
    cell = read_cell("有下列情形之一的，不适用：\n1.造成人员伤亡；\n2.引发群众投诉", grammar)
    test = cell.parts[0].reading.test
    assert not cell.any_of and len(cell.parts) == 1 and test is not None
    assert not compile_test(test).holds({"personal_harm": False, "complained": True})


@pytest.mark.parametrize(
    ("clause", "act"),
    [
        ("未造成环境污染", "未采取措施造成环境污染"),
        ("没有违法所得", "销售不合格产品"),
        ("及时改正", "未按期改正"),
    ],
)
def test_a_condition_is_not_taken_for_the_name_of_the_act(clause: str, act: str) -> None:
    assert not names(clause, act)
