"""草案接口: staff draft and hand in; reviewers approve (that publishes) or return. Nobody approves their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from fastapi import APIRouter, Depends, Query
from sqlalchemy.orm import Session
from starlette.responses import JSONResponse, Response

from bot import clock
from bot.dialogue import draft_talk
from bot.dialogue.state import State
from bot.dialogue.turn import Turn
from bot.drafting import review, views
from bot.policy.check import problems
from bot.policy.drafts.desk import DraftDesk, DraftError
from bot.policy.drafts.tables import Draft
from bot.policy.errors import RuleFileError
from bot.policy.source import parse
from bot.web.identity import Identity, current_identity
from bot.web.openapi import documented
from bot.web.problems import Problem
from bot.web.shapes_drafts import Counted, Drafts, DraftStep, DraftWhole, ListFile, NewDraft, Said
from bot.web.shared import Shared, shared

router = APIRouter(tags=["草案"])
_ERRORS = documented(400, 401, 403, 404, 409, 413, 422, 500)
Json = dict[str, Any]


def drafter(identity: Identity = Depends(current_identity)) -> Identity:
    """Staff and reviewers only."""
    if identity.role not in ("staff", "reviewer"):
        raise Problem(403, "草案要用工作人员或者法制审核的身份。")
    return identity


def staff(identity: Identity = Depends(drafter)) -> Identity:
    """Staff only: reviewers do not draft."""
    if identity.role != "staff":
        raise Problem(403, "起草要用工作人员的身份，审核的人只通过或者退回。")
    return identity


@contextmanager
def at_desk(here: Shared) -> Iterator[tuple[DraftDesk, Session]]:
    """The desk within one session; what it refuses is a problem with its reason."""
    catalogue = here.source.current()
    try:
        with here.database.session() as session:
            yield DraftDesk(session, catalogue.facts, catalogue.citations, clock.wall()), session
    except DraftError as error:
        raise Problem(409, str(error)) from error


def found(desk: DraftDesk, draft_id: str) -> Draft:
    """A draft by its number, or Problem 404."""
    try:
        return desk.get(draft_id)
    except DraftError as error:
        raise Problem(404, str(error)) from error


@router.get("/api/drafts", summary="草案", response_model=Drafts, responses=_ERRORS)
def listed(
    state: list[str] = Query([], description="只看这些状态"),
    _: Identity = Depends(drafter),
    here: Shared = Depends(shared),
) -> JSONResponse:
    """All drafts, the newest first."""
    with at_desk(here) as (desk, _session):
        chosen = desk.all(state) if state else desk.all()
        return JSONResponse({"drafts": [views.brief(desk, draft) for draft in chosen]})


@router.post("/api/drafts", summary="开一份草案", status_code=201, response_model=DraftWhole, responses=_ERRORS)
def opened(body: NewDraft, by: Identity = Depends(staff), here: Shared = Depends(shared)) -> JSONResponse:
    """A draft on the newest version, or one that puts an earlier version back."""
    if body.list not in here.source.current().lists:
        raise Problem(404, f"没有“{body.list[:80]}”这份清单。全部清单见 /api/lists。")
    with at_desk(here) as (desk, _):
        draft = desk.withdraw(body.list, body.restore, by.sub) if body.restore else desk.open(body.list, by.sub)
        return JSONResponse(views.whole(desk, draft), 201)


@router.get("/api/drafts/{draft_id}", summary="一份草案", response_model=DraftWhole, responses=_ERRORS)
def whole(draft_id: str, _: Identity = Depends(drafter), here: Shared = Depends(shared)) -> JSONResponse:
    """One draft with its changes and what review decides by."""
    with at_desk(here) as (desk, _session):
        return JSONResponse(views.whole(desk, found(desk, draft_id)))


@router.post("/api/drafts/{draft_id}/edits", summary="说一句话来改", response_model=DraftWhole, responses=_ERRORS)
def edited(draft_id: str, body: Said, by: Identity = Depends(staff), here: Shared = Depends(shared)) -> JSONResponse:
    """The same sentences as in the chat; 409 with the reason when one is refused or is no change."""
    with at_desk(here) as (desk, _):
        found(desk, draft_id)
    turn = Turn(here.services, State(draft=draft_id), body.say, "", clock.today(), asker=by)
    replies = draft_talk.follow_up(turn)
    if not replies or replies[0]["kind"] != "draft":
        raise Problem(409, replies[0]["text"] if replies else "没听懂要改什么，比如“把六个月改成三个月”。")
    with at_desk(here) as (desk, _):
        return JSONResponse(views.whole(desk, found(desk, replies[0]["draft"])))


@router.post(
    "/api/drafts/{draft_id}/steps", summary="撤销、提交、通过、退回、放弃", response_model=DraftWhole, responses=_ERRORS
)
def stepped(
    draft_id: str, body: DraftStep, by: Identity = Depends(drafter), here: Shared = Depends(shared)
) -> JSONResponse:
    """One step on the way of a draft."""
    with at_desk(here) as (desk, session):
        draft = found(desk, draft_id)
        take(here, (desk, session), draft, body, by)
        return JSONResponse(views.whole(desk, draft))


def take(here: Shared, at: tuple[DraftDesk, Session], draft: Draft, body: DraftStep, by: Identity) -> None:
    """Take one step; Problem 403 when it is not this role's."""
    desk, session = at
    if (body.step in ("approve", "return")) != (by.role == "reviewer"):
        raise Problem(403, "通过和退回由法制审核的人做，其余由起草的工作人员做。")
    if body.step == "submit":
        catalogue = here.source.current()
        counted = here.services.impacts.frozen(catalogue, desk.body(draft), clock.today())
        frozen = review.material(session, desk, draft, catalogue, counted)
        desk.submit(draft, by.sub, body.text, frozen)
    elif body.step == "approve":
        desk.approve(draft, by.sub, body.text)
    elif body.step == "return":
        desk.send_back(draft, by.sub, body.text)
    else:
        {"undo": desk.undo, "discard": desk.discard}[body.step](draft, by.sub)


@router.get("/api/drafts/{draft_id}/impact", summary="影响多少案子", response_model=Counted, responses=_ERRORS)
def impact(draft_id: str, _: Identity = Depends(drafter), here: Shared = Depends(shared)) -> JSONResponse:
    """The draft replayed on the recorded acts; 409 with the progress while those are being put in columns."""
    with at_desk(here) as (desk, _session):
        draft, catalogue = found(desk, draft_id), here.source.current()
        return JSONResponse(here.services.impacts.frozen(catalogue, desk.body(draft), clock.today()))


@router.get("/api/drafts/{draft_id}/file", summary="下载清单文件", responses=_ERRORS)
def file(draft_id: str, _: Identity = Depends(drafter), here: Shared = Depends(shared)) -> Response:
    """The list as the draft has it, as a file to edit."""
    with at_desk(here) as (desk, _session):
        draft = found(desk, draft_id)
        content, name = views.as_text(desk.body(draft)), f"{draft.list_id}.yml"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type="application/yaml; charset=utf-8", headers=headers)


@router.put("/api/drafts/{draft_id}/file", summary="上传改过的清单文件", response_model=DraftWhole, responses=_ERRORS)
def uploaded(
    draft_id: str, body: ListFile, by: Identity = Depends(staff), here: Shared = Depends(shared)
) -> JSONResponse:
    """What language cannot express is edited in the file; 422 names line, what was found and what is expected."""
    with at_desk(here) as (desk, _):
        draft = found(desk, draft_id)
        desk.replace(draft, read_file(body.text, str(draft.list_id), here), "上传清单文件", by.sub)
        return JSONResponse(views.whole(desk, draft))


def read_file(text: str, list_id: str, here: Shared) -> Json:
    """The content of an uploaded file; Problem 422 with the first problems."""
    catalogue = here.source.current()
    try:
        source = parse(text, f"{list_id}.yml")
        wrong = problems(source, catalogue.facts, catalogue.citations)
    except RuleFileError as error:
        wrong = list(error.problems)
    if wrong:
        raise Problem(
            422, "文件不能用：" + "；".join(f"第{p.line}行 {p.found}（应为 {p.expected}）" for p in wrong[:5])
        )
    content: Json = source.data
    return content
