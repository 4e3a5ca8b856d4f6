"""/lists: what everybody may read of the lists, in three forms."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from datetime import timedelta
from io import BytesIO

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from bot import clock
from bot.database import Database
from bot.policy import publication, store
from bot.policy.history import editions

NAME = "ly-police-youjia"


@pytest.fixture
def published(database: Database) -> Iterator[None]:
    """A second version that applies from tomorrow."""
    with database.session() as session:
        body = deepcopy(dict(publication.timeline(session, NAME)[-1].body))
        body["items"][2]["treatment"] = "no_penalty"
        publication.publish(session, body, clock.wall() + timedelta(days=1), "张三起草，李四审核", "便民")
    yield
    with database.session() as session:
        row = session.query(publication.ListPublication).one()
        session.delete(row)
        session.flush()
        session.query(store.ListVersion).filter_by(id=row.version_id).delete()


def test_all_lists_are_there_without_signing_in(client: TestClient) -> None:
    page = client.get("/lists")
    assert page.status_code == 200 and "洛阳市公安局“优驾容错”制度" in page.text
    assert "别的地方的（在这里不适用）" in page.text


def test_a_list_shows_items_conditions_articles_and_how_sure(client: TestClient) -> None:
    text = client.get(f"/lists/{NAME}").text
    for shown in ("机动车违反规定停放", "违法前6个月内没有交通违法记录", "第五十六条", "来自本市的介绍", "第1版"):
        assert shown in text


def test_versions_tell_what_changed_when_and_why(client: TestClient, published: None) -> None:
    text = client.get(f"/lists/{NAME}").text
    assert "理由：便民" in text and "改了1处" in text
    assert '<td class="before">警告，不罚款</td><td class="after">不予处罚</td>' in text
    assert "张三" not in text


def test_another_version_is_shown_as_such(client: TestClient, published: None) -> None:
    text = client.get(f"/lists/{NAME}?version=2").text
    assert "你看的是第2版，不是现在适用的" in text and "不予处罚" in text


def test_a_version_that_is_not_there_says_which_are(client: TestClient) -> None:
    answer = client.get(f"/lists/{NAME}?version=9")
    assert (answer.status_code, "有第1版到第1版" in answer.json()["detail"]) == (404, True)


def test_the_workbook_holds_list_items_versions_and_articles(client: TestClient, published: None) -> None:
    book = load_workbook(BytesIO(client.get(f"/lists/{NAME}.xlsx").content))
    assert book.sheetnames == ["清单", "事项", "版本", "依据"]
    assert [cell.value for cell in book["事项"]["B"]][1:] == [
        "机动车违反规定停放",
        "机动车通过路口不按导向车道行驶",
        "未随车携带驾驶证",
        "未放置保险标志",
    ]
    assert [row[0].value for row in book["版本"].iter_rows(min_row=2)] == ["2", "1"]


def test_nothing_in_the_workbook_is_a_formula(client: TestClient, database: Database) -> None:
    from bot.policy.loader import build
    from bot.web.disclosure.sheet import workbook

    catalogue = client.app.state.shared.source.current()  # type: ignore[attr-defined]
    with database.session() as session:
        found = editions(session, NAME)
    rules = build({**found[0].body, "title": "=1+1"}, "1")
    cell = load_workbook(BytesIO(workbook(rules, catalogue, found)))["清单"]["B2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_the_linked_data_names_issuer_items_and_hash(client: TestClient, database: Database) -> None:
    answer = client.get(f"/lists/{NAME}.jsonld")
    found = answer.json()
    assert answer.headers["content-type"].startswith("application/ld+json")
    assert (found["@type"], found["legislationPassedBy"]["name"]) == ("Legislation", "洛阳市公安局（交通警察支队）")
    assert [part["legislationIdentifier"] for part in found["hasPart"]] == ["1", "2", "3", "4"]
    with database.session() as session:
        assert found["identifier"]["value"] == editions(session, NAME)[-1].sha256


@pytest.mark.parametrize("address", ["/lists/nothing", "/lists/nothing.xlsx", "/lists/nothing.jsonld"])
def test_a_list_that_is_not_there_is_404(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_every_list_has_a_page(client: TestClient) -> None:
    lists = client.app.state.shared.source.current().lists  # type: ignore[attr-defined]
    broken = [name for name in lists if client.get(f"/lists/{name}").status_code != 200]
    assert len(lists) > 50 and broken == []
