"""What the desk asks of the records, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from bot.clock import CHINA
from bot.database import Database
from bot.records import callers, counts, on_file, ticket_lists, turns
from bot.records.acts import RecordedAct
from bot.records.corrections import CorrectionOrder
from bot.records.counts import Span
from bot.records.overview import overview
from bot.records.parties import Party
from bot.records.ratings import Rating
from bot.records.tickets import Ticket
from bot.records.vehicles import Vehicle

NOW = datetime(2026, 11, 26, 23, 30, tzinfo=CHINA)  # late in the evening, so that a day counted in UTC would show
TODAY = NOW.date()


@pytest.fixture
def session(empty_url: str) -> Iterator[Session]:
    database = Database(empty_url)
    database.create()
    with database.session() as session:
        yield session
    database.close()


@pytest.fixture
def shop(session: Session) -> Party:
    party = Party(ref="Q-1", kind="enterprise", name="合成丹城超市", name_initials="hcdccs", synthetic=True)
    session.add(party)
    session.flush()
    session.add(Vehicle(plate="豫CQ1234", kind="private_small", owner_id=party.id))
    session.flush()
    return party


def ticket(number: int, **more: object) -> Ticket:
    usual = {
        "kind": "consult", "received_at": NOW, "text": "车被贴条", "due_note": "", "owner": "o", "transcript": [],
        "source": "hotline", "urgency": "normal", "state": "answered", "categories": [], "department": "城管", "days": 2,
        "due": TODAY, "answered_at": NOW, "answer": "首次不罚100%",
    }  # fmt: skip
    return Ticket(id=f"GDQ{number}", **{**usual, **more})


@pytest.mark.parametrize("words", ["丹城", "dccs", "Q-1", "Q123"])
def test_a_caller_is_found(session: Session, shop: Party, words: str) -> None:
    assert [one.ref for one in callers.find(session, words)] == ["Q-1"]


def test_names_that_begin_so_come_first(session: Session, shop: Party) -> None:
    session.add(Party(ref="Q-2", kind="enterprise", name="丹城食品", name_initials="dcsp"))
    assert [one.ref for one in callers.find(session, "丹城")] == ["Q-2", "Q-1"]


def test_the_overview_counts_days_in_local_time(session: Session, shop: Party) -> None:
    usual = {"agency": "market", "treatment": "ordinary", "party_id": shop.id}
    early = datetime(2026, 11, 1, 0, 30, tzinfo=CHINA)  # still October in UTC
    session.add(RecordedAct(decision_no="Q1", committed_at=early, **usual))
    order = CorrectionOrder(order_no="Q", party_id=shop.id, agency="market", issued_at=early, due_at=NOW)
    session.add(order)
    session.flush()
    subject = on_file.find(session, "Q-1")
    assert subject is not None
    seen = overview(session, subject, TODAY)
    assert seen.acts[0].on == early.date() and seen.orders[0].days_left == 0


def test_earlier_answers_are_found_and_signs_are_no_patterns(session: Session) -> None:
    session.add_all([ticket(1), ticket(2, answer="", state="received")])
    assert [one.id for one in ticket_lists.answered(session, ["贴条", "100%"])] == ["GDQ1"]
    assert ticket_lists.answered(session, ["1%0"]) == []


def test_only_recent_answers_are_looked_through(session: Session) -> None:
    session.add_all([ticket(1, received_at=NOW - timedelta(days=1)), ticket(2)])
    assert [one.id for one in ticket_lists.answered(session, ["贴条"], recent=1)] == ["GDQ2"]


def test_conversations_are_counted_once_each_and_by_local_day(session: Session) -> None:
    verdict = {"kind": "verdict", "text": "", "status": "fails", "item": {"id": "x/1"}}
    for number in (1, 2):
        turns.keep(session, f"t{number}", "c1", "visitor", "违停", [verdict], NOW)
    turns.keep(session, "t3", "c2", "visitor", "违停", [verdict], NOW + timedelta(hours=1))
    day = Span(TODAY, TODAY)
    assert counts.conversations(session, day) == 1
    assert counts.by_item(session, day) == {"x/1": 1} and counts.by_outcome(session, day) == {"verdict:fails": 1}


def test_answered_by_the_end_of_the_due_day_is_in_time(session: Session) -> None:
    session.add_all(
        [
            ticket(1),
            ticket(2, answered_at=NOW + timedelta(hours=1)),
            ticket(3, state="assigned", answered_at=None),
            ticket(4, state="assigned", answered_at=None, due=TODAY - timedelta(days=1), department="市监"),
            ticket(5, state="assigned", answered_at=None, due=None),
        ]
    )
    standing, late = counts.in_time(session, Span(TODAY, TODAY), TODAY)
    assert standing == {"in_time": 1, "late": 1, "open": 1, "overdue": 1, "undated": 1}
    assert late == {"城管": 1, "市监": 1}


def test_levels_of_ratings_and_follow_ups(session: Session) -> None:
    rated = {"conversation": "c", "subject_kind": "turn", "reasons": [], "comment": "", "channel": 7, "rated_at": NOW}
    session.add_all([Rating(subject="a", score=5, **rated), Rating(subject="b", score=1, **rated)])
    session.add(ticket(1, satisfaction=4, followed_up_at=NOW))
    day = Span(TODAY, TODAY)
    assert counts.by_level(session, day) == {5: 1, 1: 1} and counts.followed_up(session, day) == {4: 1}
    assert [level for level, *_ in counts.low_rated(session, day)] == [1]
