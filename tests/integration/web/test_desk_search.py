"""Search over HTTP: who finds what, and the pages it leads to."""

from __future__ import annotations

import pytest
from sqlalchemy import delete

from bot import clock
from bot.records.tickets import Ticket
from bot.web.identity import make_token


@pytest.fixture
def desk(client, settings):
    client.post("/signin", data={"token": make_token(settings, "operator", "坐席01"), "to": "/desk"})
    return client


@pytest.fixture
def answered(services):
    """An answered ticket with a telephone number in it; taken away again."""
    now = clock.now()
    usual = {
        "source": "hotline",
        "urgency": "normal",
        "state": "answered",
        "categories": [],
        "department": "城管",
        "days": 2,
    }
    with services.database.session() as session:
        ticket = Ticket(
            id="GD20261101000001", kind="consult", received_at=now, text="我13800138000的洒水车占道怎么办", due_note="",
            answer="洒水车作业不按占道处理", owner="o", transcript=[], **usual,
        )  # fmt: skip
        session.add(ticket)
    yield
    with services.database.session() as session:
        session.execute(delete(Ticket).where(Ticket.id == "GD20261101000001"))


def results(client, q, headers=None):
    answer = client.get("/api/search", params={"q": q}, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()["results"]


def test_anybody_finds_items_lists_and_articles(client):
    assert "ly-police-youjia/1" in [r["id"] for r in results(client, "违停")]
    assert "ly-police-youjia" in [r["id"] for r in results(client, "优驾容错") if r["kind"] == "list"]
    assert "article" in {r["kind"] for r in results(client, "行政处罚法 三十三条")}


def test_each_hit_says_whether_it_binds_here_and_how_surely_it_was_read(client):
    one = next(r for r in results(client, "违停") if r["id"] == "ly-police-youjia/1")
    assert "现行" in one["where"] and one["how_sure"] == "来自本市的介绍，未见文件原文"


def test_traditional_characters_find_the_same(client):
    assert results(client, "機動車違反規定停放")


def test_earlier_answers_are_for_officials_only(client, bearer, answered):
    assert "past" not in {r["kind"] for r in results(client, "洒水车")}
    (past,) = [r for r in results(client, "洒水车", bearer("operator")) if r["kind"] == "past"]
    assert "不按占道处理" in past["snippet"] and "13800138000" not in str(past)


def test_a_business_finds_no_earlier_answers(client, bearer, answered):
    assert "past" not in {r["kind"] for r in results(client, "洒水车", bearer("business"))}


@pytest.mark.parametrize("q", ["%", "_", "(", "\\", "'"])
def test_signs_are_no_patterns(client, bearer, answered, q):
    assert not [r for r in results(client, q, bearer("operator")) if r["kind"] == "past"]


def test_nothing_to_look_for_is_422(client):
    assert client.get("/api/search", params={"q": ""}).status_code == 422


def test_as_one_types_only_what_was_found_comes_back(desk):
    whole = desk.get("/desk/search", params={"q": "违停"}).text
    part = desk.get("/desk/search", params={"q": "违停"}, headers={"HX-Request": "true"}).text
    assert "<html" in whole and "<html" not in part
    assert '/desk/items/ly-police-youjia/1"' in part and "<mark>" in part


def test_what_was_typed_is_shown_as_text(desk):
    assert "<img src=x" not in desk.get("/desk/search", params={"q": "<img src=x>"}).text


def test_an_item_page_has_the_whole_text_versions_and_similar_items(desk):
    shown = desk.get("/desk/items/ly-police-youjia/1").text
    assert "洛阳号牌（豫C）" in shown and "记9分" in shown and "第1版" in shown
    assert "/desk/items/mps-first-warning-10/1" in shown and "来自本市的介绍" in shown


@pytest.mark.parametrize(
    "path", ["items/none/1", "items/ly-police-youjia/99", "lists/none", "articles/none", "answers/x"]
)
def test_what_does_not_exist_is_404(desk, path):
    assert desk.get(f"/desk/{path}").status_code == 404


def test_every_list_article_and_answer_page_opens(desk, services):
    catalogue = services.catalogue()
    for rules in catalogue.lists.values():
        assert desk.get(f"/desk/lists/{rules.id}").status_code == 200
    assert desk.get(f"/desk/articles/{next(iter(catalogue.citations))}").status_code == 200
    assert desk.get("/desk/answers/remedy-0").status_code == 200


def test_an_item_page_of_every_list_opens(desk, services):
    for name in (rules.items[0].id for rules in services.catalogue().lists.values() if rules.items):
        assert desk.get(f"/desk/items/{name}").status_code == 200, name


def test_a_hit_says_which_departments_have_the_same_act(client):
    found = {hit["id"]: hit["beside"] for hit in results(client, "违停")}
    assert "城市管理局" in found["ly-police-youjia/1"] and "公安局交警支队1项" in found["ly-police-youjia/1"]


def test_what_may_be_waived_comes_before_the_ordinary_penalty(client):
    ways = [hit["where"] for hit in results(client, "过期食品") if hit["kind"] == "item"]
    waived = [n for n, where in enumerate(ways) if "不予处罚" in where]
    ordinary = [n for n, where in enumerate(ways) if "按一般规定处理" in where]
    assert waived and ordinary and max(waived) < min(ordinary)


@pytest.mark.parametrize(
    ("words", "kind", "name"), [("拖欠工资", "answer", "mediation-labour"), ("餐饮", "checklist", "catering")]
)
def test_disputes_and_check_lists_are_found_and_open(client, desk, words, kind, name):
    assert (kind, name) in {(hit["kind"], hit["id"]) for hit in results(client, words)}
    place = {"answer": "/desk/answers", "checklist": "/checklist"}[kind]
    assert f'{place}/{name}"' in desk.get("/desk/search", params={"q": words}).text
    assert desk.get(f"{place}/{name}").status_code == 200


def test_a_title_that_is_cut_says_so(client, services):
    titles = [hit["title"] for hit in results(client, "食品的罚款比较重")]
    assert all(len(title) <= 61 and (len(title) < 60 or title.endswith("…")) for title in titles) and titles
