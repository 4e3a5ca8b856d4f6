"""The way of a draft: edited by one person, approved by another, published from a moment; and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from bot.database import Database
from bot.policy import publication, store
from bot.policy.dictionary import load_citations, load_facts
from bot.policy.drafts.desk import DraftDesk, DraftError
from bot.policy.drafts.differences import differences
from bot.policy.drafts.patches import Edit, put
from bot.policy.drafts.tables import Draft
from bot.policy.loader import load_list
from bot.settings import ROOT

FACTS = load_facts(ROOT / "data" / "facts.yml")
CITATIONS = load_citations(ROOT / "data" / "law")
NAME = "ly-police-youjia"
YOUJIA = load_list(ROOT / "data" / "lists" / f"{NAME}.yml", FACTS, CITATIONS)
NOW = datetime(2026, 11, 25, 9)
NEW_YEAR = datetime(2027, 1, 1)


@pytest.fixture
def session(empty_url: str) -> Iterator[Session]:
    database = Database(empty_url)
    database.create()
    with database.session() as session:
        store.save(session, YOUJIA)
    with database.session() as session:
        yield session
    database.close()


@pytest.fixture
def desk(session: Session) -> DraftDesk:
    return DraftDesk(session, FACTS, CITATIONS, NOW)


def treatment(no: str, value: str) -> Edit:
    """An edit of one item's treatment."""
    step = put(("items", {"no": no}, "treatment"), value)
    after = {**YOUJIA, "items": [{**i, "treatment": value} if i["no"] == no else i for i in YOUJIA["items"]]}
    return Edit(f"第{no}项", differences(YOUJIA, after), (step,))


def from_new_year() -> Edit:
    return Edit("从明年一月一日起施行", (), applies_from=NEW_YEAR.isoformat())


def ready(desk: DraftDesk, no: str = "3", author: str = "张三") -> Draft:
    """A draft that can be submitted."""
    draft = desk.open(NAME, author)
    desk.edit(draft, treatment(no, "no_penalty"), author)
    desk.edit(draft, from_new_year(), author)
    return draft


def test_edits_make_the_content_and_the_difference(desk: DraftDesk) -> None:
    draft = ready(desk)
    assert desk.body(draft)["items"][2]["treatment"] == "no_penalty"
    assert [(c.item, c.field, c.before, c.after) for c in desk.changes(draft)] == [
        ("3", "处理方式", "警告，不罚款", "不予处罚")
    ]


def test_the_live_rules_stay_until_it_is_published(desk: DraftDesk, session: Session) -> None:
    ready(desk)
    assert [v.body for v in publication.timeline(session, NAME)] == [YOUJIA]


def test_the_last_edit_is_taken_back_and_kept_on_record(desk: DraftDesk) -> None:
    draft = ready(desk)
    assert desk.undo(draft, "张三").words == "从明年一月一日起施行"
    assert desk.applies_from(draft) is None
    desk.undo(draft, "张三")
    with pytest.raises(DraftError, match="没有可以撤销的"):
        desk.undo(draft, "张三")


def test_only_its_author_edits_it(desk: DraftDesk) -> None:
    with pytest.raises(DraftError, match="只有起草人能改"):
        desk.edit(ready(desk), treatment("1", "no_penalty"), "李四")


def test_an_edit_that_breaks_the_list_is_refused_and_leaves_it(desk: DraftDesk) -> None:
    draft = ready(desk)
    broken = Edit("坏的", (), (put(("conditions", {"text": "洛阳号牌（豫C）"}, "test"), {"fact": "no_such_fact"}),))
    with pytest.raises(DraftError, match="不成立"):
        desk.edit(draft, broken, "张三")
    assert len(desk.edits(draft)) == 2


def test_another_person_approves_and_it_is_published_from_its_moment(desk: DraftDesk, session: Session) -> None:
    draft = ready(desk)
    desk.submit(draft, "张三", "便民", {"impact": {"cases": 3}})
    done = desk.approve(draft, "李四")
    assert (done.version, done.applies_from) == (2, NEW_YEAR)
    before, after = publication.timeline(session, NAME)
    assert (before.until, after.since) == (NEW_YEAR, NEW_YEAR)
    assert after.body["items"][2]["treatment"] == "no_penalty"
    assert draft.state == "published" and draft.frozen == {"impact": {"cases": 3}}


def test_nobody_approves_their_own(desk: DraftDesk) -> None:
    draft = ready(desk)
    desk.submit(draft, "张三", "便民", {})
    with pytest.raises(DraftError, match="另一个人"):
        desk.approve(draft, "张三")


def test_it_goes_back_with_a_remark_and_can_be_edited_again(desk: DraftDesk) -> None:
    draft = ready(desk)
    desk.submit(draft, "张三", "便民", {})
    desk.send_back(draft, "李四", "写明依据")
    assert (draft.state, draft.remark) == ("editing", "写明依据")
    desk.edit(draft, treatment("1", "no_penalty"), "张三")
    with pytest.raises(DraftError, match="不在审核中"):
        desk.approve(draft, "李四")


@pytest.mark.parametrize(
    ("edits", "reason", "found"),
    [
        ([treatment("3", "no_penalty")], "便民", "从哪天起施行"),
        ([from_new_year()], "便民", "没有改动"),
        ([treatment("3", "no_penalty"), from_new_year()], " ", "为什么改"),
        ([treatment("3", "no_penalty"), Edit("昨天", (), applies_from="2026-11-24")], "便民", "已经过去"),
    ],
)
def test_what_is_not_ready_is_not_submitted(desk: DraftDesk, edits: list[Edit], reason: str, found: str) -> None:
    draft = desk.open(NAME, "张三")
    for edit in edits:
        desk.edit(draft, edit, "张三")
    with pytest.raises(DraftError, match=found):
        desk.submit(draft, "张三", reason, {})


def test_two_drafts_of_one_item_are_found_when_the_second_is_submitted(desk: DraftDesk) -> None:
    desk.submit(ready(desk), "张三", "便民", {})
    second = ready(desk, author="王五")
    with pytest.raises(DraftError, match="张三.*第3项"):
        desk.submit(second, "王五", "便民", {})


def test_two_drafts_of_different_items_both_go_and_keep_each_other(desk: DraftDesk, session: Session) -> None:
    first, second = ready(desk, "3"), ready(desk, "1", "王五")
    desk.submit(first, "张三", "便民", {})
    desk.submit(second, "王五", "便民", {})
    desk.approve(first, "李四")
    desk.approve(second, "李四")
    newest = publication.timeline(session, NAME)[-1].body
    assert [item["treatment"] for item in newest["items"]] == ["no_penalty", "warning", "no_penalty", "warning"]


def test_withdrawing_puts_the_earlier_content_back_as_a_new_version(desk: DraftDesk, session: Session) -> None:
    draft = ready(desk)
    desk.submit(draft, "张三", "便民", {})
    desk.approve(draft, "李四")
    back = desk.withdraw(NAME, 1, "张三")
    later = NEW_YEAR + timedelta(days=30)
    desk.edit(back, Edit("从1月31日起", (), applies_from=later.isoformat()), "张三")
    desk.submit(back, "张三", "发现问题", {})
    assert desk.approve(back, "李四").version == 3
    newest: Any = publication.timeline(session, NAME)[-1]
    assert (newest.body, newest.since) == (YOUJIA, later)
