"""/staff: talk to the assistant and see the draft beside it; for reviewers, what waits for them."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from starlette.responses import HTMLResponse

from bot.drafting import views
from bot.web.drafts import at_desk
from bot.web.identity import Identity
from bot.web.shared import Shared, shared
from bot.web.staff.look import page
from bot.web.staff.who import drafter

router = APIRouter(include_in_schema=False)


@router.get("/staff")
def console(request: Request, by: Identity = Depends(drafter), here: Shared = Depends(shared)) -> HTMLResponse:
    """The console: the chat for staff, the drafts that concern this person first."""
    with at_desk(here) as (desk, _):
        waiting = [views.brief(desk, draft) for draft in desk.all(("in_review",))]
        mine = [views.brief(desk, draft) for draft in desk.of_author(by.sub)]
    return page(request, "console.html", {"by": by, "waiting": waiting, "mine": mine})


@router.get("/staff/drafts")
def drafts(request: Request, by: Identity = Depends(drafter), here: Shared = Depends(shared)) -> HTMLResponse:
    """All drafts, the newest first."""
    with at_desk(here) as (desk, _):
        found = [views.brief(desk, draft) for draft in desk.all()]
    return page(request, "drafts.html", {"by": by, "drafts": found})
