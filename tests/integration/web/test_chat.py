"""POST /api/chat: what is passed on, what is refused, and who owns a conversation."""

from __future__ import annotations

import asyncio
import json
from datetime import date
from typing import Any

import httpx
import pytest
from problem_document import problem

from bot import clock
from bot.dialogue.asker import VISITOR, Asker


def send(client, message="你好", conversation=None, headers=None, **more):
    return client.post("/api/chat", json={"conversation": conversation, "message": message, **more}, headers=headers)


def test_a_first_turn_starts_a_conversation_with_an_unguessable_id(client):
    first, second = send(client).json(), send(client).json()
    assert first["conversation"] != second["conversation"]
    assert len(first["conversation"]) >= 32
    assert first["turn"] and first["replies"][0]["text"] == "收到：你好"


def test_later_turns_go_to_the_same_conversation(client, echo):
    started = send(client).json()["conversation"]
    assert send(client, "违停", started).json()["conversation"] == started
    assert [c for c, *_ in echo.heard] == [started, started]


def test_the_conversation_may_be_left_out(client):
    assert client.post("/api/chat", json={"message": "你好"}).status_code == 200


@pytest.mark.parametrize(
    "text", ["/restart", '/inform{"slot": 1}', "", "   ", "😀", "a\0b", "<script>", "１２３", "x" * 2000]
)
def test_any_text_is_passed_on_as_text(client, echo, text):
    assert send(client, text).status_code == 200
    assert echo.heard[-1][1] == text.replace("\0", " ")


HALVES = [
    '{"message": "\\ud83d"}',
    '{"message": "x", "conversation": "\\ud83d\\u0000"}',
    '{"message": "x", "\\ud83d": "\\ud83d"}',
]


@pytest.mark.parametrize("content", HALVES)
def test_half_of_a_character_pair_breaks_nothing(client, content):
    response = client.post("/api/chat", content=content, headers={"Content-Type": "application/json"})
    assert response.status_code == (404 if "conversation" in content else 200)


@pytest.mark.parametrize("depth", [200, 900, 30_000])
@pytest.mark.parametrize("shape", ["%s%s", '{"message": "x", "slots": %s%s}'])
def test_deep_nesting_breaks_nothing(client, depth, shape):
    content = shape % ("[" * depth, "]" * depth)
    response = client.post("/api/chat", content=content, headers={"Content-Type": "application/json"})
    assert response.status_code in {200, 400, 422}


def test_what_a_client_claims_in_the_body_has_no_effect(client, echo):
    claims = {"role": "operator", "metadata": {"role": "staff"}, "slots": {"case": {}}, "sender": "x", "intent": "a"}
    assert send(client, "你好", as_of="2020-01-01", **claims).status_code == 200
    assert echo.heard[-1][2] == clock.today()


@pytest.mark.parametrize("content", ["{", "", "not json", '{"message": "x"', "\xff"])
def test_bad_json_is_400(client, content):
    response = client.post("/api/chat", content=content.encode("latin-1"), headers={"Content-Type": "application/json"})
    problem(response, 400 if content else 422)


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        [["message", "x"]],
        None,
        "x",
        5,
        {"message": None},
        {"message": 5},
        {"message": ["x"]},
        {"message": {"text": "x"}},
        {"message": "x", "conversation": 5},
        {"message": "x", "conversation": "x" * 65},
        {"message": "x", "conversation": ["a"]},
        {"message": "x", "as_of": 5},
        {"message": "x", "as_of": "2026-02-30"},
        {"message": "x", "as_of": "tomorrow"},
        {"message": "x", "as_of": "9999-12-31"},
        {"message": "x", "as_of": "0001-01-01"},
    ],
)
def test_wrong_types_and_impossible_days_are_422(client, echo, body):
    problem(client.post("/api/chat", json=body), 422)
    assert not echo.heard


def test_a_problem_names_the_field(client):
    assert problem(client.post("/api/chat", json={"message": 5}), 422)["errors"] == [
        {"field": "message", "text": "要填文字（放在引号里）"}
    ]


def test_an_over_long_message_is_413(client, echo):
    problem(send(client, "长" * 2001), 413)
    problem(send(client, "x" * 80_000), 413)
    assert not echo.heard


def test_a_huge_body_is_413_before_it_is_parsed(client):
    problem(client.post("/api/chat", content=b"[" * 70_000, headers={"Content-Type": "application/json"}), 413)


def test_a_huge_body_without_declared_length_is_413(client):
    pieces = (b"x" * 10_000 for _ in range(20))
    problem(client.post("/api/chat", content=pieces, headers={"Content-Type": "application/json"}), 413)


@pytest.mark.parametrize("conversation", ["unknown", "", "../x", "x" * 64])
def test_an_unknown_conversation_is_404(client, conversation):
    problem(send(client, conversation=conversation), 404)


@pytest.mark.parametrize(
    ("owner", "other"),
    [
        (None, ("operator",)),
        (("operator",), None),
        (("operator", "u1"), ("operator", "u2")),
        (("business", "u1", "P1"), ("business", "u1", "P2")),
        (("staff", "u1"), ("reviewer", "u1")),
    ],
)
def test_anothers_conversation_is_404_as_if_unknown(client, bearer, owner, other):
    own, foreign = (bearer(*who) if who else None for who in (owner, other))
    started = send(client, headers=own).json()["conversation"]
    assert send(client, conversation=started, headers=own).status_code == 200
    refused = problem(send(client, conversation=started, headers=foreign), 404)
    assert refused == problem(send(client, conversation="unknown", headers=foreign), 404)


@pytest.mark.parametrize("role", ["operator", "staff", "reviewer"])
def test_as_of_counts_for_officials(client, echo, bearer, role):
    send(client, as_of="2023-05-01", headers=bearer(role))
    assert echo.heard[-1][2] == date(2023, 5, 1)


@pytest.mark.parametrize("role", [None, "business"])
def test_as_of_is_ignored_for_the_others(client, echo, bearer, role):
    assert send(client, as_of="2023-05-01", headers=bearer(role) if role else None).status_code == 200
    assert echo.heard[-1][2] == clock.today()


def test_without_assistant_503(make_client):
    problem(send(make_client(None)), 503)


def test_a_broken_turn_is_503_with_an_incident_and_keeps_the_conversation(client, echo, caplog):
    started = send(client).json()["conversation"]
    echo.breaks = RuntimeError("secret detail 豫C12345")
    body = problem(send(client, "违停", started), 503)
    assert body["incident"] in caplog.text and body["conversation"] == started
    assert "secret" not in json.dumps(body) and "12345" in body["detail"]
    echo.breaks = None
    assert send(client, "违停", started).status_code == 200


def test_an_incident_of_the_assistant_is_passed_on(client, echo):
    echo.breaks = RuntimeError()
    echo.breaks.incident = "ab12"  # type: ignore[attr-defined]
    assert problem(send(client), 503)["incident"] == "ab12"


def test_too_many_turns_are_429_with_the_time_to_wait(make_client, echo, bearer):
    client = make_client(echo, turns_per_minute=3)
    assert [send(client).status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = send(client)
    problem(refused, 429)
    assert 1 <= int(refused.headers["retry-after"]) <= 20
    assert send(client, headers=bearer("operator")).status_code == 200


def test_turns_of_one_conversation_come_one_after_the_other(make_client, loop):
    slow = Slow()
    app = make_client(slow).app

    async def both() -> None:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
            started = (await client.post("/api/chat", json={"message": "0"})).json()["conversation"]
            await asyncio.gather(
                *(client.post("/api/chat", json={"message": "x", "conversation": started}) for _ in range(5))
            )
            slow.most = 0
            await asyncio.gather(*(client.post("/api/chat", json={"message": "x"}) for _ in range(5)))

    slow.limit = 1
    loop.run_until_complete(both())
    assert slow.most > 1, "different conversations must not wait for each other"
    assert len(app.state.shared.turns) == 0


class Slow:
    """A stand-in that counts how many turns of one conversation run at once."""

    def __init__(self) -> None:
        self.running: list[str] = []
        self.most = 0
        self.limit = 1

    async def turn(self, conversation: str, message: str, as_of: date, asker: Asker = VISITOR) -> list[dict[str, Any]]:
        self.running.append(conversation)
        self.most = max(self.most, len(self.running))
        assert self.running.count(conversation) <= self.limit
        await asyncio.sleep(0.02)
        self.running.remove(conversation)
        return [{"kind": "answer", "topic": "clarify", "text": "好", "citations": []}]
