"""更正“货值”: something told before is taken back by its name, and its question is asked again.

Until it is answered the fact is not known: a verdict never rests on what was taken back.
"""

from __future__ import annotations

import re

from bot.assess import Assessment
from bot.dialogue import assessing
from bot.dialogue.replies import Reply
from bot.dialogue.turn import Turn
from bot.eligibility.questions import Question
from bot.language.normalise import normalise

_NAMED = re.compile(r"更正[：:]?\s*[“\"「]?(?P<title>[^“”\"「」]{1,30})[”\"」]?[。！!]?")


def asked_anew(turn: Turn) -> list[Reply]:
    """The question of the fact that is taken back; nothing when the message names none that was told."""
    match = _NAMED.fullmatch(turn.raw.strip())
    fact = _told(turn, match["title"]) if match and turn.state.has_matter else None
    if fact is None:
        return []
    _forget(turn, fact)
    assessment = turn.assess()
    found = _question(turn, assessment, fact)
    return [assessing.ask(turn, assessment, found, "好，这一点重新说。\n")] if found else []


def _told(turn: Turn, title: str) -> str | None:
    """The fact of that title that the person told, or said not to know."""
    wanted = normalise(title)
    told = [*turn.state.facts, *turn.state.declined]
    named = [name for name in dict.fromkeys(told) if normalise(turn.catalogue.facts[name].title) == wanted]
    return named[0] if len(named) == 1 else None


def _forget(turn: Turn, fact: str) -> None:
    state = turn.state
    state.facts.pop(fact, None)
    state.declined = [name for name in state.declined if name != fact]
    state.conflict, state.conflict_against, state.missed = None, None, 0


def _question(turn: Turn, assessment: Assessment, fact: str) -> Question | None:
    """Its question: as it stands open now, else for the first condition that reads it."""
    for found in assessment.questions:
        if found.fact == fact:
            return found
    items = (*assessment.coverage.exemptions, *assessment.coverage.not_due, *assessment.coverage.general)
    reads = ((item, c) for item in items for c in item.conditions if fact in c.test.facts)
    return next((Question(fact, item.id, c.text) for item, c in reads), None)
