"""The conditions in a cell (条件栏): cut into sentences, each read into a test or left to a person with the reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.reading.grammar import Grammar, Reading
from bot.reading.numbering import at_least, conditions_before, enumerated, excludes, says_any
from bot.reading.trees import negated

_NUMBER = re.compile(
    r"^(?:\d{1,2}[.．、)）]|[（(][\d一二三四五六七八九十]{1,3}[)）]|[①-⑮]|[一二三四五六七八九十]+、)\s*(?!\d)"
)
_INSIDE = re.compile(r"[（(][^（()）]*[)）]")
_EMPTY = re.compile(r"[\s/／\\—–-]*|无|没有|空白")
_TAKES_PART = re.compile("^(?:或|且|并|但|其中|以及)|除外|不适用")


@dataclass(frozen=True)
class Part:
    """One condition: its sentence, and what was read."""

    text: str
    reading: Reading

    def condition(self) -> dict[str, Any]:
        """As a list file holds it."""
        return {"text": self.text} | ({"test": self.reading.test} if self.reading.test else {})


@dataclass(frozen=True)
class Parts:
    """The conditions of a cell; `any_of` when one of them is enough."""

    parts: Sequence[Part]
    any_of: bool = False


def read_cell(text: str, grammar: Grammar, act: str = "") -> Parts:
    """The conditions of one cell; `act` is the violation that they belong to."""
    text = text.strip()
    if _EMPTY.fullmatch(text):
        return Parts(())
    if (found := enumerated(text)) is not None:
        head, sentences = found
        join = says_any(head)
        if (
            join is None
            or conditions_before(head)
            or excludes(head)
            or at_least(head)
            or any(_TAKES_PART.search(sentence) for sentence in sentences)
        ):
            return Parts([Part(_line(text), grammar.read(text, act))])
        return Parts([_part(sentence, grammar, act) for sentence in sentences], any_of=join)
    return Parts([_part(sentence, grammar, act) for sentence in _sentences(text)])


def read_exclusions(text: str, grammar: Grammar) -> Parts:
    """The conditions that a cell of exclusions makes: none of what it names."""
    if _EMPTY.fullmatch(text.strip()):
        return Parts(())
    found = enumerated(text)
    sentences = found[1] if found else [s for piece in _sentences(text) for s in re.split("[；;]", piece)]
    return Parts([_excluded(sentence, grammar) for sentence in sentences if sentence.strip()])


def _excluded(sentence: str, grammar: Grammar) -> Part:
    words = _NUMBER.sub("", _line(sentence)).rstrip("。；;")
    reading = grammar.read(words)
    if re.search("除外|不适用", words):
        return Part(words, reading)
    text = f"没有下面的情形：{words}"
    if reading.test is None:
        return Part(text, Reading(text, None, reading.reason))
    return Part(text, grammar.with_test(text, negated(reading.test)))


def _part(sentence: str, grammar: Grammar, act: str) -> Part:
    text = _NUMBER.sub("", _line(sentence)).strip("。；;， ")
    return Part(text, grammar.read(text, act))


def _sentences(text: str) -> list[str]:
    """Cut at ends of lines, ； and 。 — unless a piece belongs to the one before (或……, ……除外)."""
    hidden = _INSIDE.sub(lambda m: re.sub("[；;。\n]", "，", m[0]), text)
    pieces = [piece.strip() for piece in re.split("[；;。\n]", hidden) if piece.strip("，, 　")]
    if any(_TAKES_PART.search(_NUMBER.sub("", piece)) for piece in pieces[1:]):
        return [text]
    return pieces


def _line(text: str) -> str:
    """In one line: an end of line within a sentence is a slip of the cell's width."""
    return re.sub(
        r"\s*\n\s*", lambda m: "" if m.start() and text[m.start() - 1] in "，。；：、,;:" else "；", text
    ).strip()
