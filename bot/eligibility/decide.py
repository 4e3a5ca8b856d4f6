"""All routes that cover an act, best first, and the outcome they give together (结论).

`qualifies` needs one complete item whose conditions are all met. While any route is undetermined the
outcome is undetermined, because that route could still overturn a refusal.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.eligibility.evaluate import Finding, evaluate
from bot.eligibility.factbook import FactBook
from bot.eligibility.model import TREATMENT_RANK, Item
from bot.eligibility.values import Facts, Value

_STATUS_RANK = {"qualifies": 0, "undetermined": 1, "fails": 2}


@dataclass(frozen=True)
class Decision:
    """结论: status, treatment (None while undecided), the routes best first, and the facts it rests on."""

    status: str
    treatment: str | None
    routes: tuple[Finding, ...]
    facts: dict[str, Value]
    origin: dict[str, str]

    @property
    def best(self) -> Finding | None:
        """The route the answer is about."""
        return self.routes[0] if self.routes else None

    @property
    def rank(self) -> tuple[int, int]:
        """Lower is better for the person: first what is decided, then the treatment."""
        treatment = TREATMENT_RANK[self.treatment or "ordinary"]
        if self.status == "not_listed":
            return (0 if self.treatment not in (None, "ordinary") else 1 if self.treatment is None else 2, treatment)
        return (_STATUS_RANK[self.status], treatment)


def decide(items: Iterable[Item], facts: Facts, book: FactBook, general: bool = False, preferred: str = "") -> Decision:
    """Evaluate all `items`; with `general` they are the general clauses and the status stays not_listed.

    Of routes with the same status and treatment the `preferred` item comes first.
    """
    known, origin = book.complete(facts)
    if general:
        items = [item for item in items if _is_raised(item, known, book)]
    routes = tuple(sorted((evaluate(item, known) for item in items), key=_route_key))
    if general:
        return Decision("not_listed", _general_treatment(routes), routes, known, origin)
    routes = tuple(sorted(routes, key=lambda route: (*_goodness(route), route.item.id != preferred)))
    status = _overall(routes)
    return Decision(status, _best_treatment(routes, status), routes, known, origin)


def _is_raised(item: Item, known: Facts, book: FactBook) -> bool:
    """General clauses on special circumstances (age, coercion …) count only when the person spoke of them."""
    special = {name for c in item.conditions for name in c.test.facts if book[name].ask_only_if_raised}
    return not special or bool(special & set(known))


def _route_key(route: Finding) -> tuple[int, ...]:
    """Qualifying, then open, then failed (the nearest miss first), then those whose text is not wholly known."""
    treatment = TREATMENT_RANK[route.item.treatment]
    if route.item.capped and route.status != "fails":
        return (3, treatment)
    if route.status == "fails":
        return (_STATUS_RANK["fails"], route.states.count(False), -route.states.count(True), treatment)
    return (_STATUS_RANK[route.status], treatment, route.states.count(False), route.states.count(None))


def _goodness(route: Finding) -> tuple[int, int]:
    """What makes routes equally good: how the key of their order begins; any two failed ones are."""
    order = _route_key(route)[0]
    return order, 0 if route.status == "fails" else TREATMENT_RANK[route.item.treatment]


def _overall(routes: tuple[Finding, ...]) -> str:
    statuses = {route.status for route in routes}
    for status in ("qualifies", "undetermined"):
        if status in statuses:
            return status
    return "fails"


def _best_treatment(routes: tuple[Finding, ...], status: str) -> str | None:
    """What the best route gives; ordinary when none is open; None while it is undecided, so that nothing is promised."""
    if status == "undetermined":
        return None
    return next((r.item.treatment for r in routes if r.status == "qualifies"), "ordinary")


def _general_treatment(routes: tuple[Finding, ...]) -> str | None:
    met = [route.item.treatment for route in routes if route.status == "qualifies"]
    if met:
        return min(met, key=TREATMENT_RANK.__getitem__)
    return None if any(route.status == "undetermined" for route in routes) else "ordinary"
