"""检索: as one types, over lists, items, articles and answers; and the JSON of the same."""

from __future__ import annotations

import time
from typing import Any

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import HTMLResponse, JSONResponse

from bot.search.entries import KINDS
from bot.search.index import Hit
from bot.web import searching
from bot.web.desk.look import page
from bot.web.desk.who import operator
from bot.web.identity import Identity, current_identity
from bot.web.openapi import documented
from bot.web.shapes_search import Found
from bot.web.shared import Shared, shared

router = APIRouter()
_TITLES = {**KINDS, "past": "办过的工单"}


@router.get("/desk/search", include_in_schema=False, dependencies=[Depends(operator)])
def search(request: Request, q: str = Query("", max_length=60), here: Shared = Depends(shared)) -> HTMLResponse:
    """The search page; for htmx only what was found."""
    part = "found.html" if request.headers.get("HX-Request") else "search.html"
    started = time.perf_counter()
    with here.database.session() as session:
        hits = searching.find(here.searching, here.services, q, session)
    took = round((time.perf_counter() - started) * 1000)
    groups = [(title, [hit for hit in hits if hit.entry.kind == kind]) for kind, title in _TITLES.items()]
    shown = {"q": q.strip(), "groups": [group for group in groups if group[1]], "took": took}
    return page(request, part, {**shown, "address": searching.address})


@router.get(
    "/api/search",
    tags=["清单"],
    summary="检索清单、事项、条文和答复",
    response_model=Found,
    responses=documented(401, 422, 500),
)
def as_json(
    q: str = Query(..., min_length=1, max_length=60, description="词语，用空格分开；也可以用标题的拼音首字母"),
    identity: Identity = Depends(current_identity),
    here: Shared = Depends(shared),
) -> JSONResponse:
    """What fits, best first within each kind; answers to earlier tickets for officials only."""
    with here.database.session() as session:
        hits = searching.find(here.searching, here.services, q, session if identity.is_official else None)
    return JSONResponse({"q": q, "results": [_hit(hit) for hit in hits]})


def _hit(hit: Hit) -> dict[str, Any]:
    entry = hit.entry
    return {
        "kind": entry.kind,
        "id": entry.id,
        "title": entry.title,
        "where": entry.where,
        "how_sure": entry.note or None,
        "beside": entry.beside,
        "snippet": "".join(words for words, _ in hit.snippet),
    }
