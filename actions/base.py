"""What every action does: read the tracker into a Turn, answer it, write the state back."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from datetime import date
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot import clock
from bot.database import AWAY
from bot.dialogue import draft_talk, guiding, record_talk, services, taking_back, ticket_talk, timeline, topics
from bot.dialogue.asker import Asker
from bot.dialogue.replies import Reply, answer
from bot.dialogue.state import State
from bot.dialogue.turn import Turn
from bot.records.plates import find as find_plate

log = logging.getLogger(__name__)


class TurnAction(Action):
    """An action that answers one turn. Subclasses name themselves and give `answer`."""

    answer: Callable[..., list[Reply]]

    def name(self) -> str:
        """ClassName → action_class_name, as domain.yml lists it."""
        words = "".join(f"_{c.lower()}" if c.isupper() else c for c in type(self).__name__)
        return f"action{words}"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        """Answer the latest message. Whatever breaks, the person gets a reply and the state is kept."""
        turn = _turn(tracker)
        before = turn.state.dump()
        try:
            answered = (
                draft_talk.follow_up(turn)
                or ticket_talk.follow_up(turn)
                or record_talk.asked(turn)
                or timeline.follow_up(turn)
                or taking_back.asked_anew(turn)
                or guiding.beforehand(turn)
                or type(self).answer(turn)
            )
            replies = [*topics.care(turn), *answered, *draft_talk.beside(turn, answered)]
            replies = [*ticket_talk.news(turn), *replies]
        except AWAY:
            return self._away(dispatcher)
        except Exception:
            incident = secrets.token_hex(4)
            log.exception("turn failed, incident %s", incident)
            replies, turn.state = [_apology(incident)], State.load(before)
        for reply in replies:
            dispatcher.utter_message(text=reply["text"], json_message=reply)
        return [SlotSet("case", turn.state.dump())]

    def _away(self, dispatcher: CollectingDispatcher) -> list[Any]:
        """The database is away: nothing of the turn counts, and it can be taken again."""
        incident = secrets.token_hex(4)
        log.exception("database away, incident %s", incident)
        apology = _apology(incident)
        dispatcher.utter_message(text=apology["text"], json_message={**apology, "kind": "away", "incident": incident})
        return []


def _turn(tracker: Tracker) -> Turn:
    message = tracker.latest_message
    metadata = message.get("metadata") or {}
    given = metadata.get("as_of")
    asker, state, text = (
        Asker.load(metadata.get("asker")),
        State.load(tracker.get_slot("case")),
        message.get("text") or "",
    )
    state.party = asker.party or state.party
    state.plate = find_plate(text) or asker.plate or state.plate
    return Turn(
        services=services.current(),
        state=state,
        raw=text,
        intent=(message.get("intent") or {}).get("name") or "",
        as_of=date.fromisoformat(given) if given else clock.today(),
        conversation=tracker.sender_id,
        asker=asker,
    )


def _apology(incident: str) -> Reply:
    text = f"对不起，这一步出了故障（编号{incident}），你说过的内容都还在。请再发一次；急需答复可以拨打12345。"
    return answer("clarify", text)
