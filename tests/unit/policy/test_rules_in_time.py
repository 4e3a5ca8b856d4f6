"""Which rules are in force when: lists that end on the hour, the old law and the new, exact bounds of sums and terms."""

from __future__ import annotations

from datetime import date

import pytest

from bot.assess import Assessment, Case, assess
from bot.eligibility.factbook import parse_moment
from bot.eligibility.values import Range, Value
from bot.policy.catalogue import Catalogue, moment_period


def at(catalogue: Catalogue, act: str, happened: str | None, as_of: str, /, **facts: Value) -> Assessment:
    """An act that happened at a moment, looked at on a day."""
    told = {**facts, **({"violation_time": parse_moment(happened)} if happened else {})}
    return assess(catalogue, Case((act,), told, date.fromisoformat(as_of), "洛阳市"))


def covering(found: Assessment) -> set[str]:
    """The lists whose items cover the act."""
    return {item.list_id for item in found.coverage.exemptions}


HOLIDAYS = [
    ("ly-cg-peony-2024", "2024-04-04T07:59", False),
    ("ly-cg-peony-2024", "2024-04-04T08:00", True),
    ("ly-cg-peony-2024", "2024-05-06T07:59", True),
    ("ly-cg-peony-2024", "2024-05-06T08:00", False),
    ("ly-cg-spring-2024", "2024-02-09T07:59", False),
    ("ly-cg-spring-2024", "2024-02-09T08:00", True),
    ("ly-cg-spring-2024", "2024-02-18T07:59", True),
    ("ly-cg-spring-2024", "2024-02-18T08:00", False),
]


@pytest.mark.parametrize(("name", "happened", "covered"), HOLIDAYS)
def test_a_holiday_rule_covers_what_happened_within_its_hours(
    catalogue: Catalogue, name: str, happened: str, covered: bool
) -> None:
    assert (name in covering(at(catalogue, "parking", happened, "2024-06-01"))) is covered


@pytest.mark.parametrize(("name", "happened", "met"), HOLIDAYS)
def test_its_own_condition_on_the_time_agrees(catalogue: Catalogue, name: str, happened: str, met: bool) -> None:
    during = "2024-04-10" if "peony" in name else "2024-02-10"  # the list is in force when it is decided
    found = at(catalogue, "parking", happened, during)
    route = next(r for r in found.decision.routes if r.item.list_id == name)
    time = next(p for p, c in enumerate(route.item.conditions) if "violation_time" in c.test.facts)
    assert route.states[time] is met


@pytest.mark.parametrize("name", ["ly-cg-peony-2024", "ly-cg-spring-2024"])
def test_a_holiday_rule_is_gone_when_no_time_is_told(catalogue: Catalogue, name: str) -> None:
    assert name not in covering(at(catalogue, "parking", None, "2026-03-02"))


def test_on_the_last_day_without_the_hour_the_holiday_rule_is_open(catalogue: Catalogue) -> None:
    found = at(catalogue, "parking", "2024-05-06", "2024-06-01")
    route = next(r for r in found.decision.routes if r.item.list_id == "ly-cg-peony-2024")
    assert route.status == "undetermined"


OLD, NEW = "law-xzcf-2017", "law-xzcf-2021"
LAWS = [
    ("2021-07-14", "2021-07-14", {OLD}),
    ("2021-07-14", "2021-07-15", {OLD, NEW}),
    ("2021-07-14", "2021-08-01", {OLD, NEW}),
    ("2021-07-15", "2021-07-15", {NEW}),
    ("2021-07-15", "2021-08-01", {NEW}),
    ("2021-07-14T23:59", "2021-08-01", {OLD, NEW}),
    ("2021-07-15T00:00", "2021-08-01", {NEW}),
    (None, "2026-03-02", {NEW}),
]


@pytest.mark.parametrize(("happened", "as_of", "laws"), LAWS)
def test_the_law_of_the_day_and_a_milder_later_one(
    catalogue: Catalogue, happened: str | None, as_of: str, laws: set[str]
) -> None:
    found = at(catalogue, "red-light", happened, as_of)
    assert {item.list_id for item in found.coverage.general} & {OLD, NEW} == laws


def test_a_first_offence_before_the_new_law_may_be_waived_when_decided_after_it(catalogue: Catalogue) -> None:
    first: dict[str, Value] = {"first_offence": True, "harm": "minor", "correction": "on_spot", "minor_act": False}
    before = at(catalogue, "red-light", "2021-07-14", "2021-07-14", **first)
    after = at(catalogue, "red-light", "2021-07-14", "2021-08-01", **first)
    assert (before.decision.treatment, after.decision.treatment) == ("ordinary", "may_waive")


TAX = [
    ("2021-12-31", "2021-12-31", False),
    ("2021-12-31", "2022-01-01", True),
    ("2021-12-31T23:59", "2021-12-31", False),
    ("2022-01-01", "2022-01-01", True),
    (None, "2021-12-31", False),
    (None, "2022-01-01", True),
]


@pytest.mark.parametrize(("happened", "as_of", "covered"), TAX)
def test_the_second_tax_list_begins_with_2022(
    catalogue: Catalogue, happened: str | None, as_of: str, covered: bool
) -> None:
    found = at(catalogue, "tax-invoice-seal", happened, as_of)
    assert ("tax-2021-33-shouweibufa2" in covering(found)) is covered


def test_a_rule_that_came_later_is_said_to_have_come_later(catalogue: Catalogue) -> None:
    text = at(catalogue, "tax-registration-renewal", "2021-12-31", "2022-02-01").verdict("a-1")["text"]
    assert "从旧兼从轻" in text


def test_a_rule_that_has_ended_is_said_to_have_ended(catalogue: Catalogue) -> None:
    facts: dict[str, Value] = {
        **{"agency": "city_management", "location": "core", "plate_local": False, "vehicle_kind": "private_small"},
        **{"seats": 5, "orderly_parked": True, "bad_spot": False, "free_lot_100m": False},
        **{"accident_or_jam": False, "cooperated": True},
    }
    found = at(catalogue, "parking", "2024-05-06T07:59", "2026-03-02", **facts)
    assert found.decision.status == "qualifies"
    assert "现在已经失效" in found.verdict("a-1")["text"]


def test_a_list_without_a_beginning_is_not_in_force_before_it_was_issued(catalogue: Catalogue) -> None:
    days = ["2025-01-26", "2025-01-27"]
    assert ["samr-2025-shouwei" in covering(at(catalogue, "expired-food", day, day)) for day in days] == [False, True]


GOODS: list[tuple[Value, str]] = [
    (0, "qualifies"),
    (500, "qualifies"),
    (500.01, "fails"),
    (Range(hi=500), "qualifies"),
    (Range(hi=501, hi_open=True), "undetermined"),
    (Range(lo=500), "undetermined"),
    (Range(lo=500, lo_open=True), "fails"),
]


@pytest.mark.parametrize(("value", "expected"), GOODS)
def test_goods_worth_no_more_than_500(catalogue: Catalogue, value: Value, expected: str) -> None:
    facts: dict[str, Value] = {
        **{"same_kind_2y": False, "correction": "on_spot", "catering": False, "source_explained": True},
        **{"food_accident": False, "goods_value": value},
    }
    found = at(catalogue, "expired-food", None, "2026-03-02", **facts)
    route = next(r for r in found.decision.routes if r.item.id == "samr-2025-shouwei/5")
    assert route.status == expected


LAPSED: list[tuple[Value, str]] = [
    (0.9, "qualifies"),
    (1, "fails"),
    (Range(0.9, 1.1), "undetermined"),
    (Range(hi=1, hi_open=True), "qualifies"),
]


@pytest.mark.parametrize(("months", "expected"), LAPSED)
def test_a_licence_lapsed_for_less_than_a_month(catalogue: Catalogue, months: Value, expected: str) -> None:
    facts: dict[str, Value] = {
        **{"same_kind_2y": False, "correction": "on_spot", "licence_conditions_met": True},
        **{"accident_in_validity": False, "licence_lapsed_months": months},
    }
    found = at(catalogue, "food-licence-expired", None, "2026-03-02", **facts)
    assert next(r for r in found.decision.routes if r.item.list_id == "samr-2025-shouwei").status == expected


@pytest.mark.parametrize(("minutes", "met"), [(15, True), (15.5, False), (14, True), (Range(hi=15), True)])
def test_driven_away_within_15_minutes(catalogue: Catalogue, minutes: Value, met: bool) -> None:
    facts: dict[str, Value] = {
        "agency": "city_management",
        "location": "core",
        "tip_slip": True,
        "moved_minutes": minutes,
    }
    found = at(catalogue, "parking", None, "2026-03-02", **facts)
    route = next(r for r in found.decision.routes if r.item.id == "ly-cg-card-quarter/2")
    assert (route.status == "qualifies") is met


@pytest.mark.parametrize(("age", "treatment"), [(13, "no_penalty"), (14, "lenient"), (17, "lenient"), (18, "ordinary")])
def test_the_age_at_the_time(catalogue: Catalogue, age: int, treatment: str) -> None:
    facts: dict[str, Value] = {"age": age, "minor_act": False, "first_offence": False}
    assert at(catalogue, "red-light", None, "2026-03-02", **facts).decision.treatment == treatment


@pytest.mark.parametrize(("text", "minutes"), [("2024-05-06", 24 * 60), ("2024-05-06T07:59", 1)])
def test_a_told_time_is_a_day_or_a_minute(text: str, minutes: int) -> None:
    start, end = moment_period(parse_moment(text))
    assert (end - start).total_seconds() == minutes * 60
