"""Linear models over sparse features, laid out so that one short text is judged without copying the weights."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.pipeline import Pipeline


def fitted(model: Pipeline, texts: Sequence[str], labels: Sequence[str]) -> Pipeline:
    """The pipeline fitted; scipy multiplies a sparse row by weights column by column, so they are kept in columns."""
    model.fit(texts, labels)
    last = model.steps[-1][1]
    last.coef_ = np.asfortranarray(last.coef_)
    return model
