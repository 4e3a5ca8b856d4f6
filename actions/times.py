"""About rules in time: what applied then, what changed, what would follow by another day's rules."""

from __future__ import annotations

from actions.base import TurnAction
from bot.dialogue import timeline, topics


class AsOf(TurnAction):
    """当时适用哪一版."""

    answer = staticmethod(lambda turn: topics.handle(turn, timeline.as_of))
