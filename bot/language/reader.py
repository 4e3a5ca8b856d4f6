"""Reading facts (事实) from any message: several at once, with negation, bounds and relative dates.

The reader knows nothing of the conversation; an answer to a question that was asked is read by `answers`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.eligibility.factbook import FactBook
from bot.eligibility.values import OneOf, Range, Value, meet, one_of, to_minutes
from bot.language import corrections, dates, durations, history, money, numerals, percents, taken_back
from bot.language.clauses import Clause, is_asked, is_definition, split
from bot.language.cues import Cue
from bot.language.negation import is_denied
from bot.language.shaken import is_no_statement

_NAMES = re.compile(
    r"首违(?:不罚|警告|免罚|可不罚)|初次违法可以?不罚|轻微(?:违法)?(?:行为)?(?:免罚|不罚|不予处罚|免予处罚)|[《“\"][^》”\"]{2,30}[》”\"]"
)
_EITHER = re.compile(r"还是.{1,14}(?:不(?:知道|清楚|懂|出来|清)|闹不清|说不)|不(?:知道|清楚)是?.{1,8}还是")
_BELIEVED = re.compile("以为|寻思|指望|盼着|巴望")  # 我寻思头一回得给个警告吧 hopes, and tells nothing
_NOT_WHEN_IT_HAPPENED = re.compile(
    r"规定|政策|标准|按|改|交了?钱|缴|补|下架|注册|办(?:了|好|下来)|罚过|抓过|贴过|查过|上(?:一)?次|之前|以前|有效期|到期|生效|开业|开的?店|通知|决定书|收到"
)


@dataclass(frozen=True)
class Reading:
    """One fact read from words[start:end] of a message; `supposed` when it was only 如果."""

    fact: str
    value: Value
    start: int
    end: int
    words: str
    supposed: bool = False


class Reader:
    """Reads facts by the cues given; one instance serves all conversations."""

    def __init__(self, cues: tuple[Cue, ...], book: FactBook):
        self._cues = cues
        self._book = book

    def read(self, text: str, today: date) -> list[Reading]:
        """All facts told in a normalised message. Two readings that contradict each other are both kept."""
        plain = _NAMES.sub(lambda name: "＿" * len(name.group()), taken_back.standing(text))
        found: list[Reading] = []
        for clause in split(plain):
            if not is_definition(clause.text) and not is_no_statement(clause.text):
                found += self._clause(clause, plain, today)
        return merge(found)

    def _clause(self, clause: Clause, whole: str, today: date) -> Iterator[Reading]:
        if _EITHER.search(clause.text) or _BELIEVED.search(clause.text):
            return  # 交警还是城管我认不出来 says neither
        for cue in self._cues:
            if not cue.asked:
                yield from self._read(cue, clause, whole, today)

    def _read(self, cue: Cue, clause: Clause, whole: str, today: date) -> Iterator[Reading]:
        for start, end, value in self._matches(cue, clause, whole, today):
            left, right = clause.start + start, clause.start + end
            if not is_asked(clause, left, right, whole):
                yield Reading(cue.fact, value, left, right, whole[left:right], clause.supposed)

    def answer(self, fact: str, text: str, today: date) -> Value | None:
        """What a message says of the fact that was just asked; of several statements the first that agrees."""
        cues = [cue for cue in self._cues if cue.fact == fact]
        found = [
            r for clause in split(text) for cue in cues for r in self._read(cue, clause, text, today) if not r.supposed
        ]
        value: Value | None = None
        for reading in sorted(merge(found), key=lambda r: r.start):
            both = reading.value if value is None else meet(value, reading.value)
            value = value if both is None else both
        return value

    def _matches(self, cue: Cue, clause: Clause, whole: str, today: date) -> Iterator[tuple[int, int, Value]]:
        if cue.needs and not cue.needs.search(whole):
            return
        if cue.kind == "say":
            yield from self._words(cue, clause.text, whole[: clause.start], whole[clause.end :])
        elif cue.kind in _SPECIAL:
            found = _SPECIAL[cue.kind](clause.text, today, whole)
            if found is not None:
                yield found
        else:
            yield from _quantities(cue, _with_the_next(clause, whole) if cue.kind == "percent" else clause.text)

    def _words(self, cue: Cue, text: str, earlier: str, later: str) -> Iterator[tuple[int, int, Value]]:
        assert cue.say is not None and cue.value is not None
        if cue.avoid and cue.avoid.search(text):
            return
        for match in cue.say.finditer(text):
            denied = not cue.fixed and is_denied(text, match.start(), match.end(), earlier, later)
            value = self._opposite(cue) if denied else cue.value
            if value is not None:
                yield match.start(), match.end(), value

    def _opposite(self, cue: Cue) -> Value | None:
        if isinstance(cue.value, bool):
            return not cue.value
        excluded = cue.value.options if isinstance(cue.value, OneOf) else {cue.value}
        return one_of(frozenset(self._book[cue.fact].options) - excluded)


def _with_the_next(clause: Clause, whole: str) -> str:
    """限速70，跑了83: the limit and the speed stand in two clauses."""
    if not re.search(r"限速?[^，。]{0,2}[0-9一二三四五六七八九十]+[^，。0-9]{0,3}$", clause.text):
        return clause.text
    return clause.text + whole[clause.end : clause.end + 24].replace("，", "", 1).replace(",", "", 1)


def _quantities(cue: Cue, text: str) -> Iterator[tuple[int, int, Value]]:
    assert cue.say is not None
    if not cue.say.search(text):
        return
    for start, end, value in _measured(cue, text):
        before = text[max(0, start - 6) : start] + text[end : end + 2]
        if re.search(r"(?:不是|而?非|不止)$", text[:start]):
            continue
        if not (cue.avoid and cue.avoid.search(before)):
            yield start, end, value


def _measured(cue: Cue, text: str) -> list[tuple[int, int, Value]]:
    if cue.kind == "money":
        return _amounts(text)
    if cue.kind == "duration":
        return [(d.start, d.end, d.value) for d in durations.find(text, cue.unit) if not text[d.end :].startswith("前")]
    if cue.kind == "percent":
        return percents.find(text)
    unit = re.compile(cue.unit)
    return [(n.start, n.end, n.value) for n in numerals.find(text) if unit.match(text[n.end :])]


def _dated(text: str, today: date) -> list[dates.Moment]:
    try:
        return dates.find(text, today)
    except dates.BadDate:  # the conversation asks for the day again
        return []


def _moment(text: str, today: date, whole: str) -> tuple[int, int, Value] | None:
    """The day of the violation: a full date in a clause that speaks of nothing that came before or after it.

    Today and yesterday are left out: no rule changes in between, and they are said of everything.
    """
    if _NOT_WHEN_IT_HAPPENED.search(text) or history.find(text, today):
        return None
    for found in _dated(text, today):
        if found.latest - found.earliest <= timedelta(days=1) and found.earliest.date() < today - timedelta(days=1):
            lo, hi = to_minutes(found.earliest), to_minutes(found.latest)
            return found.start, found.end, Range(lo, hi, hi_open=True)
    return None


_TOTAL = re.compile(r"(?:一共|总共|合计|统共|拢共|加起来|总计|货值|价值|金额)(?:是|为|有|才|就|也就|大概|约|共|[:：])*")
_PER_PIECE = re.compile(r"(?:钱)?(?:一|每)[袋瓶箱包个盒斤条罐桶件]")
_TOGETHER = re.compile(r"(?:摆|放|搁|堆|混|凑|挨|存|[跟和与][^，。]{1,6})在?到?一块$")  # 摆一块了 is no sum
_UNIT_PRICE = re.compile(r"(?:一|每)(?:袋|瓶|箱|包|个|盒|斤|条|罐|桶|件)[^，。]{0,2}$")


def _amounts(text: str) -> list[tuple[int, int, Value]]:
    """Sums in a clause: the total where one is named (also without 元), else those that are no unit price."""
    total = _TOTAL.search(text)
    if total and (value := money.parse(text[total.end() :])) is not None:
        return [(total.end(), len(text), value)]
    return [
        (m.start, m.end, m.value)
        for m in money.find(text)
        if not _UNIT_PRICE.search(text[: m.start]) and not _PER_PIECE.match(text, m.end)
        if not _TOGETHER.search(text[: m.end])
    ]


_YEARS_AGO = re.compile(
    r"(?:现在|才|刚|今天|最近|如今).{0,8}(?:查|发现|翻|找|罚|通知)|(?:查|发现|翻|找)(?:到|出来|旧账)|还(?:能|会|要|可以)(?:处)?罚|老账|旧账|陈年"
)


_OVER_SINCE = re.compile(r"(?:关|停|结束|拆|撤|注销|不干|没干|转让)(?:了|都|已经|有|快|过|掉)*$")


def _years_ago(text: str, today: date, whole: str) -> tuple[int, int, Value] | None:
    if history.find(text, today):
        return None
    spoken = bool(_YEARS_AGO.search(text)) or history.is_old_matter(text)
    for found in durations.find(text, "年"):
        after = text[found.end :]
        if spoken and re.match(r"以?前|之前|多前|了?才", after):
            return found.start, found.end, found.value
        if _OVER_SINCE.search(text[: found.start]) and re.match(r"多?了", after):
            return found.start, found.end, found.value
    return None


_SPECIAL = {
    "history": lambda text, today, whole: history.find(text, today),
    "correction": lambda text, today, whole: corrections.find(text, whole),
    "moment": _moment,
    "years_ago": _years_ago,
}


def merge(readings: list[Reading]) -> list[Reading]:
    """One reading a fact where they agree: words that contain others win, partial values are narrowed."""
    kept: list[Reading] = []
    for reading in sorted(readings, key=lambda r: (r.start - r.end, r.start)):
        same = next((k for k in kept if k.fact == reading.fact and k.supposed == reading.supposed), None)
        if same is None:
            kept.append(reading)
            continue
        both = meet(same.value, reading.value)
        if both is not None:
            kept[kept.index(same)] = Reading(same.fact, both, same.start, same.end, same.words, same.supposed)
        elif not (same.start <= reading.start and reading.end <= same.end) and reading.fact != "violation_time":
            kept.append(reading)
    return sorted(kept, key=lambda r: r.start)
