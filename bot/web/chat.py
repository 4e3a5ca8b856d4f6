"""POST /api/chat: one turn of a conversation."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import date
from typing import Any

from fastapi import APIRouter, Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse

from bot import clock
from bot.records import conversations, plates
from bot.records.sent import Sending
from bot.web import catching_up, shown, unheard
from bot.web.identity import Identity, current_identity
from bot.web.logs import log
from bot.web.looking_up import allow
from bot.web.openapi import documented
from bot.web.problems import Problem, new_incident
from bot.web.requests import ChatRequest
from bot.web.resending import once
from bot.web.shapes import ChatResponse
from bot.web.shared import Shared, shared

router = APIRouter(tags=["对话"])


def within_limit(
    request: Request, identity: Identity = Depends(current_identity), here: Shared = Depends(shared)
) -> Identity:
    """The identity, unless it speaks too fast: visitors are told apart by address, others by who they are."""
    address = request.client.host if request.client else "-"
    here.limit.spend(address if identity.role is None else identity.owner)
    return identity


@router.post(
    "/api/chat",
    summary="说一句话",
    response_model=ChatResponse,
    responses=documented(400, 401, 403, 404, 413, 422, 429, 500, 503),
)
async def chat(
    body: ChatRequest, identity: Identity = Depends(within_limit), here: Shared = Depends(shared)
) -> JSONResponse:
    """Sends one message; the replies come back in order."""
    if here.assistant is None:
        raise Problem(503, incident=new_incident())
    try:
        answered = await _once(here, body, identity)
    except Exception as error:
        if not unheard.is_away(error):
            raise
        raise await run_in_threadpool(catching_up.later, here, body, identity, error) from None
    return JSONResponse(shown.to(identity, answered, body.unmask))


async def _once(here: Shared, body: ChatRequest, identity: Identity) -> dict[str, Any]:
    """The turn, or the one that was taken when the message was sent before."""
    asker = await run_in_threadpool(_asker, here, body, identity) if body.party else _asker(here, body, identity)
    if body.client_turn is None:
        return await _turn(here, body, identity, asker)
    sending = Sending(identity.owner, body.client_turn, body.message)
    return await once(here.database, sending, lambda: _turn(here, body, identity, asker))


async def _turn(here: Shared, body: ChatRequest, identity: Identity, asker: Identity) -> dict[str, Any]:
    conversation = await run_in_threadpool(_conversation, here, body, identity)
    today = body.as_of if body.as_of and identity.is_official else clock.today()

    async def take(message: str, as_of: date) -> list[dict[str, Any]]:
        return await _replies(here, conversation, message, as_of, asker)

    async with here.turns.turn(conversation):
        before = await catching_up.catch_up(here, conversation, body, identity, take)
        replies = [*before, *await take(body.message, today)]
        said = unheard.of_turn(identity, body.message, today, secrets.token_urlsafe(9), replies)
        await run_in_threadpool(catching_up.write_down, here, conversation, said)
    return {"conversation": conversation, "turn": said.turn, "replies": replies}


def _asker(here: Shared, body: ChatRequest, identity: Identity) -> Identity:
    """Who asks, with the party whose record may be looked at in this turn."""
    if body.party is None and body.unmask and identity.is_official:
        raise Problem(422, "要看完整的个人信息，请写明查谁（party）和为什么（reason）。")
    if body.party is None:
        return replace(identity, plate=_plate(body)) if identity.role == "business" else replace(identity, party="")
    with here.database.session() as session:
        allow(session, identity, body.party, body.reason, "chat", body.unmask)
    return replace(identity, party=body.party, plate=_plate(body))


def _plate(body: ChatRequest) -> str:
    """As the register writes it; what is no plate names no vehicle."""
    return plates.find(body.plate or "")


def _conversation(here: Shared, body: ChatRequest, identity: Identity) -> str:
    if body.conversation is None:
        with here.database.session() as session:
            return conversations.start(session, identity.owner)
    with here.database.reading() as session:
        if conversations.is_owned(session, body.conversation, identity.owner):
            return body.conversation
    if here.waiting.begun(body.conversation, identity.owner):
        with here.database.session() as session:
            return conversations.start(session, identity.owner, body.conversation)
    raise Problem(404, "没有这个对话，或者它不属于你。把 conversation 设为 null 可以开始新的对话。")


async def _replies(
    here: Shared, conversation: str, message: str, today: date, identity: Identity
) -> list[dict[str, Any]]:
    """What the assistant says; anything that breaks in it is 503 with an incident number."""
    assert here.assistant is not None
    try:
        with here.metrics.seconds.time():
            replies = await here.assistant.turn(conversation, message, today, identity)
    except Exception as error:
        here.metrics.failed()
        raise _away(error, conversation) from error
    here.metrics.answered(replies)
    return replies


def _away(error: Exception, conversation: str) -> Problem:
    """What the assistant has already logged keeps its incident number."""
    incident = getattr(error, "incident", None)
    if incident is None:
        incident = new_incident()
        log.error("incident %s: a turn failed", incident, exc_info=error)
    kind = unheard.StorageAway if unheard.is_away(error) else Problem
    return kind(503, incident=incident, conversation=conversation)
