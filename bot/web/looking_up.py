"""查记录的门: who may look at whose record, and the log of each look."""

from __future__ import annotations

from fastapi import Query
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import clock
from bot.records.lookups import Lookup
from bot.records.parties import Party
from bot.web.identity import Identity
from bot.web.problems import Problem

_NO = "你不能查这个当事人的记录。不填 party，可以只按你说的情况判断。"


class Unmasking:
    """Query parameters of officials: personal data whole, and why."""

    def __init__(
        self,
        unmask: bool = Query(False, description="工作人员：看完整的个人信息，要写 reason，会登记"),
        reason: str = Query("", max_length=200, description="为什么要看完整的"),
    ):
        self.unmask, self.reason = unmask, reason


def allow(session: Session, identity: Identity, party: str, reason: str | None, way: str, unmask: bool = False) -> None:
    """Let a business see its own record and an operator any; each look of an operator is written down.

    Problem 403 for everyone else, the same whether or not there is such a party; 422 when data is to be shown whole
    and nobody says why.
    """
    if identity.role == "business" and identity.party == party:
        return
    if identity.role != "operator":
        raise Problem(403, _NO)
    if unmask:
        _check_reason(reason)
    found = session.execute(select(Party.id).where(Party.ref == party)).scalar_one_or_none() is not None
    _write_down(session, identity, party, reason, way, unmasked=unmask, found=found)


def unmask(session: Session, identity: Identity, subject: str, reason: str | None, way: str) -> bool:
    """An official sees the personal data of a ticket or a verdict whole: written down; True. 422 without a reason.

    False for everybody else: to them nothing is masked, since they see only what they said themselves.
    """
    if not identity.is_official:
        return False
    _check_reason(reason)
    _write_down(session, identity, subject, reason, way, unmasked=True, found=True)
    return True


def _check_reason(reason: str | None) -> None:
    if not (reason or "").strip():
        raise Problem(422, "要看完整的姓名、电话、证件号和车牌，请在 reason 里写明为什么，会登记。")


def _write_down(
    session: Session, identity: Identity, subject: str, reason: str | None, way: str, unmasked: bool, found: bool
) -> None:
    session.add(
        Lookup(
            at=clock.now(),
            role=identity.role,
            who=identity.sub,
            party=subject,
            reason=(reason or "").strip() or "（没有写理由）",
            way=way,
            unmasked=unmasked,
            found=found,
        )
    )
