"""工单接口: anybody files one from a conversation and sees its own; officials see all and take the steps."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from fastapi import APIRouter, Depends, Query
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from starlette.responses import JSONResponse, Response

from bot import clock
from bot.records import conversations, on_file, ticket_lists, turns
from bot.records.ticketing import Filing, Ticketing, work_order
from bot.records.tickets import Ticket
from bot.tickets import work_order as sheets
from bot.web import shown
from bot.web import ticket_views as views
from bot.web.chat import within_limit
from bot.web.identity import Identity, current_identity
from bot.web.looking_up import Unmasking, unmask
from bot.web.openapi import documented
from bot.web.problems import Problem
from bot.web.shapes_tickets import FollowUp, NewTicket, NextStep, TicketFiled, Tickets, TicketWhole
from bot.web.shared import Shared, shared

router = APIRouter(tags=["工单"])
SHEETS = {
    "csv": (sheets.as_csv, "text/csv; charset=utf-8"),
    "xlsx": (sheets.as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@router.post(
    "/api/tickets",
    summary="提交工单",
    status_code=201,
    response_model=TicketFiled,
    responses=documented(400, 401, 403, 404, 413, 422, 429, 500),
)
def file(body: NewTicket, identity: Identity = Depends(within_limit), here: Shared = Depends(shared)) -> JSONResponse:
    """Files a ticket with the conversation's transcript and last verdict; answers by when and by whom."""
    return JSONResponse(file_once(body, identity, here), 201)


@router.get(
    "/api/tickets", summary="我的工单；工作人员看全部", response_model=Tickets, responses=documented(401, 404, 422, 500)
)
def listed(
    conversation: str | None = Query(None, max_length=64),
    state: list[str] = Query([], description="工作人员：只看这些状态"),
    q: str = Query("", max_length=80, description="工作人员：单号、内容、反映人、电话、单位里的字"),
    identity: Identity = Depends(current_identity),
    here: Shared = Depends(shared),
) -> JSONResponse:
    """The asker's own tickets; for officials all, the most pressing first."""
    with here.database.session() as session:
        if identity.is_official and conversation is None:
            found = ticket_lists.for_officials(session, ticket_lists.Wanted(states=tuple(state), words=q))
        else:
            found = ticket_lists.of_asker(session, _checked(session, conversation, identity), identity.party or None)
        return JSONResponse({"tickets": [views.brief(ticket, here, identity.is_official) for ticket in found]})


@router.get("/api/tickets.{form}", summary="导出工单", responses=documented(401, 403, 404, 422, 500))
def export(
    form: str,
    whole: Unmasking = Depends(),
    identity: Identity = Depends(current_identity),
    here: Shared = Depends(shared),
) -> Response:
    """All tickets in the columns of the city's hotline system, as csv or xlsx; officials only, masked unless `unmask`."""
    if not identity.is_official:
        raise Problem(403, "导出工单要用坐席或工作人员的身份。")
    return sheet(form, ticket_lists.Wanted(), here, identity, whole.reason if whole.unmask else None)


@router.get(
    "/api/tickets/{ticket_id}", summary="一张工单", response_model=TicketWhole, responses=documented(401, 404, 422, 500)
)
def one(
    ticket_id: str,
    conversation: str | None = Query(None, max_length=64),
    whole: Unmasking = Depends(),
    identity: Identity = Depends(current_identity),
    here: Shared = Depends(shared),
) -> JSONResponse:
    """One ticket; another's is 404, whether or not it exists. Officials see personal data masked unless `unmask`."""
    return JSONResponse(shown_whole(ticket_id, conversation, identity, here, whole.reason if whole.unmask else None))


@router.post(
    "/api/tickets/{ticket_id}/steps",
    summary="办理工单：交办、退回、答复、重新交办、办结",
    response_model=TicketWhole,
    responses=documented(400, 401, 403, 404, 409, 413, 422, 500),
)
def step(
    ticket_id: str, body: NextStep, identity: Identity = Depends(current_identity), here: Shared = Depends(shared)
) -> JSONResponse:
    """Takes one step; officials only. 409 when the state does not allow it."""
    return JSONResponse(take_step(ticket_id, body, identity, here))


@router.post(
    "/api/tickets/{ticket_id}/follow-up",
    summary="回访：是否解决、满意度",
    response_model=TicketWhole,
    responses=documented(400, 401, 404, 409, 413, 422, 500),
)
def follow_up(
    ticket_id: str, body: FollowUp, identity: Identity = Depends(current_identity), here: Shared = Depends(shared)
) -> JSONResponse:
    """What the asker says of the answer; by the asker, or by an operator who called back."""
    return JSONResponse(take_follow_up(ticket_id, body, identity, here))


def file_once(body: NewTicket, identity: Identity, here: Shared) -> dict[str, Any]:
    """The receipt of a ticket; the same form sent twice at the same moment gives the first one's."""
    try:
        return _file(body, identity, here)
    except IntegrityError:
        return _file(body, identity, here)


def take_step(ticket_id: str, body: NextStep, identity: Identity, here: Shared) -> dict[str, Any]:
    """The ticket after a step; Problem 403, 404 or 409 when it cannot be taken."""
    if not identity.is_official:
        raise Problem(403, "办理工单要用坐席或工作人员的身份。")
    with here.database.session() as session, _refusals():
        ticket = _one(session, ticket_id, None, identity)
        _take(ticketing(session, here), ticket, body, identity)
        session.flush()
        session.expire(ticket)
        return views.whole(ticket, here, True)


def take_follow_up(ticket_id: str, body: FollowUp, identity: Identity, here: Shared) -> dict[str, Any]:
    """The ticket after its follow-up; Problem 404 or 409 when there is nothing to follow up."""
    with here.database.session() as session, _refusals():
        ticket = _one(session, ticket_id, body.conversation, identity)
        by = identity.sub if identity.is_official else "本人"
        ticketing(session, here).follow_up(ticket, by, body.resolved, body.satisfaction, body.reason)
        session.flush()
        session.expire(ticket)
        return views.whole(ticket, here, identity.is_official)


def shown_whole(
    ticket_id: str, conversation: str | None, identity: Identity, here: Shared, unmask_for: str | None = None
) -> dict[str, Any]:
    """One ticket as the identity sees it; with a reason in `unmask_for` nothing is masked, and it is written down.

    Problem 404 when there is none of theirs, 422 when the reason is empty."""
    with here.database.session() as session:
        ticket = _one(session, ticket_id, conversation, identity)
        unmasked = unmask_for is not None and unmask(session, identity, ticket.party or ticket.id, unmask_for, "ticket")
        return views.whole(ticket, here, identity.is_official, unmasked)


def sheet(
    form: str, wanted: ticket_lists.Wanted, here: Shared, identity: Identity, unmask_for: str | None = None
) -> Response:
    """The tickets in the columns of the city's hotline system, as csv or xlsx; masked unless there is a reason.

    Problem 404 for another form, 422 when the reason is empty."""
    if form not in SHEETS:
        raise Problem(404, "只能导出 csv 或 xlsx。")
    make, media = SHEETS[form]
    with here.database.session() as session:
        unmasked = unmask_for is not None and unmask(session, identity, "（导出工单）", unmask_for, "export")
        orders = map(work_order, ticket_lists.for_officials(session, wanted, limit=50_000))
        content = make(order if unmasked else shown.work_order(order) for order in orders)
    name = f"tickets-{clock.now():%Y%m%d}.{form}"
    return Response(content, media_type=media, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def ticketing(session: Session, here: Shared) -> Ticketing:
    """Tickets in a session of this process."""
    return Ticketing(session, here.services.tickets, clock.now(), bool(here.settings.webhook_url))


def _file(body: NewTicket, identity: Identity, here: Shared) -> dict[str, Any]:
    with here.database.session() as session:
        conversation = _checked(session, body.conversation, identity)
        if conversation is None and not identity.is_official:
            raise Problem(422, "要写明是哪个对话（conversation）；没有对话的，先说一句话就有了。")
        ticket = ticketing(session, here).file(_filing(session, body, conversation, identity, here))
        return views.receipt(ticket)


def _filing(session: Session, body: NewTicket, conversation: str | None, identity: Identity, here: Shared) -> Filing:
    verdict = views.last_verdict(session, conversation) if conversation else None
    is_official = identity.is_official
    return Filing(
        kind=body.kind,
        text=body.text.strip(),
        source="hotline" if is_official else "widget",
        owner=identity.owner,
        department=views.department(here, verdict),
        conversation=conversation,
        party=body.party if is_official else identity.party or None,
        filed_by=identity.sub if is_official else "",
        person=(body.person or "").strip() or _name(session, body.party if is_official else None),
        phone=(body.contact or "").strip(),
        address=(body.address or "").strip(),
        urgency=body.urgency if is_official else "normal",
        verdict=verdict,
        transcript=turns.transcript(session, conversation) if conversation else (),
        categories=views.categories(here, verdict),
        request=body.request,
    )


def _name(session: Session, party: str | None) -> str:
    """Whom an operator's ticket is about: they see the name masked and need not type it."""
    found = on_file.find(session, party) if party else None
    return str(found.party.name) if found else ""


def _checked(session: Session, conversation: str | None, identity: Identity) -> str | None:
    """The conversation, if it is the asker's own."""
    if conversation is not None and not conversations.is_owned(session, conversation, identity.owner):
        raise Problem(404, "没有这个对话，或者它不属于你。")
    return conversation


def _one(session: Session, ticket: str, conversation: str | None, identity: Identity) -> Ticket:
    if identity.is_official:
        found = session.get(Ticket, ticket)
    else:
        found = ticket_lists.own(session, ticket, _checked(session, conversation, identity), identity.party or None)
    if found is None:
        raise Problem(404, "没有这张工单，或者它不属于你。")
    return found


def _take(desk: Ticketing, ticket: Ticket, body: NextStep, identity: Identity) -> None:
    if body.step in ("assign", "reopen"):
        desk.assign(ticket, body.office or ticket.office, body.district or ticket.district, identity.sub, body.text)
    elif body.step == "return":
        desk.give_back(ticket, identity.sub, body.text)
    elif body.step == "answer":
        desk.answer(ticket, identity.sub, body.text, body.result)
    else:
        desk.close(ticket, identity.sub, body.text)


@contextmanager
def _refusals() -> Iterator[None]:
    """What a ticket does not allow is 409, in words."""
    try:
        yield
    except ValueError as error:
        raise Problem(409, f"{error}。") from None
