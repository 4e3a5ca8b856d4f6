"""事项、清单、条文、答复的全文: what the search leads to."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from starlette.responses import HTMLResponse

from bot import clock
from bot.eligibility.explain import HOW_SURE, document
from bot.eligibility.model import TREATMENTS, RuleList
from bot.eligibility.terms import means
from bot.policy import publication
from bot.policy.catalogue import Catalogue
from bot.search.entries import standing_of
from bot.search.similar import editions, similar
from bot.web.desk.look import page
from bot.web.desk.who import operator
from bot.web.problems import Problem
from bot.web.shared import Shared, shared

router = APIRouter(include_in_schema=False, dependencies=[Depends(operator)])
_WORDS = {"treatments": TREATMENTS, "sure": HOW_SURE, "document": document, "means": means}


@router.get("/desk/items/{list_id}/{no:path}")
def item(request: Request, list_id: str, no: str, here: Shared = Depends(shared)) -> HTMLResponse:
    """One item whole, its versions, and what other lists say of the same act."""
    catalogue = here.source.current()
    rules = _list(catalogue, list_id)
    found = next((one for one in rules.items if one.no == no), None)
    if found is None:
        raise Problem(404, f"{document(rules.title)}里没有“{no[:40]}”这一项。")
    with here.database.session() as session:
        versions = editions(publication.timeline(session, list_id), found.id)
    place, today = here.settings.place, clock.today()
    shown = {
        "item": found,
        "rules": rules,
        "standing": standing_of(rules, place, today)[0],
        "versions": versions,
        "similar": similar(catalogue, found, place, today),
        "catalogue": catalogue,
    }
    return page(request, "item.html", {**shown, **_WORDS})


@router.get("/desk/lists/{list_id}")
def whole_list(request: Request, list_id: str, here: Shared = Depends(shared)) -> HTMLResponse:
    """One list with its items."""
    catalogue = here.source.current()
    rules = _list(catalogue, list_id)
    standing = standing_of(rules, here.settings.place, clock.today())[0]
    return page(request, "list.html", {"rules": rules, "standing": standing, "catalogue": catalogue, **_WORDS})


@router.get("/desk/articles/{name}")
def article(request: Request, name: str, here: Shared = Depends(shared)) -> HTMLResponse:
    """One article, and the items that rest on it."""
    catalogue = here.source.current()
    found = catalogue.citations.get(name)
    if found is None:
        raise Problem(404, "没有这一条。")
    resting = [(rules, one) for rules in catalogue.lists.values() for one in rules.items if name in one.citations]
    return page(request, "article.html", {"article": found, "resting": resting, **_WORDS})


@router.get("/desk/answers/{name}")
def prepared(request: Request, name: str, here: Shared = Depends(shared)) -> HTMLResponse:
    """One prepared answer, to be read out."""
    found = here.searching.index(here.services).get("answer", name)
    if found is None:
        raise Problem(404, "没有这个答复。")
    return page(request, "answer.html", {"entry": found})


def _list(catalogue: Catalogue, list_id: str) -> RuleList:
    if list_id not in catalogue.lists:
        raise Problem(404, "没有这份清单。")
    return catalogue.lists[list_id]
