"""What is over time goes, what is not stays, and the figures and the audit stay whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from hashlib import sha256

import pytest
from sqlalchemy import select

from bot.__main__ import main
from bot.clock import CHINA
from bot.database import Database
from bot.privacy.purging import purge
from bot.records import conversations, counts, ratings, turns
from bot.records.dialogues import Dialogue
from bot.records.lookups import Lookup
from bot.records.ratings import Rating
from bot.records.tables import Conversation
from bot.records.tickets import Ticket, TicketEvent
from bot.records.turns import ChatTurn
from bot.settings import Settings
from bot.web.unheard import Unheard, Waiting

NOW = datetime(2026, 11, 26, 10, tzinfo=CHINA)
DAYS = {"keep_dialogues": 30, "keep_tickets": 60, "keep_lookups": 90}


@pytest.fixture
def database(empty_url: str) -> Iterator[Database]:
    database = Database(empty_url)
    database.create()
    yield database
    database.close()


def talk(database: Database, days: int) -> str:
    """A conversation whose last turn was so many days ago."""
    at = NOW - timedelta(days=days)
    with database.session() as session:
        name = conversations.start(session, "visitor")
        session.flush()
        session.get(Conversation, name).started_at = at
        session.add(Dialogue(conversation=name, body={"acts": ["parking"]}, changed_at=at))
        turns.keep(session, name[:20], name, "visitor", "豫C12345违停", [{"kind": "answer", "text": "嗯"}], at)
        ratings.rate(session, name, ratings.Given("turn", name[:20], 2, ("wrong",), "我叫赵建国"))
        session.flush()
        session.execute(select(Rating).where(Rating.conversation == name)).scalar_one().rated_at = at
    return name


def ticket(database: Database, number: str, days: int, state: str = "closed", conversation: str | None = None) -> None:
    """A ticket closed (or last touched) so many days ago."""
    at = NOW - timedelta(days=days)
    with database.session() as session:
        session.add(Ticket(
            id=number, state=state, received_at=at, closed_at=at if state == "closed" else None, source="widget",
            kind="consult", urgency="normal", text="赵建国求助", person="赵建国", phone="13837912345", categories=[],
            department="交警", days=5, due_note="", owner="x", conversation=conversation, satisfaction=5,
            transcript=[{"said": "豫C12345", "replies": []}], followed_up_at=at,
        ))  # fmt: skip
        session.flush()
        session.add(TicketEvent(ticket=number, at=at, by="op", what="answer", state=state, note="已电话告知赵建国"))


def run(database: Database, settings: Settings, **days: int) -> dict[str, int]:
    with database.session() as session:
        return purge(session, replace(settings, **{**DAYS, **days}), NOW)


def kept(database: Database, table) -> str:
    with database.session() as session:
        rows = session.execute(select(table)).scalars()
        return str([{c.key: getattr(row, c.key) for c in table.__table__.c} for row in rows])


def test_old_talk_goes_and_fresh_talk_stays(database: Database, settings: Settings) -> None:
    old, fresh = talk(database, 31), talk(database, 29)
    run(database, settings)
    assert old not in kept(database, Dialogue) + kept(database, Conversation)
    assert fresh in kept(database, Dialogue) and fresh in kept(database, Conversation)
    assert kept(database, ChatTurn).count("豫C12345") == 1 and kept(database, Rating).count("赵建国") == 1


def test_the_figures_count_what_was_purged_still(database: Database, settings: Settings) -> None:
    talk(database, 31)
    span = counts.Span(date(2026, 10, 1), date(2026, 11, 26))
    with database.session() as session:
        before = counts.conversations(session, span), counts.by_outcome(session, span), counts.by_level(session, span)
    run(database, settings)
    with database.session() as session:
        after = counts.conversations(session, span), counts.by_outcome(session, span), counts.by_level(session, span)
    assert after == before and before[0] == 1


def test_closed_tickets_lose_who_it_was_and_what_was_said(database: Database, settings: Settings) -> None:
    for number, days, state in (("GD1", 61, "closed"), ("GD2", 59, "closed"), ("GD3", 61, "assigned")):
        ticket(database, number, days, state)
    assert run(database, settings)["工单的内容"] == 1
    with database.session() as session:
        gone = session.get(Ticket, "GD1")
        assert (gone.person, gone.phone, gone.transcript, gone.satisfaction) == ("", "", [], 5)
        assert "赵建国" not in gone.text and gone.events[0].note == ""
        assert {session.get(Ticket, name).person for name in ("GD2", "GD3")} == {"赵建国"}


def test_the_talk_of_an_open_ticket_can_still_be_entered(database: Database, settings: Settings) -> None:
    old = talk(database, 40)
    ticket(database, "GD4", 40, "assigned", old)
    run(database, settings)
    with database.session() as session:
        assert conversations.is_owned(session, old, "visitor")


def test_old_lookups_go(database: Database, settings: Settings) -> None:
    with database.session() as session:
        for days in (91, 89):
            at = NOW - timedelta(days=days)
            session.add(Lookup(at=at, role="operator", who=f"{days}", party="P", reason="r", way="desk", found=True))
    assert run(database, settings)["查询登记"] == 1
    assert "'who': '89'" in kept(database, Lookup) and "'91'" not in kept(database, Lookup)


def test_nought_days_keep_for_ever(database: Database, settings: Settings) -> None:
    talk(database, 5000)
    assert run(database, settings, keep_dialogues=0, keep_tickets=0, keep_lookups=0) == {}
    assert "豫C12345" in kept(database, ChatTurn)


def test_twice_purges_nothing_more(database: Database, settings: Settings) -> None:
    talk(database, 31)
    ticket(database, "GD5", 61)
    assert sum(run(database, settings).values()) == 4
    assert sum(run(database, settings).values()) == 0


def test_what_nobody_came_back_for_goes_too(settings: Settings, tmp_path) -> None:
    waiting = Waiting(tmp_path)
    for name in ("old", "fresh"):
        assert waiting.add(name, Unheard("visitor", "visitor", "豫C12345", NOW.isoformat(), "2026-11-26"))
    os.utime(next((tmp_path / "unheard").glob(f"{sha256(b'old').hexdigest()}*")), (0, 0))
    assert waiting.forget_older(NOW - timedelta(days=365)) == 1
    assert waiting.of("fresh", "visitor") and not waiting.of("old", "visitor")


def test_by_command_and_setting(database: Database, monkeypatch, capsys) -> None:
    talk(database, 31)
    monkeypatch.setenv("DATABASE_URL", database.engine.url.render_as_string(hide_password=False))
    monkeypatch.setenv("BOT_KEEP_DIALOGUES", "10")
    assert main(["privacy", "purge"]) == 0
    assert "对话 1" in capsys.readouterr().out and "豫C12345" not in kept(database, ChatTurn)
