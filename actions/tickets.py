"""About tickets that were filed: 我的工单办到哪了."""

from __future__ import annotations

from actions.base import TurnAction
from bot.dialogue import ticket_talk, topics


class TicketProgress(TurnAction):
    """我的工单办到哪了."""

    answer = staticmethod(lambda turn: topics.handle(turn, ticket_talk.progress))
