"""Everything else that people say: greeting, thanking, asking what this is, asking for a person, going off topic."""

from __future__ import annotations

from actions.base import TurnAction
from bot.dialogue import topics


class Greet(TurnAction):
    """你好."""

    answer = staticmethod(lambda turn: topics.handle(turn, topics.prepared("greet", "smalltalk"), takes_up=True))


class Thanks(TurnAction):
    """谢谢."""

    answer = staticmethod(lambda turn: topics.handle(turn, topics.prepared("thanks", "smalltalk"), takes_up=True))


class Goodbye(TurnAction):
    """再见."""

    answer = staticmethod(lambda turn: topics.handle(turn, topics.prepared("goodbye", "smalltalk"), takes_up=True))


class Capability(TurnAction):
    """你能做什么."""

    answer = staticmethod(lambda turn: topics.handle(turn, topics.prepared("capability", "capability"), takes_up=True))


class Privacy(TurnAction):
    """会不会泄露我的信息."""

    answer = staticmethod(lambda turn: topics.handle(turn, topics.prepared("privacy", "capability"), takes_up=True))


class Handoff(TurnAction):
    """转人工."""

    answer = staticmethod(lambda turn: topics.handle(turn, topics.prepared("handoff", "capability"), takes_up=True))


class OutOfScope(TurnAction):
    """不相干的话."""

    answer = staticmethod(lambda turn: topics.handle(turn, topics.out_of_scope, takes_up=True))
