"""What an answer means when rules alone cannot tell: a model trained on how people answer each question (data/replies).

Logistic regression over the character n-grams of the answer, each also together with the fact asked, and over what the
rules read in it (their signals): so it learns which rules can be trusted for which fact. One model for yes / no /
unclear, one for the options of choices. A third tells which fact an answer speaks of: 小票一摞都在, said when it was asked
whether there was one before, answers another question.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import joblib
import numpy as np
import yaml
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.svm import LinearSVC

from bot.language.linear import Linear, fitted
from bot.language.normalise import normalise

FILE = "answers.joblib"  # made and read by this product alone; twelve times faster to read than skops
UNCLEAR = "unclear"
_LONGEST = 3
_SIGNAL_WEIGHT = 1  # how many times a signal counts against an n-gram
_STOPS = re.compile(r"[，,。 ！!？?、]")
_DENIES = re.compile(r"[没不未无别冇木]|哪[有能会是]|零")
_DENIED = re.compile(r"(?:没有?|不|未|无|别|哪)(.{1,3})")
_STRANGERS = 10  # answers of other facts that each fact is shown
_WORDY = 6  # characters from which an answer says what it is about
_BESIDE = (
    0.8  # margin by which another fact must fit better; measured: 4 % of true answers are lost, 41 % of others caught
)
Example = tuple[str, str, str]  # fact, label (yes, no, unclear or an option), answer


def features(marked: str) -> Iterator[str]:
    """The features of "fact<TAB>answer<TAB>signals"."""
    fact, answer, signals = marked.split("\t")
    text = f"^{answer}$"
    for size in range(1, _LONGEST + 1):
        for start in range(len(text) - size + 1):
            gram = text[start : start + size]
            yield from (gram, f"{fact}:{gram}")
    yield from _shape(fact, answer)
    for signal in signals.split(" "):
        for copy in range(_SIGNAL_WEIGHT):
            yield from (f"{copy}!{signal}", f"{copy}!{fact}:{signal}")


def _shape(fact: str, answer: str) -> Iterator[str]:
    """How it begins and ends, whether the first part and the rest deny something, and what is denied."""
    parts = [part for part in _STOPS.split(answer) if part]
    if not parts:
        return
    first, rest = parts[0], "".join(parts[1:])
    denies = f"{bool(_DENIES.search(first))},{bool(_DENIES.search(rest))}"
    yield from (f"p!{denies},{bool(rest)}", f"p!{fact}:{denies}", f"e!{first[-1]}", f"e!{first[-2:]}")
    yield from (f"b!{first[:2]}", f"b!{fact}:{first[:2]}")
    for size in range(1, _LONGEST + 1):
        yield from (f"1!{first[start : start + size]}" for start in range(len(first) - size + 1))
    for denied in _DENIED.findall(answer):
        for size in range(1, len(denied) + 1):
            yield from (f"n!{denied[:size]}", f"n!{fact}:{denied[:size]}")


def marked(fact: str, answer: str, signals: list[str]) -> str:
    """What the models read."""
    return "\t".join((fact, answer.replace("\t", " "), " ".join(signals)))


def examples(folder: Path) -> list[Example]:
    """All examples of a folder."""
    found = []
    for path in sorted(folder.glob("*.yml")):
        for fact, labels in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            found += [(fact, label, normalise(str(said))) for label, answers in labels.items() for said in answers]
    return found


def beside_the_question(found: list[Example]) -> list[Example]:
    """Answers that belong to other facts, as examples of what gives the asked fact no value (答非所问)."""
    pick = random.Random(1)
    spoken = [(fact, said) for fact, label, said in found if label != UNCLEAR and len(said) >= _WORDY]
    strangers = []
    for fact in sorted({fact for fact, _, _ in found}):
        others = [said for other, said in spoken if other != fact]
        strangers += [(fact, UNCLEAR, said) for said in pick.sample(others, min(_STRANGERS, len(others)))]
    return strangers


class AnswerModel:
    """How likely an answer means each of the possible values; `facts` are those it was trained on."""

    def __init__(self, yes_no: Pipeline, choice: Pipeline, topic: Pipeline, facts: frozenset[str]):
        self._models, self.facts = (yes_no, choice, topic), facts
        self._yes_no, self._choice, self._topic = (Linear(model) for model in self._models)
        self._places = {fact: place for place, fact in enumerate(self._topic.classes)}

    @staticmethod
    def train(found: list[Example], signals: list[list[str]]) -> AnswerModel:
        """Fit both models; `signals` belongs to the examples in order."""
        choices = {fact for fact, label, _ in found if label not in {"yes", "no", UNCLEAR}}
        rows = [
            (marked(fact, answer, told), fact, label)
            for (fact, label, answer), told in zip(found, signals, strict=True)
        ]
        plain = [(text, label) for text, fact, label in rows if fact not in choices]
        chosen = [(text, f"{fact}={label}") for text, fact, label in rows if fact in choices]
        return AnswerModel(_fit(plain), _fit(chosen), _fit_topic(found), frozenset(fact for fact, _, _ in found))

    def save(self, folder: Path) -> None:
        """Write both models into a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        joblib.dump((*self._models, self.facts), folder / FILE)

    @staticmethod
    def load(folder: Path) -> AnswerModel:
        """Read them back; FileNotFoundError when they were not trained."""
        return AnswerModel(*joblib.load(folder / FILE))

    def is_beside(self, fact: str, answer: str) -> bool:
        """True when a wordy answer speaks of another fact than the one that was asked."""
        if len(answer) < _WORDY or fact not in self._places:
            return False
        margins = self._topic.margins(answer)
        return bool(margins.max() - margins[self._places[fact]] > _BESIDE)

    def likelihoods(self, fact: str, is_choice: bool, answer: str, signals: list[str]) -> dict[str, float]:
        """The likelihood of each label of the fact; empty when a choice was never trained."""
        model, prefix = (self._choice, f"{fact}=") if is_choice else (self._yes_no, "")
        found = zip(model.one_against_rest(marked(fact, answer, signals)), model.classes, strict=True)
        own = {label.removeprefix(prefix): float(score) for score, label in found if label.startswith(prefix)}
        total = sum(own.values())
        return {label: score / total for label, score in own.items()}


def _fit_topic(found: list[Example]) -> Pipeline:
    told = [(answer, fact) for fact, label, answer in found if label != UNCLEAR and len(answer) >= _WORDY]
    words = TfidfVectorizer(analyzer="char", ngram_range=(1, _LONGEST), min_df=2, sublinear_tf=True, dtype=np.float32)
    model = fitted(
        make_pipeline(words, LinearSVC(C=0.5, random_state=1)), [said for said, _ in told], [fact for _, fact in told]
    )
    model.steps[-1][1].coef_ = np.asfortranarray(model.steps[-1][1].coef_.astype(np.float32))
    return model


def _fit(rows: list[tuple[str, str]]) -> Pipeline:
    words = TfidfVectorizer(analyzer=features, binary=True, min_df=2, dtype=np.float32)
    kinds = LogisticRegression(C=30.0, solver="liblinear", class_weight="balanced", random_state=1)
    return fitted(make_pipeline(words, kinds), [text for text, _ in rows], [label for _, label in rows])
