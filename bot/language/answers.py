"""Reading a message as the answer to the question that was asked.

没有 after "有没有造成事故" means something else than alone: only here is the asked fact known.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from bot.eligibility.model import Fact
from bot.eligibility.values import OneOf, Range, Value, meet, to_minutes
from bot.language import clock, corrections, dates, durations, earlier, history, money, numerals, percents
from bot.language.finder import overlap

_DENIED_AFTER_ALL = re.compile(r"(?<!^)(?:没(?!错|问题|欠|拖)|不(?!错|欠|拖|少)|未|无)")
PLAINLY_ONLY = {"record_uncheckable"}  # its yes is a presumption in one's own favour: a bare 能 or 是 will not do
_DONT_KNOW = re.compile(
    r"(?:认|看|分|辨|想|听|闹|弄|搞)不(?:出|清|明)|(?:得|要)(?:回头|回去|先)?再?问(?:问|一问|他|她|一下)|不(?:太)?(?:知道|清楚|晓得|记得|确定|了解|懂)|记不(?:得|清|住)|^.{0,6}忘(?:了|记)(?:[，。,！!啊呀]|$)|说不(?:好|准|清|上来)|没(?:注意|留意|印象|查过|看过|数|算过|问)|不好说|没法(?:说|讲|确定|知道|保证)|不敢(?:说|讲|保证|肯定|确定|打包票)|(?:没人?|不)(?:回|理|接)我|联系不上|问不(?:到|出|着)|没有?把握|搞不清|弄不清|闹不清|拿不准|不明白|没概念|跳过|下一(?:个|题)|(?:哪|上哪儿?|哪儿|哪里|咋|怎么)(?:会|能)?(?:知道|记得|懂|晓得|清楚(?:这|那|啊|呀|嘛|$))|谁知道|不晓"
)
# A whole plain answer before the first stop, or being unaware of a rule or a flaw: neither leaves the question open.
_ANSWERED_FIRST = re.compile(
    r"^(?:那|当然|肯定|绝对|真的?|都|是)*(?:没有?过?|不是(?:的|啊|呀)?|哪能(?:啊|呀)?|哪有(?:啊|呀)?|怎么会|有(?:过|的|啊)?|是的?|对(?:的|啊)?|当然)[，,。!！ ](?!(?:记|说)?不(?:清|准|好)|忘|不(?:太)?(?:确定|记得)|不知道(?:$|[，,。]|是不是|有没有))"
)
_UNAWARE = re.compile(
    r"(?:真|根本|压根|完全|确实|又|都)?(?:也)?不(?:知道|晓得|清楚)(?=还|这|那|它|要|得|会|竟|超|不合格|过期|有这|有问题|是(?!不是|谁|哪))"
)
_LEAD = re.compile(
    r"^(?:那|这|额|呃|啊|哦|噢|欸|哎|唉|呀|嗨|我|俺|反正|其实|真的?|确实|应该|一直|从来|全|都|也|就|已经?|早就?|均|皆|咱|他们?|人家|当然|肯定|绝对|根本|压根|目前|暂时|还|并|的|[，,、 ])+(?=[^的])"
)
_YES = re.compile(
    r"^(?:嗯|恩|昂|对|是(?!不)|有(?!没)|中|行|好(?!几|多|些|久)|可以|能(?!不)|会|交|办|处理|愿意|肯|改|弄|做|答|注册|没错|不错|没问题|可不|那是|yes|ok|y$|1$|具备|符合|属于|配合|在(?:的|了|呢)?$|必须|完全|缴|同意|保证|能够|成$|妥|收到|乐意|出过|有过|发生过|犯过)",
    re.IGNORECASE,
)
_NO = re.compile(
    r"^(?:不(?!错|清楚|知道|确定|记得|太|晓得|好说|懂|造)|没(?!错|问题|注意|留意|印象|概念)|木|冇|未|无|否|别|哪有|哪里有|哪能|哪会|哪敢|怎么会|怎么可能|咋会|咋能|咋可能|不可能|谁会|一(?:次|个|点|分|回)(?:也|都)?(?:没|不)|零|no|n$|0$)",
    re.IGNORECASE,
)


_HAVING = re.compile(r"(?:有|没有?|冇|木有)([^没不]{2,6})")
_OF_NO_WEIGHT = re.compile(
    r"[过的了啊呀吧呢嘛哦噢哈一二两三几次个条回张点些任何什么啥再也都就还啦嘞哩着得这那种样事情问题]"
)
_A_THING = 2  # characters
_COMMON = set("小大店人")  # stand in so many words that sharing them says nothing
_NO_ANYWHERE = re.compile(
    r"(?:没有?过?|没了|无|未)(?:[，。！,!]|$)|才不|懒得|不(?:想|愿意?|肯|乐意|去)(?:[，。！做站当]|$)"
)


_REFUSES = re.compile(
    r"^(?:我|俺|就|偏)*(?:不(?:想|愿意?|肯|方便|便)?(?:再)?(?:回答|告诉|透露)|不(?:想|愿意?|肯|方便)(?:再)?(?:说|讲)|不说(?:了|$|[，,。])|不告诉)|凭(?:什么|啥)(?:要)?(?:告诉|跟你说|回答)|(?:你|你们|恁)(?:自己)?(?:去)?查(?:去|呗|吧|$)|自己查|无可奉告|保密|隐私|别(?:问|管)(?:了|这|那|我|$)|关你(?:什么|啥|屁)?事|不配合回答|你管|管得着|别(?:瞎|乱)?打听"
)
_MENDED = re.compile(
    r".*(?:不对|说错了?|记错了?|记岔了?|算错了?|…不是)[，,。…啊呀 ]+(?=.*[0-9〇一二两三四五六七八九十百千万半俩])"
)
_TAKES_BACK = re.compile(r"^(?:哦|噢|啊|呃|额|哎|唉|不)*(?:不对|说错|记错|算错|我算错|不是[，,]?是)[，,。… ]*(?=.{4})")
_ASKING = re.compile(
    r"为什么|为啥|凭什么|凭啥|什么意思|啥意思|什么是|啥是|什么叫|啥叫|[吗么][？?。！!]*$|[？?]$|问这(?:个|干|做|些)|怎么(?:办|算|弄)|咋(?:办|算|弄)|有(?:必要|关系)"
)


_WISHES = re.compile(
    r"(?:得|该|应该|总得|总该|能不能|可不可以|就不能|要不)[^，。]{0,4}(?:给|免|放|饶|通融|照顾)[^，。]{0,3}(?:警告|机会|罚|过|一马|教育|面子|我)|高抬贵手|网开一面|通融(?:一下|下)|法外开恩"
)
_RHETORICAL = (
    (re.compile(r"(?:哪|怎么|咋|岂)(?:能|会|可能|里会|儿能)没有?"), "有"),
    (re.compile(r"(?:怎么|哪|岂|还)(?:能|会|敢|可能)?不(?=[配交改处办愿肯同服听干停撤拆知懂认赔退])"), "当然"),
    (re.compile(r"(?:你)?(?:说|讲)(?:是)?([^，。]{1,5})谁信"), r"不\1"),
    (re.compile(r"(?:这|那)?还不(?=[轻小少够短])"), "很"),
    (re.compile(r"(?:又)?(?:能|会)(?:有|出|造成|落下)(?:个|点)?(?:什么|多大)(?:的)?"), "没有"),
    (re.compile(r"哪(?:里|儿)?(?:来|有|会有)(?:的|什么|啥)+"), "没有"),
)


def without_wishes(text: str) -> str:
    """Without the clauses that only ask for leniency (头一回你们得给个警告吧): they answer nothing."""
    kept = [part for part in re.split(r"(?<=[，,。！!；;])", text) if not _WISHES.search(part)]
    return "".join(kept)


def plainly(text: str) -> str:
    """A rhetorical question as the statement it makes: 怎么不配合 is 当然配合."""
    if is_asking(text):
        return text
    for pattern, statement in _RHETORICAL:
        text = pattern.sub(statement, text)
    return text


def refuses(text: str) -> bool:
    """True when the person will not answer: neither yes nor no, and not to be asked again."""
    return bool(_REFUSES.search(text))


def takes_back(text: str) -> bool:
    """True when it begins by taking something back (不对，是四百六): not an answer to what was asked."""
    return bool(_TAKES_BACK.search(text))


def is_asking(text: str) -> bool:
    """True when the person asks something back instead of answering."""
    return bool(_ASKING.search(text))


def is_dont_know(text: str) -> bool:
    """True when the person says that they cannot tell; not for 没有，不知道还要办证, which answers and says why."""
    if _ANSWERED_FIRST.match(text):
        return False
    return bool(_DONT_KNOW.search(_UNAWARE.sub("", text)))


def parse(fact: Fact, text: str, today: date, known: Value | None = None) -> Value | None:
    """The value that the message gives the asked fact; None when it does not answer it.

    `known` is what was known before: a partial value is narrowed, never widened.
    Raises dates.BadDate for a day that does not exist.
    """
    if fact.type in {"money", "number", "duration"} and (mended := _MENDED.search(text)):
        text = text[mended.end() :]
    value = _PARSERS[fact.type](fact, text.strip(" 。，,.!！~～"), today)
    if value is None or known is None:
        return value
    return meet(known, value) or value


def _yes_no(fact: Fact, text: str, today: date) -> Value | None:
    if fact.family and (last := history.last(text, today)) is not None:
        return history.within(last, fact.months)
    if fact.id in PLAINLY_ONLY or takes_back(text):
        return None
    if (before := earlier.told(fact, text)) is not None:
        return before
    bare = _LEAD.sub("", text) or text
    if _of_something_else(fact, bare):
        return None
    for spoken in dict.fromkeys((text, bare)):
        if _NO.search(spoken):
            return False
        if _YES.search(spoken):
            return None if _DENIED_AFTER_ALL.search(re.split(r"[，,。 ]", spoken)[0]) else True
    if _NO_ANYWHERE.search(text):
        return False
    return _restated(fact, text)


def _of_something_else(fact: Fact, text: str) -> bool:
    """有小票, when it was asked whether this is catering: there is something, but nothing that was asked about."""
    having = _HAVING.fullmatch(re.split(r"[，,。！!；; ]", text)[0])
    if having is None:
        return False
    thing = set(_OF_NO_WEIGHT.sub("", having.group(1)))
    return len(thing) >= _A_THING and not thing & (set(fact.ask + fact.title + fact.yes + fact.no) - _COMMON)


def _restated(fact: Fact, text: str) -> Value | None:
    """A short answer that repeats the words of the fact itself: 轻微, 不轻微."""
    words = re.sub(r"[^一-龥]", "", text)
    denied = words.startswith(("不", "没", "未", "无"))
    core = re.sub(r"^(?:不|没有?|未|无|是|挺|很|比较|属于|算|应该|也)+|(?:吧|呀|的|了|啊|得很)+$", "", words)
    return not denied if 2 <= len(core) <= 8 and core in fact.yes else None


def _choice(fact: Fact, text: str, today: date) -> Value | None:
    numbered = re.fullmatch(r"(?:第|选)?\s*([1-9一二三四五六七八九])\s*(?:个|种|项|条)?", text)
    if text in fact.options:
        return text
    if numbered:
        place = "一二三四五六七八九".find(numbered.group(1)) + 1 or int(numbered.group(1))
        return list(fact.options)[place - 1] if place <= len(fact.options) else None
    if fact.id == "correction":
        return corrections.parse(text)
    if "other" in fact.options and re.search(
        r"其他(?:的)?(?:原因)?吧?$|都不是|以上都不|哪个都不|没(?:有)?(?:你说的)?[那这]些情|都不(?:占|沾|算)", text
    ):
        return "other"
    if "none" in fact.options and _NO.search(text) and len(text) <= 8:
        return "none"
    return _nearest_option(fact, text)


_NOT_IT = re.compile(r"(?:并?不是|并非|不算)[^，。,！!]*[，。,！!]?")


def _nearest_option(fact: Fact, text: str) -> Value | None:
    text = _NOT_IT.sub("", text) or text
    scores = sorted(((overlap(label, text), option) for option, label in fact.options.items()), reverse=True)
    best, second = scores[0], scores[1] if len(scores) > 1 else (0.0, "")
    return best[1] if best[0] >= 0.5 and best[0] - second[0] >= 0.15 else None


def _money(fact: Fact, text: str, today: date) -> Value | None:
    value = money.parse(text)
    return value if value is None or _not_negative(value, text) else None


def _number(fact: Fact, text: str, today: date) -> Value | None:
    if fact.unit == "%" and (found := percents.find(text)):
        return found[0][2]
    return numerals.parse(text)


def _duration(fact: Fact, text: str, today: date) -> Value | None:
    if fact.unit == "分钟" and (passed := clock.minutes_between(text)) is not None:
        return passed
    if fact.id == "since_last":
        return history.parse(text, today)
    if fact.unit == "个工作日":  # the length of a working day in other units depends on the calendar
        return numerals.parse(text)
    return durations.parse(text, fact.unit)


def _date(fact: Fact, text: str, today: date) -> Value | None:
    moment = dates.parse(text, today)
    if moment is None:
        return None
    return Range(to_minutes(moment.earliest), to_minutes(moment.latest), hi_open=True)


def _not_negative(value: float | Range, text: str) -> bool:
    return not re.search(r"(?:^|\s)[-−负]\s*\d", text)


_PARSERS: dict[str, Callable[[Fact, str, date], Value | None]] = {
    "yes_no": _yes_no,
    "choice": _choice,
    "money": _money,
    "number": _number,
    "duration": _duration,
    "date": _date,
}

__all__ = ["OneOf", "is_dont_know", "parse"]
