"""A message sent again under the client's own id: the same answer, no second turn, over processes too."""

from __future__ import annotations

import asyncio
import secrets
from datetime import datetime, timedelta, timezone

import httpx
import pytest
from problem_document import problem
from sqlalchemy import update

from bot.records.sent import SentTurn


def send(client, message="你好", conversation=None, headers=None, turn=None):
    body = {"conversation": conversation, "message": message, "client_turn": turn}
    return client.post("/api/chat", json=body, headers=headers)


@pytest.fixture
def own_id() -> str:
    return secrets.token_urlsafe(16)


def test_a_first_message_sent_again_gets_the_same_conversation_and_takes_one_turn(client, echo, own_id):
    first, again = send(client, turn=own_id), send(client, turn=own_id)
    assert again.status_code == 200 and again.json() == first.json()
    assert len(echo.heard) == 1


def test_another_process_on_the_same_database_gives_the_same_answer(make_client, echo, own_id):
    first = send(make_client(echo), turn=own_id).json()
    assert send(make_client(echo), turn=own_id).json() == first
    assert len(echo.heard) == 1


def test_new_ids_and_no_id_take_new_turns(client, echo):
    for turn in (None, None, secrets.token_urlsafe(16), secrets.token_urlsafe(16)):
        assert send(client, turn=turn).status_code == 200
    assert len(echo.heard) == 4


def test_an_id_that_was_used_for_another_message_is_refused(client, echo, own_id):
    send(client, "一", turn=own_id)
    assert "client_turn" in problem(send(client, "二", turn=own_id), 422)["detail"]
    assert len(echo.heard) == 1


def test_the_same_id_of_another_person_is_another_message(client, echo, bearer, own_id):
    one = send(client, turn=own_id, headers=bearer("operator", "u1")).json()
    other = send(client, turn=own_id, headers=bearer("operator", "u2")).json()
    assert one["conversation"] != other["conversation"] and len(echo.heard) == 2


def test_a_failed_turn_is_taken_again(client, echo, own_id):
    echo.breaks = RuntimeError("broken")
    problem(send(client, turn=own_id), 503)
    echo.breaks = None
    assert send(client, turn=own_id).status_code == 200
    assert len(echo.heard) == 1


def test_a_turn_whose_worker_was_lost_is_taken_again(client, echo, database, own_id):
    send(client, turn=own_id)
    long_ago = datetime.now(timezone.utc) - timedelta(minutes=3)
    with database.session() as session:
        lost = update(SentTurn).where(SentTurn.client_turn == own_id)
        session.execute(lost.values(turn=None, begun_at=long_ago).execution_options(synchronize_session=False))
    assert send(client, turn=own_id).status_code == 200
    assert len(echo.heard) == 2


@pytest.mark.parametrize("turn", ["", "short", "x" * 65, 5])
def test_an_id_that_could_be_guessed_is_refused(client, echo, turn):
    problem(send(client, turn=turn), 422)
    assert not echo.heard


def test_a_second_sending_waits_for_the_first(make_client, loop, own_id):
    slow = Slow()
    app = make_client(slow).app

    async def both() -> list[httpx.Response]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
            body = {"message": "违停", "client_turn": own_id}
            return await asyncio.gather(*(client.post("/api/chat", json=body) for _ in range(3)))

    answers = loop.run_until_complete(both())
    assert [answer.status_code for answer in answers] == [200] * 3
    assert len({answer.json()["conversation"] for answer in answers}) == 1
    assert slow.turns == 1


class Slow:
    """A stand-in that takes a while."""

    def __init__(self) -> None:
        self.turns = 0

    async def turn(self, conversation, message, as_of, asker=None):
        self.turns += 1
        await asyncio.sleep(0.3)
        return [{"kind": "answer", "topic": "clarify", "text": "好", "citations": []}]
