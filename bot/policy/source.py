"""YAML with line numbers: every value of a file can be traced to the line it stands on."""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bot.policy.errors import Problem, RuleFileError

Path_ = tuple[Hashable, ...]


@dataclass
class Source:
    """A parsed file: `data`, and the line of every path in it."""

    file: str
    data: Any
    lines: dict[Path_, int] = field(default_factory=dict)

    def line(self, path: Path_) -> int:
        """The line of the value at `path`, or of the nearest value above it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def problem(self, path: Path_, found: str, expected: str) -> Problem:
        """A problem at `path` of this file."""
        return Problem(self.file, self.line(path), found, expected)


_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")  # what YAML forbids


class _Loader(yaml.CSafeLoader):
    """libyaml's SafeLoader (six times as quick), by YAML 1.2 in two points: dates stay text, only true and false are
    booleans (`no` is a word)."""


def _kept(tag: str) -> bool:
    return not tag.endswith((":timestamp", ":bool"))


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if _kept(tag)]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


def read(path: Path) -> Source:
    """Read one file; RuleFileError names the line when it is not YAML or repeats a key."""
    try:
        return parse(path.read_text(encoding="utf-8"), path.name)
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise RuleFileError([Problem(path.name, line, "text that is not UTF-8", "a file saved as UTF-8")]) from error


def parse(text: str, name: str) -> Source:
    """Parse the text of a file called `name`."""
    if control := _CONTROL.search(text):
        line = text[: control.start()].count("\n") + 1
        raise RuleFileError([Problem(name, line, f"the character {control[0]!r}", "text without control characters")])
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        source = Source(name, None)
        _index(node, (), source)
        source.data = loader.construct_document(node) if node is not None else None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise RuleFileError([Problem(name, line, str(error.problem), "valid YAML")]) from error
    finally:
        loader.dispose()
    return source


def _index(node: yaml.Node | None, path: Path_, source: Source) -> None:
    if node is None:
        return
    source.lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise RuleFileError(
                    [Problem(source.file, key.start_mark.line + 1, "a key that is no word", "a plain key")]
                )
            if key.value in seen:
                raise RuleFileError(
                    [Problem(source.file, key.start_mark.line + 1, f"key {key.value!r} twice", "each key once")]
                )
            seen.add(key.value)
            _index(value, (*path, key.value), source)
    elif isinstance(node, yaml.SequenceNode):
        for place, child in enumerate(node.value):
            _index(child, (*path, place), source)
