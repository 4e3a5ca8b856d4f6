"""审计: every verdict in one chain of hashes, append-only; and what is needed to judge it again.

Each entry's hash covers the entry and the hash before it. Appending locks the head's only row, so that any number of
workers append one after the other.

Where the law has a person's data erased (个人信息保护法 47), entries keep their hash and their place, and an entry of its
own at the end of the chain says which ones were made pseudonymous and what they hash to since: whoever changes one in
secret, before or after, still shows.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.records.tables import START, AuditHead, GivenVerdict

ERASURE = "erasure-"  # how the ids of entries begin that say what was erased


@dataclass(frozen=True)
class Flaw:
    """Where the chain does not hold: the entry's number and id, and what is wrong."""

    number: int
    audit: str
    reason: str


def append(session: Session, row: Any) -> None:
    """Put an entry at the end of the chain, in the transaction that stores it."""
    session.execute(update(AuditHead).where(AuditHead.id == 1).values(entries=AuditHead.entries + 1))
    head = session.execute(
        select(AuditHead).where(AuditHead.id == 1), execution_options={"populate_existing": True}
    ).scalar_one()
    row.number, row.previous = head.entries, head.sha256
    row.sha256 = _digest(row)
    head.sha256 = row.sha256
    session.add(row)
    session.flush()


def erasure(session: Session, changed: Iterable[Any]) -> str:
    """After entries were made pseudonymous: put that into the chain; the id of the entry that says so."""
    row = GivenVerdict(
        id=f"{ERASURE}{secrets.token_urlsafe(12)}",
        given_at=datetime.now(timezone.utc).replace(microsecond=0),
        facts={},
        versions={},
        trace=[],
        verdict={"kind": "erasure", "entries": {str(entry.id): _digest(entry) for entry in changed}},
    )
    append(session, row)
    return str(row.id)


def erasures(session: Session) -> dict[str, str]:
    """What erased entries hash to since, by their id; of two erasures of one entry the later counts."""
    wanted = select(GivenVerdict).where(GivenVerdict.id.startswith(ERASURE)).order_by(GivenVerdict.number)
    since: dict[str, str] = {}
    for row in session.execute(wanted).scalars():
        since.update(row.verdict["entries"])
    return since


def verify(session: Session) -> Iterator[Flaw]:
    """Walk the whole chain; every entry that was changed, taken out or put in shows."""
    expected, number, erased = START, 0, erasures(session)
    wanted = select(GivenVerdict).where(GivenVerdict.number.is_not(None)).order_by(GivenVerdict.number)
    for row in session.execute(wanted.execution_options(yield_per=500)).scalars():
        number += 1
        if row.number != number:
            yield Flaw(number, row.id, f"entry {number} is missing")
            number = row.number
        if row.previous != expected:
            yield Flaw(number, row.id, "does not follow the entry before it")
        if _digest(row) != erased.get(row.id, row.sha256):
            yield Flaw(number, row.id, "was changed after it was written")
        expected = row.sha256
    head = session.get(AuditHead, 1)
    if head is not None and (head.entries, head.sha256) != (number, expected):
        yield Flaw(number, "", f"the head counts {head.entries} entries, {number} are there")


def _digest(row: Any) -> str:
    parts: Mapping[str, Any] = {
        "number": row.number,
        "id": row.id,
        "conversation": row.conversation,
        "given_at": int(row.given_at.timestamp()),
        "facts": row.facts,
        "versions": row.versions,
        "trace": row.trace,
        "verdict": row.verdict,
        "previous": row.previous,
    }
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
