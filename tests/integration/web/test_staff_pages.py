"""/staff: who gets in, and what the pages of a draft let them do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from bot import clock
from bot.database import Database
from bot.policy import publication, store
from bot.policy.drafts.tables import Draft, DraftEdit
from bot.settings import Settings
from bot.web.identity import make_token

NAME = "ly-police-youjia"


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
def signed_in(make_client: Callable[..., TestClient], settings: Settings) -> Callable[[str, str], TestClient]:
    """A browser of a person of a role."""

    def make(role: str, sub: str) -> TestClient:
        client = make_client()
        client.cookies.set("session", make_token(settings, role, sub))
        return client

    return make


@pytest.fixture
def zhang(signed_in: Callable[[str, str], TestClient]) -> TestClient:
    return signed_in("staff", "张三")


@pytest.fixture
def li(signed_in: Callable[[str, str], TestClient]) -> TestClient:
    return signed_in("reviewer", "李四")


def proof(client: TestClient) -> str:
    found = re.search(r'name="proof" content="(\w+)"', client.get("/staff").text)
    assert found is not None
    return found[1]


def drafted(client: TestClient) -> str:
    """A draft that can be handed in; the address of its page."""
    headers = {"X-CSRF-Token": proof(client)}
    draft = client.post("/api/drafts", json={"list": NAME}, headers=headers).json()["draft"]
    tomorrow = clock.wall() + timedelta(days=1)
    for said in ("第3项改成减轻", f"从{tomorrow:%Y年%-m月%-d日}起施行"):
        client.post(f"/api/drafts/{draft}/edits", json={"say": said}, headers=headers).raise_for_status()
    return f"/staff/drafts/{draft}"


def press(client: TestClient, address: str, step: str, text: str = "") -> str:
    form = {"csrf": proof(client), "step": step, "text": text}
    return client.post(address, data=form).text


def test_a_stranger_is_sent_to_sign_in(make_client: Callable[..., TestClient]) -> None:
    answer = make_client().get("/staff", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/signin?to=/staff")


def test_an_operator_is_told_whose_page_it_is(signed_in: Callable[[str, str], TestClient]) -> None:
    answer = signed_in("operator", "o1").get("/staff")
    assert answer.status_code == 403 and "工作人员或者法制审核的令牌" in answer.text


def test_the_page_shows_what_changes_and_lets_its_author_hand_it_in(zhang: TestClient) -> None:
    text = zhang.get(drafted(zhang)).text
    assert '<td class="before">警告，不罚款</td><td class="after">减轻处罚</td>' in text
    assert 'value="submit"' in text and 'value="approve"' not in text


def test_the_other_person_approves_on_the_page(zhang: TestClient, li: TestClient) -> None:
    address = drafted(zhang)
    assert "等另一个人审核" in press(zhang, address, "submit", "便民")
    assert 'value="approve"' in li.get(address).text
    assert "李四通过，第2版" in press(li, address, "approve")


def test_a_refused_step_is_said_on_the_page(zhang: TestClient) -> None:
    assert "提交要写明为什么改" in press(zhang, drafted(zhang), "submit", "")


def test_the_author_sees_the_remark(zhang: TestClient, li: TestClient) -> None:
    address = drafted(zhang)
    press(zhang, address, "submit", "便民")
    press(li, address, "return", "写明依据")
    assert "李四退回了，意见：写明依据" in zhang.get(address).text


def test_a_form_of_another_site_does_nothing(zhang: TestClient) -> None:
    address = drafted(zhang)
    assert zhang.post(address, data={"step": "discard", "csrf": "x"}).status_code == 403
    assert "起草中" in zhang.get(address).text


def test_a_file_that_is_wrong_keeps_what_was_written(zhang: TestClient) -> None:
    address = drafted(zhang)
    text = zhang.get(f"{address}/file").text.replace("treatment: warning", "treatment: nothing", 1)
    answer = zhang.post(f"{address}/file", data={"csrf": proof(zhang), "text": text})
    assert answer.status_code == 422 and "文件不能用：第" in answer.text and "treatment: nothing" in answer.text
