"""Reading a message as the answer to the question that was asked: rules first, weighed by the trained model.

A short plain 有 or 没有 is taken as it is. Otherwise the rules' reading counts while the model does not speak against it,
and the model's own only when it is sure; else the question is asked again. A wrong reading is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from bot.eligibility.factbook import FactBook
from bot.eligibility.model import Fact
from bot.eligibility.values import OneOf, Value, is_exact, meet
from bot.language import answers, corrections, earlier, history, taken_back
from bot.language.answer_model import UNCLEAR, AnswerModel
from bot.language.reader import Reader
from bot.language.shaken import is_shaken
from bot.language.unfinished import is_unfinished

SURE = 0.62  # likelihood from which the model is believed by itself
SURER = 0.75  # and against the rules, or where the message also tells something else
DOUBTFUL = 0.5  # below this the model speaks against what a single rule reads
# What has been done: what is only meant or begun does not make it true.
_DONE = earlier.SETTLED | {
    "correction",
    "quiz_done",
    "harm_removed",
    "road_cleaned",
    "loads_secured",
    "building_stopped",
}
_PLAIN = 4  # a yes or no of so few characters needs no model
_DENIALS = re.compile(r"[没不未无别冇]")


class Answering:
    """Reads answers; one instance serves all conversations."""

    def __init__(self, reader: Reader, book: FactBook, model: AnswerModel | None = None):
        self._reader, self._book, self._model = reader, book, model

    def read(self, asked: str, text: str, today: date, known: Value | None = None) -> Value | None:
        """The value of the asked fact that a normalised message gives; None when it gives none."""
        text = taken_back.what_stands(text)
        value = self._read(asked, text, today, known)
        return None if _claims_done(asked, value) and is_unfinished(text) else value

    def _read(self, asked: str, text: str, today: date, known: Value | None) -> Value | None:
        fact, text = self._book[asked], answers.plainly(answers.without_wishes(text))
        if fact.family and not answers.is_dont_know(text) and (last := history.last(text, today)) is not None:
            return history.within(last, fact.months)  # a day that is told decides, whatever the words look like
        if is_shaken(text) and self._model is not None and (fact.family or fact.id) in self._model.facts:
            return self._weighed(fact, text, self._by_rules(fact, text, today, known), None, SURER)
        if (outright := _outright(fact, text)) is not None:
            return outright
        found = self._by_rules(fact, text, today, known)
        if fact.type not in {"yes_no", "choice"}:
            return _first(found)
        agreed = _agreed(found)
        if "还是" in text and answers.is_dont_know(text):
            return None  # 交警还是城管我认不出来 names both and says neither
        if (answers.is_dont_know(text) or answers.takes_back(text)) and found[0] is None and found[1] is None:
            return None
        plain = _is_plain(fact, text) and (agreed is not None or not any(value is not None for value in found))
        if self._model is None or asked in answers.PLAINLY_ONLY or plain:
            return agreed
        elsewhere = all(value is None for value in found) and bool(self._reader.read(text, today))
        return self._weighed(fact, text, found, agreed, SURER if elsewhere else SURE)

    def signals(self, asked: str, text: str, today: date) -> list[str]:
        """What the rules say of an answer, as features for the model."""
        return _signals(self._by_rules(self._book[asked], text, today, None), text)

    def _by_rules(self, fact: Fact, text: str, today: date, known: Value | None) -> tuple[Value | None, ...]:
        """By the fact's own words, by what follows from others, and as a bare answer."""
        told = self._reader.answer(fact.id, text, today)
        said = {r.fact: r.value for r in self._reader.read(text, today) if not r.supposed}
        implied = self._book.complete(said)[0].get(fact.id)
        if answers.is_asking(text) or _is_settled(fact, told):
            return told, implied, None
        return told, implied, answers.parse(fact, text, today, known)

    def _weighed(
        self, fact: Fact, text: str, found: tuple[Value | None, ...], agreed: Value | None, sure: float
    ) -> Value | None:
        assert self._model is not None
        likely = self._model.likelihoods(fact.family or fact.id, fact.type == "choice", text, _signals(found, text))
        if not likely:
            return agreed
        label, score = max(likely.items(), key=lambda item: item[1])
        learned = None if label == UNCLEAR else _value(label)
        if agreed is not None and not is_exact(agreed):
            return _narrowed(agreed, likely)
        if agreed is not None:
            readers = sum(value is not None for value in found)
            if readers > 1 or (fact.family or fact.id) not in self._model.facts:
                return agreed
            if learned == agreed or likely.get(_label(agreed), 1.0) >= DOUBTFUL:
                return agreed
            return learned if score >= SURER else None
        if learned is None or score < sure or self._model.is_beside(fact.family or fact.id, text):
            return None
        return learned


def _outright(fact: Fact, text: str) -> Value | None:
    """What answers of one kind say by themselves: whether there was one before, and days given against days used."""
    if not answers.is_dont_know(text) and (before := earlier.told(fact, text)) is not None:
        return before
    return corrections.by_days(text) if fact.id == "correction" else None


def _is_settled(fact: Fact, told: Value | None) -> bool:
    """True when its own words name one of the options: what the label of another shares with them is chance."""
    return fact.type == "choice" and fact.id != "correction" and told is not None and is_exact(told)


def _claims_done(asked: str, value: Value | None) -> bool:
    if asked not in _DONE or value is None:
        return False
    possible = value.options if isinstance(value, OneOf) else {value}
    return bool(possible & ({True} | corrections.IN_TIME.options))


def _narrowed(agreed: Value, likely: Mapping[str, float]) -> Value:
    """What the rules leave open (不是快速路), settled by the model where it is sure among what is left."""
    left = {label: p for label, p in likely.items() if label == UNCLEAR or meet(agreed, _value(label)) is not None}
    label, score = max(left.items(), key=lambda item: item[1])
    if label == UNCLEAR or score < SURE * sum(left.values()):
        return agreed
    return meet(agreed, _value(label)) or agreed


def _signals(found: tuple[Value | None, ...], text: str) -> list[str]:
    told, implied, plain = (_word(value) for value in found)
    return [
        f"told={told}",
        f"implied={implied}",
        f"plain={plain}",
        f"all={told},{implied},{plain}",
        f"asking={answers.is_asking(text)}",
        f"unknowing={answers.is_dont_know(text)}",
        f"denials={len(_DENIALS.findall(text))}",
        f"shaken={is_shaken(text)},{told},{implied},{plain}",
    ]


def _first(found: tuple[Value | None, ...]) -> Value | None:
    told, implied, plain = found
    if told is not None and plain is not None:
        return meet(told, plain) or told
    return next((value for value in (told, implied, plain) if value is not None), None)


def _agreed(found: tuple[Value | None, ...]) -> Value | None:
    """What all rules that read anything agree on; None when they contradict each other."""
    values = [value for value in found if value is not None]
    agreed: Value | None = values[0] if values else None
    for value in values[1:]:
        agreed = meet(agreed, value) if agreed is not None else None
    return agreed


def _is_plain(fact: Fact, text: str) -> bool:
    return fact.type == "yes_no" and len(re.sub(r"[^一-龥a-zA-Z]", "", text)) <= _PLAIN


def _word(value: Value | None) -> str:
    if value is None:
        return "none"
    return str(value) if is_exact(value) else "partly"


def _value(label: str) -> Value:
    return {"yes": True, "no": False}.get(label, label)


def _label(value: Value) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
