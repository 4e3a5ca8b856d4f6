"""Which act (违法行为) a message is about: one, several one after the other, a choice, or one that no list names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.dialogue.hearing import is_correcting
from bot.dialogue.turn import Turn
from bot.eligibility.values import OneOf, as_range
from bot.language import history
from bot.language.clauses import Clause, split
from bot.language.finder import CHOICES, CLEAR, Candidate, rivals, says_opposite
from bot.language.naming import Naming

WORTH_A_CHOICE = 0.45
ALMOST_CLEAR = 0.55  # a single act this near is taken up; what is asked next shows what was understood
_SURE = 0.68
_SURER = 0.8
A_LITTLE = 0.04
_TWO = 2
_COUNTED_UP = re.compile(
    r"[两2二俩](?:件|样|条|项|个)(?:事|都|违法|毛病|错|问题|一|$|，)|俩(?:毛病|问题|错)|一个[^。]{3,20}[，、]一个|一是.+二是|第一[，,、].+第二|一个是.+(?:另|还有)一个是"
)
_GENERIC = re.compile(
    r"请问|你好|您好|想问|咨询|一下|这个|那个|这种|那种|情况|我们?|俺们?|他们?|人家|被|给|让|叫|会不会|能不能|可不可以|是不是|有没有|怎么办|怎么|咋|处罚|处理|罚款|罚钱|罚单|免罚|免于|免予|免除|免|罚|"
    r"警告|轻微|违法|违章|违规|行为|算不算|算|吗|呢|吧|啊|呀|了|的|得|地|要|会|能|可以|应该|不|没有?|有|是|就|都|也|还|第一次|头一次|头一回|首次|初次|来电人?|来电|市民|反映|问|说|说是|因为|所以|但是|现在|今天|昨天|前天|刚才|刚|多少|钱|一|多|很"
)


_RECORD = "camera-record"
_INSTEAD = {"unlicensed-driving": "licence-not-carried"}  # who has no licence cannot have left it at home
_HALF = 50  # per cent over the limit
_DENIED = re.compile(r"^(?:我|俺|这|那|可|也)*(?:并)?不是[^，。]{2,}")
_EARLIER = re.compile(r"曾(?:经|有|因)|以前有过|上一?[次回](?!性)")
_BESIDE = re.compile(
    r"曾(?:经|有|因)|以前|之前|上一?[次回]|还有|也|又|再|另外|挨过|过一[次回]"
)  # told besides the matter
_DISPUTES = re.compile(r"异议|消除|消掉|销掉|撤销|申诉|不服|拍错|认错|不是我(?:开|的车|干)|误拍")
_WHETHER = re.compile(r"(?:会不会|是不是|算不算|该不会|不会|能不能)[^，。]{0,3}(?:算|按|当成?|定成?|认定|判)")
_ACTUALLY = re.compile(r"(?:但|不过)?(?:其实|实际上?|说白了|说到底)")
_BY_NAME, _MOSTLY = 0.95, 0.5  # a clause that has the very name of an act is enough where the model does not gainsay it
_ONE_OF_SEVERAL = 0.1  # likelihood of an act in a whole message from which a clause may name it beside others
_OTHERWISE_CALLED = 0.2  # and from which other words may
_CLAUSE, _PLAIN = 5, 0.85  # a clause of so many characters names an act by itself when the model is so sure
_AT_ALL = 0.02  # likelihood below which a told fact does not give an act away
_BY_ITSELF = 0.3  # and in that clause alone
_AS_WHAT = re.compile(
    r"(?:会不会|会|要|能)?(?:按|当成?|算作?|定成?)[^，。？?]{2,8}(?:来|去)?(?:罚|处理|处罚)(?:吗|么|不|呢|吧)?"
)


@dataclass
class Named:
    """The acts a message names, in its order; `near` when one must be chosen from several."""

    acts: list[str] = field(default_factory=list)
    near: list[Candidate] = field(default_factory=list)


def named(turn: Turn) -> Named:
    """The acts named in a message, leaving out what it only supposes or tells of an earlier time."""
    if "named" not in turn.worked_out:
        turn.worked_out["named"] = _named(turn)
    found: Named = turn.worked_out["named"]
    return found


def _named(turn: Turn) -> Named:
    """What is told with its day is left out at first: mostly it came earlier. With nothing else, it is the matter."""
    found = _named_in(turn, _telling(turn))
    if found.acts or found.near or turn.state.has_matter:
        return found
    return _named_in(turn, [c for c in split(turn.text) if not c.supposed and not _BESIDE.search(c.text)])


def _named_in(turn: Turn, clauses: list[Clause]) -> Named:
    if not clauses:
        return Named([])
    acts = _by_clause(turn, clauses)
    told = _told_by_facts(turn, "，".join(c.text for c in clauses))
    if told and not any(_has_exemption(turn, act) for act in acts):
        return Named(told)
    several = len(acts) > 1 or (acts and turn.state.has_matter)
    if several and (acts := _by_speed(turn, _about_the_record(turn, acts))):
        return Named(acts)
    return _as_a_whole(turn, "，".join(c.text for c in clauses))


def _telling(turn: Turn) -> list[Clause]:
    """The clauses that can name the act at hand."""
    clauses = [
        c for c in split(turn.text) if not (c.supposed or history.find(c.text, turn.as_of) or _EARLIER.search(c.text))
    ]
    for beside in (_DENIED, _WHETHER):
        if len(clauses) > 1:
            clauses = [c for c in clauses if not beside.search(c.text)] or clauses
    return clauses or ([] if turn.state.has_matter else split(turn.text))


def _by_clause(turn: Turn, clauses: list[Clause]) -> list[str]:
    """The acts that single clauses name, in their order; of several each must be likely where it stands and as a whole."""
    naming, whole = turn.understanding.naming, "，".join(c.text for c in clauses)
    clauses = _after_all(clauses)
    found = [(c.text, near) for c in clauses if (near := _in_clause(naming, _AS_WHAT.sub("", c.text)))]
    clear = [(said, near[0]) for said, near in found if not rivals(near) or (len(found) > 1 and _ahead(near))]
    if len(clear) > 1:
        clear = [(said, best) for said, best in clear if best.score >= _bar(turn, best)]
    acts = [best.act for said, best in clear if _likely(naming, best, said, whole)]
    return list(dict.fromkeys(acts))


def _after_all(clauses: list[Clause]) -> list[Clause]:
    """From 其实是…… on, where somebody says so: what came before was only how it looked."""
    start = next((n for n, c in enumerate(clauses) if _ACTUALLY.match(c.text)), 0)
    return clauses[start:]


def _in_clause(naming: Naming, text: str) -> list[Candidate]:
    """By its words; where they name nothing, what the model is sure of by this clause alone."""
    return naming.finder.find(text) or [c for c in naming.ranked(text)[:1] if _plainly(naming, c, text)]


def _plainly(naming: Naming, best: Candidate, text: str) -> bool:
    if len(text) < _CLAUSE or not naming.knows(best.act) or says_opposite(best.name, text):
        return False
    return naming.likelihood(text, best.act) >= _PLAIN


def _likely(naming: Naming, best: Candidate, said: str, whole: str) -> bool:
    if naming.ranked(whole)[0].act == best.act:
        return True
    here, overall = naming.likelihood(said, best.act), naming.likelihood(whole, best.act)
    if best.score >= _BY_NAME:
        return here >= _MOSTLY or overall >= _ONE_OF_SEVERAL
    return here >= _BY_ITSELF and overall >= _OTHERWISE_CALLED


def _as_a_whole(turn: Turn, text: str) -> Named:
    """The one act that the whole message is about, or those it may be."""
    naming = turn.understanding.naming
    found = naming.find(text) or naming.find(turn.text)
    if naming.names_unlisted(text) and not (found and found[0].score >= _BY_NAME):
        return Named([])
    doubtful = (turn.state.has_matter and not is_correcting(turn)) or naming.names_nothing(text)
    if not found or (doubtful and not naming.finder.find(text)):
        return Named([])
    near = naming.rivals(found)
    if near:
        kept = _by_speed(turn, _about_the_record(turn, [c.act for c in near]))
        near = [c for c in near if c.act in kept]
        if len(near) == _TWO and _COUNTED_UP.search(text):
            return Named(kept)
        return Named([], near) if len(near) > 1 else Named(kept[:1])
    return Named(_by_speed(turn, _about_the_record(turn, [found[0].act])))


def _about_the_record(turn: Turn, acts: list[str]) -> list[str]:
    """A record of a camera that is disputed is the matter, not the act on it; one that is not disputed is no matter."""
    acts = _graver(turn, acts)
    if _RECORD not in acts:
        return acts
    disputed = any(r.fact == "record_dispute" for r in turn.readings) or _DISPUTES.search(turn.text)
    return [_RECORD] if disputed else [act for act in acts if act != _RECORD]


def _graver(turn: Turn, acts: list[str]) -> list[str]:
    """没带驾照 of somebody who has not passed the test (科目四还没考): the act that rules the other out."""
    if not set(acts) & set(_INSTEAD.values()):
        return acts
    told = {c.act for c in turn.understanding.finder.find(turn.text) if c.score >= _PLAIN}
    ruled_out = {_INSTEAD[act]: act for act in _INSTEAD if act in told or act in acts}
    return list(dict.fromkeys(ruled_out.get(act, act) for act in acts))


def _by_speed(turn: Turn, acts: list[str]) -> list[str]:
    """Half as fast again is another act than speeding: only where that much is told."""
    told = next((r.value for r in turn.readings if r.fact == "overspeed_percent"), None)
    low = None if told is None or isinstance(told, (bool, str, OneOf)) else as_range(told).lo
    if low is not None and low >= _HALF:
        return acts
    return list(dict.fromkeys("speeding" if act == "speeding-50" else act for act in acts))


def _ahead(candidates: list[Candidate]) -> bool:
    """Of several acts in one message each needs to lead its rivals only a little."""
    return candidates[0].score - candidates[1].score >= A_LITTLE


def _bar(turn: Turn, candidate: Candidate) -> float:
    """How sure one of several acts must be: surer for one that only an ordinary penalty clause speaks of,
    less where the person counts them up (一是……二是……)."""
    if _COUNTED_UP.search(turn.text) and _has_exemption(turn, candidate.act):
        return CLEAR
    return _SURE if _has_exemption(turn, candidate.act) else _SURER


def _has_exemption(turn: Turn, act: str) -> bool:
    return any(item.treatment != "ordinary" for item in turn.items_for(act))


def _told_by_facts(turn: Turn, text: str) -> list[str]:
    """The act that a told fact gives away: a tip slip is about parking, a load in % about overloading."""
    here = [reading.fact for reading in turn.readings if not reading.supposed and reading.words in text]
    told = [turn.catalogue.facts[fact].names_act for fact in here]
    naming = turn.understanding.naming
    return [act for act in dict.fromkeys(filter(None, told)) if naming.likelihood(text, act) >= _AT_ALL][:1]


def possible(turn: Turn, least: float = WORTH_A_CHOICE) -> list[Candidate]:
    """Acts that the message may mean when it names none clearly, with scores of at least `least`."""
    near = turn.understanding.naming.ranked(turn.text)[:CHOICES]
    return [c for c in near if c.score >= least]


def describes_something(turn: Turn) -> bool:
    """True when the message says more than that something was punished."""
    text = turn.text
    for reading in turn.readings:
        text = text.replace(reading.words, "")
    return len(re.sub(r"[^一-龥]", "", _GENERIC.sub("", text))) >= 3


def pick(turn: Turn) -> str | None:
    """The candidate chosen from those offered, by number or name; "" for none of them; None when unclear."""
    if re.search(r"都不(?:是|对)|没有(?:一个|符合)|以上都|不在里面|^不是", turn.text):
        return ""
    if len(turn.state.choosing) == 1 and re.match(r"(?:是|对|嗯|就是|没错)", turn.text):
        return turn.state.choosing[0]
    numbered = re.fullmatch(r"(?:第|选)?\s*([1-5一二三四五])\s*(?:个|种|项|条)?[。.]?", turn.text.strip())
    if numbered:
        place = "一二三四五".find(numbered.group(1)) + 1 or int(numbered.group(1))
        return turn.state.choosing[place - 1] if place <= len(turn.state.choosing) else None
    chosen = [c for c in turn.state.choosing if _means(turn, c)]
    return chosen[0] if len(chosen) == 1 else None


def _means(turn: Turn, item_id: str) -> bool:
    item = turn.catalogue.items[item_id]
    if item_id in turn.raw or item.title in turn.text:
        return True
    found = turn.understanding.finder.find(turn.text)
    return bool(found) and found[0].act == item.act
