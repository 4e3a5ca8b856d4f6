"""One spelling for everything a person may type, before anything is recognised in it.

Takes out what cannot be seen (control and zero-width characters), folds full-width digits and letters, writes
traditional characters as simplified ones, and replaces the dialect words and typing errors of `data/normalise.yml`.
Chinese punctuation stays: full NFKC would also change （；① and ，, which later steps look for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml
from opencc import OpenCC

TABLE = Path(__file__).parents[2] / "data" / "normalise.yml"

_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)
_BLANKS = re.compile(r"\s+")
_FULL_WIDTH = {code: code - 0xFEE0 for low, high in ("０９", "ＡＺ", "ａｚ") for code in range(ord(low), ord(high) + 1)}
_POINT = re.compile(r"(?<=\d)．(?=\d)")
_CHUNK = re.compile(r"[^，。！？；、,.!?;\s]{1,60}")  # opencc slows down with the square of the length
_CHEQUE = dict(zip(map(ord, "壹贰叁肆伍陆柒捌玖拾佰仟"), "一二三四五六七八九十百千", strict=True))  # 伍佰元整
_CHEQUE_FIGURE = re.compile(
    "[壹贰叁肆伍陆柒捌玖][拾佰仟零壹贰叁肆伍陆柒捌玖]+|拾[壹贰叁肆伍陆柒捌玖]|[壹贰叁肆伍陆柒捌玖拾](?=[万元])"
)
_END = re.compile(r"[。！!~～.…\s]*$")
REMEMBERED = 2048  # texts
_ROUNDS = 4  # each replacement is final, so two are enough; opencc has a few words that need another

_Entry = str | Mapping[str, str]


@dataclass(frozen=True)
class _Table:
    """normalise.yml ready for use: one pattern, and what each word it finds becomes."""

    pattern: re.Pattern[str]
    words: Mapping[str, str]
    whole: Mapping[str, str]


@lru_cache(maxsize=REMEMBERED)
def normalise(text: str) -> str:
    """The text as the rest of the product reads it. Doing it twice changes nothing. Each message, and every label
    that it is compared with, is asked for several times in a turn."""
    for _ in range(_ROUNDS):
        changed = _once(text)
        if changed == text:
            break
        text = changed
    return text


def _once(text: str) -> str:
    text = _UNSEEN.sub("", text).translate(_FULL_WIDTH)
    text = _BLANKS.sub(" ", _POINT.sub(".", text)).strip()
    text = _CHEQUE_FIGURE.sub(lambda figure: figure.group().translate(_CHEQUE), _simplified(text))
    return _replace_words(text)


def _simplified(text: str) -> str:
    if _traditional().isdisjoint(text):
        return text
    convert = _converter().convert
    return _CHUNK.sub(lambda chunk: convert(chunk.group()), text)


def _replace_words(text: str) -> str:
    table = _table()
    answer = _END.sub("", text)
    if answer in table.whole:
        return table.whole[answer] + text[len(answer) :]
    return table.pattern.sub(lambda word: table.words[word.group()], text)


@lru_cache(maxsize=1)
def _converter() -> OpenCC:
    return OpenCC("t2s")


@lru_cache(maxsize=1)
def _traditional() -> frozenset[str]:
    """The characters that opencc replaces: most messages have none, and need not wait for it."""
    tables = _converter().dict_cache.values()
    return frozenset(key for _, _, table in tables for key in table if len(key) == 1)


@lru_cache(maxsize=1)
def _table() -> _Table:
    raw = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    entries: dict[str, _Entry] = {**raw["dialect"], **raw["typing"]}
    words = {word: entry if isinstance(entry, str) else entry["to"] for word, entry in entries.items()}
    longest_first = sorted(entries, key=len, reverse=True)
    return _Table(re.compile("|".join(_guarded(word, entries[word]) for word in longest_first)), words, raw["whole"])


def _guarded(word: str, entry: _Entry) -> str:
    guards = {} if isinstance(entry, str) else entry
    before = f"(?<![{guards['not_after']}])" if "not_after" in guards else ""
    after = f"(?![{guards['not_before']}])" if "not_before" in guards else ""
    return f"{before}{word}{after}"
