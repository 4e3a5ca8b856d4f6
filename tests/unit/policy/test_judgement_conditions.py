"""A condition without a test is a judgement: shown as it stands, never decided, and no reason to break down."""

from __future__ import annotations

from datetime import date

import pytest

from bot.assess import Assessment, Case, assess
from bot.eligibility.factbook import FactBook
from bot.eligibility.model import Citation
from bot.policy.catalogue import Catalogue
from bot.policy.loader import build

BODY = {
    "id": "judged",
    "title": "某某清单",
    "kind": "exemption",
    "issuer": "某局",
    "department": "某局",
    "place": "洛阳市",
    "in_force": {"from": None, "to": None},
    "how_sure": "read in full",
    "items": [
        {
            "no": "1",
            "title": "某某行为",
            "act": "some-act",
            "treatment": "no_penalty",
            "conditions": [{"text": "洛阳号牌", "test": {"fact": "plate_local"}}, {"text": "情节显著轻微"}],
        }
    ],
}


@pytest.fixture
def found(book: FactBook, citations: dict[str, Citation]) -> Assessment:
    catalogue = Catalogue({"judged": build(BODY, "1")}, book, citations)
    return assess(catalogue, Case(("some-act",), {"plate_local": True}, date(2026, 3, 2), "洛阳市"))


def test_it_stays_unknown(found: Assessment) -> None:
    assert found.decision.status == "undetermined"


def test_it_is_shown_in_its_own_words(found: Assessment) -> None:
    shown = found.verdict("a-1")["conditions"][1]
    assert (shown["text"], shown["state"]) == ("情节显著轻微", "unknown")


def test_it_does_not_break_the_questions(found: Assessment) -> None:
    assert "plate_local" not in [question.fact for question in found.questions]


def test_it_reads_no_fact(found: Assessment) -> None:
    assert found.verdict("a-1")["conditions"][1]["facts"] == []
