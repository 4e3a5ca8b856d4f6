"""Clauses of a message, and how each is meant: told, asked, supposed, or doubted.

A fact is read only from what is told. 如果改了呢 supposes, 有没有造成事故 asks, 好像没有 doubts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_BREAK = re.compile(r"[，,。！!？?；;、\n]|\s(?=[一-龥])|(?<=[一-龥])\s(?![0-9])|但是?|不过|可是|只是|而且")
_SUPPOSED = re.compile(
    r"(?:如果|(?<![主只重需])要是|假如|假设|假使|倘若|万一|换成|若是|若(?=[^干])|比如说?|的话(?:$|[呢吧]))|^那.{1,14}(?<!怎么办)呢[？?]?$"
)
_DEFINING = re.compile(
    r"什么叫|啥叫|什么是|啥是|什么意思|啥意思|怎么认定|如何认定|怎么(?:才|样)?算(?!账)|多(?:长|久)(?:时间)?(?:内|以内|之内)|什么算|啥算|咋申请|怎么申请|哪里?申请|咋算|算不算|怎么理解|指的?是(?:什么|啥)|有什么区别|有啥区别"
)
_LONGEST_TERM = 18  # characters before 算不算 or 什么意思 that can be the word asked about
_DOUBT = re.compile(
    r"可能|好像|也许|或许|不(?:太)?(?:确定|清楚|知道|晓得|记得)(?!是?(?:过期|不合格|超标|有问题))|忘了(?!下架|检查|拿|带|放|贴|续|申报|报|交|办|处理)|说不(?:准|好)|不敢(?:说|讲|保证)|难说|估计|大概是|是不是|算不算|属不属于|够不够|符不符合|有没有|会不会|能不能算|要不要|用不用"
)
_ASKED_AFTER = re.compile(r"^(?:了|过|的)?(?:吗|么|嘛|没(?:有)?[？?]|不[？?]|[？?])")

_WHETHER = re.compile(r"(交|缴|改|办|报|处理|结|清|拆|伤|堵|罚|注册|答|有|是|能|会|算|够)[没不]\1")  # 交没交 asks
_JUDGED = re.compile(r"(?:算|属于|是不是|构成)$")
_ASKED_AT_END = re.compile(r"(?:吗|么|嘛|不|没)[？?]?$")


@dataclass(frozen=True)
class Clause:
    """A stretch of the message; `end` is exclusive, positions are those of the whole text."""

    start: int
    end: int
    text: str
    supposed: bool


def split(text: str) -> list[Clause]:
    """The clauses of a message, left to right; a supposition reaches to the end of its sentence."""
    clauses: list[Clause] = []
    begin, supposing = 0, False
    for end, mark in _ends(text):
        part = text[begin:end]
        if part.strip():
            supposing = supposing or bool(_SUPPOSED.search(part))
            clauses.append(Clause(begin, end, part, supposing))
        if mark in "。！!；;\n":
            supposing = False
        begin = end if mark in ("但", "但是", "不过", "可是", "只是", "而且") else end + len(mark)
    return clauses


def _ends(text: str) -> list[tuple[int, str]]:
    marks = [(match.start(), match.group()) for match in _BREAK.finditer(text)]
    return [*marks, (len(text), "")]


def is_definition(text: str) -> bool:
    """True when a clause asks what a word means, so that the words in it tell nothing.

    In a long story without stops (语音输入) the question at the end does not undo what was told before it.
    """
    found = _DEFINING.search(text)
    return found is not None and found.start() <= _LONGEST_TERM


def is_asked(clause: Clause, start: int, end: int, whole: str) -> bool:
    """True when the words at start..end of the whole text are asked or doubted rather than told."""
    before = whole[clause.start : start]
    if any(start < clause.start + m.end() and clause.start + m.start() < end for m in _WHETHER.finditer(clause.text)):
        return True
    judged = bool(_JUDGED.search(before)) and bool(_ASKED_AT_END.search(whole[start : clause.end + 1]))
    return judged or bool(_DOUBT.search(before[-8:])) or bool(_ASKED_AFTER.match(whole[end : end + 3]))
