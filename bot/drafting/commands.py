"""What a person of the department wants of a draft, from their words (起草的话). Only whole clauses are commands: a
question about the law that happens to hold such words is none.

Some sentences mean a change only to one who is at it (退一步, 城市区不要了): those are read with `drafting` alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from bot.drafting.wording import polite

SENTENCES = Path(__file__).parents[2] / "data" / "drafting.yml"
_PART = re.compile(r"\{([A-Z_]+)\}")
_DEEPEST = 5  # parts within parts

Patterns = tuple[tuple[str, re.Pattern[str]], ...]


@lru_cache(maxsize=1)
def _sentences() -> tuple[Patterns, Patterns]:
    """kind → pattern of the whole clause, the most particular first: for everyone, and for one who is at a draft."""
    raw = yaml.safe_load(SENTENCES.read_text("utf-8"))
    return tuple(_compiled(raw["commands"], raw["parts"])), tuple(_compiled(raw["at_it"], raw["parts"]))


def _compiled(kinds: Mapping[str, list[str]], parts: Mapping[str, str]) -> Iterator[tuple[str, re.Pattern[str]]]:
    for kind, patterns in kinds.items():
        for pattern in patterns:
            whole = pattern
            for _ in range(_DEEPEST):
                whole = _PART.sub(lambda part: parts[part[1]], whole)
            yield kind, re.compile(whole)


_HANZI = "一二三四五六七八九十"


@dataclass(frozen=True)
class Command:
    """One thing asked of a draft; the parts that its kind has are filled. `item` is a number, or the words by which
    an item is called; `nth` a condition by its place."""

    kind: str
    item: str = ""
    old: str = ""
    new: str = ""
    text: str = ""
    list: str = ""
    draft: str = ""
    nth: str = ""


def parse(clause: str, drafting: bool = False) -> Command | None:
    """The command that the whole clause is; None when it is none."""
    said = polite(clause)
    always, at_it = _sentences()
    for kind, pattern in (*always, *(at_it if drafting else ())):
        if match := pattern.fullmatch(said):
            return _command(kind, match)
    return None


def _command(kind: str, match: re.Match[str]) -> Command:
    parts = {name: value.strip() for name, value in match.groupdict().items() if value}

    def first(*names: str) -> str:
        return next((parts[name] for name in names if name in parts), "")

    item = first("item", "number", "who", "act").strip("“”\"'")
    return Command(
        kind,
        item=number(re.sub("^第|[项条号](?:事项)?$", "", item)) or item,
        old=first("old"),
        new=first("new", "words"),
        text=first(
            "text", "title", "date", "reason", "name", "version", "which", "place", "remark", "count", "all", "by"
        ),
        list=first("list"),
        draft="D" + parts["draft"][1:].lower() if "draft" in parts else "",
        nth=number(first("nth")),
    )


def number(written: str) -> str:
    """十二 → 12; digits as they are; anything else empty."""
    if not written or written.isdecimal():
        return written
    if set(written) - set(_HANZI):
        return ""
    if "十" not in written:
        return str(_HANZI.index(written) + 1) if len(written) == 1 else ""
    tens, _, ones = written.partition("十")
    return str((_HANZI.index(tens) + 1 if tens else 1) * 10 + (_HANZI.index(ones) + 1 if ones else 0))
