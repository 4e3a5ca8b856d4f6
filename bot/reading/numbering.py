"""Numbered parts of a cell or sentence: 1. 2. / （一）（二） / ①②, and whether all or any of them must hold."""

from __future__ import annotations

import re

_MARKS = (
    re.compile(r"(?:(?<=^)|(?<=[\s；;。：:，,\n]))(\d{1,2})(?:[.、．)）](?!\d)|(?<=[；;：:\n]\d)[.、．](?=\d))\s*"),
    re.compile(r"[（(](\d{1,2})[）)]"),
    re.compile(r"[（(]([一二三四五六七八九十]{1,3})[）)]"),
    re.compile(r"(?:(?<=^)|(?<=[；;。：:，,\n]))([一二三四五六七八九])是"),
    re.compile(r"([①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮])"),
    re.compile(r"(?:(?<=^)|(?<=[\s；;。：:\n]))([一二三四五六七八九十]{1,3})[、．.]\s*"),
)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮"
_HANZI = "一二三四五六七八九十"
_EXCLUDES = re.compile("除外|不适用|不予适用|不在此列|不得|不存在|没有|不具有|未有|无(?:下列|以下)|排除")
_AT_LEAST = re.compile("([一二两三四五六七八九1-9])(?:项|个|种|条|类)?(?:条件|情形)?(?:及)?以上")
_ANY = re.compile("之一|任一|任意一|其中一|其一|任何一")
_LEADS = re.compile(
    "下列|以下|如下|上述|之一|任一|其一|同时|条件|情形|情况|要求|(?:符合|具备|满足|除外|适用|均|全部|都)$"
)
_OUTCOME = re.compile("不予|免予|免于|处罚|适用|轻微违法行为$")
_ALL = re.compile(
    "同时|符合|具备|满足|均|全部|都|以下条件|下列条件|以下情形|下列情形|以下要求|下列要求|以下|下列|如下|适用条件|适用情形|条件"
)


def enumerated(text: str) -> tuple[str, list[str]] | None:
    """What stands before the numbers, and the numbered parts; None when there are not at least two in order."""
    for mark in _MARKS:
        found = list(mark.finditer(text))
        if len(found) < 2 or [_number(m[1]) for m in found] != list(range(1, len(found) + 1)):
            continue
        ends = [m.start() for m in found[1:]] + [len(text)]
        parts = [text[m.end() : end].strip(" \n\t；;。,，") for m, end in zip(found, ends, strict=True)]
        head = text[: found[0].start()].strip()
        joint = [part for part in parts[:-1] if re.search("[；;,，]?(?:或者?)$", part)]
        parts = [re.sub("[；;,，]?(?:或者?|且|并且?)$", "", part) for part in parts]
        return (head or ("之一" if joint else ""), parts) if all(parts) else None
    return None


def conditions_before(head: str) -> list[str]:
    """What the words before a list ask for on their own: 初次违法，且有下列情形之一的 asks for 初次违法 as well."""
    pieces = [
        p
        for part in re.split("[，,；;。]", head)
        for p in re.split("(?:并且|而且|且|并)(?=.*(?:下列|以下|如下))", part)
    ]
    bare = [re.sub("^(?:且|并且?|但是?|同时)|[：:的 ]+$", "", piece.strip()) for piece in pieces]
    return [piece for piece in bare if piece and not _LEADS.search(piece) and not _OUTCOME.search(piece)]


def excludes(head: str) -> bool:
    """Whether the words before the list say that none of it may be: 有下列情形之一的，不适用."""
    return bool(_EXCLUDES.search(head))


def at_least(head: str) -> int | None:
    """The number of parts that must hold where the head asks for some of them: 符合下列三项中的两项以上."""
    if match := _AT_LEAST.search(head):
        return _HANZI.index(match[1].replace("两", "二")) + 1 if match[1] not in "123456789" else int(match[1])
    return None


def says_any(head: str) -> bool | None:
    """True for one of, False for all of, None when the words before the list say neither."""
    if _ANY.search(head):
        return True
    return False if not head or _ALL.search(head) else None


def _number(written: str) -> int:
    if written.isdecimal():
        return int(written)
    if written in _CIRCLED:
        return _CIRCLED.index(written) + 1
    if written.startswith("十"):
        return 10 + (_HANZI.index(written[1]) + 1 if len(written) > 1 else 0)
    return _HANZI.index(written[0]) + 1 if len(written) == 1 else 99
