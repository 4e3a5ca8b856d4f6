"""/staff/drafts/…: one draft with all that is decided by, and the steps that this person may take."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends, Form, Request
from pydantic import ValidationError
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot import clock
from bot.drafting import review, scenarios, views
from bot.policy.drafts.desk import DraftDesk, DraftError
from bot.policy.drafts.tables import Draft
from bot.web.drafts import at_desk, found, read_file, take
from bot.web.drafts import file as as_file
from bot.web.identity import Identity
from bot.web.problems import Problem
from bot.web.shapes_drafts import DraftStep
from bot.web.shared import Shared, shared
from bot.web.staff.look import page
from bot.web.staff.who import drafter, drafter_form

router = APIRouter(include_in_schema=False)


@router.get("/staff/drafts/{draft_id}")
def shown(
    request: Request, draft_id: str, by: Identity = Depends(drafter), here: Shared = Depends(shared)
) -> HTMLResponse:
    """The draft's page."""
    return _page(request, draft_id, by, here)


@router.post("/staff/drafts/{draft_id}")
def stepped(
    request: Request,
    draft_id: str,
    step: str = Form(...),
    text: str = Form("", max_length=500),
    by: Identity = Depends(drafter_form),
    here: Shared = Depends(shared),
) -> Response:
    """Take a step; what is refused is said on the page."""
    try:
        body = DraftStep.parse_obj({"step": step, "text": text})
        with at_desk(here) as (desk, session):
            take(here, (desk, session), found(desk, draft_id), body, by)
    except ValidationError:
        raise Problem(422, "没有这一步。") from None
    except Problem as problem:
        return _page(request, draft_id, by, here, problem)
    return RedirectResponse(f"/staff/drafts/{draft_id}", 303)


@router.get("/staff/drafts/{draft_id}/file")
def downloaded(draft_id: str, by: Identity = Depends(drafter), here: Shared = Depends(shared)) -> Response:
    """The list's file, to be edited elsewhere."""
    return as_file(draft_id, by, here)


@router.post("/staff/drafts/{draft_id}/file")
def uploaded(
    request: Request,
    draft_id: str,
    text: str = Form(..., max_length=60_000),
    by: Identity = Depends(drafter_form),
    here: Shared = Depends(shared),
) -> Response:
    """The list's file as it was edited, in place of what the draft had."""
    try:
        with at_desk(here) as (desk, _):
            draft = found(desk, draft_id)
            desk.replace(draft, read_file(text, str(draft.list_id), here), "改了清单文件", by.sub)
    except Problem as problem:
        return _page(request, draft_id, by, here, problem, text)
    return RedirectResponse(f"/staff/drafts/{draft_id}", 303)


def _page(
    request: Request, draft_id: str, by: Identity, here: Shared, problem: Problem | None = None, text: str = ""
) -> HTMLResponse:
    with at_desk(here) as (desk, session):
        draft = found(desk, draft_id)
        material = draft.frozen or review.material(
            session, desk, draft, here.source.current(), _counted(here, desk, draft)
        )
        given = {
            "by": by,
            "draft": views.whole(desk, draft),
            "material": material,
            "may_edit": draft.state == "editing" and draft.author == by.sub and by.role == "staff",
            "may_decide": draft.state == "in_review" and draft.author != by.sub and by.role == "reviewer",
            "file": text or views.as_text(desk.body(draft)),
            "say": scenarios.say,
            "CHANGES": scenarios.CHANGES,
            "problem": problem.detail if problem else "",
        }
    return page(request, "draft.html", given, problem.status if problem else 200)


def _counted(here: Shared, desk: DraftDesk, draft: Draft) -> dict[str, Any] | None:
    """The impact, unless the records are still being put in columns."""
    try:
        return here.services.impacts.frozen(here.source.current(), desk.body(draft), clock.today())
    except DraftError:
        return None
