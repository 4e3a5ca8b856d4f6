"""The way of a draft: opened, edited, submitted, then approved and published by another person, or sent back.

Every refusal is a DraftError in the words of the person who gets it. States are changed only from the state that was
seen, so that two people who press at once do not both succeed.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bot.eligibility.factbook import FactBook
from bot.eligibility.model import Citation
from bot.policy import publication
from bot.policy.check import problems
from bot.policy.drafts.differences import differences
from bot.policy.drafts.patches import WHOLE_LIST, Change, Edit, PatchError, apply, whole
from bot.policy.drafts.tables import STATES, Draft, DraftEdit
from bot.policy.publication import Published
from bot.policy.source import Source


class DraftError(ValueError):
    """Something that cannot be done to a draft, with the reason."""


@dataclass(frozen=True)
class Conflict:
    """Another draft that touches the same items: in review, or published after this one was opened."""

    draft: str
    author: str
    state: str
    items: tuple[str, ...]

    def __str__(self) -> str:
        where = "清单的共同部分" if WHOLE_LIST in self.items else "、".join(f"第{no}项" for no in self.items)
        return f"草案{self.draft}（{self.author}，{STATES[self.state]}）也改了{where}"


class DraftDesk:
    """Work on drafts within one session."""

    def __init__(self, session: Session, facts: FactBook, citations: Mapping[str, Citation], now: datetime):
        self._session, self._facts, self._citations = session, facts, citations
        self._now = now

    def open(self, list_id: str, author: str) -> Draft:
        """A new draft on the newest version of a list, also when that applies only later."""
        newest = self._newest(list_id)
        draft = Draft(
            id=f"D{secrets.token_hex(4)}",
            list_id=list_id,
            state="editing",
            author=author,
            base=dict(newest.body),
            base_sha=newest.sha256,
            reason="",
            opened_at=datetime.now(timezone.utc),
        )
        self._session.add(draft)
        self._session.flush()
        return draft

    def withdraw(self, list_id: str, version: int, author: str) -> Draft:
        """A draft that puts the content of an earlier version back as a new one."""
        earlier = next((v for v in publication.timeline(self._session, list_id) if v.number == version), None)
        if earlier is None:
            raise DraftError(f"清单{list_id}没有第{version}版，请看公示页上的版本号。")
        draft = self.open(list_id, author)
        self.replace(draft, earlier.body, f"恢复第{version}版的内容", author)
        return draft

    def get(self, draft_id: str) -> Draft:
        """A draft by its number."""
        found = self._session.get(Draft, draft_id)
        if found is None:
            raise DraftError(f"没有{draft_id}这份草案。")
        return found

    def edits(self, draft: Draft) -> list[Edit]:
        """The edits that stand, in order."""
        wanted = select(DraftEdit.edit).where(DraftEdit.draft_id == draft.id, DraftEdit.undone.is_(False))
        return [Edit.load(raw) for raw in self._session.execute(wanted.order_by(DraftEdit.number)).scalars()]

    def body(self, draft: Draft) -> dict[str, Any]:
        """The list as the draft has it."""
        return apply(draft.base, self.edits(draft))

    def changes(self, draft: Draft) -> tuple[Change, ...]:
        """What the draft changes, by meaning."""
        return differences(draft.base, self.body(draft))

    def applies_from(self, draft: Draft) -> datetime | None:
        """The moment the draft says it is to apply from, if it says one."""
        said = [edit.applies_from for edit in self.edits(draft) if edit.applies_from]
        return datetime.fromisoformat(said[-1]) if said else None

    def edit(self, draft: Draft, edit: Edit, by: str) -> None:
        """Make an edit; DraftError when the list would be none any more."""
        self._must_be(draft, "editing", by)
        try:
            body = apply(draft.base, [*self.edits(draft), edit])
        except PatchError as error:
            raise DraftError(f"{error}，没有改。") from error
        self._check(body)
        highest = select(func.max(DraftEdit.number)).where(DraftEdit.draft_id == draft.id)
        number = (self._session.execute(highest).scalar_one() or 0) + 1
        made_at = datetime.now(timezone.utc)
        self._session.add(DraftEdit(draft_id=draft.id, number=number, edit=edit.dump(), made_by=by, made_at=made_at, undone=False))  # fmt: skip
        self._session.flush()

    def replace(self, draft: Draft, body: Mapping[str, Any], words: str, by: str) -> None:
        """Put a whole content (a file, an earlier version) in the draft's place."""
        if body.get("id") != draft.list_id:
            raise DraftError(f"文件里的清单是{body.get('id')}，这份草案是{draft.list_id}，请上传同一份清单。")
        changed = differences(self.body(draft), body)
        if not changed:
            raise DraftError("内容和草案现在的一样，没有要改的。")
        self.edit(draft, Edit(words, changed, (whole(body),)), by)

    def undo(self, draft: Draft, by: str) -> Edit:
        """Take the last edit back."""
        self._must_be(draft, "editing", by)
        wanted = select(DraftEdit).where(DraftEdit.draft_id == draft.id, DraftEdit.undone.is_(False))
        last = self._session.execute(wanted.order_by(DraftEdit.number.desc())).scalars().first()
        if last is None:
            raise DraftError("这份草案还没有改动，没有可以撤销的。")
        last.undone = True
        self._session.flush()
        return Edit.load(last.edit)

    def conflicts(self, draft: Draft) -> list[Conflict]:
        """Other drafts of the list that touch the same items."""
        mine = self._touched(draft)
        wanted = select(Draft).where(Draft.list_id == draft.list_id, Draft.id != draft.id)
        found = []
        for other in self._session.execute(wanted).scalars():
            later = other.state == "published" and _aware(other.decided_at) > _aware(draft.opened_at)
            if (other.state == "in_review" or later) and (both := _both(mine, self._touched(other))):
                found.append(Conflict(other.id, other.author, other.state, tuple(sorted(both))))
        return found

    def submit(self, draft: Draft, by: str, reason: str, frozen: Mapping[str, Any]) -> None:
        """Hand it to review, with what the reviewer decides by."""
        self._must_be(draft, "editing", by)
        if not reason.strip():
            raise DraftError("提交要写明为什么改，比如“提交审核，理由：便民”。")
        if not self.changes(draft):
            raise DraftError("草案和现行的一样，没有改动，不用提交。")
        applies = self.applies_from(draft)
        if applies is None:
            raise DraftError("还没说从哪天起施行，比如“从明年一月一日起施行”。")
        self._check_moment(applies)
        if found := self.conflicts(draft):
            raise DraftError("和别的草案冲突，先商量好再提交：" + "；".join(map(str, found)) + "。")
        self._on_newest(draft)
        when = datetime.now(timezone.utc)
        self._move(draft, "editing", state="in_review", reason=reason.strip(), submitted_at=when, frozen=dict(frozen))

    def approve(self, draft: Draft, by: str, remark: str = "") -> Published:
        """Approve and publish; never by the author."""
        self._check_reviewer(draft, by)
        applies = self.applies_from(draft)
        assert applies is not None  # submit asked for it
        self._check_moment(applies)
        if found := [c for c in self.conflicts(draft) if c.state == "published"]:
            raise DraftError("这份草案打开以后又发布了别的：" + "；".join(map(str, found)) + "。请退回，在新版上重改。")
        body = self._on_newest(draft)
        self._check(body)
        when = datetime.now(timezone.utc)
        self._move(draft, "in_review", state="published", reviewer=by, remark=remark, decided_at=when, applies_from=applies)  # fmt: skip
        who = f"{draft.author}起草，{by}审核"
        try:
            done = publication.publish(self._session, body, applies, who, draft.reason)
        except ValueError as error:
            raise DraftError(str(error)) from error
        draft.version = done.version
        self._session.flush()
        return done

    def send_back(self, draft: Draft, by: str, remark: str) -> None:
        """Return it to the author with a remark."""
        self._check_reviewer(draft, by)
        if not remark.strip():
            raise DraftError("退回要写明意见，起草人才知道改什么。")
        self._move(draft, "in_review", state="editing", reviewer=by, remark=remark.strip(), frozen=None)

    def discard(self, draft: Draft, by: str) -> None:
        """Give it up."""
        self._must_be(draft, "editing", by)
        self._move(draft, "editing", state="discarded", decided_at=datetime.now(timezone.utc))

    def of_author(self, author: str, list_id: str = "") -> list[Draft]:
        """The drafts a person is editing, the newest first; of one list or of all."""
        wanted = select(Draft).where(Draft.author == author, Draft.state == "editing")
        wanted = wanted.where(Draft.list_id == list_id) if list_id else wanted
        return list(self._session.execute(wanted.order_by(Draft.opened_at.desc())).scalars())

    def all(self, states: Iterable[str] = tuple(STATES)) -> list[Draft]:
        """All drafts in these states, the newest first."""
        wanted = select(Draft).where(Draft.state.in_(list(states))).order_by(Draft.opened_at.desc())
        return list(self._session.execute(wanted).scalars())

    def _newest(self, list_id: str) -> publication.Version:
        versions = publication.timeline(self._session, list_id)
        if not versions:
            raise DraftError(f"没有{list_id}这份清单。")
        return versions[-1]

    def _on_newest(self, draft: Draft) -> dict[str, Any]:
        """The draft's edits on what is newest now."""
        newest = self._newest(draft.list_id)
        if newest.sha256 == draft.base_sha:
            return self.body(draft)
        try:
            return apply(newest.body, self.edits(draft))
        except PatchError as error:
            raise DraftError(f"清单在草案打开以后又有了新版，{error}。请在新版上重改。") from error

    def _touched(self, draft: Draft) -> frozenset[str]:
        return frozenset(item for edit in self.edits(draft) for item in edit.items)

    def _check(self, body: Mapping[str, Any]) -> None:
        found = problems(Source(f"{body.get('id')}.yml", dict(body)), self._facts, self._citations)
        if found:
            raise DraftError(
                "改完以后清单不成立，没有改：" + "；".join(f"{p.found}（应为{p.expected}）" for p in found[:3])
            )

    def _check_moment(self, applies: datetime) -> None:
        if applies < self._now:
            raise DraftError(f"施行时间{applies:%Y年%-m月%-d日}已经过去，规则不能往前发布，请改成今天以后的日子。")

    def _check_reviewer(self, draft: Draft, by: str) -> None:
        if draft.author == by:
            raise DraftError("自己起草的要由另一个人审核。")
        if draft.state != "in_review":
            raise DraftError(f"这份草案现在是“{STATES[draft.state]}”，不在审核中。")

    def _must_be(self, draft: Draft, state: str, by: str) -> None:
        if draft.author != by:
            raise DraftError(f"草案{draft.id}是{draft.author}起草的，只有起草人能改；要改可以另开一份。")
        if draft.state != state:
            raise DraftError(f"草案{draft.id}现在是“{STATES[draft.state]}”，不能再改；要改可以另开一份。")

    def _move(self, draft: Draft, expected: str, **values: Any) -> None:
        moved = self._session.execute(
            update(Draft).where(Draft.id == draft.id, Draft.state == expected).values(**values),
            execution_options={"synchronize_session": False},
        )
        if moved.rowcount != 1:
            raise DraftError("就在刚才，别人已经处理了这份草案，请刷新再看。")
        self._session.refresh(draft)


def _both(mine: frozenset[str], others: frozenset[str]) -> frozenset[str]:
    """What both touch; the common part of a list stands for all of its items."""
    if not mine or not others:
        return frozenset()
    return mine | others if WHOLE_LIST in mine | others else mine & others


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)
