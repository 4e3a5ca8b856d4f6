"""Lists in the database: every version that was ever loaded, and which one the files of data/lists hold (current).

From when a version applies is told by `bot/policy/publication.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Boolean, Column, DateTime, Integer, String, UniqueConstraint, func, select, update
from sqlalchemy.orm import Session

from bot.database import Base
from bot.eligibility.factbook import FactBook
from bot.eligibility.model import Citation
from bot.policy.errors import Problem, RuleFileError
from bot.policy.loader import digest, load_list


class ListVersion(Base):
    """One version of one list: its whole content, never changed afterwards."""

    __tablename__ = "list_versions"
    __table_args__ = (UniqueConstraint("list_id", "version"),)

    id = Column(Integer, primary_key=True)
    list_id = Column(String(80), nullable=False, index=True)
    version = Column(Integer, nullable=False)
    sha256 = Column(String(64), nullable=False)
    body = Column(JSON, nullable=False)
    current = Column(Boolean, nullable=False, default=True, index=True)
    loaded_at = Column(DateTime(timezone=True), nullable=False)


def load_folder(session: Session, folder: Path, facts: FactBook, citations: Mapping[str, Citation]) -> list[str]:
    """Store every list of a folder and the folders in it; the ids that are new or changed. Nothing is stored when one file is wrong."""
    bodies: list[dict[str, Any]] = []
    problems: list[Problem] = []
    for path in sorted(folder.rglob("*.yml")):
        try:
            bodies.append(load_list(path, facts, citations))
        except RuleFileError as error:
            problems.extend(error.problems)
    if problems:
        raise RuleFileError(problems)
    return [body["id"] for body in bodies if save(session, body)]


def save(session: Session, body: Mapping[str, Any]) -> bool:
    """Make checked content the current version of its list; False when it is that already. Content that goes back to
    an earlier version is a new version: what applied in between stays on record."""
    known = select(ListVersion.sha256).where(ListVersion.list_id == body["id"], ListVersion.current)
    if digest(body) in session.execute(known).scalars():
        return False
    session.execute(update(ListVersion).where(ListVersion.list_id == body["id"]).values(current=False))
    add(session, body, current=True)
    return True


def add(session: Session, body: Mapping[str, Any], *, current: bool) -> ListVersion:
    """Store checked content under the list's next version number."""
    highest = select(func.max(ListVersion.version)).where(ListVersion.list_id == body["id"])
    row = ListVersion(
        list_id=body["id"],
        version=(session.execute(highest).scalar_one() or 0) + 1,
        sha256=digest(body),
        body=dict(body),
        current=current,
        loaded_at=datetime.now(timezone.utc),
    )
    session.add(row)
    return row


def current(session: Session) -> Iterable[ListVersion]:
    """The version of every list that its file holds: the base of its timeline."""
    return session.execute(select(ListVersion).where(ListVersion.current).order_by(ListVersion.list_id)).scalars()


def revision(session: Session) -> int:
    """A number that grows whenever a version is added."""
    return int(session.execute(select(versions())).scalar_one())


def versions() -> Any:
    """How many versions there are, as an SQL expression."""
    return select(func.count(ListVersion.id)).scalar_subquery()
