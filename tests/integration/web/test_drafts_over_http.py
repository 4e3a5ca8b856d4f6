"""/api/drafts: who may do what, and the whole way over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from bot import clock
from bot.database import Database
from bot.policy import publication, store
from bot.policy.drafts.tables import Draft, DraftEdit

NAME = "ly-police-youjia"
Bearer = Callable[..., dict[str, str]]


@pytest.fixture(autouse=True)
def rules_as_they_were(database: Database) -> Iterator[None]:
    """Drafts and what they published are gone after each test."""
    yield
    with database.session() as session:
        session.query(DraftEdit).delete()
        session.query(Draft).delete()
        for row in session.query(publication.ListPublication).all():
            session.delete(row)
            session.flush()
            session.query(store.ListVersion).filter_by(id=row.version_id).delete()


@pytest.fixture
def zhang(bearer: Bearer) -> dict[str, str]:
    return bearer("staff", "张三")


@pytest.fixture
def li(bearer: Bearer) -> dict[str, str]:
    return bearer("reviewer", "李四")


def opened(client: TestClient, who: dict[str, str], **more: Any) -> dict[str, Any]:
    answer = client.post("/api/drafts", json={"list": NAME, **more}, headers=who)
    assert answer.status_code == 201, answer.text
    return answer.json()


def said(client: TestClient, draft: str, words: str, who: dict[str, str]) -> Any:
    return client.post(f"/api/drafts/{draft}/edits", json={"say": words}, headers=who)


def step(client: TestClient, draft: str, name: str, who: dict[str, str], text: str = "") -> Any:
    return client.post(f"/api/drafts/{draft}/steps", json={"step": name, "text": text}, headers=who)


def submitted(client: TestClient, who: dict[str, str]) -> str:
    draft = opened(client, who)["draft"]
    tomorrow = clock.wall() + timedelta(days=1)
    for words in ("第3项改成减轻", f"从{tomorrow:%Y年%-m月%-d日}起施行"):
        assert said(client, draft, words, who).status_code == 200
    assert step(client, draft, "submit", who, "便民").status_code == 200
    return draft


@pytest.mark.parametrize(
    ("role", "status"), [(None, 403), ("business", 403), ("operator", 403), ("reviewer", 403), ("staff", 201)]
)
def test_only_staff_open_one(client: TestClient, bearer: Bearer, role: str | None, status: int) -> None:
    headers = bearer(role) if role else {}
    assert client.post("/api/drafts", json={"list": NAME}, headers=headers).status_code == status


def test_a_sentence_changes_it(client: TestClient, zhang: dict[str, str]) -> None:
    draft = opened(client, zhang)["draft"]
    found = said(client, draft, "把六个月改成三个月", zhang).json()
    assert {
        "item": "*",
        "field": "条件",
        "before": "违法前6个月内没有交通违法记录",
        "after": "违法前3个月内没有交通违法记录",
    } in found["changes"]
    assert found["steps"] == ["把六个月改成三个月"]


def test_a_refused_sentence_says_why(client: TestClient, zhang: dict[str, str]) -> None:
    answer = said(client, opened(client, zhang)["draft"], "第9项改成减轻", zhang)
    assert (answer.status_code, "没有第9项" in answer.json()["detail"]) == (409, True)


def test_a_draft_that_is_not_there_is_404(client: TestClient, zhang: dict[str, str]) -> None:
    assert client.get("/api/drafts/D00000000", headers=zhang).status_code == 404


def test_what_is_handed_in_holds_what_review_decides_by(
    client: TestClient, zhang: dict[str, str], li: dict[str, str]
) -> None:
    frozen = client.get(f"/api/drafts/{submitted(client, zhang)}", headers=li).json()["frozen"]
    assert frozen["changes"] == [{"item": "3", "field": "处理方式", "before": "警告，不罚款", "after": "减轻处罚"}]
    assert frozen["sources"]["how_sure"] == "seed" and frozen["conflicts"] == []


def test_another_person_publishes_and_the_lists_hold_both_versions(
    client: TestClient, zhang: dict[str, str], li: dict[str, str], database: Database
) -> None:
    draft = submitted(client, zhang)
    done = step(client, draft, "approve", li).json()
    assert (done["state"], done["version"], done["reviewer"]) == ("published", 2, "李四")
    with database.session() as session:
        assert [v.number for v in publication.timeline(session, NAME)] == [1, 2]


def test_nobody_approves_their_own_with_another_role(client: TestClient, zhang: dict[str, str], bearer: Bearer) -> None:
    answer = step(client, submitted(client, zhang), "approve", bearer("reviewer", "张三"))
    assert (answer.status_code, answer.json()["detail"]) == (409, "自己起草的要由另一个人审核。")


def test_staff_do_not_approve(client: TestClient, zhang: dict[str, str], bearer: Bearer) -> None:
    assert step(client, submitted(client, zhang), "approve", bearer("staff", "王五")).status_code == 403


def test_it_comes_back_with_the_remark(client: TestClient, zhang: dict[str, str], li: dict[str, str]) -> None:
    back = step(client, submitted(client, zhang), "return", li, "写明依据").json()
    assert (back["state"], back["remark"]) == ("editing", "写明依据")


def test_the_file_goes_down_and_up_again(client: TestClient, zhang: dict[str, str]) -> None:
    draft = opened(client, zhang)["draft"]
    text = client.get(f"/api/drafts/{draft}/file", headers=zhang).text
    edited = text.replace("title: 未放置保险标志", "title: 未放置机动车保险标志")
    answer = client.put(f"/api/drafts/{draft}/file", json={"text": edited}, headers=zhang)
    assert answer.json()["changes"] == [
        {"item": "4", "field": "违法行为", "before": "未放置保险标志", "after": "未放置机动车保险标志"}
    ]


def test_a_file_that_is_wrong_is_refused_with_line_and_reason(client: TestClient, zhang: dict[str, str]) -> None:
    draft = opened(client, zhang)["draft"]
    text = client.get(f"/api/drafts/{draft}/file", headers=zhang).text.replace("prior_traffic_6m", "prior_trafic_6m")
    answer = client.put(f"/api/drafts/{draft}/file", json={"text": text}, headers=zhang)
    assert answer.status_code == 422
    assert "第" in answer.json()["detail"] and "prior_trafic_6m" in answer.json()["detail"]


def test_an_earlier_version_is_restored_by_a_draft(
    client: TestClient, zhang: dict[str, str], li: dict[str, str]
) -> None:
    step(client, submitted(client, zhang), "approve", li)
    back = opened(client, zhang, restore=1)
    assert back["changes"] == [{"item": "3", "field": "处理方式", "before": "减轻处罚", "after": "警告，不罚款"}]
