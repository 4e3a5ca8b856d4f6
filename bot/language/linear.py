"""Linear models over weighted n-grams (tf-idf), laid out so that one short text is judged at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.pipeline import Pipeline

Array = NDArray[Any]


def fitted(model: Pipeline, texts: Sequence[str], labels: Sequence[str]) -> Pipeline:
    """The pipeline fitted; the weights of one n-gram stand together, as `Linear` reads them."""
    model.fit(texts, labels)
    last = model.steps[-1][1]
    last.coef_ = np.asfortranarray(last.coef_)
    return model


class Linear:
    """What a fitted pipeline of TfidfVectorizer and a linear model of three classes or more says of one text.

    The same numbers as scikit-learn's, without the sparse matrices and checks that cost ten times the arithmetic.
    """

    def __init__(self, model: Pipeline):
        self._words, last = model.steps[0][1], model.steps[-1][1]
        self._grams, self._places = self._words.build_analyzer(), self._words.vocabulary_
        self._rarity, self._weights, self._bias = self._words.idf_, last.coef_.T, last.intercept_
        self.classes = [str(name) for name in last.classes_]

    def margins(self, text: str) -> Array:
        """The margin of each class: LinearSVC.decision_function, LogisticRegression.decision_function."""
        found = Counter(place for gram in self._grams(text) if (place := self._places.get(gram)) is not None)
        if not found:
            return np.array(self._bias)
        places, counts = np.array(list(found)), np.array(list(found.values()), dtype=float)
        if self._words.binary:
            counts = np.ones_like(counts)
        if self._words.sublinear_tf:
            counts = 1 + np.log(counts)
        weighted = counts * self._rarity[places]
        weighted = (weighted / np.linalg.norm(weighted)).astype(self._weights.dtype)
        # einsum, not @: BLAS would start threads for an arithmetic of microseconds
        return np.asarray(np.einsum("i,ij->j", weighted, self._weights[places]) + self._bias)

    def one_against_rest(self, text: str) -> Array:
        """The likelihood of each class where each was fitted against all others (solver liblinear)."""
        each = 1 / (1 + np.exp(-self.margins(text)))
        return np.asarray(each / each.sum())

    def together(self, text: str) -> Array:
        """The likelihood of each class where all were fitted together (solver lbfgs)."""
        margins = self.margins(text)
        spread = np.exp(margins - margins.max())
        return np.asarray(spread / spread.sum())
