"""Before anything happened, and between people: risk points of a trade, disputes that are mediated."""

from __future__ import annotations

from actions.base import TurnAction
from bot.dialogue import guiding, topics


class Prevention(TurnAction):
    """开店要注意什么."""

    answer = staticmethod(lambda turn: topics.handle(turn, guiding.prevention))


class Mediation(TurnAction):
    """有纠纷找谁调解."""

    answer = staticmethod(lambda turn: topics.handle(turn, guiding.mediation))
