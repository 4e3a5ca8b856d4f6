"""The four acts of 优驾容错 on the real list: every condition met, unmet and unknown."""

from __future__ import annotations

from datetime import date

import pytest

from bot.assess import Assessment, Case, assess
from bot.eligibility.values import OneOf, Value
from bot.policy.catalogue import Catalogue

MET: dict[str, Value] = {
    "plate_local": True,
    "vehicle_kind": "private_small",
    "location": "core",
    "prior_traffic_6m": False,
}
BY_POLICE: dict[str, Value] = {**MET, "agency": "traffic_police"}
ACTS = {"1": "parking", "2": "lane-at-junction", "3": "licence-not-carried", "4": "insurance-label"}
FACTS = {number: BY_POLICE if number == "1" else MET for number in ACTS}

EACH_ACT = pytest.mark.parametrize("number", ACTS)

# What fails each condition, and what leaves it open although something is known.
UNMET: list[tuple[str, Value]] = [
    ("plate_local", False),
    ("vehicle_kind", "unit_small"),
    ("vehicle_kind", "commercial_small"),
    ("vehicle_kind", "motorcycle"),
    ("location", "county"),
    ("location", "outside"),
    ("prior_traffic_6m", True),
]
OPEN: list[tuple[str, Value | None]] = [
    ("plate_local", None),
    ("vehicle_kind", None),
    ("vehicle_kind", OneOf(frozenset({"private_small", "unit_small"}))),
    ("location", None),
    ("location", OneOf(frozenset({"urban", "county"}))),
    ("prior_traffic_6m", None),
]


def case_of(number: str, changed: dict[str, Value | None]) -> Case:
    """All conditions of the item met, but for what is changed (None: not known)."""
    facts = {name: value for name, value in {**FACTS[number], **changed}.items() if value is not None}
    return Case((ACTS[number],), facts, date(2026, 3, 2), "洛阳市")


def status(found: Assessment, number: str) -> str:
    """How the route by 优驾容错 stands."""
    return next(r.status for r in found.decision.routes if r.item.id == f"ly-police-youjia/{number}")


@EACH_ACT
def test_with_every_condition_met_it_is_a_warning(catalogue: Catalogue, number: str) -> None:
    found = assess(catalogue, case_of(number, {}))
    assert status(found, number) == "qualifies"
    assert found.decision.status == "qualifies"
    assert found.decision.treatment == "warning"


@EACH_ACT
@pytest.mark.parametrize("location", ["core", "urban", OneOf(frozenset({"core", "urban"}))])
def test_the_whole_urban_area_counts(catalogue: Catalogue, number: str, location: Value) -> None:
    assert status(assess(catalogue, case_of(number, {"location": location})), number) == "qualifies"


@EACH_ACT
@pytest.mark.parametrize(("name", "value"), UNMET)
def test_one_condition_unmet_closes_the_route(catalogue: Catalogue, number: str, name: str, value: Value) -> None:
    assert status(assess(catalogue, case_of(number, {name: value})), number) == "fails"


@EACH_ACT
@pytest.mark.parametrize(("name", "value"), OPEN)
def test_one_condition_unknown_leaves_the_route_open(
    catalogue: Catalogue, number: str, name: str, value: Value | None
) -> None:
    assert status(assess(catalogue, case_of(number, {name: value})), number) == "undetermined"


@pytest.mark.parametrize(
    ("agency", "expected"), [("city_management", "fails"), ("other", "fails"), (None, "undetermined")]
)
def test_parking_must_have_been_found_by_the_traffic_police(
    catalogue: Catalogue, agency: str | None, expected: str
) -> None:
    assert status(assess(catalogue, case_of("1", {"agency": agency})), "1") == expected


@pytest.mark.parametrize("number", ["2", "3", "4"])
def test_the_other_acts_do_not_ask_who_found_it(catalogue: Catalogue, number: str) -> None:
    assert status(assess(catalogue, case_of(number, {"agency": "other"})), number) == "qualifies"


@EACH_ACT
@pytest.mark.parametrize("name", sorted(MET))
def test_what_is_unknown_is_asked(catalogue: Catalogue, number: str, name: str) -> None:
    found = assess(catalogue, case_of(number, {name: None}))
    assert name in [question.fact for question in found.questions]


@EACH_ACT
def test_nothing_is_asked_once_the_warning_is_certain_and_no_better_route_is_open(
    catalogue: Catalogue, number: str
) -> None:
    asked = [question.fact for question in assess(catalogue, case_of(number, {})).questions]
    assert asked == []


OVERALL = [
    ("2", "prior_traffic_6m", True, "fails"),
    ("3", "plate_local", False, "fails"),
    ("4", "location", "outside", "fails"),
    ("2", "plate_local", None, "undetermined"),
    ("3", "vehicle_kind", None, "undetermined"),
    ("4", "prior_traffic_6m", None, "undetermined"),
]


@pytest.mark.parametrize(("number", "name", "value", "expected"), OVERALL)
def test_the_decision_follows_when_no_other_list_helps(
    catalogue: Catalogue, number: str, name: str, value: Value | None, expected: str
) -> None:
    found = assess(catalogue, case_of(number, {name: value}))
    assert found.decision.status == expected


def test_a_car_from_elsewhere_may_still_have_the_national_first_warning(catalogue: Catalogue) -> None:
    facts: dict[str, Value | None] = {"plate_local": False, "accident_or_jam": False, "prior_traffic_settled": True}
    found = assess(catalogue, case_of("1", facts))
    assert status(found, "1") == "fails"
    assert (found.decision.status, found.decision.treatment) == ("qualifies", "warning")
    assert found.decision.best is not None
    assert found.decision.best.item.id == "mps-first-warning-10/1"


def test_it_binds_only_in_luoyang(catalogue: Catalogue) -> None:
    case = case_of("2", {})
    elsewhere = assess(catalogue, Case(case.acts, case.facts, case.as_of, "郑州市"))
    assert "ly-police-youjia" not in {route.item.list_id for route in elsewhere.decision.routes}


@EACH_ACT
def test_the_verdict_says_that_the_rule_was_not_read(catalogue: Catalogue, number: str) -> None:
    verdict = assess(catalogue, case_of(number, {})).verdict("a-1")
    assert verdict["list"]["how_sure"] == "seed"
    assert "没有找到文件原文" in verdict["text"]


ORDINARY = [("1", "20元以上200元以下"), ("2", "20元以上200元以下"), ("3", "扣留机动车"), ("4", "扣留机动车")]


@pytest.mark.parametrize(("number", "words"), ORDINARY)
def test_the_verdict_says_what_happens_otherwise(catalogue: Catalogue, number: str, words: str) -> None:
    assert words in assess(catalogue, case_of(number, {"location": "county"})).verdict("a-1")["ordinary_penalty"]
