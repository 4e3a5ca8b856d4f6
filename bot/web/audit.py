"""审计: what a verdict rested on, and judging it again by the rules as they were."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends
from sqlalchemy.orm import Session
from starlette.responses import JSONResponse

from bot.assess import assess
from bot.policy import rule_sets
from bot.records import audit as chain
from bot.records import given
from bot.records.tables import GivenVerdict
from bot.web import shown
from bot.web.identity import Identity, current_identity
from bot.web.looking_up import Unmasking, unmask
from bot.web.openapi import documented
from bot.web.problems import Problem
from bot.web.shapes_audit import Audited, Replayed
from bot.web.shared import Shared, shared

router = APIRouter(tags=["审计"])


@router.get(
    "/api/audit/{audit}", summary="一个结论的根据", response_model=Audited, responses=documented(401, 404, 422, 500)
)
def audited(
    audit: str,
    whole: Unmasking = Depends(),
    identity: Identity = Depends(current_identity),
    here: Shared = Depends(shared),
) -> JSONResponse:
    """The facts, the rule versions, every condition's state, and the verdict as it was given; to officials the words of
    the person are masked unless `unmask`."""
    with here.database.session() as session:
        row = _given(session, audit, identity)
        unmasked = whole.unmask and unmask(session, identity, row.id, whole.reason, "audit")
        lists = {route["item"].split("/")[0]: route["edition"].split("@")[1] for route in row.trace or ()}
        found = {
            "audit": row.id,
            "given_at": row.given_at.isoformat(),
            "facts": row.facts,
            "rule_set": row.versions.get("rule_set"),
            "lists": lists,
            "trace": row.trace or [],
            "verdict": row.verdict,
            "number": row.number,
            "sha256": row.sha256,
        }
        return JSONResponse(shown.to(identity, found, unmasked))


@router.post(
    "/api/audit/{audit}/replay",
    summary="按当时的规则再判断一次",
    response_model=Replayed,
    responses=documented(401, 404, 409, 422, 500),
)
def replay(audit: str, identity: Identity = Depends(current_identity), here: Shared = Depends(shared)) -> JSONResponse:
    """Judges the case again by the rules as they were, and says whether the verdict is identical."""
    with here.database.session() as session:
        row = _given(session, audit, identity)
        try:
            catalogue = rule_sets.rebuild(session, row.versions.get("rule_set", ""))
        except LookupError:
            raise Problem(409, "这个结论给出时还没有保存规则快照，不能重放。") from None
        again = assess(catalogue, given.case_from_wire(row.facts)).verdict(row.id)
        differences = sorted(key for key in {*again, *row.verdict} if again.get(key) != row.verdict.get(key))
        found = {"audit": row.id, "identical": not differences, "differences": differences, "verdict": again}
        return JSONResponse(shown.to(identity, found))


def _given(session: Session, audit: str, identity: Identity) -> Any:
    """The archived verdict, for officials and for whom it was given to; Problem 404 for everyone else."""
    row = session.get(GivenVerdict, audit[:64])
    if row is None or row.id.startswith(chain.ERASURE) or not (identity.is_official or row.owner == identity.owner):
        raise Problem(404, "没有这个审计编号，或者它不属于你。")
    return row
