"""Which list a staff member speaks of (哪份清单): the name at the head of what they want changed, or at its end."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.drafting.errors import EditError

Resolve = Callable[[str], str | None]
_LONGEST = 40
_KIND = "清单|制度|办法|规定|细则|通告"
_VERB = re.compile("把|将|给|在|从|改|修改|对|")
_END = re.compile(
    rf"(?P<kind>{_KIND})?(?:(?:里面|里|中|上|的)+|(?=第[\d一二三四五六七八九十]+[项条])|(?=再?(?:加|增加|添加|去掉|删)))"
)
_ONLY = re.compile(rf"[《“\"]?(?P<name>[^，。：:]{{2,40}}?)[》”\"]?(?:{_KIND})?(?:里面|里|中)?")


def split(text: str, resolve: Resolve) -> tuple[str | None, str]:
    """The list named at the head of a command and the rest of it; (None, the text) when none is named."""
    for verb, name, _, rest in _heads(text):
        if (found := resolve(name)) is not None:
            return found, (verb if verb in ("把", "将") else "") + rest
    return None, text


def unknown(text: str) -> str:
    """What the head of a command calls a list, for saying that there is none; empty when it names none."""
    return next((name + kind for _, name, kind, _ in _heads(text) if kind and not re.search('[“”"]', name)), "")


def only(words: str, resolve: Resolve) -> str:
    """The list that these words name, nothing else; EditError when there is none."""
    match = _ONLY.fullmatch(words)
    found = resolve(match["name"]) if match else None
    if found is None:
        raise EditError(f"没有“{words}”这份清单，清单的名称见 /lists")
    return found


def _heads(text: str) -> list[tuple[str, str, str, str]]:
    """Every way to part a command into verb, name, kind (清单 …) and the rest, the shortest name first."""
    verb = _VERB.match(text)
    assert verb is not None  # it may be empty
    found = []
    for size in range(2, min(len(text) - verb.end(), _LONGEST)):
        name, after = text[verb.end() : verb.end() + size], text[verb.end() + size :]
        if (end := _END.match(after)) and not re.search("[，。：:]", name):
            found.append((verb[0], name, end["kind"] or "", after[end.end() :]))
    return found
