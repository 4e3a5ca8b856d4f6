"""From a list file to a RuleList; nothing is half-loaded."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.eligibility.factbook import FactBook
from bot.eligibility.model import About, Citation, Condition, Item, RuleList
from bot.eligibility.terms import meanings
from bot.eligibility.tests import Test, compile_test
from bot.policy.check import problems
from bot.policy.errors import RuleFileError
from bot.policy.source import read

_UNDECIDABLE = Test(lambda _: None, frozenset(), {})  # a judgement that no fact stands for: always unknown


def load_list(path: Path, facts: FactBook, citations: Mapping[str, Citation]) -> dict[str, Any]:
    """The checked content of one list file; RuleFileError lists file, line, found and expected."""
    source = read(path)
    found = problems(source, facts, citations)
    if found:
        raise RuleFileError(found)
    return dict(source.data)


def digest(body: Mapping[str, Any]) -> str:
    """The content's SHA-256: two versions are the same exactly when it is."""
    return hashlib.sha256(json.dumps(body, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def build(
    body: Mapping[str, Any], version: str, applies: tuple[datetime | None, datetime | None] = (None, None)
) -> RuleList:
    """A RuleList from checked content; `applies` is when this version is the one to answer by."""
    common = tuple(_condition(raw) for raw in body.get("conditions", ()))
    plain = {key: body.get(key) for key in ("doc_no", "issued", "url")}
    return RuleList(
        id=body["id"],
        title=body["title"],
        kind=body["kind"],
        issuer=body["issuer"],
        department=body["department"],
        place=body["place"],
        version=version,
        how_sure=body["how_sure"],
        how_sure_note=body.get("how_sure_note", ""),
        since=_moment(body["in_force"]["from"]),
        until=_moment(body["in_force"]["to"]),
        definitions=body.get("definitions", {}),
        notes=tuple(body.get("notes", ())),
        citations=tuple(body.get("citations", ())),
        items=tuple(_item(raw, body, common, version) for raw in body["items"]),
        applies=applies,
        state=body.get("state", "in_force"),
        about=tuple(About(raw["department"], tuple(raw["words"])) for raw in body.get("about", ())),
        replaced_by=body.get("replaced_by"),
        parameters=body.get("parameters", {}),
        **plain,
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _item(raw: Mapping[str, Any], body: Mapping[str, Any], common: tuple[Condition, ...], version: str) -> Item:
    identity = f"{body['id']}/{raw['no']}"
    also, aliases, procedure, notes = (tuple(raw.get(key, ())) for key in ("also", "aliases", "procedure", "notes"))
    item = Item(
        id=identity,
        no=raw["no"],
        title=raw["title"],
        treatment=raw["treatment"],
        act=raw.get("act", identity),
        version=version,
        any_of=raw.get("logic") == "any",
        common=common,
        own=tuple(_condition(c) for c in raw.get("conditions", ())),
        incomplete=raw.get("incomplete", ""),
        how_sure=raw.get("how_sure", body["how_sure"]),
        ordinary_penalty=raw.get("ordinary_penalty"),
        points=raw.get("points"),
        grave=raw.get("grave", False),
        deadline=raw.get("deadline"),
        afterwards=(*raw.get("afterwards", ()), *body.get("afterwards", ())),
        citations=tuple(dict.fromkeys((*raw.get("citations", ()), *body.get("citations", ())))),
        meanings=meanings({**body.get("parameters", {}), **raw.get("parameters", {})}),
        also=also,
        aliases=aliases,
        procedure=procedure,
        notes=notes,
    )
    return _with_stage(item, raw["due_when"]) if "due_when" in raw else item


def _with_stage(item: Item, due: Mapping[str, Any]) -> Item:
    """A penalty that is due only after something more has happened, with what the clause gives until then."""
    waiting = Condition(f"没有出现“{due['text']}”", compile_test({"not": due["test"]}))
    until = replace(item, treatment=due.get("until", "no_penalty"), own=(waiting,), due_when=due["text"])
    return replace(item, due_when=due["text"], not_due=until)


def _condition(raw: Mapping[str, Any]) -> Condition:
    default = raw.get("default")
    test: Test = compile_test(raw["test"]) if "test" in raw else _UNDECIDABLE
    return Condition(
        text=raw["text"],
        test=test,
        judgement="test" not in raw,
        means=raw.get("means", ""),
        default_when=compile_test(default["when"]) if default else None,
        default_text=default["text"] if default else "",
    )
