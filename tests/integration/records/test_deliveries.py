"""Messages to the city's system: written with the event, held by one process, sent in order, never after confirmation."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from bot.clock import CHINA
from bot.database import Database
from bot.records import deliveries
from bot.records.ticketing import Filing, Ticketing
from bot.records.tickets import Delivery, Ticket
from bot.settings import ROOT
from bot.tickets.rules import TicketRules

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=CHINA)
RULES = TicketRules.load(ROOT / "data")


@pytest.fixture
def database(empty_url: str) -> Iterator[Database]:
    database = Database(empty_url)
    database.create()
    yield database
    database.close()


def file(database: Database, department: str | None = "城市管理局") -> str:
    with database.session() as session:
        filing = Filing("consult", "占道停车被贴条", "widget", "visitor", department=department)
        return str(Ticketing(session, RULES, NOW, pushes=True).file(filing).id)


def claim(database: Database, now: datetime = NOW) -> deliveries.Message | None:
    with database.session() as session:
        return deliveries.claim(session, now)


def settle(database: Database, message: deliveries.Message, trouble: str = "", now: datetime = NOW) -> None:
    with database.session() as session:
        if trouble:
            deliveries.failed(session, message, trouble, now)
        else:
            deliveries.delivered(session, message, now)


def test_an_event_that_is_rolled_back_leaves_no_message(database: Database) -> None:
    with pytest.raises(RuntimeError), database.session() as session:
        Ticketing(session, RULES, NOW, pushes=True).file(Filing("consult", "问一下", "widget", "visitor"))
        raise RuntimeError
    assert claim(database) is None


def test_a_tickets_messages_go_out_in_their_order(database: Database) -> None:
    file(database)
    first = claim(database)
    assert first is not None and b'"event": "received"' in first.body
    assert claim(database) is None  # the second waits for the first
    settle(database, first)
    second = claim(database)
    assert second is not None and b'"event": "assign"' in second.body


def test_what_was_confirmed_is_never_taken_again(database: Database) -> None:
    file(database, department=None)
    message = claim(database)
    assert message is not None
    settle(database, message)
    assert claim(database, NOW + timedelta(days=30)) is None


def test_what_failed_is_taken_again_later_with_the_same_key_and_bytes(database: Database) -> None:
    file(database, department=None)
    message = claim(database)
    assert message is not None
    settle(database, message, "HTTP 500")
    assert claim(database, NOW + timedelta(seconds=9)) is None
    again = claim(database, NOW + timedelta(seconds=11))
    assert again is not None
    assert (again.key, again.body, again.attempt) == (message.key, message.body, 2)


def test_a_claim_that_was_never_settled_is_free_again_after_a_while(database: Database) -> None:
    file(database, department=None)
    assert claim(database) is not None
    assert claim(database, NOW + deliveries.CLAIM - timedelta(seconds=1)) is None
    assert claim(database, NOW + deliveries.CLAIM + timedelta(seconds=1)) is not None


def test_it_gives_up_in_the_end_and_says_why(database: Database) -> None:
    file(database, department=None)
    now = NOW
    for _ in range(deliveries.MOST_ATTEMPTS):
        message = claim(database, now)
        assert message is not None
        settle(database, message, "HTTP 500", now)
        now += deliveries.LONGEST_WAIT + timedelta(seconds=1)
    assert claim(database, now + timedelta(days=9)) is None
    with database.session() as session:
        row = session.query(Delivery).one()
        assert row.gave_up_at is not None and row.last_error == "HTTP 500"


def test_waits_grow_and_are_bounded() -> None:
    waits = [deliveries.wait(attempt) for attempt in range(1, deliveries.MOST_ATTEMPTS)]
    assert waits == sorted(waits) and waits[0] < timedelta(minutes=1) and waits[-1] == deliveries.LONGEST_WAIT


def test_many_at_once_take_each_message_once(database: Database) -> None:
    for _ in range(12):
        file(database, department=None)
    with ThreadPoolExecutor(6) as pool:
        taken = [message for message in pool.map(lambda _: claim(database), range(60)) if message]
    while (left := claim(database)) is not None:
        taken.append(left)
    assert len(taken) == len({message.key for message in taken}) == 12


def test_a_ticket_in_a_year_without_holidays_has_no_invented_due_day(database: Database) -> None:
    late = datetime(2026, 12, 30, 10, 0, tzinfo=CHINA)
    with database.session() as session:
        ticket = Ticketing(session, RULES, late).file(Filing("suggestion", "建议多设车位", "widget", "visitor"))
        assert ticket.due is None and "2027年" in ticket.due_note


def test_the_same_request_is_the_same_ticket(database: Database) -> None:
    filing = Filing("consult", "问一下", "widget", "visitor", conversation="c", request="r")
    with database.session() as session:
        first = Ticketing(session, RULES, NOW).file(filing).id
    with database.session() as session:
        assert Ticketing(session, RULES, NOW).file(filing).id == first
        assert session.query(Ticket).count() == 1
