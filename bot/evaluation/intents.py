"""How well the kinds of question are told apart on unseen wording: grouped cross-validation over the training data.

Examples that share most of their characters form a group and never stand on both sides of a split.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedGroupKFold, cross_val_predict

from bot.language.normalise import normalise

ALIKE = 0.6


def examples(folder: Path) -> tuple[list[str], list[str]]:
    """All training texts (normalised) and their intents."""
    texts, intents = [], []
    for path in sorted(folder.glob("*.yml")):
        for group in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            found = [line[2:].strip() for line in group["examples"].splitlines() if line.startswith("- ")]
            texts += [f"^{normalise(text)}$" for text in found]
            intents += [group["intent"]] * len(found)
    return texts, intents


def groups(texts: list[str]) -> Any:
    """A group number for each text: near-duplicates (by character pairs) share one."""
    bags = CountVectorizer(analyzer="char", ngram_range=(2, 2), binary=True).fit_transform(texts).astype(float)
    shared = (bags @ bags.T).tocoo()
    sizes = np.asarray(bags.sum(axis=1)).ravel()
    parent = list(range(len(texts)))
    for a, b, both in zip(shared.row, shared.col, shared.data, strict=True):
        if a < b and both / (sizes[a] + sizes[b] - both) >= ALIKE:
            parent[_root(parent, a)] = _root(parent, b)
    return np.array([_root(parent, n) for n in range(len(texts))])


def _root(parent: list[int], n: int) -> int:
    while parent[n] != n:
        parent[n] = parent[parent[n]]
        n = parent[n]
    return n


def cross_validated_f1(folder: Path, make_model: Callable[[], Any]) -> tuple[float, int]:
    """Macro F1 over five grouped folds, and the number of examples."""
    texts, intents = examples(folder)
    folds = StratifiedGroupKFold(5, shuffle=True, random_state=1)
    predicted = cross_val_predict(make_model(), texts, intents, groups=groups(texts), cv=folds, n_jobs=2)
    return float(f1_score(intents, predicted, average="macro")), len(texts)
