"""The verdict object of the API (`contract`): a decision with names, evidence, routes and articles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.eligibility.changes import Change
from bot.eligibility.decide import Decision
from bot.eligibility.evaluate import Finding
from bot.eligibility.explain import document, explain
from bot.eligibility.factbook import FactBook
from bot.eligibility.model import Citation, Condition, Item, RuleList
from bot.eligibility.terms import means
from bot.eligibility.tests import State

NOTICE = "本答复为政策解释，最终以执法机关认定为准"
_STATES: dict[State, str] = {True: "met", False: "unmet", None: "unknown"}


@dataclass(frozen=True)
class Evidence:
    """证据: where a fact comes from: a statement, the record, or a default."""

    source: str
    text: str
    date: str | None = None


@dataclass(frozen=True)
class Context:
    """What a verdict needs besides the decision: names, evidence, dates, and what else should be said."""

    lists: Mapping[str, RuleList]
    citations: Mapping[str, Citation]
    book: FactBook
    evidence: Mapping[str, Evidence]
    as_of: str
    violation_date: str | None
    ordinary: tuple[Item, ...] = ()
    hints: tuple[str, ...] = ()
    extra_citations: tuple[str, ...] = ()


def verdict(decision: Decision, changes: Iterable[Change], context: Context, audit: str) -> dict[str, Any]:
    """The verdict as JSON; its text is written from the same fields."""
    best = decision.best
    shown = _shown_item(decision, context)
    rules = context.lists[shown.edition] if shown else None
    body: dict[str, Any] = {
        "kind": "verdict",
        "status": decision.status,
        "treatment": decision.treatment,
        "item": {"id": shown.id, "title": shown.title, "no": shown.no} if shown else None,
        "list": _list(rules) if rules else None,
        "conditions": _conditions(best, decision, context) if best else [],
        "routes": [_route(r.item, r.status, context) for r in decision.routes]
        + [_route(item, "not_listed", context) for item in context.ordinary],
        "to_qualify": [change.do for change in changes],
        "ordinary_penalty": _first("ordinary_penalty", shown, context),
        "points": _first("points", shown, context),
        "deadline": shown.deadline if shown else None,
        "citations": _citations(decision, shown, context),
        "as_of": context.as_of,
        "violation_date": context.violation_date,
        "audit": audit,
        "notice": NOTICE,
    }
    extras = _extras(decision, shown, context)
    said = {"afterwards": list(dict.fromkeys(extras["afterwards"])), "hints": list(dict.fromkeys(extras["hints"]))}
    return {"kind": "verdict", "text": explain(body, extras), **body, **said}


def _shown_item(decision: Decision, context: Context) -> Item | None:
    """The item the answer names: the best route's, or the ordinary clause when only general clauses were left."""
    if decision.status == "not_listed":
        return context.ordinary[0] if context.ordinary else None
    return decision.best.item if decision.best else None


def _list(rules: RuleList) -> dict[str, Any]:
    return {
        "id": rules.id,
        "title": rules.title,
        "version": rules.version,
        "issuer": rules.issuer,
        "department": rules.department,
        "how_sure": rules.how_sure,
        "how_sure_note": rules.how_sure_note,
        "url": rules.url,
        "in_force": {
            "from": rules.since.isoformat() if rules.since else None,
            "to": rules.until.isoformat() if rules.until else None,
        },
    }


def _conditions(route: Finding, decision: Decision, context: Context) -> list[dict[str, Any]]:
    shown = []
    for place, (condition, state) in enumerate(zip(route.item.conditions, route.states, strict=True)):
        presumed = condition.default_text if place in route.presumed else ""
        shown.append(
            {
                "text": condition.text,
                "state": _STATES[state],
                "evidence": _evidence(condition, state, presumed, decision, context),
                "facts": sorted(condition.test.facts),
                "means": means(condition, route.item, context.book),
            }
        )
    return shown


def _evidence(
    condition: Condition, state: State, presumed: str, decision: Decision, context: Context
) -> dict[str, Any]:
    if presumed:
        return {"source": "default", "text": f"清单自己的规定：{presumed}", "date": None}
    known = [name for name in sorted(condition.test.facts) if name in decision.facts]
    if state is None and not known:
        return {"source": "statement", "text": "还没有说明", "date": None}
    sources = [context.evidence.get(decision.origin.get(name, name)) for name in known]
    found = next((source for source in sources if source), None)
    said = "；".join(context.book.say(name, decision.facts[name]) for name in known)
    judged = "（是否如此由执法机关认定）" if any(context.book[name].judged for name in known) else ""
    if found is None:
        return {"source": "statement", "text": f"你提供的情况：{said}{judged}", "date": None}
    partly = "，还不足以判断" if state is None else ""
    return {"source": found.source, "text": f"{found.text}（{said}）{partly}{judged}", "date": found.date}


def _route(item: Item, status: str, context: Context) -> dict[str, Any]:
    return {
        "list": item.list_id,
        "list_title": context.lists[item.edition].title,
        "item": item.id,
        "title": item.title,
        "status": status,
        "treatment": item.treatment,
    }


def _first(name: str, shown: Item | None, context: Context) -> str | None:
    for item in (shown, *context.ordinary):
        if item is not None and getattr(item, name):
            return str(getattr(item, name))
    return None


def _citations(decision: Decision, shown: Item | None, context: Context) -> list[dict[str, Any]]:
    names: dict[str, None] = {}
    for item in (shown, decision.best.item if decision.best else None, *context.ordinary):
        names.update(dict.fromkeys(item.citations if item else ()))
    names.update(dict.fromkeys(context.extra_citations))
    return [cite(context.citations[name]) for name in names]


def cite(citation: Citation) -> dict[str, Any]:
    """One article as the API gives it."""
    return {
        "document": citation.document,
        "article": citation.article,
        "meaning": citation.meaning,
        "url": citation.url,
        "how_sure": citation.how_sure,
    }


def _extras(decision: Decision, shown: Item | None, context: Context) -> dict[str, Any]:
    best = decision.best.item if decision.best else None
    after = best.afterwards if best and decision.status in {"qualifies", "not_listed"} and decision.treatment else ()
    procedure = best.procedure if best and decision.status in {"qualifies", "undetermined"} else ()
    return {
        "afterwards": (*procedure, *after),
        "hints": (*context.hints, *_list_notes(shown, context)),
        "missing": _missing(decision),
        "not_due": _not_due(decision, context),
        "route_titles": {r.item.id: _route_title(r.item, context) for r in decision.routes},
    }


_ORDER = "order_state"
_IN_TIME = "在责令改正的期限内改完，就不会到那一步。"
_UNTIL = {"no_penalty": "现在不该处罚", "warning": "现在只能警告，不能罚款"}


def _not_due(decision: Decision, context: Context) -> str:
    """Said of a penalty that the clause itself makes wait: 拒不改正的才罚."""
    best = decision.best
    if decision.status != "not_listed" or best is None or not best.item.due_when or best.status != "qualifies":
        return ""
    item, rules = best.item, context.lists[best.item.edition]
    return (
        f"按{document(rules.title)}{item.no}，“{item.title}”要到“{item.due_when}”才罚；"
        f"按你说的情况还没有到这一步，{_UNTIL[item.treatment]}。{_IN_TIME if _ORDER in item.own[0].test.facts else ''}"
    )


def _missing(decision: Decision) -> list[str]:
    """What keeps an undetermined verdict open: unknown conditions, or text that was not found."""
    found = []
    for route in decision.routes:
        if route.status == "undetermined":
            unknown = [c.text for c, state in zip(route.item.conditions, route.states, strict=True) if state is None]
            found += unknown if not route.item.capped else [f"{route.item.title}：{route.item.capped}"]
            if decision.best is route and not route.item.capped:
                break
    return list(dict.fromkeys(found))


def _route_title(item: Item, context: Context) -> str:
    rules = context.lists[item.edition]
    return f"{rules.title}第{item.no}项" if item.no.isdigit() else f"{rules.title}{item.no}"


def _list_notes(shown: Item | None, context: Context) -> tuple[str, ...]:
    if shown is None:
        return ()
    rules = context.lists[shown.edition]
    sure = (rules.how_sure_note,) if rules.how_sure != "read in full" and rules.how_sure_note else ()
    return (*shown.notes, *rules.notes, *sure)
