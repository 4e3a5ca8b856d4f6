"""/staff/drafts/…/acts/…: one recorded act of an impact, opened under live and draft, condition by condition."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from starlette.responses import HTMLResponse

from bot import clock
from bot.dialogue.draft_trial import comparison
from bot.drafting.trial import compare, under
from bot.impact.cases import case_of
from bot.impact.service import StillPreparing
from bot.web.drafts import at_desk, found
from bot.web.identity import Identity
from bot.web.problems import Problem
from bot.web.shared import Shared, shared
from bot.web.staff.look import page
from bot.web.staff.who import drafter

router = APIRouter(include_in_schema=False)


@router.get("/staff/drafts/{draft_id}/acts/{number}")
def opened(
    request: Request, draft_id: str, number: int, by: Identity = Depends(drafter), here: Shared = Depends(shared)
) -> HTMLResponse:
    """The act under both. No name of a person is shown: what is judged is the act."""
    catalogue = here.source.current()
    try:
        file = here.services.impacts.ready(catalogue)
    except StillPreparing as still:
        raise Problem(409, f"{still}。") from still
    with at_desk(here) as (desk, _):
        draft = found(desk, draft_id)
        body, list_id = desk.body(draft), str(draft.list_id)
    drafted = under(catalogue, body)
    made = case_of(file, number, drafted, here.settings.place, clock.today()) if 0 < number < 2**62 else None
    if made is None:
        raise Problem(404, "没有这件记录。")
    decision_no, case = made
    shown = comparison(draft_id, compare(catalogue, body, case))
    told = [drafted.facts.say(name, value) for name, value in case.facts.items()]
    given = {
        "by": by,
        "draft_id": draft_id,
        "list_id": list_id,
        "decision_no": decision_no,
        "found": shown,
        "told": told,
    }
    return page(request, "example.html", given)
