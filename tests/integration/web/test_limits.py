"""The token bucket: a burst, then an even refill; and it forgets whom it has not seen for long."""

from __future__ import annotations

import pytest

from bot.web.limits import TurnLimit
from bot.web.problems import Problem


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def spent(limit, client="a"):
    try:
        limit.spend(client)
    except Problem as refused:
        return refused
    return None


def test_a_burst_then_an_even_refill():
    clock = Clock()
    limit = TurnLimit(6, clock=clock)
    assert [spent(limit) for _ in range(6)] == [None] * 6
    refused = spent(limit)
    assert refused is not None and refused.headers == {"Retry-After": "10"}
    clock.now = 10
    assert spent(limit) is None
    assert spent(limit) is not None


def test_refused_turns_cost_nothing():
    clock = Clock()
    limit = TurnLimit(1, clock=clock)
    assert spent(limit) is None
    assert all(spent(limit) for _ in range(50))
    clock.now = 60
    assert spent(limit) is None


def test_clients_do_not_disturb_each_other():
    limit = TurnLimit(1, clock=Clock())
    assert spent(limit, "a") is None and spent(limit, "b") is None


def test_zero_is_no_limit():
    assert not any(spent(TurnLimit(0)) for _ in range(1000))


def test_memory_is_bounded():
    limit = TurnLimit(5, clients=100, clock=Clock())
    for n in range(1000):
        limit.spend(str(n))
    assert len(limit._buckets) == 100


@pytest.mark.parametrize("times", [1, 5])
def test_time_standing_still_refills_nothing(times):
    limit = TurnLimit(times, clock=Clock())
    assert [spent(limit) is None for _ in range(times + 2)] == [True] * times + [False] * 2
