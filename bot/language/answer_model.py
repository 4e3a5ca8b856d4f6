"""Reading answers that no rule foresaw: a small model trained on how people answer each question (data/replies).

Two logistic regressions over character n-grams: one for yes / no / unclear, which shares what it learns between
facts, one for the options of choices. Asked only where the rules find nothing, and believed only when it is sure.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import skops.io
import yaml
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline

from bot.eligibility.model import Fact
from bot.language.normalise import normalise

SURE = 0.7  # below this the answer is asked for again
AHEAD = 0.3  # how much the best reading must lead the next
UNCLEAR = "unclear"
_LONGEST = 3
Example = tuple[str, str, str]


def grams(marked: str) -> Iterator[str]:
    """The n-grams of "fact<TAB>answer": each alone and each together with the fact."""
    fact, _, answer = marked.partition("\t")
    text = f"^{answer}$"
    for size in range(1, _LONGEST + 1):
        for start in range(len(text) - size + 1):
            gram = text[start : start + size]
            yield gram
            yield f"{fact}:{gram}"


def examples(folder: Path) -> list[Example]:
    """(fact, label, answer) of all files; labels are yes, no, unclear or an option."""
    found = []
    for path in sorted(folder.glob("*.yml")):
        for fact, labels in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            found += [(fact, _label(label), normalise(str(said))) for label, said_all in labels.items() for said in said_all]
    return found


def _label(raw: object) -> str:
    return {True: "yes", False: "no"}.get(raw, str(raw)) if isinstance(raw, bool) else str(raw)


def _untrained(strength: float) -> Pipeline:
    words = TfidfVectorizer(analyzer=grams, sublinear_tf=True)
    return make_pipeline(words, LogisticRegression(C=strength, max_iter=300, class_weight="balanced", random_state=1))


class AnswerModel:
    """Reads an answer to the question about one fact."""

    def __init__(self, yes_no: Pipeline, choice: Pipeline):
        self._yes_no, self._choice = yes_no, choice

    @staticmethod
    def train(found: list[Example]) -> AnswerModel:
        """Fit both models."""
        plain = [e for e in found if e[0] not in {fact for fact, label, _ in found if label not in {"yes", "no", UNCLEAR}}]
        chosen = [e for e in found if e not in set(plain)]
        yes_no = _untrained(8.0).fit([f"{f}\t{a}" for f, _, a in plain], [label for _, label, _ in plain])
        choice = _untrained(20.0).fit([f"{f}\t{a}" for f, _, a in chosen], [f"{f}={label}" for f, label, _ in chosen])
        return AnswerModel(yes_no, choice)

    def save(self, folder: Path) -> None:
        """Write both models into a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        skops.io.dump(self._yes_no, folder / "yes_no.skops")
        skops.io.dump(self._choice, folder / "choice.skops")

    @staticmethod
    def load(folder: Path) -> AnswerModel:
        """Read them back; FileNotFoundError when they were not trained."""
        yes_no, choice = (_load(folder / f"{name}.skops") for name in ("yes_no", "choice"))
        return AnswerModel(yes_no, choice)

    def read(self, fact: Fact, text: str) -> bool | str | None:
        """True or False, or an option; None when unclear or not sure."""
        scores = self._scores(fact, text)
        if not scores:
            return None
        (best, label), (second, _) = scores[0], scores[1]
        if label == UNCLEAR or best < SURE or best - second < AHEAD:
            return None
        return {"yes": True, "no": False}.get(label, label)

    def _scores(self, fact: Fact, text: str) -> list[tuple[float, str]]:
        model = self._choice if fact.type == "choice" else self._yes_no
        found = zip(model.predict_proba([f"{fact.id}\t{text}"])[0], map(str, model.classes_), strict=True)
        prefix = f"{fact.id}=" if fact.type == "choice" else ""
        own = [(float(score), label.removeprefix(prefix)) for score, label in found if label.startswith(prefix)]
        total = sum(score for score, _ in own) or 1.0
        return sorted(((score / total, label) for score, label in own), reverse=True)


def _load(path: Path) -> Pipeline:
    return skops.io.load(path, trusted=skops.io.get_untrusted_types(file=path))
