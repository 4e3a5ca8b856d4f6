"""查记录的门: who may look at whose record, and the log of each look."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.records.columns import CHINA
from bot.records.lookups import Lookup
from bot.records.parties import Party
from bot.web.identity import Identity
from bot.web.problems import Problem

_NO = "你不能查这个当事人的记录。不填 party，可以只按你说的情况判断。"


def allow(session: Session, identity: Identity, party: str, reason: str | None, way: str) -> None:
    """Let a business see its own record and an operator any; each look of an operator is written down.

    Problem 403 for everyone else, the same whether or not there is such a party.
    """
    if identity.role == "business" and identity.party == party:
        return
    if identity.role != "operator":
        raise Problem(403, _NO)
    found = session.execute(select(Party.id).where(Party.ref == party)).scalar_one_or_none() is not None
    session.add(
        Lookup(
            at=datetime.now(CHINA),
            role=identity.role,
            who=identity.sub,
            party=party,
            reason=(reason or "").strip() or "（没有写理由）",
            way=way,
            found=found,
        )
    )
