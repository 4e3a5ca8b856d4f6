"""发布: the moment from which a version of a list is what the assistant answers by, and the timeline that follows.

A list of `data/lists` is the base: it applies from the beginning. A published version applies from its moment until
the next one's. Who publishes again for the same or an earlier moment replaces what was to apply from then on; earlier
days keep their version. Moments are wall-clock times of the place, without a zone, as those in the lists.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from sqlalchemy import Column, DateTime, ForeignKey, Integer, String, Text, func, select
from sqlalchemy.orm import Session

from bot.database import Base
from bot.policy import store
from bot.policy.loader import digest


class ListPublication(Base):
    """One act of publishing; never changed afterwards."""

    __tablename__ = "list_publications"

    id = Column(Integer, primary_key=True)
    version_id = Column(Integer, ForeignKey("list_versions.id"), nullable=False, unique=True)
    applies_from = Column(DateTime, nullable=False)
    published_by = Column(String(120), nullable=False)
    reason = Column(Text, nullable=False)
    published_at = Column(DateTime(timezone=True), nullable=False)


@dataclass(frozen=True)
class Published:
    """What was published: the list, its new version number, the content's hash, and from when it applies."""

    list_id: str
    version: int
    sha256: str
    applies_from: datetime


@dataclass(frozen=True)
class Version:
    """A version with the stretch of time in which it applies; None is no bound, `until` is exclusive."""

    list_id: str
    number: int
    sha256: str
    body: Mapping[str, Any]
    since: datetime | None
    until: datetime | None

    def applies(self, moment: datetime) -> bool:
        """Whether it applies at that moment."""
        return (self.since is None or self.since <= moment) and (self.until is None or moment < self.until)


def publish(session: Session, body: Mapping[str, Any], applies_from: datetime, by: str, reason: str) -> Published:
    """Store checked content as the list's next version, to apply from that moment.

    ValueError when nobody or no reason is named, or when the content is what applies at that moment already.
    """
    if not by.strip() or not reason.strip():
        raise ValueError("发布要写明是谁、为什么：现在缺了其中一项，请补上再发布。")
    sha256 = digest(body)
    now = at(session, body["id"], applies_from)
    if now is not None and now.sha256 == sha256:
        raise ValueError(f"没有变化：第{now.number}版从这一刻起本来就是这个内容，不用再发布。")
    row = store.add(session, body, current=False)
    session.flush()
    session.add(
        ListPublication(
            version_id=row.id,
            applies_from=applies_from,
            published_by=by,
            reason=reason,
            published_at=datetime.now(timezone.utc),
        )
    )
    session.flush()
    return Published(body["id"], int(row.version), sha256, applies_from)


def at(session: Session, list_id: str, moment: datetime) -> Version | None:
    """The version of a list that applies at a moment; None when there is none yet."""
    return next((v for v in timeline(session, list_id) if v.applies(moment)), None)


def timeline(session: Session, list_id: str | None = None) -> list[Version]:
    """Every version that applies at some time, of one list or of all, in the order of list and time."""
    starts: dict[str, list[tuple[datetime | None, Any]]] = defaultdict(list)
    for row in store.current(session):
        starts[row.list_id].append((None, row))
    wanted = (
        select(store.ListVersion, ListPublication.applies_from)
        .join(ListPublication, ListPublication.version_id == store.ListVersion.id)
        .order_by(ListPublication.id)
    )
    for row, since in session.execute(wanted):
        kept = [(start, old) for start, old in starts[row.list_id] if start is None or start < since]
        starts[row.list_id] = [*kept, (since, row)]
    return [v for name in sorted(starts) if list_id in (None, name) for v in _stretches(starts[name])]


def _stretches(starts: list[tuple[datetime | None, Any]]) -> Iterable[Version]:
    ends = [since for since, _ in starts[1:]] + [None]
    for (since, row), until in zip(starts, ends, strict=True):
        yield Version(row.list_id, int(row.version), row.sha256, row.body, since, until)


def revision(session: Session) -> int:
    """A number that grows whenever a version or a publication is added: cheap to ask in every turn."""
    published = select(func.count(ListPublication.id)).scalar_subquery()
    return int(session.execute(select(store.versions() + published)).scalar_one())
