"""没听进去的话: what was said while the storage was away waits in a file, and is taken in before the next words.

One small file a conversation under BOT_VAR/unheard, readable by this user only. A message leaves it when its turn is in
the database; whoever says the same words again, or sends the message again, has it taken once.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from bot import clock
from bot.database import AWAY
from bot.web.identity import Identity
from bot.web.problems import Problem

MOST = 20  # messages that wait in one conversation
MOST_CONVERSATIONS = 2000


class StorageAway(Problem):
    """The database is away: nothing of the turn is kept, and it can be taken later as it stands."""


@dataclass(frozen=True)
class Unheard:
    """One message of `owner`, or (with `replies`) a turn that was answered and is not written down yet.

    `begins`: the conversation's id was given out while it could not be written down.
    """

    owner: str
    role: str
    text: str
    at: str
    as_of: str
    client_turn: str | None = None
    begins: bool = False
    turn: str = ""
    replies: list[dict[str, Any]] | None = None


def is_away(error: BaseException) -> bool:
    """Whether a turn failed for want of the storage: then it can be taken later as it stands."""
    return isinstance(error, (*AWAY, StorageAway)) or bool(getattr(error, "is_storage", False))


class Waiting:
    """The files of one machine; callers hold the conversation's lock."""

    def __init__(self, var: Path):
        self._folder = var / "unheard"

    def of(self, conversation: str, owner: str) -> list[Unheard]:
        """What waits, oldest first; what another identity put there does not count."""
        try:
            lines = self._file(conversation).read_text(encoding="utf-8").splitlines()
        except OSError:  # none, or none that can be had: what is said now must not fail for it
            return []
        return [one for line in lines if (one := _read(line)) is not None and one.owner == owner]

    def add(self, conversation: str, message: Unheard) -> bool:
        """Keep it; False when there is no room for it either."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not self._has_room(conversation, message.owner):
                return False
            flags = os.O_CREAT | os.O_APPEND | os.O_WRONLY
            with os.fdopen(os.open(self._file(conversation), flags, 0o600), "a", encoding="utf-8") as file:
                file.write("\n" + json.dumps(asdict(message), ensure_ascii=False) + "\n")
                file.flush()
                os.fsync(file.fileno())
            return True
        except OSError:
            return False

    def drop(self, conversation: str, message: Unheard) -> None:
        """It was taken in."""
        left = [one for one in self.of(conversation, message.owner) if one != message]
        path = self._file(conversation)
        if not left:
            path.unlink(missing_ok=True)
            return
        made = path.with_suffix(".new")
        made.write_text("".join(json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in left), encoding="utf-8")
        made.chmod(0o600)
        made.replace(path)

    def begun(self, conversation: str, owner: str) -> bool:
        """Whether the conversation was begun with this identity while that could not be written down."""
        return any(one.begins for one in self.of(conversation, owner))

    def forget(self, conversation: str) -> None:
        """Whatever waits there, of anybody."""
        self._file(conversation).unlink(missing_ok=True)

    def forget_older(self, before: datetime) -> int:
        """What nobody came back for since then; how many conversations."""
        old = [path for path in self._folder.glob("*") if path.stat().st_mtime < before.timestamp()]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)

    def _has_room(self, conversation: str, owner: str) -> bool:
        if self._file(conversation).exists():
            return len(self.of(conversation, owner)) < MOST
        return len(list(self._folder.iterdir())) < MOST_CONVERSATIONS

    def _file(self, conversation: str) -> Path:
        """The id itself is not in the name: it lets in whoever knows it."""
        return self._folder / f"{hashlib.sha256(conversation.encode()).hexdigest()}.jsonl"


def _read(line: str) -> Unheard | None:
    """One line; None for one that was cut off when the disk was full (its writer was told that it is not kept)."""
    try:
        return Unheard(**json.loads(line))
    except (ValueError, TypeError):
        return None


def once_more(message: Unheard, text: str, client_turn: str | None) -> bool:
    """Whether what is said now is this very message again."""
    is_same_sending = client_turn is not None and message.client_turn == client_turn
    return message.replies is None and (is_same_sending or message.text == text)


def of_turn(identity: Identity, text: str, as_of: date, turn: str, replies: list[dict[str, Any]]) -> Unheard:
    """A turn that was taken now."""
    at = clock.now().isoformat()
    role = identity.role or "visitor"
    return Unheard(identity.owner, role, text, at, as_of.isoformat(), turn=turn, replies=replies)


def answered(message: Unheard, replies: list[dict[str, Any]]) -> Unheard:
    """The message with its answer, which is still to be written down."""
    return replace(message, turn=secrets.token_urlsafe(9), replies=replies)
