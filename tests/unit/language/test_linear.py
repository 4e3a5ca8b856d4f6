"""The models say what scikit-learn's own pipelines say."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC

from bot.language.linear import Linear, fitted

TOLD = [
    ("还没有改", "no"),
    ("已经改了", "yes"),
    ("当场就改了", "yes"),
    ("没改", "no"),
    ("不知道改没改", "unclear"),
    ("说不好", "unclear"),
]
ASKED = ["早就改了", "改了改了改了", "没有改", "说不清", "", "abc"]


def trained(last, **words):
    texts, labels = zip(*TOLD, strict=True)
    return fitted(make_pipeline(TfidfVectorizer(analyzer="char", ngram_range=(1, 2), **words), last), texts, labels)


@pytest.mark.parametrize("said", ASKED)
@pytest.mark.parametrize("words", [{}, {"binary": True}, {"sublinear_tf": True}], ids=str)
def test_margins_are_those_of_the_pipeline(said, words):
    model = trained(LinearSVC(random_state=1), **words)
    assert Linear(model).margins(said) == pytest.approx(model.decision_function([said])[0])


@pytest.mark.parametrize("said", ASKED)
def test_likelihoods_are_those_of_the_solver(said):
    apart = trained(LogisticRegression(solver="liblinear"))
    joint = trained(LogisticRegression(max_iter=400))
    assert np.allclose(Linear(apart).one_against_rest(said), apart.predict_proba([said])[0])
    assert np.allclose(Linear(joint).together(said), joint.predict_proba([said])[0])
