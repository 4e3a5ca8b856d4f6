"""The facts dictionary and the table of articles: `data/facts.yml` and `data/law/`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.eligibility.factbook import FactBook
from bot.eligibility.families import PLACE, Family, months_of
from bot.eligibility.model import CanChange, Citation, Derivation, Fact, RecordRule
from bot.eligibility.tests import compile_test
from bot.policy.errors import Problem, RuleFileError, nearest
from bot.policy.source import Source, read

FACT_TYPES = ("yes_no", "choice", "number", "money", "date", "duration")
HOW_SURE = ("read in full", "read in part", "recalled", "seed")


def load_facts(path: Path) -> FactBook:
    """Read the facts dictionary, `facts.yml` and the files of the folder `facts` beside it; RuleFileError lists every
    entry that cannot be used."""
    sources = [read(file) for file in (path, *sorted(path.with_suffix("").glob("*.yml")))]
    entries: dict[str, Any] = {}
    problems: list[Problem] = []
    for source in sources:
        problems += [source.problem((n,), f"fact {n!r} again", "each fact once") for n in source.data if n in entries]
        entries |= source.data
    problems += [p for s in sources for name, raw in s.data.items() for p in _fact_problems(s, name, raw, entries)]
    if problems:
        raise RuleFileError(problems)
    families = [_family(name, raw) for name, raw in entries.items() if PLACE in name]
    return FactBook({name: _fact(name, raw) for name, raw in entries.items() if PLACE not in name}, families)


def _family(name: str, raw: dict[str, Any]) -> Family:
    body = {key: value for key, value in raw.items() if key != "members"}
    return Family(name, body, lambda member, filled: _fact(member, dict(filled)), tuple(raw.get("members", ())))


def _fact(name: str, raw: dict[str, Any]) -> Fact:
    plain = {k: v for k, v in raw.items() if k not in {"derive", "can_change", "record"}}
    derive = tuple(Derivation(compile_test(rule["if"]), rule["then"]) for rule in raw.get("derive", ()))
    record = _record(raw["record"]) if "record" in raw else None
    return Fact(id=name, **plain, derive=derive, can_change=_can_change(raw.get("can_change")), record=record)


def _record(raw: Mapping[str, Any]) -> RecordRule:
    rest: dict[str, Any] = {key: value for key, value in raw.items() if key != "of"}
    return RecordRule(of=tuple(raw.get("of", ())), **rest)


def _can_change(raw: dict[str, Any] | None) -> CanChange | None:
    return CanChange(raw["to"], raw["do"], tuple(raw.get("from", (False,)))) if raw else None


def _fact_problems(source: Source, name: str, raw: Any, entries: Mapping[str, Any]) -> Iterator[Problem]:
    if not isinstance(raw, dict):
        yield source.problem((name,), f"fact {name!r} without a body", "title, type, ask …")
        return
    known = set(Fact.__dataclass_fields__) - {"id", "family", "months"} | ({"members"} if PLACE in name else set())
    for key in raw:
        if key not in known:
            yield source.problem((name, key), f"unknown key {key!r}{nearest(key, known)}", f"one of {sorted(known)}")
    for key in ("title", "type", "ask"):
        if not raw.get(key):
            yield source.problem((name,), f"fact {name!r} without {key!r}", f"a {key}")
    if raw.get("type") not in FACT_TYPES:
        yield source.problem((name, "type"), f"type {raw.get('type')!r}", f"one of {', '.join(FACT_TYPES)}")
    if raw.get("type") == "yes_no" and not (raw.get("yes") and raw.get("no")):
        yield source.problem((name,), f"fact {name!r} cannot be said back", "the sentences 'yes' and 'no'")
    if raw.get("type") == "choice" and not raw.get("options"):
        yield source.problem((name,), f"choice {name!r} without options", "options: {id: label}")
    yield from _record_problems(source, name, raw.get("record"))
    if PLACE in name:
        yield from _family_problems(source, name, raw, entries)
        return
    for place, rule in enumerate(raw.get("derive", ())):
        yield from _derivation_problems(source, name, place, rule, entries)
    change = raw.get("can_change")
    if change and not _is_value(raw, change.get("to")):
        yield source.problem((name, "can_change", "to"), f"can_change to {change.get('to')!r}", "a value of the fact")


_READ = ("prior", "settled", "vehicle", "card", "correction")


def _record_problems(source: Source, name: str, raw: Any) -> Iterator[Problem]:
    if raw is None:
        return
    if not isinstance(raw, dict) or raw.get("read") not in _READ:
        yield source.problem((name, "record"), f"record {raw!r}", f"read: one of {', '.join(_READ)}")
        return
    known = set(RecordRule.__dataclass_fields__)
    for key in set(raw) - known:
        yield source.problem(
            (name, "record", key), f"unknown key {key!r}{nearest(key, known)}", f"one of {sorted(known)}"
        )


def _family_problems(source: Source, name: str, raw: dict[str, Any], entries: Mapping[str, Any]) -> Iterator[Problem]:
    """A family is checked by its members: those that are always there, or one of six months."""
    if raw.get("type") != "yes_no":
        yield source.problem((name, "type"), f"family {name!r} of type {raw.get('type')!r}", "yes_no: was there one")
    for place, window in enumerate(raw.get("members", ())):
        try:
            months_of(str(window))
        except ValueError as error:
            yield source.problem((name, "members", place), str(error), "whole months or years, as 6m or 2y")
    sample = _filled(name, raw)
    for place, rule in enumerate(sample.get("derive", ())):
        yield from _derivation_problems(source, name, place, rule, entries)


def _filled(name: str, raw: dict[str, Any]) -> dict[str, Any]:
    """A family's body as its member of six months has it."""
    filled: list[dict[str, Any]] = []

    def keep(member: str, body: Mapping[str, Any]) -> Fact:
        filled.append(dict(body))
        return Fact(member, "", "yes_no", "")

    Family(name, raw, keep).member(name.replace(PLACE, "6m"))
    return filled[0]


def _derivation_problems(
    source: Source, name: str, place: int, rule: Any, entries: Mapping[str, Any]
) -> Iterator[Problem]:
    path = (name, "derive", place)
    if not isinstance(rule, dict) or set(rule) != {"if", "then"}:
        yield source.problem(path, f"derivation {rule!r}", "{if: test, then: value}")
        return
    try:
        test = compile_test(rule["if"])
    except (KeyError, TypeError, ValueError) as error:
        yield source.problem(path, f"the test {rule['if']!r} ({error})", "a test as in the lists")
        return
    for used in sorted(test.facts - set(entries)):
        yield source.problem(path, f"unknown fact {used!r}{nearest(used, entries)}", "a fact of the dictionary")
    if not _is_value(entries[name], rule["then"]):
        yield source.problem(path, f"derivation to {rule['then']!r}", f"a value of {name!r}")


def _is_value(raw: dict[str, Any], value: Any) -> bool:
    """True when the value is one that a fact of this kind can have."""
    if raw.get("type") == "yes_no":
        return isinstance(value, bool)
    return value in raw.get("options", ()) if raw.get("type") == "choice" else isinstance(value, (int, float))


def load_citations(path: Path) -> dict[str, Citation]:
    """Read the table of articles, one file or a folder of them; RuleFileError when one cannot be cited."""
    sources = [read(file) for file in (sorted(path.glob("*.yml")) if path.is_dir() else [path])]
    problems = [p for s in sources for name, raw in s.data.items() for p in _citation_problems(s, name, raw)]
    found: dict[str, Citation] = {}
    for source in sources:
        for name, raw in source.data.items():
            if name in found:
                problems.append(source.problem((name,), f"article {name!r} again", "each article in one file"))
            elif not problems:
                found[name] = _citation(name, raw)
    if problems:
        raise RuleFileError(problems)
    return found


def _citation(name: str, raw: dict[str, Any]) -> Citation:
    return Citation(
        name,
        raw["document"],
        raw["article"],
        raw["meaning"],
        raw["how_sure"],
        raw.get("url"),
        raw.get("from"),
        raw.get("to"),
    )


def _citation_problems(source: Source, name: str, raw: dict[str, Any]) -> Iterator[Problem]:
    for key in ("document", "article", "meaning", "how_sure"):
        if not raw.get(key):
            yield source.problem((name,), f"citation {name!r} without {key!r}", f"a {key}")
    if raw.get("how_sure") not in HOW_SURE:
        yield source.problem((name, "how_sure"), f"how_sure {raw.get('how_sure')!r}", f"one of {', '.join(HOW_SURE)}")
