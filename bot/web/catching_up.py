"""存储恢复以后: a message that could not be taken is put aside with the incident's number, and taken before the next one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, datetime

from starlette.concurrency import run_in_threadpool

from bot import clock
from bot.database import AWAY
from bot.dialogue.replies import Reply, answer
from bot.records import conversations, turns
from bot.web import unheard
from bot.web.identity import Identity
from bot.web.logs import log
from bot.web.problems import Problem, new_incident
from bot.web.requests import ChatRequest
from bot.web.shared import Shared
from bot.web.unheard import StorageAway, Unheard

Take = Callable[[str, date], Awaitable[list[Reply]]]
_KEPT = (
    "很抱歉，系统的存储暂时用不了，这句话还没有处理，但已经记下了，不用重说：过一会儿接着说就行。"
    "着急可以拨打 12345，并报上编号。"
)
_LOST = (
    "很抱歉，系统的存储暂时用不了，这句话没有处理，也没能记下；前面说过的都还在。请过一会儿把这句话再发一次。"
    "着急可以拨打 12345，并报上编号。"
)


def later(here: Shared, body: ChatRequest, identity: Identity, error: Exception) -> Problem:
    """Put the message aside; what to say about it, with the incident's number."""
    told = error.extra if isinstance(error, Problem) else {}
    incident = told.get("incident") or new_incident()
    if not isinstance(error, Problem):
        log.error("incident %s: the database is away", incident, exc_info=error)
    known = told.get("conversation") or body.conversation
    conversation = known or conversations.new_id()
    as_of = body.as_of if body.as_of and identity.is_official else clock.today()
    said = Unheard(
        identity.owner, identity.role or "visitor", body.message, _now(), as_of.isoformat(), body.client_turn, not known
    )
    kept = here.waiting.add(conversation, said)
    named = conversation if kept else known
    return Problem(503, _KEPT if kept else _LOST, incident=incident, kept=kept, conversation=named)


async def catch_up(here: Shared, conversation: str, body: ChatRequest, identity: Identity, take: Take) -> list[Reply]:
    """Take in what waits; what the person must see of it: that it was taken in, and verdicts."""
    heard: list[str] = []
    out: list[Reply] = []
    for message in await run_in_threadpool(here.waiting.of, conversation, identity.owner):
        if not unheard.once_more(message, body.message, body.client_turn):
            done = message if message.replies is not None else await _taken(message, take)
            await run_in_threadpool(write_down, here, conversation, done)
            if message.replies is None:
                heard.append(message.text)
                out += [reply for reply in done.replies or () if reply["kind"] == "verdict" or reply is _UNFIT]
        await run_in_threadpool(here.waiting.drop, conversation, message)
    return [_caught_up(heard), *out] if heard else []


def write_down(here: Shared, conversation: str, said: Unheard) -> None:
    """What was said and answered goes into the records; put aside too while that cannot be."""
    try:
        with here.database.session() as session:
            at = datetime.fromisoformat(said.at)
            turns.keep(session, said.turn, conversation, said.role, said.text, said.replies or [], at)
    except AWAY as error:
        kept = here.waiting.add(conversation, said)
        log.error("incident %s: a turn is not written down, kept: %s", new_incident(), kept, exc_info=error)


async def _taken(message: Unheard, take: Take) -> Unheard:
    try:
        replies = await take(message.text, date.fromisoformat(message.as_of))
    except StorageAway:
        raise
    except Problem:
        replies = [_UNFIT]
    return unheard.answered(message, replies)


_UNFIT = answer("clarify", "存储断开时说的那句话没能处理，请换个说法再说一次。")


def _caught_up(heard: list[str]) -> Reply:
    said = "、".join(f"“{text[:60]}”" for text in heard)
    return answer("clarify", f"刚才没处理的{said}，现在已经接着处理了。")


def _now() -> str:
    return clock.now().isoformat()
