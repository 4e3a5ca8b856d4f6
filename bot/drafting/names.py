"""Which list a staff member speaks of (哪份清单): the name at the head of what they want changed, or at its end."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.drafting.errors import EditError

Head = tuple[str, str, str, str]
Resolve = Callable[[str], str | None]
_LONGEST = 40
_SURE = 4  # characters from which a name stands without 的 or 里 after it
_KIND = "清单|制度|办法|规定|细则|通告"
_VERBS = tuple(
    re.compile(f"(?:{words})*")
    for words in (
        '请|麻烦|去掉|删掉|删除|取消|把|将|给|在|从|对|改|修改|那个|这个|我们的?|[“"《]',
        '请|麻烦|去掉|删掉|删除|取消|把|将|给|在|从|对|改|修改|那个|这个|我们的?|[“"《]|'
        "(?:公安局?|交警(?:支队)?|城管局?|市监局?|市场监管局?)(?:那边|那个|的|那份)?",
    )
)
_OUT = re.compile("去掉|删掉|删除|取消|不要")
_END = re.compile(
    rf"[”\"》]?(?P<kind>{_KIND})?(?:（[一二三四]）)?(?:里面|里头|那里头|里边|里|中|上|那个|的|要|[：:，,]|\s)+|"
    rf"[”\"》]?(?P<kind2>{_KIND})?(?=第?[\d一二三四五六七八九十]+[项条]|再?(?:加|增|新增|添|去掉|删|取消|不要))|[”\"》]?(?P<kind3>{_KIND})(?=六|半|去|改)"
)
_ONLY = re.compile(rf"[《“\"]?(?P<name>[^，。：:]{{2,40}}?)[》”\"]?(?:{_KIND})?(?:里面|里|中)?")


def split(text: str, resolve: Resolve) -> tuple[str | None, str]:
    """The list named at the head of a command and the rest of it; (None, the text) when none is named."""
    for verb, name, _, rest in _heads(text):
        if (found := resolve(name)) is not None:
            return found, _kept(verb) + rest
    return None, text


def _kept(verb: str) -> str:
    """The verb of the whole, which stood before the list's name."""
    out = _OUT.search(verb)
    return out[0] if out else verb[-1:] if verb[-1:] in ("把", "将") else ""


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


def _heads(text: str) -> list[Head]:
    """Every way to part a command into verb, name, kind (清单 …) and the rest, the shortest name first; a name that
    nothing parts from the rest comes last."""
    marked: list[Head] = []
    bare: list[Head] = []
    for end in dict.fromkeys(verb.match(text).end() for verb in _VERBS):  # type: ignore[union-attr]  # may be empty
        _heads_after(text, end, marked, bare)
    return [*marked, *bare]


def _heads_after(text: str, end_of_verb: int, marked: list[Head], bare: list[Head]) -> None:
    verb, said = text[:end_of_verb], text[end_of_verb:]
    start = re.sub(r"[“\"《]", "", verb)
    for size in range(2, min(len(said), _LONGEST)):
        name, after = said[:size], said[size:]
        if re.search("[，。：:]", name):
            break
        if end := _END.match(after):
            kind = end["kind"] or end["kind2"] or end["kind3"] or ""
            marked.append((start, name, kind, after[end.end() :]))
        elif size >= _SURE:
            bare.append((start, name, "", after.lstrip('”"》')))
