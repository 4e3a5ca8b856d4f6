"""About the matter itself: asking, telling, answering, correcting, supposing, starting again."""

from __future__ import annotations

from actions.base import TurnAction
from bot.dialogue import assessing, topics


class Assess(TurnAction):
    """ask_eligibility, tell_facts, affirm, deny, dont_know, correct."""

    answer = staticmethod(assessing.listen_and_assess)


class WhatIf(TurnAction):
    """如果……呢."""

    answer = staticmethod(lambda turn: topics.handle(turn, topics.what_if))


class StartAgain(TurnAction):
    """重新开始."""

    answer = staticmethod(topics.start_again)
