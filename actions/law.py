"""About the law: why, what to do, lists, articles, penalties, remedies, deadlines, limitation, definitions."""

from __future__ import annotations

from actions.base import TurnAction
from bot.dialogue import topics


class Why(TurnAction):
    """为什么."""

    answer = staticmethod(lambda turn: topics.handle(turn, topics.why, takes_up=True))


class Todo(TurnAction):
    """我该怎么办."""

    answer = staticmethod(lambda turn: topics.handle(turn, topics.todo, takes_up=True))


class Lists(TurnAction):
    """有哪些清单."""

    answer = staticmethod(lambda turn: topics.handle(turn, topics.lists, takes_up=True))


class Basis(TurnAction):
    """依据是哪一条."""

    answer = staticmethod(lambda turn: topics.handle(turn, topics.basis))


class Penalty(TurnAction):
    """正常要罚多少."""

    answer = staticmethod(lambda turn: topics.handle(turn, topics.penalty))


class Remedy(TurnAction):
    """不服怎么办."""

    answer = staticmethod(lambda turn: topics.handle(turn, topics.remedy))


class Deadline(TurnAction):
    """几天之内."""

    answer = staticmethod(lambda turn: topics.handle(turn, topics.prepared("deadline", "deadline")))


class Limitation(TurnAction):
    """过了多久就不罚了."""

    answer = staticmethod(lambda turn: topics.handle(turn, topics.limitation))


class Definition(TurnAction):
    """什么叫……."""

    answer = staticmethod(lambda turn: topics.handle(turn, topics.definition))
