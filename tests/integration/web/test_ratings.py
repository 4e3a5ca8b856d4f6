"""POST /api/rating: what may be rated, by whom, and that a rating can be changed."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
from problem_document import problem
from sqlalchemy import select

from bot.records import given
from bot.records.ratings import Rating
from bot.records.tables import GivenVerdict


@pytest.fixture
def turn(client):
    """A conversation of a visitor and its first turn."""
    answer = client.post("/api/chat", json={"message": "你好"}).json()
    return {"conversation": answer["conversation"], "turn": answer["turn"]}


@pytest.fixture
def verdict(turn, database):
    """A verdict that was given in that conversation."""
    audit = given.new_id()
    with database.session() as session:
        when = datetime(2026, 11, 22, tzinfo=timezone.utc)
        empty = {"facts": {}, "versions": {}, "verdict": {}}
        session.add(GivenVerdict(id=audit, conversation=turn["conversation"], given_at=when, **empty))
    return {"conversation": turn["conversation"], "audit": audit}


def rate(client, subject, score=5, headers=None, **more):
    return client.post("/api/rating", json={**subject, "score": score, **more}, headers=headers)


def kept(database, conversation):
    with database.session() as session:
        rows = session.scalars(select(Rating).where(Rating.conversation == conversation)).all()
        return [(row.subject_kind, row.score, row.reasons, row.comment, row.channel) for row in rows]


def test_a_verdict_and_a_turn_are_rated_each(client, database, turn, verdict):
    assert rate(client, turn, 4, channel=2).json() == {"score": 4, "level": "满意", "reasons": []}
    assert rate(client, verdict, 5, channel=1).status_code == 200
    found = kept(database, turn["conversation"])
    assert sorted(found) == [("turn", 4, [], "", 2), ("verdict", 5, [], "", 1)]


def test_a_later_rating_replaces_the_earlier(client, database, verdict):
    rate(client, verdict, 5)
    answer = rate(client, verdict, 1, reasons=["wrong", "unclear"], comment=" 没看懂 ")
    assert answer.json() == {"score": 1, "level": "非常不满意", "reasons": ["答得不对", "看不懂"]}
    assert kept(database, verdict["conversation"]) == [("verdict", 1, ["wrong", "unclear"], "没看懂", 7)]


def test_reasons_count_for_the_lower_two_levels_only(client, database, verdict):
    rate(client, verdict, 3, reasons=["slow"])
    assert kept(database, verdict["conversation"])[0][2] == []


def test_only_the_owner_rates(client, bearer, turn, verdict):
    for subject in (turn, verdict):
        problem(rate(client, subject, headers=bearer("operator")), 404)
        problem(rate(client, {**subject, "conversation": "unknown"}), 404)


def test_a_turn_or_verdict_of_another_conversation_is_refused(client, turn, verdict):
    other = client.post("/api/chat", json={"message": "你好"}).json()["conversation"]
    problem(rate(client, {**turn, "conversation": other}), 404)
    problem(rate(client, {**verdict, "conversation": other}), 404)
    problem(rate(client, {**turn, "turn": "made.up"}), 404)
    problem(rate(client, {**verdict, "audit": "made-up"}), 404)


@pytest.mark.parametrize(
    "wrong",
    [
        {"score": 0},
        {"score": 6},
        {"score": "5"},
        {"score": None},
        {"reasons": ["nonsense"]},
        {"reasons": "wrong"},
        {"channel": 9},
        {"comment": "长" * 501},
        {"turn": None},
        {"audit": "both"},
    ],
)
def test_bad_ratings_are_422(client, database, turn, wrong):
    problem(client.post("/api/rating", json={**turn, "score": 5, **wrong}), 422)
    assert not kept(database, turn["conversation"])
