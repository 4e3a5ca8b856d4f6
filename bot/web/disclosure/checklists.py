"""/checklist: for each trade its risk points under the lists in force, to check oneself by and to print (事前指导)."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from starlette.responses import HTMLResponse

from bot import clock
from bot.eligibility.explain import document
from bot.eligibility.model import Item
from bot.guidance.prevention import LEVELS, RiskPoint, conditions
from bot.web.problems import Problem
from bot.web.shared import Shared, shared
from bot.web.staff.look import templates

router = APIRouter(include_in_schema=False)
LEVEL_CLASSES = {3: "is-bad", 2: "is-open", 1: "is-info", 0: ""}
WAYS = 2  # a check-list says where to look on, not every list


@router.get("/checklist")
def trades(request: Request, here: Shared = Depends(shared)) -> HTMLResponse:
    """All trades."""
    return _page(request, "all.html", {"trades": here.services.prevention.trades})


@router.get("/checklist/{trade_id}")
def one(request: Request, trade_id: str, here: Shared = Depends(shared)) -> HTMLResponse:
    """The check-list of one trade, the gravest first; Problem 404 names the way to all of them."""
    prevention, catalogue = here.services.prevention, here.source.current()
    trade = prevention.by_id(trade_id)
    if trade is None:
        raise Problem(404, "没有这个行业的检查表。全部行业见 /checklist。")
    today, place = clock.today(), here.settings.place
    risks = prevention.risks(trade, catalogue, place, today)
    given = {"trade": trade, "risks": risks, "ways": ways, "today": today, "place": place, "catalogue": catalogue}
    return _page(request, "one.html", {**given, "conditions": conditions, "document": document})


def ways(risk: RiskPoint) -> list[Item]:
    """The items that hold something better out than the ordinary penalty, best first."""
    return [item for item in risk.items if item.treatment != "ordinary"][:WAYS]


def _page(request: Request, name: str, given: dict[str, object]) -> HTMLResponse:
    words = {"levels": LEVELS, "level_classes": LEVEL_CLASSES, "here": request.url.path}
    return templates.TemplateResponse(request, f"checklists/{name}", {**words, **given})
