"""左栏·来电人: finding the caller, saying why the record is looked at, and the record in one look."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Form, Query, Request
from starlette.responses import HTMLResponse

from bot import clock
from bot.dialogue.record_talk import titles
from bot.records import callers, on_file
from bot.records.overview import overview
from bot.web import shown
from bot.web.desk.look import page
from bot.web.desk.who import operator, operator_form
from bot.web.identity import Identity
from bot.web.looking_up import allow
from bot.web.shared import Shared, shared

router = APIRouter(include_in_schema=False)
REASONS = ("来电人本人询问", "单位工作人员代问", "核实工单")
NEEDS = ("核对来电人身份", "给来电人回电话", "转交主办单位")


@router.get("/desk", dependencies=[Depends(operator)])
def desk(request: Request) -> HTMLResponse:
    """The call page."""
    return page(request, "call.html", {"reasons": REASONS})


@router.get("/desk/callers", dependencies=[Depends(operator)])
def found(request: Request, q: str = Query("", max_length=60), here: Shared = Depends(shared)) -> HTMLResponse:
    """Who fits what was typed."""
    with here.database.session() as session:
        fitting = [shown.caller(one) for one in callers.find(session, q)]
    return page(request, "callers.html", {"q": q.strip(), "callers": fitting, "shortest": callers.SHORTEST})


@router.get("/desk/why", dependencies=[Depends(operator)])
def why(
    request: Request,
    party: str = Query(max_length=40),
    plate: str = Query("", max_length=12),
    name: str = Query("", max_length=200),
) -> HTMLResponse:
    """Asks why the record is looked at."""
    return page(request, "why.html", {"party": party, "plate": plate, "name": name, "reasons": REASONS})


@router.post("/desk/caller")
def record(
    request: Request,
    party: str = Form(max_length=40),
    plate: str = Form("", max_length=12),
    reason: str = Form("", max_length=200),
    unmask: str = Form("", max_length=200),
    identity: Identity = Depends(operator_form),
    here: Shared = Depends(shared),
) -> HTMLResponse:
    """The record in one look; written down with the reason, and refused without one. `unmask`: why names and plates
    are to be shown whole, written down too."""
    if not reason.strip():
        asked = {"party": party, "plate": plate, "name": "", "reasons": REASONS, "trouble": "要写明为什么查。"}
        return page(request, "why.html", asked)
    today = clock.today()
    with here.database.session() as session:
        allow(session, identity, party, unmask.strip() or reason, "desk", bool(unmask.strip()))
        subject = on_file.find(session, party, plate)
        seen = overview(session, subject, today) if subject else None
    told = {"party": party, "plate": plate, "reason": reason.strip(), "today": today, "whole": bool(unmask.strip())}
    visible = seen if told["whole"] or seen is None else shown.record(seen)
    given = {**told, "seen": visible, "is_masked": visible != seen, "needs": NEEDS}
    return page(request, "record.html", {**given, "title": titles(here.source.current())})
