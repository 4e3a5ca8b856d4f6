"""The day is that of Luoyang, wherever the server's clock stands."""

from __future__ import annotations

from datetime import date, datetime

import pytest
import time_machine

from bot import clock


@pytest.mark.parametrize(
    ("utc", "day"), [("2026-11-26T15:59:00Z", date(2026, 11, 26)), ("2026-11-26T16:01:00Z", date(2026, 11, 27))]
)
def test_the_day_turns_at_midnight_in_luoyang(utc, day):
    with time_machine.travel(utc, tick=False):
        assert clock.today() == day


def test_a_moment_on_the_wall_has_no_zone():
    with time_machine.travel("2026-11-26T16:01:00Z", tick=False):
        assert clock.wall() == datetime(2026, 11, 27, 0, 1)
