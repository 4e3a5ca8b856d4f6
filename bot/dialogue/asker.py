"""谁在问: the identity behind a turn, set by the server from the token alone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

OFFICIALS = frozenset({"operator", "staff", "reviewer"})


@dataclass(frozen=True)
class Asker:
    """`role` None is a visitor; `sub` who it is; `party` whose record may be seen, and `plate` which vehicle of its."""

    role: str | None = None
    sub: str = ""
    party: str = ""
    plate: str = ""

    @property
    def owner(self) -> str:
        """What a conversation is bound to. For a visitor the unguessable conversation id is itself the binding."""
        if self.role is None:
            return "visitor"
        whole = json.dumps([self.role, self.sub, self.party], ensure_ascii=False)
        return f"{self.role}:{hashlib.sha256(whole.encode('utf-8', 'replace')).hexdigest()}"

    @property
    def is_official(self) -> bool:
        """12345 operators and the department's own people."""
        return self.role in OFFICIALS

    @staticmethod
    def load(raw: Mapping[str, Any] | None) -> Asker:
        """From a message's metadata, which the server wrote; a visitor when there is none."""
        return Asker(**raw) if raw else Asker()

    def dump(self) -> dict[str, Any]:
        """Plain JSON for a message's metadata."""
        return {field.name: getattr(self, field.name) for field in fields(Asker)}


VISITOR = Asker()
