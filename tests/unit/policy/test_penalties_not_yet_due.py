"""Penalties that a regulation makes wait: 责令改正；拒不改正的，处……. Until then none is due, and it is said so."""

from __future__ import annotations

from datetime import date

import pytest

from bot.assess import Assessment, Case, assess
from bot.eligibility.values import Value
from bot.policy.catalogue import Catalogue


def at(catalogue: Catalogue, act: str, /, **facts: Value) -> Assessment:
    return assess(catalogue, Case((act,), facts, date(2026, 11, 23), "洛阳市"))


OUTCOMES: list[tuple[str, dict[str, Value], str | None]] = [
    ("park-litter", {"order_state": "none"}, "no_penalty"),
    ("park-litter", {"correction": "on_spot"}, "no_penalty"),
    ("park-litter", {"correction": "within_order"}, "no_penalty"),
    ("park-litter", {"order_state": "disobeyed", "minor_act": False, "first_offence": False}, "ordinary"),
    ("park-litter", {"correction": "late", "minor_act": False, "first_offence": False}, "ordinary"),
    ("park-litter", {}, None),
    ("park-noise", {"order_state": "none", "minor_act": False, "first_offence": False}, "warning"),
    ("park-noise", {"order_state": "disobeyed", "minor_act": False, "first_offence": False}, "ordinary"),
    ("metro-conduct", {"correction": "on_spot", "minor_act": False, "first_offence": False}, "warning"),
    ("gas-user", {"order_state": "none"}, "no_penalty"),
    ("longmen-carve", {"act_serious": False}, "no_penalty"),
    ("longmen-carve", {"act_serious": True, "minor_act": False, "first_offence": False}, "ordinary"),
    ("green-care", {"harm": "minor", "first_offence": False, "minor_act": False}, "no_penalty"),
    ("green-fell", {"correction": "on_spot", "minor_act": False, "first_offence": False}, "ordinary"),
    (
        "heritage-building",
        {"illegal_gain": True, "harm": "none", "minor_act": False, "first_offence": False},
        "ordinary",
    ),
    ("heritage-building", {"illegal_gain": False, "harm": "minor", "minor_act": False}, "no_penalty"),
]


@pytest.mark.parametrize(("act", "facts", "treatment"), OUTCOMES)
def test_what_a_clause_gives_before_and_after_its_penalty_is_due(
    catalogue: Catalogue, act: str, facts: dict[str, Value], treatment: str | None
) -> None:
    decision = at(catalogue, act, **facts).decision
    assert (decision.status, decision.treatment) == ("not_listed", treatment)


def test_it_is_said_that_the_penalty_is_not_yet_due(catalogue: Catalogue) -> None:
    verdict = at(catalogue, "park-litter", order_state="running").verdict("a-1")
    head = verdict["text"].split("\n", 1)[0]
    assert "《洛阳市公园和广场管理条例》" in head
    assert "“责令改正后拒不改正”才罚" in head
    assert "现在不该处罚" in head
    assert [c["state"] for c in verdict["conditions"]] == ["met"]


def test_a_warning_that_comes_first_is_no_exemption(catalogue: Catalogue) -> None:
    verdict = at(catalogue, "park-noise", order_state="running", minor_act=False, first_offence=False).verdict("a-1")
    assert "现在只能警告，不能罚款" in verdict["text"].split("\n", 1)[0]


def test_the_ordinary_penalty_is_named_all_the_same(catalogue: Catalogue) -> None:
    verdict = at(catalogue, "gas-user", order_state="disobeyed", minor_act=False, first_offence=False).verdict("a-1")
    assert "1000元以下罚款" in verdict["ordinary_penalty"]
    assert "一般规定" in verdict["text"]


def test_whether_the_order_was_disobeyed_is_asked_first(catalogue: Catalogue) -> None:
    question = at(catalogue, "gas-user").next_question
    assert question is not None
    assert question.fact == "order_state"


def test_a_penalty_due_at_once_beside_it_leaves_nothing_to_wait_for(catalogue: Catalogue) -> None:
    found = assess(
        catalogue, Case(("park-litter", "green-fell"), {"order_state": "none"}, date(2026, 11, 23), "洛阳市")
    )
    assert found.coverage.not_due == ()


def test_every_waiting_penalty_is_an_ordinary_one_with_its_amount(catalogue: Catalogue) -> None:
    waiting = [item for item in catalogue.items.values() if item.not_due is not None]
    assert len(waiting) >= 60
    assert {item.treatment for item in waiting} == {"ordinary"}
    assert [item.id for item in waiting if not item.ordinary_penalty] == []
    assert {item.not_due.treatment for item in waiting if item.not_due} == {"no_penalty", "warning"}


@pytest.mark.parametrize(
    ("list_id", "articles"),
    [("ly-reg-park-2021", 4), ("ly-reg-gas-2016", 6), ("ly-reg-metro-2020", 5), ("ly-reg-greening-2014", 8)],
)
def test_every_penalty_article_of_a_regulation_is_there(catalogue: Catalogue, list_id: str, articles: int) -> None:
    assert len({item.no.split("条")[0] for item in catalogue.lists[list_id].items}) == articles
