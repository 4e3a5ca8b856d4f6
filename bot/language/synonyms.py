"""Words that mean the same in this field, brought to one form before names are compared (data/synonyms.yml)."""

from __future__ import annotations

import re
from functools import lru_cache

import yaml

from bot.settings import ROOT


@lru_cache(maxsize=1)
def _table() -> tuple[re.Pattern[str], dict[str, str]]:
    raw: dict[str, list[str]] = yaml.safe_load((ROOT / "data" / "synonyms.yml").read_text(encoding="utf-8"))
    words = {said: meant for meant, variants in raw.items() for said in variants}
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), words


@lru_cache(maxsize=2048)
def canonical(text: str) -> str:
    """The text with every known near-synonym replaced by its standard word."""
    pattern, words = _table()
    return pattern.sub(lambda match: words[match.group()], text.lower())
