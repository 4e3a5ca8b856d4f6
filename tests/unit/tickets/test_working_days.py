"""Counting working days: holidays, make-up days, own overrides, and a year that nobody knows yet."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings import ROOT
from bot.tickets.working_days import UnknownYear, WorkingDays

PLAIN = WorkingDays()


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-11-25", 1, "2026-11-26"),
        ("2026-11-27", 1, "2026-11-30"),  # Friday → Monday
        ("2026-09-30", 1, "2026-10-08"),  # over the National Day holiday
        ("2025-01-24", 2, "2025-01-27"),  # Sunday 26 January 2025 was a working day
        ("2026-11-28", 1, "2026-11-30"),  # from a Saturday
    ],
)
def test_the_day_it_began_does_not_count(start: str, count: int, end: str) -> None:
    assert PLAIN.after(date.fromisoformat(start), count) == date.fromisoformat(end)


def test_a_year_without_a_notice_is_said() -> None:
    with pytest.raises(UnknownYear, match="2027年的放假安排还没有收录"):
        PLAIN.after(date(2026, 12, 30), 3)


def test_a_year_put_into_the_table_is_known(tmp_path: Path) -> None:
    (tmp_path / "days.yml").write_text(
        "years: {2027: 通知}\nholidays: [2027-01-01]\nworkdays: [2027-01-02]\n", encoding="utf-8"
    )
    days = WorkingDays.load(tmp_path / "days.yml")
    assert days.after(date(2026, 12, 31), 1) == date(2027, 1, 2)


def test_a_day_of_the_table_goes_before_the_library() -> None:
    assert WorkingDays(off=frozenset({date(2026, 11, 26)})).after(date(2026, 11, 25), 1) == date(2026, 11, 27)


def test_what_is_no_date_is_named(tmp_path: Path) -> None:
    (tmp_path / "days.yml").write_text("holidays: [元旦]\n", encoding="utf-8")
    with pytest.raises(ValueError, match="days.yml: holidays: '元旦'"):
        WorkingDays.load(tmp_path / "days.yml")


def test_the_projects_own_table_loads() -> None:
    WorkingDays.load(ROOT / "data" / "working_days.yml")


@given(st.dates(date(2004, 1, 1), date(2026, 10, 1)), st.integers(1, 20))
def test_between_counts_back_what_after_counted(start: date, count: int) -> None:
    end = PLAIN.after(start, count)
    assert PLAIN.is_working(end)
    assert PLAIN.between(start, end) == count
    assert PLAIN.between(end, start) == -count
    assert PLAIN.between(start, end - timedelta(days=1)) < count
