"""What a list's notes say its words mean (清单自己的定义): 本清单所称“首次”，是指两年内首次被发现.

Such a note becomes a parameter of the list; where it gives 首次 a length of time or a year, conditions that say
首次 alone are tested over that time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from bot.reading import quantities
from bot.reading.conditions import Part
from bot.reading.grammar import Grammar
from bot.reading.quantities import Quantity
from bot.reading.trees import Tree
from bot.reading.wording import plain

_TERMS = {
    "first_offence": "首次(?:违法(?:行为)?|被发现|违反)?|初次(?:违法)?|首违",
    "timely": "及时(?:改正|纠正|整改)(?:违法行为)?|主动改正|改正",
    "slight_harm": "(?:危害)?后果轻微|没有(?:造成)?危害后果|未造成危害后果|情节轻微|违法行为轻微|轻微",
}
_MEANS = (
    r"[“\"‘]?(?P<word>{word})[”\"’]?[,，]?(?:的?认定)?[,，]?(?:一般)?(?:是指|系指|指的是|指|包括|是)[:：]?(?P<said>.+)"
)
_FORMS = {term: re.compile(_MEANS.format(word=words)) for term, words in _TERMS.items()}
_PIECES = re.compile(
    r"(?<=[。；;\n])|(?=(?<![\d.])\d{1,2}[.、．)）](?!\d))|(?=[（(][一二三四五六七八九十\d]{1,2}[）)])"
)
_YEAR = re.compile("(?:一个|同一|每个?|当)(?:自然|公历)?年度?内|自然年|年度内|当年")
_FIRST = {"first_offence", "first_found"}


@dataclass
class Definitions:
    """Parameters of the list, the sentences that they come from, and the test that 首次 stands for when it has one."""

    parameters: dict[str, Any] = field(default_factory=dict)
    sentences: list[str] = field(default_factory=list)
    first: Tree | None = None

    def apply(self, part: Part, grammar: Grammar) -> Part:
        """A condition with 首次 tested as the list means it."""
        test = part.reading.test
        if self.first is None or test is None or (meant := _replaced(test, self.first)) == test:
            return part
        return Part(part.text, grammar.with_test(part.text, meant))


def find(lines: Iterable[str]) -> Definitions:
    """The definitions in these lines; of a word defined twice the first."""
    found = Definitions()
    for sentence in (piece.strip(" 　。；;\n") for line in lines for piece in _PIECES.split(line)):
        for term, form in _FORMS.items():
            match = form.search(sentence)
            if match is None or term in found.parameters:
                continue
            found.sentences.append(re.sub("^(?:备注|注|说明)[:：]", "", sentence))
            found.parameters[term] = _stated(term, match["said"], found)
            break
    return found


def _stated(term: str, said: str, found: Definitions) -> dict[str, Any]:
    if term != "first_offence":
        return {"note": said}
    if _YEAR.search(said):
        found.first = {"fact": "first_in_year"}
        return {"cycle": "一个自然年度", "note": said}
    marked: list[Quantity] = []
    quantities.mark(plain(said), marked)
    windows = [quantity.window for quantity in marked if quantity.kind in "TD" and quantity.window]
    if len(windows) != 1:
        return {"note": said}
    found.first = {"not": {"fact": f"same_kind_{windows[0]}"}}
    return {"window": windows[0], "note": said}


def _replaced(test: Mapping[str, Any], first: Tree) -> Tree:
    """The test with every 首次 that names no time of its own put as the list means it."""
    if test.get("fact") in _FIRST:
        return deepcopy(first)
    out: Tree = dict(test)
    for word in ("all", "any", "of"):
        if word in out:
            out[word] = [_replaced(part, first) for part in out[word]]
    if "not" in out:
        out["not"] = _replaced(out["not"], first)
    return out
