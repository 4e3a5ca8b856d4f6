"""The verdict object and its text: every field of the contract, the answer first, how surely each article was read."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from small_rules import Scene, World, book_of, choice, conditions, item, rule, scenes, yes_no
from verdict_shape import HOW_SURE, faults

from bot.eligibility import explain
from bot.eligibility.changes import Change
from bot.eligibility.decide import decide
from bot.eligibility.factbook import FactBook
from bot.eligibility.model import TREATMENTS, Citation, Item, RuleList
from bot.eligibility.tests import compile_test
from bot.eligibility.verdict import Context, Evidence, verdict

A, B = {"fact": "a"}, {"fact": "b"}
BOOK = book_of(
    yes_no("a"), yes_no("b"), choice("c"), yes_no("judged", judged=True), yes_no("follows", derive=(rule(A, True),))
)
CITATIONS = {
    how_sure: Citation(how_sure, "某某法", f"第{place}条", "要点", how_sure)
    for place, how_sure in enumerate(HOW_SURE, 1)
}


def context(*items: Item, book: FactBook = BOOK, **more: Any) -> Context:
    """A context in which all items stand in one list."""
    made = RuleList("made", "某某清单", "exemption", "某局", "某局", "洛阳市", "3", "read in full", items)
    given = {"evidence": {}, "as_of": "2026-11-22", "violation_date": None, **more}
    return Context({"made": made}, CITATIONS, book, **given)


def judge(
    *items: Item, facts: World | None = None, general: bool = False, changes: tuple[Change, ...] = (), **more: Any
) -> dict[str, Any]:
    """The verdict over the items."""
    return verdict(decide(items, facts or {}, BOOK, general), changes, context(*items, **more), "a-1")


def first_line(found: dict[str, Any]) -> str:
    return str(found["text"]).splitlines()[0]


CASES: dict[str, dict[str, Any]] = {
    "qualifies": {"facts": {"a": True}},
    "fails": {"facts": {"a": False}},
    "undetermined": {},
    "general": {"facts": {"a": True}, "general": True},
    "general, nothing listed": {"general": True, "ordinary": (item(no="普通", treatment="ordinary"),)},
}


@pytest.mark.parametrize("case", CASES)
def test_a_verdict_keeps_the_contract(case: str) -> None:
    assert faults(judge(item(A), **CASES[case])) == []


@pytest.mark.parametrize("case", CASES)
def test_a_verdict_is_json(case: str) -> None:
    found = judge(item(A), **CASES[case])
    assert json.loads(json.dumps(found)) == found


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(scenes(derived=True))
def test_a_verdict_over_any_rules_keeps_the_contract(scene: Scene) -> None:
    found = verdict(scene.decide(scene.told), (), context(*scene.items, book=scene.book), "a-1")
    assert faults(found) == []


@pytest.mark.parametrize("case", CASES)
def test_the_first_line_is_the_answer(case: str) -> None:
    assert first_line(judge(item(A), **CASES[case])).startswith("结论：")


@pytest.mark.parametrize("treatment", [treatment for treatment in TREATMENTS if treatment != "ordinary"])
def test_the_answer_says_what_the_treatment_is(treatment: str) -> None:
    words = {"record_removed": "消除", "no_penalty": "不予处罚", "may_waive": "可以不予处罚", "fine_waived": "免缴罚款"}
    words |= {"warning": "只给警告", "no_coercion": "不采取强制措施", "mitigated": "减轻", "lenient": "从轻"}
    assert words[treatment] in first_line(judge(item(A, treatment=treatment), facts={"a": True}))


def test_must_and_may_are_told_apart() -> None:
    assert "可以" not in first_line(judge(item(A), facts={"a": True}))


def test_a_refusal_names_the_condition_and_the_right_to_be_heard() -> None:
    said = first_line(judge(item(A), facts={"a": False}))
    assert "条件0" in said
    assert "陈述、申辩" in said


def test_an_open_verdict_says_what_is_missing() -> None:
    assert "条件1" in first_line(judge(item(A, B), facts={"a": True}))


def test_what_is_not_listed_is_never_said_to_be_impossible() -> None:
    assert "不等于不能免罚" in first_line(judge(item(A), general=True))


@pytest.mark.parametrize(("facts", "state"), [({"a": True}, "met"), ({"a": False}, "unmet"), ({}, "unknown")])
def test_the_state_of_a_condition(facts: World, state: str) -> None:
    assert judge(item(A), facts=facts)["conditions"][0]["state"] == state


def test_evidence_from_the_record_keeps_its_source_and_date() -> None:
    seen = Evidence("record", "交通违法记录", "2026-05-01")
    evidence = judge(item(A), facts={"a": True}, evidence={"a": seen})["conditions"][0]["evidence"]
    assert (evidence["source"], evidence["date"]) == ("record", "2026-05-01")


def test_evidence_of_a_derived_fact_is_that_of_its_premise() -> None:
    seen = Evidence("record", "交通违法记录", "2026-05-01")
    evidence = judge(item({"fact": "follows"}), facts={"a": True}, evidence={"a": seen})["conditions"][0]["evidence"]
    assert evidence["source"] == "record"


def test_without_a_record_the_evidence_is_the_statement() -> None:
    evidence = judge(item(A), facts={"a": True})["conditions"][0]["evidence"]
    assert (evidence["source"], evidence["text"]) == ("statement", "你提供的情况：a：是")


def test_what_the_authority_judges_is_said_to_be_its_judgement() -> None:
    evidence = judge(item({"fact": "judged"}), facts={"judged": True})["conditions"][0]["evidence"]
    assert "由执法机关认定" in evidence["text"]


def test_a_presumption_is_evidence_by_default_with_its_words() -> None:
    presumed = replace(conditions(A)[0], default_when=compile_test(B), default_text="无法核实的，视为符合")
    evidence = judge(replace(item(), own=(presumed,)), facts={"b": True})["conditions"][0]["evidence"]
    assert evidence["source"] == "default"
    assert "无法核实的，视为符合" in evidence["text"]


def test_all_routes_are_listed_best_first() -> None:
    routes = judge(item(B, no="1"), item(A, no="2", treatment="warning"), facts={"a": True, "b": False})["routes"]
    assert [(r["item"], r["status"], r["treatment"]) for r in routes] == [
        ("made/2", "qualifies", "warning"),
        ("made/1", "fails", "no_penalty"),
    ]


def test_the_changes_are_said_as_things_to_do() -> None:
    assert judge(item(A), facts={"a": False}, changes=(Change("a", True, "做甲"),))["to_qualify"] == ["做甲"]


def test_the_list_has_its_version() -> None:
    assert judge(item(A))["list"]["version"] == "3"


@pytest.mark.parametrize("how_sure", HOW_SURE)
def test_every_citation_says_how_surely_it_was_read(how_sure: str) -> None:
    found = judge(item(A, citations=(how_sure,)), facts={"a": True})
    assert [c["how_sure"] for c in found["citations"]] == [how_sure]
    assert explain.HOW_SURE[how_sure] in found["text"]


def test_an_article_is_cited_once() -> None:
    ordinary = item(no="普通", treatment="ordinary", citations=("seed",))
    found = judge(item(A, citations=("seed", "recalled")), facts={"a": True}, ordinary=(ordinary,))
    assert [c["how_sure"] for c in found["citations"]] == ["seed", "recalled"]


def test_the_ordinary_penalty_of_another_clause_is_told_when_the_item_has_none() -> None:
    ordinary = item(no="普通", treatment="ordinary", ordinary_penalty="罚款二百元")
    assert judge(item(A), facts={"a": False}, ordinary=(ordinary,))["ordinary_penalty"] == "罚款二百元"


@pytest.mark.parametrize("case", CASES)
def test_every_number_in_the_text_is_in_the_fields(case: str) -> None:
    found = judge(item(A, ordinary_penalty="罚款200元", points="记3分"), **CASES[case])
    fields = json.dumps({name: value for name, value in found.items() if name != "text"}, ensure_ascii=False)
    numbers = {word for word in "".join(c if c.isdigit() else " " for c in found["text"]).split() if len(word) > 1}
    assert all(word in fields for word in numbers)


def test_the_notice_closes_the_text() -> None:
    assert judge(item(A))["text"].rstrip("）").endswith("最终以执法机关认定为准")
