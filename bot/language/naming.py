"""Naming the act: the index over names (finder) and the model of openings (act_model) weighed against each other."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from heapq import nlargest
from operator import attrgetter

from bot.language.act_model import NONE, UNLISTED, ActModel
from bot.language.finder import CLEAR, NEAR, REMEMBERED, Candidate, Finder, rivals, says_less

_TRUST = 0.6  # the model's part of the weighed score
_LIFT, _SCALE = 0.3, 0.8  # brings weighed scores to the finder's scale, where 0.62 is clear
_LIKELIER = 0.5
_KEPT = 20  # acts in a ranking
_POSSIBLE = 0.1  # likelihood from which a fuller name counts
_MOST_OF_ITS_NAME = 0.85  # score of a message that has nearly the whole name of an act
_NEAR = 0.1  # two acts whose weighed scores are closer than this are offered as a choice


class Naming:
    """Ranks the acts that a message may be about; one instance serves all conversations of one catalogue."""

    def __init__(self, finder: Finder, model: ActModel | None = None):
        self.finder, self._model = finder, model
        self._ranking = lru_cache(REMEMBERED)(self._rank)
        self._judging = lru_cache(REMEMBERED)(self._judge)

    def ranked(self, text: str) -> list[Candidate]:
        """Acts that a message may be about, best first, with scores from 0 to 1."""
        return list(self._ranking(text))

    def find(self, text: str) -> list[Candidate]:
        """Acts that fit clearly, best first; empty when none does."""
        return [c for c in self._ranking(text) if c.score >= CLEAR]

    def rivals(self, found: list[Candidate]) -> list[Candidate]:
        """All that come near the best, best first, when more than one does."""
        return rivals(found, _NEAR if self._model else NEAR)

    def likelihood(self, text: str, act: str) -> float:
        """How likely the model finds that a text is about an act; 1 for an act that it was not trained on."""
        return self._judging(text).get(act, 0.0) if self.knows(act) else 1.0

    def names_nothing(self, text: str) -> bool:
        """True when the model finds it likelier than any act that a text names none."""
        return self._judging(text).get(NONE, 0.0) >= _LIKELIER

    def names_unlisted(self, text: str) -> bool:
        """True when the model finds it likelier than any act that a text is about a violation no list names."""
        return self._judging(text).get(UNLISTED, 0.0) >= _LIKELIER

    def knows(self, act: str) -> bool:
        """True when the model was trained on this act."""
        return self._model is not None and act in self._model.acts

    def _judge(self, text: str) -> dict[str, float]:
        return dict(self._model.likelihoods(text)) if self._model else {}

    def _rank(self, text: str) -> tuple[Candidate, ...]:
        by_name = {c.act: c for c in self.finder.find(text) or self.finder.nearest(text, len(self.finder.acts))}
        if self._model is None:
            return tuple(sorted(by_name.values(), key=lambda c: -c.score))
        likely = self._judging(text)
        sure = max((p for act, p in likely.items() if act not in (NONE, UNLISTED)), default=0.0)
        found = []
        for act, item in self.finder.acts.items():
            if act in by_name or act in likely:
                named = by_name[act].score if act in by_name else 0.0
                learned = likely.get(act, 0.0) if self.knows(act) else _by_name_alone(named, sure)
                score = min(1.0, _LIFT + _SCALE * ((1 - _TRUST) * named + _TRUST * learned))
                found.append(Candidate(act, item, score, by_name[act].name if act in by_name else ""))
        return _fuller_name_first(nlargest(_KEPT, found, key=_score), by_name, likely)


_score = attrgetter("score")


def _by_name_alone(named: float, sure: float) -> float:
    """For an act that a list brought after the model was trained: nearly its whole name counts in full, less of it the less
    the surer the model is of another act."""
    return named if named >= _MOST_OF_ITS_NAME else (1 - sure) * named


def _fuller_name_first(
    found: list[Candidate], by_name: Mapping[str, Candidate], likely: Mapping[str, float]
) -> tuple[Candidate, ...]:
    """副驾没系安全带 is the name of another act than 没系安全带 is: the one that says more is meant."""
    if not found:
        return ()
    best = found[0]
    for other in found[1:]:
        fuller = best.name and says_less(best.name, other.name) and by_name[other.act].score >= by_name[best.act].score
        if fuller and likely.get(other.act, 1.0) >= _POSSIBLE:
            rest = [c for c in found if c not in (best, other)]
            return (other._replace(score=best.score), best._replace(score=other.score), *rest)
    return tuple(found)
