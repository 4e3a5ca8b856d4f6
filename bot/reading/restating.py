"""A condition that begins by naming the violation again (重复违法行为): 未按规定公示资质证书，经指出后当场改正.

The words that name it are no condition. A clause names the act when most of its pairs of characters stand in the
act's name, and what it denies the name denies too; a clause with a quantity of its own never does.
"""

from __future__ import annotations

import os.path
import re

from bot.reading.quantities import TOKEN

_ENOUGH = 0.7
_BEGINNING = 6  # characters that both begin with, the denial among them
_LONGEST_SUBJECT = 8  # characters before the act: 用人单位未……
_DENIES = "未不没无非"
_NOISE = re.compile("[^\u4e00-\u9fff]|按照|依照|依法|规定|要求|及时|按时|按期|行政处罚|处罚|的|者|按|对")


def without_act(sentence: str, act: str) -> str:
    """The sentence without the clauses at its beginning that name the act; the whole of it when nothing else is left."""
    if not act:
        return sentence
    clauses = re.split("(?<=[,;:])", sentence)
    kept = list(clauses)
    while len(kept) > 1 and names(kept[0], act):
        kept = kept[1:]
    return "".join(kept)


def names(clause: str, act: str) -> bool:
    """Whether a clause is the name of the act, or most of it."""
    if TOKEN.search(clause):
        return False
    said, name = _plain(clause), _plain(act)
    if name in said and len(said) <= len(name) + _LONGEST_SUBJECT and name[:1] in _DENIES:
        return True
    begin = os.path.commonprefix([said, name])
    if len(begin) >= _BEGINNING and any(sign in begin for sign in _DENIES):
        return True
    pairs = _pairs(said)
    if len(said) < 4 or sum(pair in name for pair in pairs) < _ENOUGH * len(pairs):
        return False
    denied = [pair for pair in pairs if pair[0] in _DENIES]
    return all(pair in name for pair in denied) and not any(sign + said[:2] in name for sign in _DENIES)


def _plain(words: str) -> str:
    return _NOISE.sub("", words)


def _pairs(words: str) -> list[str]:
    return [words[i : i + 2] for i in range(len(words) - 1)]
