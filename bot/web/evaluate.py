"""POST /api/evaluate: a verdict from facts, without conversation."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Depends
from starlette.responses import JSONResponse

from bot import clock
from bot.assess import Assessment, Case, assess
from bot.dialogue import replies
from bot.eligibility.model import Fact
from bot.language.finder import Candidate
from bot.language.normalise import normalise
from bot.policy.catalogue import Catalogue
from bot.record_facts import for_case
from bot.records import given, plates
from bot.web import shown
from bot.web.facts import read_facts
from bot.web.identity import Identity, current_identity
from bot.web.looking_up import allow
from bot.web.openapi import documented
from bot.web.problems import Problem
from bot.web.requests import EvaluateRequest
from bot.web.shapes import ChooseItem, Evaluated
from bot.web.shared import Shared, shared

router = APIRouter(tags=["判断"])


@router.post(
    "/api/evaluate",
    summary="不经对话直接判断",
    response_model=Evaluated | ChooseItem,
    responses=documented(400, 401, 403, 404, 413, 422, 500),
)
def evaluate(
    body: EvaluateRequest, identity: Identity = Depends(current_identity), here: Shared = Depends(shared)
) -> JSONResponse:
    """One verdict with the questions still open; or `choose_item` when the words fit several items."""
    if body.party is not None:
        with here.database.session() as session:
            allow(session, identity, body.party, body.reason, "evaluate", body.unmask)
    catalogue = here.source.current()
    facts = read_facts(body.facts, body.violation_date, catalogue.facts)
    place = catalogue.place(body.place or here.settings.place)
    acts, choice = _acts(body, catalogue, here, place)
    if choice:
        return JSONResponse(replies.choose_item([candidate.item for candidate in choice], catalogue))
    described = "" if acts else body.violation or ""
    case = Case(acts, facts, body.as_of or clock.today(), place, preferred=body.item or "", described=described)
    verdict = _verdict(here, assess(catalogue, _with_record(here, case, body, catalogue)), identity)
    return JSONResponse(shown.to(identity, verdict, body.unmask and body.party is not None))


def _with_record(here: Shared, case: Case, body: EvaluateRequest, catalogue: Catalogue) -> Case:
    """The case with what is on file; where both speak the record decides, and the evidence shows both."""
    if body.party is None:
        return case
    with here.database.reading() as session:
        found = for_case(session, catalogue, case, body.party, _plate(body))
    evidence = found.over(case.facts, case.evidence, catalogue.facts)
    return replace(case, facts={**case.facts, **found.facts}, evidence=evidence)


def _plate(body: EvaluateRequest) -> str:
    """As the register writes it; what is no plate is nobody's."""
    return plates.find(body.plate or "") or (body.plate or "").upper()


def _acts(
    body: EvaluateRequest, catalogue: Catalogue, here: Shared, place: str
) -> tuple[tuple[str, ...], list[Candidate]]:
    """The acts to judge (none: no list names it), or the items to choose from. `item` goes before `violation`."""
    if body.item is not None:
        if body.item not in catalogue.items:
            raise Problem(404, f"没有“{body.item[:80]}”这个事项。事项的写法是“清单/序号”，见 /api/lists。")
        return (catalogue.items[body.item].act,), []
    if body.violation is None or not body.violation.strip():
        raise Problem(422, "“item”和“violation”至少要填一个：事项的编号，或者用一句话说发生了什么。")
    naming = here.services.naming(catalogue, place)
    found = naming.find(normalise(body.violation))
    return (found[0].act,) if found else (), naming.rivals(found)


def _verdict(here: Shared, assessment: Assessment, identity: Identity) -> dict[str, Any]:
    """The verdict, archived under its audit id, with the open questions."""
    verdict = assessment.verdict(given.new_id())
    rule_set = here.services.rule_set(assessment.catalogue)
    with here.database.session() as session:
        given.store(session, verdict, assessment, given.Giving(rule_set, identity.owner))
    here.metrics.verdict(verdict, "evaluate")
    return {**verdict, "questions": _questions(assessment)}


def _questions(assessment: Assessment) -> list[dict[str, Any]]:
    """The open questions with the values the API takes (a conversation's options hold words instead)."""
    catalogue, facts = assessment.catalogue, assessment.case.facts
    asked = [replies.question(found, catalogue, facts.get(found.fact)) for found in assessment.questions]
    return [question | _for_api(catalogue.facts[question["fact"]], question) for question in asked]


def _for_api(fact: Fact, question: dict[str, Any]) -> dict[str, Any]:
    options = [o for o in question["options"] if o["value"] != "不知道"]
    if fact.type == "yes_no":
        options = [{"label": "是", "value": True}, {"label": "否", "value": False}]
    return {"text": fact.ask, "unit": fact.unit, "options": options}
