"""化名: one made-up name in place of everything that tells who a party is, in texts and in JSON."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.web.masking import mask

_HANZI = re.compile(r"[\u4e00-\u9fff]")


def new_pseudonym() -> str:
    """Random: nothing leads back from it."""
    return f"已删除-{secrets.token_hex(4)}"


@dataclass(frozen=True)
class Pseudonyms:
    """What is replaced, longest first, and by what."""

    pseudonym: str
    known: Sequence[str]

    def in_text(self, text: str) -> str:
        """The text without the party in it."""
        for name in self.known:
            text = text.replace(name, self.pseudonym)
        return text

    def in_json(self, value: Any, numbers_too: bool = False) -> Any:
        """The JSON likewise; `numbers_too`: also every other plate, telephone and identity number in its texts."""
        if isinstance(value, Mapping):
            return {name: self.in_json(part, numbers_too) for name, part in value.items()}
        if isinstance(value, list):
            return [self.in_json(part, numbers_too) for part in value]
        if not isinstance(value, str):
            return value
        text = self.in_text(value)
        return mask(text) if numbers_too and _HANZI.search(text) else text
