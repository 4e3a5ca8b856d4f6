"""Rules in time (当时适用哪一版): what applied on a past day, what will apply, what changed between two days, and how
the matter at hand would be judged by the rules of another day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.assess import Assessment, Case, assess
from bot.dialogue import acts, assessing, listing
from bot.dialogue.replies import Reply, answer
from bot.dialogue.turn import Turn
from bot.eligibility.explain import HOW_SURE, document
from bot.eligibility.model import TREATMENTS, Item, RuleList
from bot.eligibility.verdict import cite
from bot.language import dates
from bot.policy.catalogue import Period, day_period, moment_period
from bot.policy.places import binding

_ABOUT_TIME = re.compile(
    r"哪一?个?版|几个?版|版本|(?:年|月|日|号|天)[^，。]{0,12}(?:怎么|咋|如何)规定|(?:和|跟|与|比)现在的?[^，。]{0,4}(?:区别|不同|不一样|变)|(?:当时|那时|那会儿|那一?年|那天|\d年|[去前今明]年)[^，。]{0,12}(?:规定|规矩|规则|政策|清单|办法|法)|"
    r"(?:规定|规则|政策|清单|办法|法律?)[^，。]{0,8}(?:变|改了|不同|区别|不一样|失效|作废|生效|施行|过期)|还算(?:不算)?数?|还有效|还管用|"
    r"(?:新|旧|老)(?:规|法|政策|清单|办法)|从旧兼从轻|按[^，。]{0,10}(?:年|月|日|号|时候|当时)[^，。]{0,4}(?:规|法|政策|清单|算)"
)
_COMPARES = re.compile(r"不同|区别|不一样|变化|变了|改了|差别|差在|比(?:起|较)?|新增|取消")
_JUDGES = re.compile(
    r"怎么算|咋算|怎么判|会怎样|会咋|怎么处理|怎么罚|咋罚|算不算|能不能免|能免|罚不罚|什么结果|啥结果|按.{1,16}呢|算呢"
)
_VERSIONS = re.compile(r"几个?版|(?:哪些|所有|全部|各个?)版本?|版本.{0,4}(?:哪些|什么)")
_AND_NOW = re.compile(
    r"那?(?:和|跟|与|比)现在的?(?:规定|规则)?有?(?:什么|啥|哪些)?(?:区别|不同|不一样|变化)的?(?:吗|没有)?"
)
_ELLIPTIC = re.compile(  # what is left of 要是按明年一月起的规定算呢 besides the time
    r"(?:那么|那|要是|如果|假如|换成|按照|按|用|在|从|到|是|的|规则|规定|规矩|政策|清单|法|起|开始|以后|之后|发生|算|话|呢|[，,\s?？])*"
)
_OF_VERSIONS = re.compile(
    rf"哪一?个?版|版本|适用(?:哪|什么|的)|(?:怎么|咋|如何)规定|(?:有|是)(?:哪些|什么)(?:规定|清单)|(?:规定|规则|政策|清单|办法)[^，。]{{0,6}}(?:有效|管用|算数|失效|作废|过期)|{_COMPARES.pattern}"
)
_WITH_NOW = re.compile(r"区别|差别|有(?:什么|啥|哪些)?(?:不同|不一样|变化)|(?:怎么|咋|如何)规定|改了(?:什么|啥|哪些)")
_TO_BE_JUDGED = re.compile(
    r"[能可]不[能可]|能否|可否|[罚免]不[罚免]|(?:还|会|要|能|用)(?:被|不)?(?:罚|免)|有没有免|(?:怎么|咋|如何|按(?:哪个|哪一?版|哪年|什么))(?:判|算|处理|罚)|怎么办|咋办"
)
_MOST = 8
_KINDS = ("exemption", "regulation", "general", "notice")


@dataclass(frozen=True)
class Spoken:
    """A stretch of time that a message names, and how it is said back."""

    period: Period
    said: str

    @property
    def last_day(self) -> date:
        """The day by whose rules something is judged when the whole stretch is meant."""
        return (self.period[1] - timedelta(minutes=1)).date()


def asks_about_time(turn: Turn) -> bool:
    """True when a message asks which rules applied when."""
    return bool(_ABOUT_TIME.search(turn.text))


def as_of(turn: Turn) -> list[Reply]:
    """Answer a question about rules in time; a case that is told with its dates is judged."""
    if (
        not turn.state.has_matter
        and acts.named(turn).acts
        and (_tells_a_case(turn) or not _OF_VERSIONS.search(turn.text))
    ):
        return assessing.listen_and_assess(turn)
    try:
        spoken = _spoken(turn)
    except dates.BadDate as error:
        return [answer("clarify", f"“{error.text}”这一天不存在，请再说一次是哪一天。")]
    named = listing.named(turn)
    if named is not None and _VERSIONS.search(turn.text):
        return [_all_versions(turn, named)]
    if not spoken:
        if turn.state.has_matter and re.search("当时|那时|那会儿", turn.text):
            return [answer("clarify", "事情是哪一天发生的？说了日子，我就能查当时适用哪一版。")]
        return [_standing_now(turn, named) if named else _which_day(turn)]
    if len(spoken) > 1 or _COMPARES.search(turn.text):
        return [_compared(turn, *_two(turn, spoken))]
    if turn.state.has_matter and _JUDGES.search(turn.text):
        return [_judged(turn, spoken[0])]
    return [_applied(turn, spoken[0])]


def _tells_a_case(turn: Turn) -> bool:
    """旧件：去年六月未亮照，当场改了，能不能免: a case to be judged, although it speaks of the rules of a time."""
    if _VERSIONS.search(turn.text) or _WITH_NOW.search(turn.text):
        return False
    told = {reading.fact for reading in turn.readings if not reading.supposed} - {"violation_time"}
    return bool(told) or bool(_TO_BE_JUDGED.search(turn.text))


def follow_up(turn: Turn) -> list[Reply] | None:
    """明年一月起呢, said of the matter at hand, or of a list: judged by that time's rules; the versions of a list;
    None for anything else."""
    text, state = turn.text.rstrip("。?？"), turn.state
    if _VERSIONS.search(text) and (rules := listing.named(turn)) is not None:
        return [_all_versions(turn, rules)]
    if _AND_NOW.fullmatch(text) and "violation_time" in state.values():
        return [_compared(turn, *_two(turn, _spoken(turn)))]
    if not text.endswith("呢") or state.asked is not None:
        return None
    try:
        found = dates.find(turn.text, turn.as_of)
    except dates.BadDate:
        return None
    if len(found) != 1:
        return None
    left = turn.text[: found[0].start] + turn.text[found[0].end :]
    when = Spoken((found[0].earliest, found[0].latest), _say(found[0].earliest, found[0].latest))
    if (named := listing.named(turn)) is not None and not state.has_matter:
        return [_of_one(turn, named, when, named.id in _rules(turn, when.period))]
    return [_judged(turn, when)] if state.has_matter and _ELLIPTIC.fullmatch(left) else None


def _spoken(turn: Turn) -> list[Spoken]:
    """The times a message names; else the time of the matter at hand."""
    found = [Spoken((m.earliest, m.latest), _say(m.earliest, m.latest)) for m in dates.find(turn.text, turn.as_of)]
    happened = turn.state.values().get("violation_time")
    if not found and happened is not None:
        first, end = moment_period(happened)
        found = [Spoken((first, end), _say(first, end))]
    return list(dict.fromkeys(found))[:2]


def _say(first: datetime, end: datetime) -> str:
    last = end - timedelta(minutes=1)
    if first.date() == last.date():
        return f"{first:%Y年%-m月%-d日}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"{first:%Y}年" if first.year == last.year else f"{first:%Y}年至{last:%Y}年"
    return f"{first:%Y年%-m月%-d日}至{last:%Y年%-m月%-d日}"


def _two(turn: Turn, spoken: list[Spoken]) -> tuple[Spoken, Spoken]:
    """Two times in order; the second is today when only one is named."""
    both = [*spoken, Spoken(day_period(turn.as_of), "现在")][:2]
    earlier, later = sorted(both, key=lambda one: one.period)
    return earlier, later


def _which_day(turn: Turn) -> Reply:
    text, citations = turn.services.knowledge.answer("as_of", turn.text)
    return answer("lists", text, citations)


def _standing_now(turn: Turn, rules: RuleList) -> Reply:
    """Since when a named list is in force, until when, and what came in its place."""
    place = turn.services.settings.place
    if rules.state == "draft":
        text = f"{document(rules.title)}只是征求意见稿，从来没有施行。"
    elif rules.place not in binding(place):
        text = f"{document(rules.title)}是{rules.place}的规定，在{place}不适用。"
    elif rules.in_force(*day_period(turn.as_of)):
        text = f"{document(rules.title)}按我掌握的还在用（{_span(rules)}，{HOW_SURE[rules.how_sure]}）。"
    else:
        text = f"{document(rules.title)}现在不适用（{_span(rules)}）。"
    lists = turn.catalogue.lists
    if rules.replaced_by and rules.replaced_by in lists:
        text += f"代替它的是{_line(lists[rules.replaced_by])}。"
    text += "".join(f"它代替了{_line(old)}。" for old in lists.values() if old.replaced_by == rules.id)
    notes = "".join(f"\n· {note}" for note in (*rules.notes, rules.how_sure_note) if note)
    return answer("lists", text + notes, [cite(turn.catalogue.citations[c]) for c in rules.citations])


def _subject(turn: Turn) -> tuple[str, ...]:
    """The acts that the question is about: those named, else the one at hand."""
    return tuple(acts.named(turn).acts) or tuple(turn.state.acts[:1])


def _rules(turn: Turn, period: Period) -> dict[str, RuleList]:
    """The exemption lists (and general clauses) in force at a time that have a say about the subject."""
    subject = set(_subject(turn))
    named = listing.named(turn)
    found = turn.catalogue.in_force(turn.services.settings.place, [period])
    if named is not None:
        return {rules.id: rules for rules in found if rules.id == named.id}
    if subject:
        found = [rules for rules in found if rules.kind == "general" or _covers(rules, subject)]
    else:
        found = [rules for rules in found if rules.kind != "regulation"]
    return {rules.id: rules for rules in sorted(found, key=lambda rules: _KINDS.index(rules.kind))}


def _covers(rules: RuleList, subject: Iterable[str]) -> bool:
    wanted = set(subject)
    return any(wanted & {item.act, *item.also} for item in rules.items)


def _span(rules: RuleList) -> str:
    start = f"{rules.first_day:%Y年%-m月%-d日}起" if rules.first_day else "从哪天起没有读到"
    end = rules.until or rules.applies[1]
    return start + (f"，到{_moment(end)}为止" if end else "")


def _moment(end: datetime) -> str:
    whole = end.time() == datetime.min.time()
    return f"{end - timedelta(days=1):%Y年%-m月%-d日}" if whole else f"{end:%Y年%-m月%-d日%-H时}"


def _line(rules: RuleList) -> str:
    return f"{document(rules.title)}（{rules.department}，{_span(rules)}，{HOW_SURE[rules.how_sure]}）"


def _applied(turn: Turn, when: Spoken) -> Reply:
    """What applied (or will apply, as far as known) at a time."""
    named = listing.named(turn)
    then, now = _rules(turn, when.period), _rules(turn, day_period(turn.as_of))
    if named is not None:
        return _of_one(turn, named, when, bool(then))
    verb = "按现在知道的，将适用" if when.period[0].date() > turn.as_of else "适用"
    head = f"{when.said}，{_about(turn)}{verb}的有："
    known = [rules for rules in then.values() if rules.first_day is not None and rules.items]
    lines = [f"{n}. {_line(rules)}" for n, rules in enumerate(known[:_MOST], 1)] or ["没有读到施行日期确切的。"]
    if len(known) > _MOST:
        lines.append(f"……共{len(known)}份")
    gone = [document(rules.title) for name, rules in then.items() if name not in now]
    tail = [f"其中现在已经不适用的：{'、'.join(gone)}。"] if gone else []
    undated = [document(rules.title) for rules in then.values() if rules.first_day is None and rules.items]
    if undated:
        tail.append(f"施行日期没有读到、那时有没有施行不能确定的：{'、'.join(undated)}，请向该部门核实。")
    tail += _lapsed(turn, when)
    tail.append("事情按发生时的规定看；之后才作决定、新规定更轻的，用新规定。")
    return answer("lists", "\n".join([head, *lines, *tail]), _cited(turn))


def _about(turn: Turn) -> str:
    subject = _subject(turn)
    items = [item for act in subject for item in turn.items_for(act)]
    return f"对“{items[0].title}”" if items else ""


def _of_one(turn: Turn, rules: RuleList, when: Spoken, applied: bool) -> Reply:
    versions = _versions(turn, rules.id)
    if rules.state == "draft":
        text = f"{document(rules.title)}只是征求意见稿，从来没有施行，不能作依据。"
    elif applied and len(versions) > 1:
        text = f"{when.said}，{document(rules.title)}适用{_then(versions, when)}。\n{_row(versions)}"
    elif applied and rules.first_day is None:
        text = f"{document(rules.title)}从哪天起没有读到，{when.said}有没有施行不能确定，请向{rules.department}核实。"
    elif applied:
        text = f"{when.said}，{document(rules.title)}在施行（{_span(rules)}），那段时间里的事按它看。"
    elif rules.state == "repealed" and rules.until is None:
        text = f"{document(rules.title)}现在不作依据：{_span(rules)}，什么时候失效没有读到。"
    else:
        text = f"{when.said}，{document(rules.title)}不适用：它{_span(rules)}。"
    tail = [] if applied else _instead(turn, when)
    return answer("lists", "\n".join([text, *tail]), [cite(turn.catalogue.citations[c]) for c in rules.citations])


def _versions(turn: Turn, list_id: str) -> list[RuleList]:
    """Every version of a list, in order."""
    found = [rules for rules in turn.catalogue.editions.values() if rules.id == list_id]
    return sorted(found, key=lambda rules: rules.applies[0] or datetime.min)


def _then(versions: Iterable[RuleList], when: Spoken) -> str:
    start, end = when.period
    found = [r for r in versions if (r.applies[0] or datetime.min) < end and start < (r.applies[1] or datetime.max)]
    return "，以后是".join(f"第{rules.version}版" for rules in found)


def _row(versions: Iterable[RuleList]) -> str:
    """Each version with the stretch in which it applies."""
    return "\n".join(f"· 第{rules.version}版：{_stretch(rules)}" for rules in versions)


def _stretch(rules: RuleList) -> str:
    since, until = rules.applies
    start = f"{_from(since)}起" if since else "原来的，" + ("从哪天起没有读到" if not rules.first_day else _span(rules))
    return start + (f"，到{_moment(until)}为止" if until else "")


def _from(start: datetime) -> str:
    return f"{start:%Y年%-m月%-d日}" if start.time() == datetime.min.time() else f"{start:%Y年%-m月%-d日%-H时%M分}"


def _all_versions(turn: Turn, rules: RuleList) -> Reply:
    versions = _versions(turn, rules.id)
    text = (
        f"{document(rules.title)}有{len(versions)}版：\n{_row(versions)}\n各版的内容和改了什么，公示页 /lists 上都有。"
    )
    return answer("lists", text, [cite(turn.catalogue.citations[name]) for name in rules.citations])


def _instead(turn: Turn, when: Spoken) -> list[str]:
    """Other lists for the same act at that time, when the named one did not apply."""
    subject = _subject(turn)
    if not subject:
        return []
    found = turn.catalogue.in_force(turn.services.settings.place, [when.period])
    others = [document(r.title) for r in found if r.kind == "exemption" and _covers(r, subject)]
    return [f"那时对这种行为还可以看：{'、'.join(others[:_MOST])}。"] if others else []


def _lapsed(turn: Turn, when: Spoken) -> list[str]:
    """Rules that were in force at some time and whose end is not known: history, never a ground."""
    subject = _subject(turn)
    old = [
        rules
        for rules in turn.catalogue.lists.values()
        if rules.state == "repealed" and rules.until is None and (not subject or _covers(rules, subject))
        if rules.place in binding(turn.services.settings.place)
        if rules.first_day is not None and rules.first_day < when.period[1]
    ]
    return [f"另有{document(r.title)}（{_span(r)}，什么时候失效没有读到），只能参考，不作依据。" for r in old]


def _compared(turn: Turn, earlier: Spoken, later: Spoken) -> Reply:
    """What changed between two times."""
    start, end = earlier.period[0], max(later.period[1], earlier.period[1])
    before, after = _rules(turn, earlier.period), _rules(turn, later.period)
    between = {**before, **_rules(turn, (start, end))}.values()
    dated = sorted((r for r in between if r.first_day is not None), key=lambda r: r.first_day or start)
    began = [_line(r) for r in dated if r.first_day is not None and start <= r.first_day < end]
    ended = [_line(r) for r in between if r.until is not None and start < r.until < end and r.state != "draft"]
    changed = [line for name in before if name in after for line in _changes(before[name], after[name])]
    same = sum(1 for name in before if name in after and before[name].edition == after[name].edition)
    head = f"{_about(turn)}{earlier.said}和{later.said}比："
    lines = [*(f"失效：{x}" for x in ended), *changed, *(f"开始施行：{x}" for x in began)]
    if not lines:
        lines = ["我掌握的规定没有变化。"]
    tail = f"两个时候都适用的有{same}份。" if same else ""
    return answer("lists", "\n".join([head, *lines[: 2 * _MOST], *([tail] if tail else [])]), _cited(turn))


def _changes(old: RuleList, new: RuleList) -> list[str]:
    """What two versions of one list say differently, item by item."""
    if old.edition == new.edition:
        return []
    before, after = ({item.no: item for item in rules.items} for rules in (old, new))
    title = document(new.title)
    lines = [f"{title}新增第{no}项“{after[no].title}”" for no in after if no not in before]
    lines += [f"{title}去掉第{no}项“{before[no].title}”" for no in before if no not in after]
    told: dict[str, list[str]] = {}
    for no in before:
        for said in _rewritten(before[no], after[no]) if no in after else ():
            told.setdefault(said, []).append(no)
    return lines + [f"{title}第{'、'.join(numbers)}项：{said}" for said, numbers in told.items()]


def _rewritten(old: Item, new: Item) -> Iterable[str]:
    """What one item says differently: conditions gone, changed or new, and the treatment."""
    gone = [text for text in _texts(old) if text not in _texts(new)]
    come = [text for text in _texts(new) if text not in _texts(old)]
    if gone and come:
        yield f"条件由“{'；'.join(gone)}”改为“{'；'.join(come)}”"
    elif gone or come:
        yield f"{'去掉' if gone else '加上'}条件“{'；'.join(gone or come)}”"
    if old.treatment != new.treatment:
        yield f"处理方式由“{TREATMENTS[old.treatment]}”改为“{TREATMENTS[new.treatment]}”"


def _texts(item: Item) -> list[str]:
    return [condition.text for condition in item.conditions]


def _judged(turn: Turn, when: Spoken) -> Reply:
    """The matter at hand by the rules of another day, without keeping it."""
    head = _outcome(turn, _under(turn, when.last_day))
    known = "按现在知道的，" if when.last_day > turn.as_of else ""
    first = when.period[0].date()
    if first != when.last_day and (at_first := _outcome(turn, _under(turn, first))) != head:
        text = f"{_day(first)}的规定：{at_first}\n{_day(when.last_day)}的规定：{head}"
    else:
        text = f"{known}按{_day(when.last_day)}的规定：{head}"
    note = "（这是按那时的规定假设，没有改动前面的结论；真正适用的是事情发生时的规定，以后更轻的用新的。）"
    return answer("lists", text + note, _cited(turn))


def _day(day: date) -> str:
    return f"{day:%Y年%-m月%-d日}"


def _under(turn: Turn, day: date) -> Assessment:
    facts = {name: value for name, value in turn.state.values().items() if name != "violation_time"}
    case = Case(tuple(turn.state.acts[:1]), facts, day, turn.services.settings.place, described=turn.state.described)
    return assess(turn.catalogue, case)


def _outcome(turn: Turn, found: Assessment) -> str:
    if found.next_question is not None:
        return f"还不能定，要再看“{found.next_question.condition}”等条件。"
    text: str = found.verdict("")["text"]
    return text.split("\n", 1)[0].replace("结论：", "").replace("按你说的情况，", "")


def _cited(turn: Turn) -> list[dict[str, object]]:
    found = turn.catalogue.citations.get("xzcf2021-37")
    return [cite(found)] if found else []
