"""Which act (违法行为) an opening message is about, learned from how people open (data/openings) and from all names.

A linear model over character n-grams. It knows the acts of the day it was trained; an act that a list brings later is
found by its names alone (`finder`), and `naming` weighs the two.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import joblib
import numpy as np
import yaml
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.svm import LinearSVC

from bot.language.linear import Linear, fitted
from bot.language.normalise import normalise
from bot.language.synonyms import canonical

FILE = "acts.joblib"  # made and read by this product alone
NONE = "none"  # a message that names no act
UNLISTED = "unlisted"  # one about a violation that no list names
_ANSWERS = 400  # answers to questions, as examples of what names no act
_SHARPNESS = 8.0  # from margins to likelihoods; found on cases whose wording was not trained on
_SERIOUS = 8  # acts that share the likelihood: the many that are far off would only blur it
_CONTACT = re.compile(
    r"(?:联系)?(?:电话|手机|微信|QQ|身份证)?号?码?[是为：:]?[0-9]{5,}"
)  # how to be reached tells nothing
_DAY = re.compile(r"(?:[0-9]{2,4}年)?[0-9]{1,2}月[0-9]{1,2}[日号]?|[0-9]{4}年(?:[0-9]{1,2}月)?")  # nor does the day
Example = tuple[str, str]  # act, message


def examples(folder: Path) -> list[Example]:
    """All openings of a folder of YAML files, act by act."""
    files = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.yml"))]
    return [(act, normalise(str(said))) for acts in files for act, messages in acts.items() for said in messages]


def names(folder: Path) -> list[Example]:
    """The titles and aliases of the items in a folder of list files (not in those below it: other places)."""
    files = [*folder.glob("*.yml"), *(folder / "regulations").glob("*.yml")]
    lists = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(files)]
    items = [item for rules in lists for item in rules.get("items") or () if item.get("act")]
    return [(item["act"], normalise(str(n))) for item in items for n in (item["title"], *item.get("aliases", ()))]


def nothing(answers: Iterable[str]) -> list[Example]:
    """Answers to questions name no act."""
    spoken = sorted({said for said in answers if len(said) > 3})
    return [(NONE, said) for said in random.Random(1).sample(spoken, min(_ANSWERS, len(spoken)))]


class ActModel:
    """How likely a message is about each of the acts it was trained on."""

    def __init__(self, model: Pipeline):
        self._model, self._linear = model, Linear(model)
        self.acts = frozenset(self._linear.classes) - {NONE, UNLISTED}

    @staticmethod
    def train(found: list[Example]) -> ActModel:
        """Fit to examples; names of acts serve as well as messages."""
        words = TfidfVectorizer(
            analyzer="char", ngram_range=(1, 3), min_df=2, sublinear_tf=True, preprocessor=_marked, dtype=np.float32
        )
        model = make_pipeline(words, LinearSVC(C=0.5, random_state=1))
        model = fitted(model, [text for _, text in found], [act for act, _ in found])
        model.steps[-1][1].coef_ = np.asfortranarray(model.steps[-1][1].coef_.astype(np.float32))
        return ActModel(model)

    def save(self, folder: Path) -> None:
        """Write it into a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        joblib.dump(self._model, folder / FILE)

    @staticmethod
    def load(folder: Path) -> ActModel:
        """Read it back; FileNotFoundError when it was not trained."""
        return ActModel(joblib.load(folder / FILE))

    def likelihoods(self, text: str) -> Mapping[str, float]:
        """The likely acts (or `NONE`, `UNLISTED`), each with its likelihood; they add up to 1. What is missing is not likely."""
        margins = self._linear.margins(text)
        serious = np.argpartition(margins, -_SERIOUS)[-_SERIOUS:]
        spread = np.exp(_SHARPNESS * (margins[serious] - margins.max()))
        return {self._linear.classes[n]: float(p) for n, p in zip(serious, spread / spread.sum(), strict=True)}


def _marked(text: str) -> str:
    return f"^{canonical(_DAY.sub('', _CONTACT.sub('', text)))}$"
