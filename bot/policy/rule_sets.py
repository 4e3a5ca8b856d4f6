"""规则快照: all that a verdict was judged by, kept once for every state of the rules, so that it can be judged again.

A rule set holds the editions of all lists (their versions in the database and when each applied), and the facts
dictionary and the articles as their files were. Its id is the hash of its content.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Column, String, select
from sqlalchemy.orm import Session

from bot.database import Base
from bot.policy.catalogue import Catalogue
from bot.policy.check import fact_names
from bot.policy.dictionary import load_citations, load_facts
from bot.policy.loader import build
from bot.policy.store import ListVersion

_FILES = ("facts.yml", "facts/*.yml", "law/*.yml")


class RuleSet(Base):
    """One state of the rules; never changed."""

    __tablename__ = "rule_sets"

    sha256 = Column(String(64), primary_key=True)
    body = Column(JSON, nullable=False)


def texts(data: Path) -> dict[str, str]:
    """The files of the dictionary and of the articles, by their place under data/."""
    found = sorted(path for pattern in _FILES for path in data.glob(pattern))
    return {path.relative_to(data).as_posix(): path.read_text(encoding="utf-8") for path in found}


def describe(catalogue: Catalogue, files: Mapping[str, str]) -> tuple[str, dict[str, Any]]:
    """The hash and the content of the rule set that a snapshot is."""
    editions = [
        [r.id, int(r.version), [end.isoformat() if end else None for end in r.applies], r.id in now and now[r.id] is r]
        for now in (catalogue.lists,)
        for r in catalogue.editions.values()
    ]
    body = {"editions": sorted(editions, key=lambda one: one[:2]), "files": dict(files)}
    return hashlib.sha256(json.dumps(body, ensure_ascii=False, sort_keys=True).encode()).hexdigest(), body


def keep(session: Session, sha256: str, body: Mapping[str, Any]) -> None:
    """Store a rule set unless it is there."""
    if session.get(RuleSet, sha256) is None:
        session.merge(RuleSet(sha256=sha256, body=dict(body)))
        session.flush()


def rebuild(session: Session, sha256: str) -> Catalogue:
    """The snapshot of a rule set as it was; LookupError when it is not kept."""
    kept = session.get(RuleSet, sha256)
    if kept is None:
        raise LookupError(f"rule set {sha256} is not kept")
    with tempfile.TemporaryDirectory() as folder:
        for name, text in kept.body["files"].items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        facts, citations = load_facts(Path(folder) / "facts.yml"), load_citations(Path(folder) / "law")
    built = [(_edition(session, *one[:3]), one[3]) for one in kept.body["editions"]]
    book = facts.with_members(name for (body, _), _ in built for name in fact_names(body))
    lists = {rules.id: rules for (_, rules), now in built if now}
    others = tuple(rules for (_, rules), now in built if not now)
    return Catalogue(lists, book, citations, 0, others)


def _edition(session: Session, list_id: str, version: int, applies: list[str | None]) -> tuple[Any, Any]:
    wanted = select(ListVersion).where(ListVersion.list_id == list_id, ListVersion.version == version)
    row = session.execute(wanted).scalar_one()
    since, until = (datetime.fromisoformat(end) if end else None for end in applies)
    return row.body, build(row.body, str(version), (since, until))
