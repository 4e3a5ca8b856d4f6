"""What is in force, whole and with its sources: lists, items and facts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from fastapi import APIRouter, Depends, Query
from starlette.responses import JSONResponse

from bot import clock
from bot.eligibility.model import TREATMENTS, Condition, Fact, Item, RuleList
from bot.eligibility.terms import means
from bot.eligibility.verdict import cite
from bot.policy.catalogue import Catalogue
from bot.web.openapi import documented
from bot.web.problems import Problem
from bot.web.requests import IsoDate
from bot.web.shapes_lists import Facts, ItemInList, ListsInForce, ListWhole
from bot.web.shared import Shared, shared

router = APIRouter(tags=["清单"])
Json = dict[str, Any]


@router.get("/api/lists", summary="现行清单", response_model=ListsInForce, responses=documented(422, 500))
def lists(
    as_of: IsoDate | None = Query(None, description="哪一天，默认今天"),
    place: str | None = Query(None, max_length=40, description="哪里，默认洛阳市"),
    here: Shared = Depends(shared),
) -> JSONResponse:
    """The lists in force at a place on a day, without their items."""
    day = datetime.combine(as_of or clock.today(), datetime.min.time())
    catalogue = here.source.current()
    found = catalogue.in_force(catalogue.place(place or here.settings.place), [(day, day + timedelta(days=1))])
    return JSONResponse({"as_of": day.date().isoformat(), "lists": [_summary(rules) for rules in found]})


@router.get(
    "/api/lists/{list_id}", summary="一份清单的全文", response_model=ListWhole, responses=documented(404, 422, 500)
)
def whole_list(list_id: str, here: Shared = Depends(shared)) -> JSONResponse:
    """One list with all its items, conditions and articles, whether or not it is in force today."""
    catalogue = here.source.current()
    rules = _list(catalogue, list_id)
    whole = {
        **_summary(rules),
        "definitions": dict(rules.definitions),
        "parameters": dict(rules.parameters),
        "notes": list(rules.notes),
        "citations": _cited(rules.citations, catalogue),
        "items": [_item(item, catalogue) for item in rules.items],
    }
    return JSONResponse(whole)


@router.get(
    "/api/items/{list_id}/{no:path}", summary="一个事项", response_model=ItemInList, responses=documented(404, 422, 500)
)
def item(list_id: str, no: str, here: Shared = Depends(shared)) -> JSONResponse:
    """One item, with the list it belongs to."""
    catalogue = here.source.current()
    rules = _list(catalogue, list_id)
    found = catalogue.items.get(f"{list_id}/{no}")
    if found is None:
        raise Problem(404, f"《{rules.title.strip('《》')}》里没有“{no[:40]}”这一项。")
    return JSONResponse({**_item(found, catalogue), "list": _summary(rules)})


@router.get("/api/facts", summary="事实字典", response_model=Facts, responses=documented(500))
def facts(here: Shared = Depends(shared)) -> JSONResponse:
    """All facts that conditions speak of, and how each is asked."""
    return JSONResponse({"facts": [_fact(fact) for fact in here.source.current().facts.values()]})


def _list(catalogue: Catalogue, list_id: str) -> RuleList:
    if list_id not in catalogue.lists:
        raise Problem(404, f"没有“{list_id[:80]}”这份清单。全部清单见 /api/lists。")
    return catalogue.lists[list_id]


def _summary(rules: RuleList) -> Json:
    plain = ("id", "title", "kind", "issuer", "department", "place", "version", "doc_no", "issued", "url", "state")
    return {
        **{name: getattr(rules, name) for name in plain},
        "in_force": {
            "from": rules.since.isoformat() if rules.since else None,
            "to": rules.until.isoformat() if rules.until else None,
        },
        "replaced_by": rules.replaced_by,
        "how_sure": rules.how_sure,
        "how_sure_note": rules.how_sure_note,
        "item_count": len(rules.items),
        "incomplete_count": sum(bool(item.capped) for item in rules.items),
    }


def _item(item: Item, catalogue: Catalogue) -> Json:
    plain = (
        "id",
        "no",
        "title",
        "treatment",
        "act",
        "how_sure",
        "incomplete",
        "ordinary_penalty",
        "points",
        "deadline",
    )
    lines = ("also", "aliases", "procedure", "afterwards", "notes")
    return {
        **{name: getattr(item, name) for name in plain},
        **{name: list(getattr(item, name)) for name in lines},
        "treatment_title": TREATMENTS[item.treatment],
        "logic": "any" if item.any_of else "all",
        "conditions": [_condition(condition, item, catalogue) for condition in item.conditions],
        "due_when": item.due_when or None,
        "citations": _cited(item.citations, catalogue),
    }


def _condition(condition: Condition, item: Item, catalogue: Catalogue) -> Json:
    return {
        "text": condition.text,
        "means": means(condition, item, catalogue.facts),
        "judgement": condition.judgement,
        "test": None if condition.judgement else condition.test.source,
        "default": condition.default_text or None,
    }


def _fact(fact: Fact) -> Json:
    return {
        "id": fact.id,
        "title": fact.title,
        "type": fact.type,
        "unit": fact.unit,
        "ask": fact.ask,
        "options": [{"label": label, "value": value} for value, label in fact.options.items()],
        "yes": fact.yes,
        "no": fact.no,
        "judged": fact.judged,
    }


def _cited(names: Iterable[str], catalogue: Catalogue) -> list[Json]:
    return [cite(catalogue.citations[name]) for name in names]
