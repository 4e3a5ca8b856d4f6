"""What staff say of drafts, as data (cases/drafting*.yml), and whether a reply is what it should be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy.orm import Session

from bot.policy import publication, store
from bot.policy.drafts.scenarios import Scenario
from bot.policy.drafts.tables import Draft, DraftEdit

Reply = dict[str, Any]
Talk = Callable[..., list[Reply]]
CASES = Path(__file__).parent / "cases"
COUNTED = {"条件", "处理方式", "事项"}
PARKED = {"plate_local": "是", "vehicle_kind": "个人非营运小型汽车", "location": "城市区", "prior_traffic_6m": "否"}


@dataclass(frozen=True)
class Wording:
    """One sentence, what was said before it, and what it should do."""

    about: str
    said: str
    before: tuple[str, ...]
    expect: dict[str, Any]
    case: bool = False
    reviewed: tuple[str, ...] | None = None

    def __str__(self) -> str:
        return f"{self.about}：{self.said}"


def wordings(name: str) -> Iterator[Wording]:
    """All sentences of one file."""
    for group in yaml.safe_load((CASES / f"{name}.yml").read_text("utf-8")):
        for said in group["said"]:
            before = tuple(group.get("before", ()))
            yield Wording(
                group["about"],
                str(said),
                before,
                group["expect"],
                group.get("case", False),
                _all(group.get("reviewer")),
            )


def _all(said: list[str] | None) -> tuple[str, ...] | None:
    return None if said is None else tuple(said)


def play(wording: Wording, talk: Talk) -> tuple[list[Reply], list[dict[str, str]]]:
    """Say it after what comes before; the replies, and the changes that stand afterwards."""
    for said in wording.before:
        talk(said)
    if wording.case:
        replies = talk("我今天违停被交警贴条了")
        while all(reply["kind"] != "verdict" for reply in replies):
            replies = talk(PARKED.get(replies[-1]["fact"], "不知道"))
        for said in wording.before[1:]:
            talk(said)
    if wording.reviewed is not None:
        for said in wording.reviewed:
            talk(said, "reviewer")
        return talk(wording.said, "reviewer"), []
    replies = talk(wording.said)
    standing = talk("现在改了哪些")[0].get("changes", [])
    return replies, standing


def wrong(expect: dict[str, Any], replies: list[Reply], standing: list[dict[str, str]]) -> str:
    """What is not as expected; empty when all is."""
    first = replies[0]
    if "refused" in expect:
        refused = first["kind"] == "answer" and re.search(expect["refused"], first["text"])
        return "" if refused and first["topic"] in ("clarify", "capability") else "not refused with that reason"
    if "kind" in expect and first["kind"] != expect["kind"]:
        return f"is a {first['kind']}"
    if "text" in expect and expect["text"] not in first["text"]:
        return "says something else"
    if "changes" in expect:
        made = [c for reply in replies for c in reply.get("made", ())]
        if missing := _unlike(expect["changes"], made):
            return missing
    if "standing" in expect and (missing := _unlike(expect["standing"], standing)):
        return missing
    if "from" in expect and first.get("applies_from") != expect["from"]:
        return f"applies from {first.get('applies_from')}"
    return ""


def clear(session: Session) -> None:
    """Takes away drafts, kept cases and what was published."""
    for table in (DraftEdit, Draft, Scenario):
        session.query(table).delete()
    for row in session.query(publication.ListPublication).all():
        session.delete(row)
        session.flush()
        session.query(store.ListVersion).filter_by(id=row.version_id).delete()


def _unlike(wanted: list[list[str]], made: list[dict[str, str]]) -> str:
    left = [c for c in made if c["field"] in COUNTED]
    for item, field, after in wanted:
        found = next(
            (c for c in left if (c["item"], c["field"]) == (item, field) and re.search(after, c["after"])), None
        )
        if found is None:
            return f"no {item} {field} {after}"
        left.remove(found)
    return f"also {left}" if left else ""
