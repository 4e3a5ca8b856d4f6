"""Folding a message into the state: the answer to what was asked, other facts, contradictions, corrections."""

from __future__ import annotations

import re

from bot.dialogue.replies import Reply, answer, which_holds
from bot.dialogue.state import Conflict, Told
from bot.dialogue.turn import Turn
from bot.eligibility.values import Value, from_wire, is_exact, meet, to_wire
from bot.language import answers, dates, taken_back
from bot.language.normalise import normalise
from bot.language.reader import Reading

_CORRECTING = re.compile(
    r"(?:说|记|看|搞|弄|打|报|写|填)(?:的)?错|更正|纠正一下|^不对[，,]|不对[，,]?(?:应该|是)|改一下|改口|应该是|其实是?|准确(?:地)?说|不是.{1,8}[，,]?是|是.{1,4}的?不是.{1,4}的|^等等|重说|更改|刚才(?:说)?的?.{0,8}(?:不对|错)"
)
_WRONG = re.compile(
    r"(?:说|记|看|搞|弄|打|报|写|填)(?:的)?[错岔混反]|(?:说|讲|话)(?:得|的)?(?:太|有点)?[早快满]了|更正|纠正一下|改口|^不对[，,]|刚才(?:说)?的?.{0,8}不对|重说"
)
_RETRACTED = re.compile(
    r"(?:说|讲)(?:的)?([^，。]{2,12}?)(?:是|那是|可能)?(?:我|俺)(?:说|讲|记)(?:得|的)?(?:太|有点)?[早快满错大岔]了"
)
_UNSURE = re.compile(r"不.{0,2}[知清懂确晓记准好]|没.{0,2}(?:数|印象|注意|留意|法|谱)|谁|难说|跳过|吃不准|搞不")
PATIENCE = 1  # after so many answers that were not understood, the fact is left open
_NOT_THIS = re.compile(r"(?:而|并)?不是[0-9一二两三四五六七八九十百千万点.]+(?:块|元|个|天|次|岁|%)*钱?")
_OLD = re.compile(r"前(?:面|一个|者|边)|第一个|原来|之前|^1$")
_NEW = re.compile(r"后(?:面|一个|者|边)|第二个|现在|这次|刚(?:才|说)|新的|^2$")


def hear(turn: Turn) -> list[Reply]:
    """Take in the facts of a message; replies only when something must be cleared up first."""
    if turn.state.conflict is not None:
        return _settle(turn)
    try:
        dates.find(turn.text, turn.as_of)
    except dates.BadDate as error:
        return [answer("clarify", f"“{error.text}”这一天不存在，请再说一次是哪一天。")]
    if re.search(r"(?:^|[^\d])[-−负]\s*\d+\s*(?:块|元|万)", turn.text):
        return [answer("clarify", "金额不能是负数，请再说一次是多少元。")]
    pressed = _pressed(turn) is not None
    _forget_retracted(turn)
    _take_answer(turn)
    if pressed:
        return []
    _take_correction(turn)
    return _take_readings(turn)


def _forget_retracted(turn: Turn) -> None:
    """说处理完了我说早了: what is quoted and called wrong is no longer known."""
    for quoted in _RETRACTED.findall(turn.text):
        for fact, told in list(turn.state.facts.items()):
            if quoted in told.words:
                del turn.state.facts[fact]
                turn.worked_out["retracted"] = True


def is_correcting(turn: Turn) -> bool:
    """True when the message takes back something said before."""
    return turn.intent == "correct" or bool(_CORRECTING.search(turn.text))


def says_wrong(turn: Turn) -> bool:
    """True when the person plainly says that something said before was wrong."""
    return bool(_WRONG.search(turn.text))


def answers_the_question(turn: Turn) -> bool:
    """True when the message gives the asked fact a value, or says that it is not known."""
    return turn.state.asked is not None and (_value(turn) is not None or _gives_up(turn))


def _take_answer(turn: Turn) -> None:
    state, asked = turn.state, turn.state.asked
    if asked is None:
        return
    value, known = _value(turn), state.values().get(asked)
    if value is None and not is_correcting(turn):
        turn.worked_out["unanswered"] = asked
    if value is not None and (value != known or is_exact(value)):
        _keep(turn, asked, value, turn.raw.strip())
        state.asked, state.missed, state.asides = None, 0, 0
    elif _gives_up(turn) or state.missed >= PATIENCE:
        state.declined.append(asked)
        state.asked, state.missed, state.asides = None, 0, 0
    else:
        state.missed += 1


def _value(turn: Turn) -> Value | None:
    """What the message says of the asked fact: a pressed option, or what the answer means."""
    asked = turn.state.asked
    assert asked is not None
    if "value" not in turn.worked_out:
        pressed = _pressed(turn)
        known = turn.state.values().get(asked)
        read = pressed
        if pressed is None and _WRONG.search(taken_back.what_stands(turn.text)):
            # what is put right is seldom what was asked
            read = next((r.value for r in turn.readings if r.fact == asked and not r.supposed), None)
        elif pressed is None and not answers.refuses(turn.text):
            read = turn.understanding.answering.read(asked, turn.text, turn.as_of, known)
        turn.worked_out["value"] = read
    value: Value | None = turn.worked_out["value"]
    return value


def _take_correction(turn: Turn) -> None:
    """应该是440块 after 货值540: a bare quantity that replaces the only known fact of its kind."""
    if not is_correcting(turn) or turn.learned or {r.fact for r in turn.readings} & set(turn.state.facts):
        return
    fitting = []
    for name, told in turn.state.facts.items():
        fact = turn.catalogue.facts[name]
        if fact.type in {"money", "number", "duration"}:
            said = _last_part(turn.text)
            value = answers.parse(fact, said, turn.as_of)
            if value is None:
                value = answers.parse(fact, said.rpartition("是")[2], turn.as_of)
            if value is not None and to_wire(value) != told.value:
                fitting.append((name, value))
    if len(fitting) == 1:
        _keep(turn, *fitting[0], turn.text)


def _gives_up(turn: Turn) -> bool:
    if answers.refuses(turn.text):
        return True
    if answers.is_asking(turn.text):
        return False
    return answers.is_dont_know(turn.text) or (turn.intent == "dont_know" and bool(_UNSURE.search(turn.text)))


def _last_part(text: str) -> str:
    """What comes after the last 说错了, 应该是 …; all of the text when nothing does."""
    end = max((match.end() for match in re.finditer(r"错了?|不对|应该是|更正|改成", text)), default=0)
    return _NOT_THIS.sub("", text[end:] or text)


def _pressed(turn: Turn) -> Value | None:
    """The option of the asked fact whose id or label the message is, word for word (a pressed button)."""
    options = turn.catalogue.facts[turn.state.asked].options if turn.state.asked else {}
    said = turn.text.strip(" 。")
    return next((option for option, label in options.items() if said in (option, label, normalise(label))), None)


def _take_readings(turn: Turn) -> list[Reply]:
    answered = {name for name, _ in turn.learned} | _not_answered(turn)
    for reading in turn.readings:
        if reading.supposed or reading.fact in answered:
            continue
        relevant = not turn.state.has_matter or reading.fact in turn.relevant
        if not relevant and _stands_against(turn, reading):
            continue  # what does not matter for the act at hand takes nothing back
        if relevant and not is_correcting(turn) and _contradicts(turn, reading.fact, reading.value, reading.words):
            return [_ask_which(turn)]
        _keep(turn, reading.fact, reading.value, reading.words)
    return []


def _not_answered(turn: Turn) -> set[str]:
    """The fact that was asked, when the message was read as an answer and gives it no value: single words of it
    (有是有，不够) are not to do so either."""
    return {turn.worked_out["unanswered"]} if "unanswered" in turn.worked_out else set()


def _stands_against(turn: Turn, reading: Reading) -> bool:
    name, value = reading.fact, reading.value
    return bool(_sources_against(turn, name, value) or _against(turn, name, value)) or bool(
        turn.catalogue.facts.clash({**turn.state.values(), name: value})
    )


def _keep(turn: Turn, fact: str, value: Value, words: str) -> None:
    """Keep a fact: narrowed when it agrees with what was known, replaced when it does not."""
    old = turn.state.values().get(fact)
    both = meet(old, value) if old is not None else value
    for other in {*_sources_against(turn, fact, value), *_against(turn, fact, value)}:
        del turn.state.facts[other]
    turn.state.tell(fact, value if both is None else both, words[:60], turn.as_of.isoformat())
    turn.learned.append((fact, value if both is None else both))


def _sources_against(turn: Turn, fact: str, value: Value) -> list[str]:
    """Earlier statements from which the opposite of this one follows."""
    if fact in turn.state.facts:
        return []
    known, origin = turn.catalogue.facts.complete(turn.state.values())
    return [origin[fact]] if fact in origin and meet(known[fact], value) is None else []


def _against(turn: Turn, fact: str, value: Value) -> list[str]:
    """Earlier statements that cannot be true when this one is."""
    return turn.catalogue.facts.against(turn.state.values(), fact, value)


def _contradicts(turn: Turn, fact: str, value: Value, words: str) -> bool:
    """Remember the contradiction, if there is one, so that it can be asked about."""
    old = turn.state.facts.get(fact)
    if old is not None and meet(from_wire(old.value), value) is None:
        against = fact
    elif sources := _sources_against(turn, fact, value) or _against(turn, fact, value):
        against = sources[0]
    elif (clash := turn.catalogue.facts.clash({**turn.state.values(), fact: value})) and fact in clash:
        against = next((name for name in clash if name != fact and name in turn.state.facts), fact)
        if against == fact:
            return False
        if turn.state.has_matter and against not in turn.relevant:
            del turn.state.facts[against]  # of no matter here: no question is worth it
            return False
    else:
        return False
    new = Told(to_wire(value), words[:60], turn.as_of.isoformat())
    turn.state.conflict = Conflict(fact, turn.state.facts[against], new)
    turn.state.conflict_against = against
    return True


def _ask_which(turn: Turn) -> Reply:
    conflict = turn.state.conflict
    assert conflict is not None
    book = turn.catalogue.facts
    old = book.say(turn.state.conflict_against or conflict.fact, from_wire(conflict.old.value))
    return which_holds(book[conflict.fact], old, book.say(conflict.fact, from_wire(conflict.new.value)))


def _settle(turn: Turn) -> list[Reply]:
    conflict, against = turn.state.conflict, turn.state.conflict_against
    assert conflict is not None
    choice = None if answers.is_dont_know(turn.text) else _chosen(turn)
    if choice is None and not answers.is_dont_know(turn.text) and turn.state.missed < PATIENCE:
        turn.state.missed += 1
        return [_ask_which(turn)]
    turn.state.conflict, turn.state.missed = None, 0
    if choice == "new":
        turn.state.facts.pop(against or conflict.fact, None)
        turn.state.facts[conflict.fact] = conflict.new
        turn.learned.append((conflict.fact, from_wire(conflict.new.value)))
    elif choice is None:  # neither can be relied on, and asking again would come to the same
        turn.state.facts.pop(against or conflict.fact, None)
        turn.state.declined += [conflict.fact, *([against] if against else [])]
    return []


def _chosen(turn: Turn) -> str | None:
    conflict = turn.state.conflict
    assert conflict is not None
    for pattern, which in ((_NEW, "new"), (_OLD, "old")):
        if pattern.search(turn.text):
            return which
    fact = turn.catalogue.facts[conflict.fact]
    said = next((r.value for r in turn.readings if r.fact == conflict.fact), None) or answers.parse(
        fact, turn.text, turn.as_of
    )
    if said is None:
        return None
    return "new" if meet(said, from_wire(conflict.new.value)) is not None else "old"
