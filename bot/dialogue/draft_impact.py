"""In conversation: 影响多少案子 — the draft replayed on the recorded acts."""

from __future__ import annotations

from bot.dialogue.draft_desk import Drafting
from bot.dialogue.replies import Reply, answer
from bot.impact.service import StillPreparing
from bot.impact.wire import as_json


def impact(work: Drafting) -> list[Reply]:
    """An `impact` reply; while the records are being put in columns, how far that is."""
    draft = work.draft()
    turn = work.turn
    try:
        found = turn.services.impacts.of(turn.catalogue, work.desk.body(draft), turn.as_of)
    except StillPreparing as still:
        return [answer("lists", f"{still}。过一会再问“影响多少案子”。")]
    return [{"kind": "impact", "draft": draft.id, **as_json(found, turn.catalogue)}]
