"""Every version of a list in the order of publication (版本沿革): number, hash, when it applied, why, what it changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.policy import publication
from bot.policy.drafts.differences import differences
from bot.policy.drafts.patches import Change
from bot.policy.publication import ListPublication
from bot.policy.store import ListVersion


@dataclass(frozen=True)
class Edition:
    """One version. `since` and `until` tell when it applies; a version that was replaced before its time `never`
    applies. `reason` and `published_at` are empty for what came with the files."""

    number: int
    sha256: str
    body: Mapping[str, Any]
    loaded_at: datetime
    since: datetime | None
    until: datetime | None
    never: bool
    reason: str
    published_at: datetime | None
    changes: tuple[Change, ...]


def editions(session: Session, list_id: str) -> list[Edition]:
    """All versions of a list, the newest first."""
    wanted = (
        select(ListVersion, ListPublication)
        .outerjoin(ListPublication, ListPublication.version_id == ListVersion.id)
        .where(ListVersion.list_id == list_id)
        .order_by(ListVersion.version)
    )
    applying = {version.number: version for version in publication.timeline(session, list_id)}
    found: list[Edition] = []
    before: Mapping[str, Any] | None = None
    for row, published in session.execute(wanted):
        stretch = applying.get(int(row.version))
        found.append(
            Edition(
                number=int(row.version),
                sha256=row.sha256,
                body=row.body,
                loaded_at=row.loaded_at,
                since=stretch.since if stretch else None,
                until=stretch.until if stretch else None,
                never=stretch is None,
                reason=published.reason if published else "",
                published_at=published.published_at if published else None,
                changes=differences(before, row.body) if before is not None else (),
            )
        )
        before = row.body
    return found[::-1]
