"""GET /api/search: what fits some words, as they are typed; officials find answers to earlier tickets too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from urllib.parse import quote

from sqlalchemy.orm import Session

from bot import clock
from bot.dialogue.services import Services
from bot.language.normalise import normalise
from bot.policy.catalogue import Catalogue
from bot.records import ticket_lists
from bot.records.tickets import Ticket
from bot.search.entries import of_answers, of_catalogue, of_guidance
from bot.search.index import Entry, Hit, Index, snippet
from bot.tickets.model import KINDS as TICKET_KINDS
from bot.web.masking import mask

LONGEST = 60
PLACES = {
    "item": "/desk/items",
    "list": "/desk/lists",
    "checklist": "/checklist",
    "article": "/desk/articles",
    "past": "/desk/tickets",
    "answer": "/desk/answers",
}
_EACH = 8  # hits shown of one kind


@dataclass
class Searching:
    """The index of the newest rules, made again when they change or another day begins."""

    _lock: Lock = field(default_factory=Lock)
    _made: tuple[Catalogue, date, Index] | None = None

    def index(self, services: Services) -> Index:
        """The index for now."""
        catalogue, today = services.catalogue(), clock.today()
        with self._lock:
            if self._made is None or self._made[0] is not catalogue or self._made[1] != today:
                place = services.settings.place
                entries = (
                    *of_catalogue(catalogue, place, today),
                    *of_guidance(services.disputes, services.prevention, catalogue, place, today),
                    *of_answers(services.knowledge.every()),
                )
                self._made = (catalogue, today, Index(entries))
            return self._made[2]


def find(searching: Searching, services: Services, words: str, session: Session | None = None) -> list[Hit]:
    """Hits of all kinds, each kind's best; with a session, earlier answers too."""
    asked = words.strip()[:LONGEST]
    hits = searching.index(services).find(asked) or searching.index(services).find(normalise(asked))
    past = _past(session, asked.split()) if session is not None and asked else []
    return [*_best_of_each(hits), *past]


def address(entry: Entry) -> str:
    """Where the desk shows it whole."""
    return f"{PLACES[entry.kind]}/{quote(entry.id)}"


def _best_of_each(hits: Iterable[Hit]) -> list[Hit]:
    left: dict[str, int] = {}
    kept = []
    for hit in hits:
        left[hit.entry.kind] = left.get(hit.entry.kind, _EACH) - 1
        if left[hit.entry.kind] >= 0:
            kept.append(hit)
    return kept


def _past(session: Session, words: Sequence[str]) -> list[Hit]:
    return [_earlier(ticket, words) for ticket in ticket_lists.answered(session, words)]


def _earlier(ticket: Ticket, words: Sequence[str]) -> Hit:
    text = mask(f"{ticket.answer}（问：{ticket.text}）")
    where = f"{TICKET_KINDS[ticket.kind]}，{ticket.department}"
    entry = Entry("past", ticket.id, mask(ticket.text)[:40], text, where)
    return Hit(entry, 0.0, snippet(text, [word.lower() for word in words]))
