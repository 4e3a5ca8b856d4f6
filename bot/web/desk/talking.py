"""中栏·问助手: the verdict as a script to read out, and what a ticket takes along from the conversation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Depends, Query, Request
from sqlalchemy.orm import Session
from starlette.responses import HTMLResponse

from bot.eligibility.aloud import script
from bot.eligibility.explain import HOW_SURE
from bot.records import conversations, turns
from bot.records.tables import GivenVerdict
from bot.web import shown, ticket_views
from bot.web.desk.look import page
from bot.web.desk.who import operator
from bot.web.identity import Identity
from bot.web.problems import Problem
from bot.web.shared import Shared, shared

router = APIRouter(include_in_schema=False)


@router.get("/desk/script")
def read_out(
    request: Request,
    audit: list[str] = Query(max_items=6),
    identity: Identity = Depends(operator),
    here: Shared = Depends(shared),
) -> HTMLResponse:
    """The verdicts of one turn of this operator's own conversation, to be read out one after the other."""
    with here.database.session() as session:
        verdicts = [_verdict(session, one, identity) for one in audit]
    return page(request, "script.html", {"scripts": [(one, script(one), _sure(one)) for one in verdicts]})


def _verdict(session: Session, audit: str, identity: Identity) -> dict[str, Any]:
    row = session.get(GivenVerdict, audit[:64])
    if row is None or not row.conversation or not _is_own(session, row.conversation, identity):
        raise Problem(404, "没有这个结论，或者它不是你的对话里的。")
    return shown.masked(dict(row.verdict))


def _sure(verdict: Mapping[str, Any]) -> str:
    return HOW_SURE.get((verdict.get("list") or {}).get("how_sure", ""), "")


@router.get("/desk/attached")
def attached(
    request: Request,
    conversation: str = Query(max_length=64),
    identity: Identity = Depends(operator),
    here: Shared = Depends(shared),
) -> HTMLResponse:
    """What a ticket from this conversation would carry."""
    with here.database.session() as session:
        if not _is_own(session, conversation, identity):
            raise Problem(404, "没有这个对话，或者它不属于你。")
        verdict = ticket_views.last_verdict(session, conversation)
        said = [shown.masked(turn) for turn in turns.transcript(session, conversation)]
    office = ticket_views.department(here, verdict)
    return page(
        request,
        "attached.html",
        {"verdict": shown.masked(verdict) if verdict else None, "transcript": said, "department": office},
    )


def _is_own(session: Session, conversation: str, identity: Identity) -> bool:
    return conversations.is_owned(session, conversation, identity.owner)
