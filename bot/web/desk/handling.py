"""工单办理: the list with its lights, one ticket with its steps and follow-up, what is over time, and the export."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from fastapi import APIRouter, Depends, Form, Query, Request
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, Response

from bot import clock
from bot.records import ticket_lists
from bot.tickets.deadline import LIGHTS
from bot.tickets.model import KINDS, SATISFACTION, STATES, STEPS, URGENCIES
from bot.web import ticket_views, tickets
from bot.web.desk.caller import NEEDS
from bot.web.desk.look import page
from bot.web.desk.who import handler, handler_form, supervisor
from bot.web.identity import Identity
from bot.web.problems import Problem, invalid
from bot.web.requests import Body
from bot.web.shapes_tickets import FollowUp, NextStep
from bot.web.shared import Shared, shared

router = APIRouter(include_in_schema=False)
LIGHT_CLASSES = {"green": "is-good", "amber": "is-open", "red": "is-bad", "unknown": "", "done": ""}
_WORDS = {
    "states": STATES,
    "kinds": KINDS,
    "lights": LIGHTS,
    "light_classes": LIGHT_CLASSES,
    "steps": STEPS,
    "levels": SATISFACTION,
    "urgencies": URGENCIES,
}
_SOLVED = {"yes": True, "no": False}
Filled = TypeVar("Filled", bound=Body)


def _wanted(
    state: list[str] = Query([]), kind: str = Query("", max_length=12), q: str = Query("", max_length=80)
) -> ticket_lists.Wanted:
    """What is looked for; what is no state or kind has no effect."""
    states = tuple(one for one in state if one in STATES)
    return ticket_lists.Wanted(states, kind if kind in KINDS else "", words=q.strip())


@router.get("/desk/tickets", dependencies=[Depends(handler)])
def listed(
    request: Request, wanted: ticket_lists.Wanted = Depends(_wanted), here: Shared = Depends(shared)
) -> HTMLResponse:
    """All tickets, the most pressing first; for htmx only the rows."""
    with here.database.session() as session:
        found = [ticket_views.brief(ticket, here, True) for ticket in ticket_lists.for_officials(session, wanted)]
    part = "ticket_rows.html" if request.headers.get("HX-Request") else "tickets.html"
    return page(request, part, {"tickets": found, "wanted": wanted, "most": ticket_lists.MOST, **_WORDS})


@router.get("/desk/tickets.{form}")
def export(
    form: str,
    wanted: ticket_lists.Wanted = Depends(_wanted),
    identity: Identity = Depends(handler),
    here: Shared = Depends(shared),
) -> Response:
    """What the list shows, as a sheet, masked as it is there."""
    return tickets.sheet(form, wanted, here, identity)


@router.get("/desk/escalations", dependencies=[Depends(supervisor)])
def escalations(request: Request, here: Shared = Depends(shared)) -> HTMLResponse:
    """督办清单: over time, returned, or answered to the asker's dissatisfaction."""
    today = clock.today()
    with here.database.session() as session:
        found = [ticket_views.brief(ticket, here, True) for ticket in ticket_lists.escalated(session, today)]
    return page(request, "escalations.html", {"tickets": found, "most": ticket_lists.MOST, **_WORDS})


@router.get("/desk/tickets/{ticket_id}")
def one(
    request: Request, ticket_id: str, identity: Identity = Depends(handler), here: Shared = Depends(shared)
) -> HTMLResponse:
    """One ticket."""
    return _shown(request, tickets.shown_whole(ticket_id, None, identity, here), here, "ticket.html")


@router.post("/desk/tickets/{ticket_id}/whole")
def unmasked(
    request: Request,
    ticket_id: str,
    unmask: str = Form("", max_length=200),
    identity: Identity = Depends(handler_form),
    here: Shared = Depends(shared),
) -> HTMLResponse:
    """One ticket with names and numbers whole; written down with the reason."""
    found = tickets.shown_whole(ticket_id, None, identity, here, unmask)
    return _shown(request, {**found, "whole": True}, here, "ticket_body.html")


@router.post("/desk/tickets/{ticket_id}/steps")
async def step(
    request: Request, ticket_id: str, identity: Identity = Depends(handler_form), here: Shared = Depends(shared)
) -> HTMLResponse:
    """The ticket after a step, or why it was not taken."""
    form = await _form(request)

    def take() -> Mapping[str, Any]:
        return tickets.take_step(ticket_id, _read(NextStep, form), identity, here)

    return await run_in_threadpool(_after, request, ticket_id, take, identity, here)


@router.post("/desk/tickets/{ticket_id}/follow-up")
async def follow_up(
    request: Request, ticket_id: str, identity: Identity = Depends(handler_form), here: Shared = Depends(shared)
) -> HTMLResponse:
    """The ticket after its follow-up."""
    form = await _form(request)

    def take() -> Mapping[str, Any]:
        said = {
            **form,
            "resolved": _SOLVED.get(form.get("resolved", "")),
            "satisfaction": _level(form.get("satisfaction", "")),
        }
        return tickets.take_follow_up(ticket_id, _read(FollowUp, said), identity, here)

    return await run_in_threadpool(_after, request, ticket_id, take, identity, here)


def _after(request: Request, ticket_id: str, take: Any, identity: Identity, here: Shared) -> HTMLResponse:
    trouble = ""
    try:
        ticket = take()
    except Problem as problem:
        if problem.status == 404:
            raise
        ticket, trouble = tickets.shown_whole(ticket_id, None, identity, here), problem.detail
    return _shown(request, ticket, here, "ticket_body.html", trouble)


def _shown(request: Request, ticket: Mapping[str, Any], here: Shared, name: str, trouble: str = "") -> HTMLResponse:
    offices = here.services.tickets.offices
    given = {
        "ticket": ticket,
        "needs": NEEDS,
        "offices": offices.offices,
        "districts": list(offices.districts),
        "trouble": trouble,
    }
    return page(request, name, {**given, **_WORDS})


async def _form(request: Request) -> dict[str, Any]:
    return {name: str(value) for name, value in (await request.form()).items()}


def _read(shape: type[Filled], form: Mapping[str, Any]) -> Filled:
    """The form as the API takes it; empty fields are left out. Problem 422 says what is wrong with it."""
    try:
        return shape.parse_obj({name: value for name, value in form.items() if value != ""})
    except ValidationError as error:
        raise invalid([{**found, "loc": ("form", *found["loc"])} for found in error.errors()]) from None


def _level(said: str) -> int | None:
    return int(said) if said.isdigit() else None
