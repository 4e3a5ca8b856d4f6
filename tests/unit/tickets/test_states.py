"""The states of a ticket, its due day and its light."""

from __future__ import annotations

from datetime import date

import pytest

from bot.settings import ROOT
from bot.tickets import deadline
from bot.tickets.model import KINDS, STATES, STEPS, URGENCIES, NotNow, after, steps_from
from bot.tickets.routing import Offices
from bot.tickets.working_days import WorkingDays

CALENDAR = WorkingDays()
OFFICES = Offices.load(ROOT / "data" / "tickets.yml")


@pytest.mark.parametrize("path", [["assign", "answer", "close"], ["assign", "return", "assign", "answer", "reopen"]])
def test_the_ways_that_are_open(path: list[str]) -> None:
    state = "received"
    for step in path:
        state = after(step, state)
    assert state in STATES


@pytest.mark.parametrize(("step", "state"), [("close", "assigned"), ("return", "answered"), ("answer", "closed")])
def test_a_step_that_is_not_open_says_what_is(step: str, state: str) -> None:
    with pytest.raises(NotNow) as refused:
        after(step, state)
    assert STATES[state] in str(refused.value) and STEPS[steps_from(state)[0]].title in str(refused.value)


def test_no_state_is_a_dead_end_but_for_closed_tickets_that_may_be_opened_again() -> None:
    assert {state: steps_from(state) for state in STATES if not steps_from(state)} == {}
    assert steps_from("closed") == ["reopen"]


def test_every_kind_and_urgency_has_its_days() -> None:
    assert set(OFFICES.days["kinds"]) == set(KINDS)
    assert set(OFFICES.days["urgencies"]) == set(URGENCIES) - {"normal"}


def test_urgent_ones_take_the_shorter_time() -> None:
    assert deadline.allowed_days(OFFICES.days, "suggestion", "critical") == 1
    assert deadline.allowed_days(OFFICES.days, "consult", "normal") == OFFICES.days["kinds"]["consult"]


def test_a_due_day_in_an_unknown_year_is_left_open_and_said() -> None:
    due = deadline.due(CALENDAR, date(2026, 12, 30), 5)
    assert due.on is None
    assert "2027年的放假安排还没有收录" in due.note and "5个工作日" in due.note


@pytest.mark.parametrize(
    ("today", "light", "left"),
    [("2026-11-25", "green", 3), ("2026-11-27", "amber", 1), ("2026-11-30", "amber", 0), ("2026-12-01", "red", -1)],
)
def test_the_light_before_and_after_the_due_day(today: str, light: str, left: int) -> None:
    due, now = date(2026, 11, 30), date.fromisoformat(today)
    assert deadline.light(CALENDAR, "assigned", due, now) == light
    assert deadline.days_left(CALENDAR, due, now) == left
    assert deadline.light(CALENDAR, "answered", due, now) == "done"


def test_without_a_due_day_the_light_is_not_green() -> None:
    assert deadline.light(CALENDAR, "assigned", None, date(2026, 12, 1)) == "unknown"
