"""Two conditions that no case can meet together."""

from __future__ import annotations

from typing import Any

import pytest

from bot.drafting.contradictions import contradict
from tests.unit.drafting.conftest import BOOK

WITH_3M = BOOK.with_members(["prior_traffic_3m"])
NONE_IN_6M: dict[str, Any] = {"not": {"fact": "prior_traffic_6m"}}


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ({"fact": "plate_local"}, {"not": {"fact": "plate_local"}}, True),
        ({"fact": "location", "in": ["core", "urban"]}, {"fact": "location", "is": "county"}, True),
        ({"fact": "location", "in": ["core", "urban"]}, {"fact": "location", "is": "core"}, False),
        ({"fact": "goods_value", "lt": 500}, {"fact": "goods_value", "gte": 500}, True),
        ({"fact": "goods_value", "lte": 500}, {"fact": "goods_value", "gte": 500}, False),
        ({"fact": "prior_traffic_3m"}, NONE_IN_6M, True),
        ({"fact": "prior_traffic_6m"}, {"not": {"fact": "prior_traffic_3m"}}, False),
        ({"any": [{"fact": "plate_local"}, NONE_IN_6M]}, {"not": {"fact": "plate_local"}}, False),
        ({"fact": "plate_local"}, NONE_IN_6M, False),
    ],
)
def test_contradictions_are_found_and_nothing_else(first: Any, second: Any, expected: bool) -> None:
    assert contradict(first, second, WITH_3M) is expected
    assert contradict(second, first, WITH_3M) is expected
