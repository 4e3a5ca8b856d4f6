"""What an edit does to the content of a list: steps that can be shown, taken back, and made again on a newer version.

A place in the content is named by what stands there, never by its position: `{"no": "3"}` is the item with that
number, `{"text": "…"}` the condition with that sentence.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

Step = Mapping[str, Any]
WHOLE_LIST = "*"


class PatchError(ValueError):
    """The place that an edit speaks of is not in this content."""


@dataclass(frozen=True)
class Change:
    """One thing that changes, for people: in which item (`*` for the whole list), what, from what, to what."""

    item: str
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Edit:
    """改动: what the person said, what changes in words, and the steps on the content.

    `applies_from` (ISO) is set by an edit that only says from when the draft is to apply.
    """

    words: str
    changes: tuple[Change, ...]
    steps: tuple[Step, ...] = ()
    applies_from: str | None = None

    @property
    def items(self) -> frozenset[str]:
        """The items that it touches; `*` when it touches all of them."""
        if any(step["do"] == "replace" for step in self.steps):
            return frozenset({WHOLE_LIST})
        return frozenset(change.item for change in self.changes) if self.steps else frozenset()

    def dump(self) -> dict[str, Any]:
        """Plain JSON."""
        return asdict(self)

    @staticmethod
    def load(raw: Mapping[str, Any]) -> Edit:
        """From plain JSON."""
        changes = tuple(Change(**change) for change in raw["changes"])
        return Edit(raw["words"], changes, tuple(raw["steps"]), raw.get("applies_from"))


def put(path: Sequence[Any], value: Any) -> Step:
    """Set a value, new or not."""
    return {"do": "set", "path": list(path), "value": value}


def drop(path: Sequence[Any]) -> Step:
    """Take out what stands at a place."""
    return {"do": "remove", "path": list(path)}


def add(path: Sequence[Any], value: Any) -> Step:
    """Append to a list, which need not exist yet."""
    return {"do": "add", "path": list(path), "value": value}


def whole(body: Mapping[str, Any]) -> Step:
    """Put other content in place of all of it (an uploaded file, an earlier version)."""
    return {"do": "replace", "path": [], "value": dict(body)}


def apply(body: Mapping[str, Any], edits: Iterable[Edit]) -> dict[str, Any]:
    """New content with all edits made in order; PatchError when one does not find its place."""
    made = copy.deepcopy(dict(body))
    for edit in edits:
        for step in edit.steps:
            if step["do"] == "replace":
                made = copy.deepcopy(dict(step["value"]))
            else:
                _take(made, step)
    return made


def _take(body: dict[str, Any], step: Step) -> None:
    *way, last = step["path"]
    holder: Any = body
    for part in way:
        holder = _at(holder, part)
    if step["do"] == "add":
        holder.setdefault(last, []).append(copy.deepcopy(step["value"]))
    elif step["do"] == "remove":
        del holder[_key(holder, last)]
    else:
        holder[last if isinstance(holder, dict) else _key(holder, last)] = copy.deepcopy(step["value"])


def _at(holder: Any, part: Any) -> Any:
    return holder[_key(holder, part)]


def _key(holder: Any, part: Any) -> Any:
    """The key or position that a part of a path names in this holder."""
    if isinstance(part, str):
        if isinstance(holder, dict) and part in holder:
            return part
        raise PatchError(f"这里没有“{part}”")
    ((name, value),) = part.items()
    for place, entry in enumerate(holder):
        if entry.get(name) == value:
            return place
    raise PatchError(f"清单里已经没有“{value}”")
