"""One message parted into the changes that it asks for (一句话里几处改动): 把六个月改成三个月，去掉城市区，明年起施行.

A message is a command only when every part of it is one; a comma within a sentence joins what it stands between.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.drafting import commands, names
from bot.drafting.commands import Command, parse
from bot.drafting.wording import polite, tidy

_JOINTS = re.compile(
    r"(?P<joint>[，,；;。\n]+|(?:^|(?<=[，,；;。：:\s]))\d{1,2}[、.．)）](?!\d)\s*|(?<=[^，,；;。])(?:并且|而且|同时|然后|并|再(?=把|将|去掉|删|加|从)))"
)
_QUOTED = re.compile(r"[“「『][^”」』]*[”」』]|\"[^\"]*\"")
_MOST = 12  # parts; a longer message is text, no list of changes
_TO_THE_END = {"submit", "send_back", "save_scenario"}  # what follows is its reason, remark or name
_RANGE = re.compile(r"第?(?P<low>\d+|[一二三四五六七八九十]+)项?[到至-]第?(?P<high>\d+|[一二三四五六七八九十]+)项?")
_NUMBERS = re.compile(r"\d+|[一二三四五六七八九十]+(?=项|条|号|、|，|,|和|及|跟|与|$|[两三四五]项)")
_SEVERAL = re.compile(
    r"(?:第?(?:\d+|[一二三四五六七八九十]+)(?:项|条|号)?(?:、|，|,|和|及|跟|与)?)+(?:[两三四五]?项)?(?:事项)?"
)


@dataclass(frozen=True)
class Said:
    """One command, the list it names (None when it names none), and its words."""

    command: Command
    list_id: str | None
    words: str


def read(message: str, resolve: names.Resolve, drafting: bool = False) -> list[Said] | None:
    """The commands that a message is made of, in order; None when it is none."""
    text = tidy(message)
    pieces = _pieces(text)
    drafting = drafting or any(names.split(polite(piece), resolve)[0] for _, piece in pieces)
    best: list[list[Said] | None] = [[]]
    for end in range(1, len(pieces) + 1):
        best.append(_longest(pieces, best, end, resolve, drafting))
    found = best[-1]
    return [one for said in found for one in _each_item(said)] if found else None


def _longest(
    pieces: list[tuple[str, str]], best: list[list[Said] | None], end: int, resolve: names.Resolve, drafting: bool
) -> list[Said] | None:
    """The reading of the first `end` pieces with the most commands."""
    found: list[Said] | None = None
    for start in range(end):
        before = best[start]
        if before is None or (before and before[-1].command.kind in _TO_THE_END):
            continue
        said = _one(pieces[start:end], resolve, drafting)
        if said is not None and (found is None or len(before) + 1 > len(found)):
            found = [*before, said]
    return found


def _one(pieces: list[tuple[str, str]], resolve: names.Resolve, drafting: bool) -> Said | None:
    words = "".join(joint + text for joint, text in pieces)[len(pieces[0][0]) :]
    words = polite(words.strip())
    if not words:
        return None
    list_id, rest = names.split(words, resolve)
    command = parse(rest, drafting or list_id is not None)
    return Said(command, list_id, words) if command is not None else None


def _pieces(text: str) -> list[tuple[str, str]]:
    """(what stands before it, the part), in order; nothing is parted within quotation marks."""
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    cuts = [m for m in _JOINTS.finditer(text) if not any(a <= m.start() < b for a, b in quoted)][: _MOST - 1]
    found, joint, start = [], "", 0
    for cut in cuts:
        if text[start : cut.start()].strip():
            found.append((joint, text[start : cut.start()]))
            joint = cut[0]
        else:
            joint += cut[0]
        start = cut.end()
    return [*found, (joint, text[start:])] if text[start:].strip() else found


def _each_item(said: Said) -> list[Said]:
    """第3、4项改成减轻: one command an item."""
    numbers = item_numbers(said.command.item)
    if len(numbers) < 2:
        return [said]
    return [replace(said, command=replace(said.command, item=no)) for no in numbers]


def item_numbers(words: str) -> list[str]:
    """The numbers in 第3、4项, 第三项和第四项, 3到5项; none when it is no row of numbers."""
    if span := _RANGE.fullmatch(words):
        low, high = (int(commands.number(span[end]) or 0) for end in ("low", "high"))
        return [str(no) for no in range(low, high + 1)]
    if not _SEVERAL.fullmatch(words) or words.isdecimal():
        return []
    return [
        commands.number(written)
        for written in _NUMBERS.findall(re.sub(r"(?<=[\d一二三四五六七八九十])[两三四五]项(?:事项)?$", "", words))
    ]
