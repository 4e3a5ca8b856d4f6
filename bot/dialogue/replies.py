"""The replies of the API, made from facts, items and verdicts (wording of questions, choices, confirmations)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.dialogue.state import State
from bot.eligibility.model import Fact, Item
from bot.eligibility.questions import Question, remaining_options
from bot.eligibility.values import Value
from bot.policy.catalogue import Catalogue

Reply = dict[str, Any]
NONE_OF_THESE = "都不是"


def answer(topic: str, text: str, citations: Iterable[dict[str, Any]] = ()) -> Reply:
    """An `answer` reply; the articles are named in the text too, so that it can be read aloud."""
    cited = list(citations)
    return {"kind": "answer", "topic": topic, "text": text, "citations": cited}


def question(found: Question, catalogue: Catalogue, known: Value | None, understood: str = "") -> Reply:
    """A `question` reply: what to ask, how it can be answered, and what the answer decides."""
    fact = catalogue.facts[found.fact]
    why = f"决定{item_name(found.item, catalogue)}的条件“{found.condition}”"
    options = _options(fact, known)
    text = f"{understood}{fact.ask}{_choices(fact, options)}"
    return {
        "kind": "question",
        "text": text,
        "fact": fact.id,
        "title": fact.title,
        "answer_type": fact.type,
        "unit": fact.unit,
        "options": options,
        "why": why,
    }


def _options(fact: Fact, known: Value | None) -> list[dict[str, str]]:
    if fact.type == "yes_no":
        return [{"label": "是", "value": "是"}, {"label": "否", "value": "否"}, {"label": "不知道", "value": "不知道"}]
    if fact.type == "choice":
        left = remaining_options(fact, known).items()
        return [{"label": label, "value": option} for option, label in left] + [{"label": "不知道", "value": "不知道"}]
    return []


def _choices(fact: Fact, options: list[dict[str, str]]) -> str:
    if fact.type == "choice":
        return "（" + "；".join(o["label"] for o in options[:-1]) + "）"
    return f"（单位：{fact.unit}）" if fact.unit and fact.unit not in fact.ask else ""


def which_holds(fact: Fact, old: str, new: str) -> Reply:
    """A `question` reply for two statements that contradict each other."""
    options = [{"label": old, "value": "按前面说的"}, {"label": new, "value": "按后面说的"}]
    text = f"前后说法不一致：前面是“{old}”，现在是“{new}”。以哪个为准？"
    return {
        "kind": "question",
        "text": text,
        "fact": fact.id,
        "answer_type": "choice",
        "options": options,
        "why": "两种说法会得出不同的结论，要先弄清",
    }


def what_to_correct(state: State, catalogue: Catalogue) -> Reply:
    """Asks what the person wants to take back, naming what is known."""
    known = "；".join(catalogue.facts.say(name, value) for name, value in state.values().items())
    return answer("clarify", f"你要更正哪一点？我记下的是：{known}。请直接说改成什么，比如“货值是520元”。")


def choose_item(items: Iterable[str], catalogue: Catalogue) -> Reply:
    """A `choose_item` reply: the acts that the message may mean, best first."""
    candidates = [_candidate(item, catalogue) for item in items]
    lines = [f"{place}. {c['title']}" for place, c in enumerate(candidates, 1)]
    text = f"你说的是下面哪一种？回复序号，或者说“{NONE_OF_THESE}”。\n" + "\n".join(lines)
    return {"kind": "choose_item", "text": text, "candidates": candidates}


def _candidate(item_id: str, catalogue: Catalogue) -> dict[str, str]:
    item = catalogue.items[item_id]
    rules = catalogue.editions[item.edition]
    return {"item": item.id, "title": item.title, "list": rules.id, "list_title": rules.title}


def item_name(item_id: str, catalogue: Catalogue) -> str:
    """《清单》第N项."""
    item = catalogue.items[item_id]
    place = f"第{item.no}项" if item.no.isdigit() else item.no
    return f"《{catalogue.editions[item.edition].title.strip('《》')}》{place}"


def about(items: Iterable[Item]) -> str:
    """The acts that a message was taken to be about, said back so that a wrong one can be put right."""
    names = [f"“{item.title}”" for item in items]
    return f"我按{'和'.join(names)}来看，不是这件事请直接说。\n" if names else ""


def understood(facts: Iterable[tuple[str, Value]], catalogue: Catalogue) -> str:
    """What was just understood, said back: 明白了：…。"""
    said = list(dict.fromkeys(catalogue.facts.say(name, value) for name, value in facts))
    return f"明白了：{'；'.join(said)}。\n" if said else ""
