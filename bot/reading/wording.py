"""The wording of a condition sentence (措辞): one kind of punctuation, without what carries no content."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.reading.rules import Vocabulary

_WIDE = str.maketrans("，；：（）！？％＜＞", ",;:()!?%<>")
_QUOTES = re.compile("[“”\"'‘’「」\\s]")
_OUTCOME = re.compile("的?,?(?:依法)?(?:可以?|应当?)?(?:不予|免予|免于)(?:行政)?(?:处罚|罚款)[.。]?$")


def plain(sentence: str) -> str:
    """The sentence with one kind of punctuation and without quotation marks, blanks and its number."""
    text = _QUOTES.sub("", sentence.translate(_WIDE))
    return re.sub(
        r"^(?:\d{1,2}[.、)](?!\d)|[(](?:\d{1,2}|[一二三四五六七八九十]+)[)]|[①-⑳]|[一二三四五六七八九十]+、)", "", text
    )


def without_outcome(sentence: str) -> str:
    """Without 的,不予处罚 at the end — unless another outcome is named before it."""
    shorter = _OUTCOME.sub("", sentence)
    return sentence if re.search("处罚|罚款", shorter) and shorter != sentence and ";" in sentence else shorter


def forms(clause: str, vocabulary: Vocabulary) -> Iterable[str]:
    """The clause, and what is left of it without words that carry nothing."""
    yield clause
    without = clause
    while True:
        shorter = vocabulary.suffix.sub("", vocabulary.prefix.sub("", without))
        if shorter == without or not shorter:
            return
        without = shorter
        yield without
