"""/lists: what is in force for everybody to read, with every version and what it changed."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from bot import clock
from bot.eligibility.model import RuleList
from bot.policy.catalogue import Catalogue
from bot.policy.history import Edition, editions
from bot.policy.loader import build
from bot.policy.places import binding
from bot.web.disclosure import linked, sheet
from bot.web.problems import Problem
from bot.web.shared import Shared, shared
from bot.web.staff.look import templates

router = APIRouter(include_in_schema=False)
_KINDS = {
    "exemption": "免罚、轻罚清单",
    "regulation": "法规和一般处罚",
    "general": "一般规定",
    "notice": "正文没有找到的清单",
}


@router.get("/lists")
def lists(request: Request, here: Shared = Depends(shared)) -> HTMLResponse:
    """All lists: those in force here, and apart from them other places' and those that are history."""
    catalogue, place = here.source.current(), here.settings.place
    today = datetime.combine(clock.today(), datetime.min.time())
    now = {rules.id for rules in catalogue.in_force(place, [(today, today + timedelta(days=1))])}
    groups = {
        title: [r for r in catalogue.lists.values() if r.id in now and r.kind == kind] for kind, title in _KINDS.items()
    }
    rest = [r for r in catalogue.lists.values() if r.id not in now]
    groups["以前的和没有施行的"] = [r for r in rest if r.place in binding(place)]
    groups["别的地方的（在这里不适用）"] = [r for r in rest if r.place not in binding(place)]
    return _page(request, "all.html", {"groups": groups, "place": place})


@router.get("/lists/{list_id}.xlsx")
def as_sheet(list_id: str, here: Shared = Depends(shared)) -> Response:
    """One list as a workbook."""
    catalogue, rules, found = _list(here, list_id)
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(rules.title)}.xlsx"}
    return Response(sheet.workbook(rules, catalogue, found), media_type=sheet.MEDIA, headers=headers)


@router.get("/lists/{list_id}.jsonld")
def as_linked(request: Request, list_id: str, here: Shared = Depends(shared)) -> Response:
    """One list as JSON-LD."""
    catalogue, rules, found = _list(here, list_id)
    address = str(request.url.replace(path=f"/lists/{list_id}", query=""))
    digest = next(edition.sha256 for edition in found if str(edition.number) == rules.version)
    return JSONResponse(linked.list_as_linked(rules, catalogue, address, digest), media_type=linked.MEDIA)


@router.get("/lists/{list_id}")
def one(
    request: Request,
    list_id: str,
    version: int | None = Query(None, ge=1, le=1_000_000, description="哪一版，默认现在适用的"),
    here: Shared = Depends(shared),
) -> HTMLResponse:
    """One list whole, at the version that applies now or the one asked for."""
    catalogue, rules, found = _list(here, list_id)
    chosen = next((e for e in found if str(e.number) == (str(version) if version else rules.version)), None)
    if chosen is None:
        raise Problem(404, f"这份清单没有第{version}版，有第1版到第{found[0].number}版。")
    shown = rules if version is None else build(chosen.body, str(chosen.number), (chosen.since, chosen.until))
    given = {"rules": shown, "catalogue": catalogue, "editions": found, "chosen": chosen, "now": rules.version}
    return _page(request, "one.html", given)


def _list(here: Shared, list_id: str) -> tuple[Catalogue, RuleList, list[Edition]]:
    catalogue = here.source.current()
    if list_id not in catalogue.lists:
        raise Problem(404, "没有这份清单。全部清单见 /lists。")
    with here.database.session() as session:
        return catalogue, catalogue.lists[list_id], editions(session, list_id)


def _page(request: Request, name: str, given: dict[str, object]) -> HTMLResponse:
    return templates.TemplateResponse(request, f"lists/{name}", {"here": request.url.path, **given})
