"""Verdicts over every act of the real lists: the contract, the answer first, no treatment from a rule not wholly known."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date

import pytest

from bot.assess import Assessment, Case, assess
from bot.eligibility.questions import cells
from bot.eligibility.values import Value
from bot.policy.catalogue import Catalogue

SEEDS = range(4)


def cases(catalogue: Catalogue, seed: int) -> Iterator[Assessment]:
    """Every act, with some of the facts its rules read answered at random."""
    chance = random.Random(seed)
    for act, items in sorted(catalogue._by_act.items()):
        tests = [condition.test for item in items for condition in item.conditions]
        names = sorted({name for test in tests for name in test.facts} - {"violation_time"})
        told: dict[str, Value] = {
            name: chance.choice(cells(catalogue.facts[name], None, tests))
            for name in names
            if chance.random() < seed / 3
        }
        yield assess(catalogue, Case((act,), told, date(2026, 3, 2), "洛阳市"))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_first_line_is_the_answer(catalogue: Catalogue, seed: int) -> None:
    texts = [found.verdict("a-1")["text"] for found in cases(catalogue, seed)]
    assert [text for text in texts if not text.startswith("结论：")] == []


@pytest.mark.parametrize("seed", SEEDS)
def test_every_verdict_cites_with_how_surely_it_was_read(catalogue: Catalogue, seed: int) -> None:
    for found in cases(catalogue, seed):
        verdict = found.verdict("a-1")
        assert verdict["citations"] or verdict["list"], verdict["item"]
        assert all(cited["how_sure"] for cited in verdict["citations"])


@pytest.mark.parametrize("seed", SEEDS)
def test_no_treatment_comes_from_a_rule_not_wholly_known(catalogue: Catalogue, seed: int) -> None:
    decisions = [found.decision for found in cases(catalogue, seed)]
    granted = [decision.best for decision in decisions if decision.best and decision.status == "qualifies"]
    assert [route.item.id for route in granted if route.item.capped] == []


@pytest.mark.parametrize("seed", SEEDS)
def test_a_question_is_asked_or_nothing_more_could_help(catalogue: Catalogue, seed: int) -> None:
    stuck = [
        (found.case.acts, found.case.facts)
        for found in cases(catalogue, seed)
        if found.decision.status == "undetermined"
        and found.next_question is None
        and any(route.is_open for route in found.decision.routes)
    ]
    assert stuck == []


@pytest.mark.parametrize("seed", SEEDS)
def test_answers_to_all_questions_decide_the_case(catalogue: Catalogue, seed: int) -> None:
    chance = random.Random(seed)
    for found in cases(catalogue, seed):
        facts = dict(found.case.facts)
        while question := assess(catalogue, Case(found.case.acts, facts, date(2026, 3, 2), "洛阳市")).next_question:
            assert question.fact not in facts
            tests = [c.test for item in found.coverage.exemptions + found.coverage.general for c in item.conditions]
            facts[question.fact] = chance.choice(cells(catalogue.facts[question.fact], None, tests))
        end = assess(catalogue, Case(found.case.acts, facts, date(2026, 3, 2), "洛阳市")).decision
        assert end.status != "undetermined" or not any(route.is_open for route in end.routes), (found.case.acts, facts)


# 已经说了的（事实、值），和由此已经知道答案、不该再问的事实。
def test_another_reason_against_a_camera_record_is_looked_into(catalogue: Catalogue) -> None:
    found = assess(catalogue, Case(("camera-record",), {"record_dispute": "other"}, date(2026, 3, 2), "洛阳市"))
    assert [question.fact for question in found.questions] == ["record_removal_other"]


def test_a_reason_against_a_camera_record_is_asked(catalogue: Catalogue) -> None:
    found = assess(catalogue, Case(("camera-record",), {}, date(2026, 3, 2), "洛阳市"))
    assert found.next_question is not None
    assert found.next_question.fact == "record_dispute"


def test_the_ground_of_the_presumption_is_asked_once_the_record_is_declined(catalogue: Catalogue) -> None:
    told: dict[str, Value] = {"accident_or_jam": False}
    declined = frozenset({"prior_traffic_6m"})
    found = assess(catalogue, Case(("horn",), told, date(2026, 3, 2), "洛阳市", declined=declined))
    assert [question.fact for question in found.questions] == ["record_uncheckable", "prior_traffic_settled"]


def test_what_could_not_be_checked_on_the_spot_counts_as_the_first_time(catalogue: Catalogue) -> None:
    told: dict[str, Value] = {"accident_or_jam": False, "record_uncheckable": True}
    verdict = assess(catalogue, Case(("horn",), told, date(2026, 3, 2), "洛阳市")).verdict("a-1")
    assert verdict["status"] == "qualifies"
    assert [c["evidence"]["source"] for c in verdict["conditions"]] == ["statement", "default", "default"]


def test_a_grave_act_is_never_found_minor(catalogue: Catalogue) -> None:
    """酒驾、无证、逃逸……：第一次、没出事、当场停下，也不说可以不罚。"""
    grave = {item.act for item in catalogue.items.values() if item.grave}
    assert {"drink-driving", "unlicensed-driving", "hit-and-run"} <= grave
    best_told = {"first_offence": True, "harm": "none", "correction": "on_spot", "minor_act": True}
    for act in grave:
        given = assess(catalogue, Case((act,), best_told, date(2026, 11, 22), "洛阳市")).verdict("x")
        assert given["status"] == "not_listed" and given["treatment"] in (None, "ordinary"), act
        assert "不替它认定" in given["text"]
