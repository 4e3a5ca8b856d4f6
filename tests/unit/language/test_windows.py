"""How a window of time is said, and what is read of history for members of a family."""

from __future__ import annotations

import re
from datetime import date

import pytest

from bot.language import cues
from bot.language.reader import Reader
from bot.language.windows import at_least, at_most, exactly
from bot.policy.dictionary import load_facts
from bot.settings import ROOT

DATA = ROOT / "data"
BOOK = load_facts(DATA / "facts.yml").with_members(["prior_traffic_3m", "prior_traffic_1y"])
READER = Reader(cues.load(DATA / "cues.yml", BOOK), BOOK)


@pytest.mark.parametrize("said", ["半年", "6个月", "六个月"])
def test_half_a_year(said: str) -> None:
    assert re.fullmatch(exactly(6), said)


@pytest.mark.parametrize("said", ["16个月", "十六个月", "3个月", "6年"])
def test_what_is_not_half_a_year(said: str) -> None:
    assert not re.fullmatch(exactly(6), said) and re.search(exactly(6), said) is None


@pytest.mark.parametrize("said", ["半年", "一年", "2年", "两年", "12个月", "三年"])
def test_at_least_half_a_year(said: str) -> None:
    assert re.fullmatch(at_least(6), said)


@pytest.mark.parametrize("said", ["3个月", "三个月", "5个月"])
def test_less_than_half_a_year(said: str) -> None:
    assert not re.search(at_least(6), said) and re.fullmatch(at_most(6), said)


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("一年之内没有交通违法记录", {"prior_traffic_1y": False, "prior_traffic_6m": False, "prior_traffic_3m": False}),
        ("半年内没有违章记录", {"prior_traffic_6m": False, "prior_traffic_3m": False}),
        ("三个月内没有违章记录", {"prior_traffic_3m": False}),
        ("三个月里有违章过", {"prior_traffic_1y": True, "prior_traffic_6m": True, "prior_traffic_3m": True}),
    ],
)
def test_history_is_read_for_every_window(message: str, told: dict[str, bool]) -> None:
    read = {r.fact: r.value for r in READER.read(message, date(2026, 11, 22)) if r.fact.startswith("prior_traffic_")}
    assert {name: value for name, value in read.items() if name != "prior_traffic_settled"} == told
