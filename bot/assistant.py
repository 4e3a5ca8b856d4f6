"""The Rasa Agent as a library: one object that takes a turn and gives the replies of the API.

Actions run in this process (rasa_sdk's executor behind Rasa's endpoint interface), so that a turn needs no second server.
"""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from bot import clock

from bot import quiet  # isort: skip

from aiohttp import ClientError
from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection

from bot.database import AWAY, Database
from bot.dialogue.asker import VISITOR, Asker
from bot.dialogue.replies import Reply, answer
from bot.dialogue.services import Services, use
from bot.dialogue.state import State
from bot.graph import InOrder
from bot.records import dialogues
from bot.settings import ROOT

log = logging.getLogger(__name__)
LONGEST = 2000


class AssistantAway(Exception):
    """A turn broke; `incident` is the number under which it was logged. `is_storage`: for want of the database, and
    nothing of it is kept, so that the same message can be taken later."""

    def __init__(self, incident: str, is_storage: bool = False):
        super().__init__(incident)
        self.incident, self.is_storage = incident, is_storage


class InProcessActions(EndpointConfig):
    """Rasa's action endpoint, answered by the project's actions without a server."""

    def __init__(self) -> None:
        super().__init__("http://in-process")
        self._executor = ActionExecutor()
        self._executor.register_package("actions")

    async def request(self, *_: Any, **kwargs: Any) -> Any:
        """Run one action; a rejection becomes the client error that Rasa expects."""
        try:
            return await self._executor.run(kwargs["json"])
        except ActionExecutionRejection as error:
            body = {"error": str(error), "action_name": error.action_name}
            raise ClientResponseError(400, "rejected", str(body)) from error
        except ClientError:
            raise


class Assistant:
    """Takes turns. What is known in a conversation is in the database, so that any process can take its next turn."""

    def __init__(self, agent: Agent, trackers: OneTurn, database: Database):
        self._agent, self._trackers, self._database = agent, trackers, database

    @classmethod
    async def load(cls, models: Path, services: Services) -> Assistant:
        """Load the newest model of a folder; FileNotFoundError says how to train one."""
        quiet.configure_logging()
        found = sorted(models.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
        if not found:
            raise FileNotFoundError(f"no trained model in {models}; run `python -m bot train` first")
        _trust_own_actions()
        domain = Domain.load(str(ROOT / "domain.yml"))
        store = OneTurn(domain)
        agent = Agent.load(
            str(found[-1]), action_endpoint=InProcessActions(), tracker_store=store, lock_store=InMemoryLockStore()
        )
        agent.processor.graph_runner = InOrder(agent.processor.graph_runner)
        use(services)
        assistant = cls(agent, store, services.database)
        await assistant.turn("warm-up", "违停", clock.today())  # pinyin and the models load on the first message
        return assistant

    async def turn(self, conversation: str, message: str, as_of: date, asker: Asker = VISITOR) -> list[Reply]:
        """The replies to one message, at least one. AssistantAway when something broke."""
        text = message.strip()
        if re.match(r"[/／]+[A-Za-z]", text):
            return [answer("clarify", "这里不用命令，直接用一句话说说发生了什么事就行。")]
        text = _as_plain_text(text)
        if not text:
            return [answer("clarify", "没有收到内容。请用一句话说说发生了什么事，比如“车停在路边被交警贴条了”。")]
        if len(text) > LONGEST:
            return [answer("clarify", f"内容太长了（最多{LONGEST}个字），请挑要紧的说。")]
        channel = CollectingOutputChannel()
        metadata = {"as_of": as_of.isoformat(), "asker": asker.dump()}
        try:
            await self._take(UserMessage(text, channel, conversation, metadata=metadata))
        except Exception as error:
            raise _away(isinstance(error, AWAY)) from error
        replies = [sent["custom"] for sent in channel.messages if "custom" in sent]
        if not replies:
            raise _away()
        if replies[0]["kind"] == "away":  # an action has logged it
            raise AssistantAway(replies[0]["incident"], is_storage=True)
        return replies

    async def _take(self, message: UserMessage) -> None:
        """One turn: from what is known to what is known then."""
        known = self._known(message.sender_id)
        self._trackers.begin(message.sender_id, known)
        try:
            await self._agent.handle_message(message)
        finally:
            case = self._trackers.end(message.sender_id)
        if case is not None and case != known:
            with self._database.session() as session:
                dialogues.keep(session, message.sender_id, case)

    async def state(self, conversation: str) -> State:
        """What is known in a conversation."""
        return State.load(self._known(conversation))

    def _known(self, conversation: str) -> dict[str, Any] | None:
        with self._database.reading() as session:
            return dialogues.load(session, conversation)

    async def parse(self, message: str) -> dict[str, Any]:
        """The intent and entities of a message, without a conversation."""
        parsed: dict[str, Any] = await self._agent.parse_message(_as_plain_text(message))
        return parsed


class OneTurn(TrackerStore):
    """Trackers for the length of a turn: Rasa gets what is known and gives back what is known then.

    Rasa's own stores answer a broken database with an empty conversation; what is known is therefore read and
    written outside of Rasa, where an error ends the turn.
    """

    def __init__(self, domain: Domain):
        super().__init__(domain)
        self._trackers: dict[str, DialogueStateTracker] = {}

    def begin(self, conversation: str, case: dict[str, Any] | None) -> None:
        """A tracker that waits for a message and knows the case."""
        tracker = self.init_tracker(conversation)
        tracker.update(SlotSet("case", case))
        tracker.update(ActionExecuted(ACTION_LISTEN_NAME))
        self._trackers[conversation] = tracker

    def end(self, conversation: str) -> dict[str, Any] | None:
        """The case as the turn left it; the tracker is forgotten."""
        case: dict[str, Any] | None = self._trackers.pop(conversation).get_slot("case")
        return case

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Rasa saves the tracker it was given."""
        self._trackers[tracker.sender_id] = tracker

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The tracker of the turn that is being taken."""
        return self._trackers.get(sender_id)

    async def keys(self) -> Iterable[str]:
        """The conversations whose turn is being taken."""
        return list(self._trackers)


def _as_plain_text(message: str) -> str:
    """What a person typed is text: a leading slash never becomes a command or an intent."""
    return re.sub(r"^[\s/／]+", "", message).strip()


def _away(is_storage: bool = False) -> AssistantAway:
    incident = secrets.token_hex(4)
    log.exception("turn failed, incident %s", incident)
    return AssistantAway(incident, is_storage)


def _trust_own_actions() -> None:
    """Rasa checks what an action server answers against a schema; here its own executor makes the answer."""
    from rasa.core.actions.action import RemoteAction

    RemoteAction._validate_action_result = lambda self, result: True
