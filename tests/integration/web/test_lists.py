"""What is published about the rules."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from problem_document import problem


def test_lists_in_force_with_source_and_certainty(client):
    found = client.get("/api/lists").json()["lists"]
    youjia = next(one for one in found if one["id"] == "ly-police-youjia")
    assert youjia["how_sure"] == "seed" and youjia["item_count"] == 4 and youjia["issuer"]


def test_a_list_that_ended_is_in_force_only_then(client):
    then, now = (
        client.get("/api/lists", params={"as_of": day}).json()["lists"] for day in ("2020-01-01", "2026-01-01")
    )
    assert "law-xzcf-2017" in [one["id"] for one in then]
    assert "law-xzcf-2017" not in [one["id"] for one in now]


def test_another_place_has_its_own_lists_and_those_above_it(client):
    found = client.get("/api/lists", params={"place": "郑州市"}).json()["lists"]
    assert {one["place"] for one in found} == {"全国", "河南省", "河南省郑州市"}


def test_every_list_is_published_whole(client, source):
    for name, rules in source.current().lists.items():
        body = client.get(f"/api/lists/{name}").json()
        assert [item["no"] for item in body["items"]] == [item.no for item in rules.items]


def test_every_item_has_an_address(client, source):
    for item in source.current().items.values():
        response = client.get(f"/api/items/{item.list_id}/{quote(item.no, safe='')}")
        assert response.status_code == 200, item.id
        body = response.json()
        assert body["id"] == item.id and body["list"]["id"] == item.list_id
        assert len(body["conditions"]) == len(item.conditions)


def test_some_numbers_are_chinese_with_parentheses(client):
    assert client.get(f"/api/items/law-xzcf-2021/{quote('第三十条(一)')}").status_code == 200


def test_an_item_shows_tests_and_articles(client):
    body = client.get("/api/items/ly-police-youjia/1").json()
    assert body["conditions"][0]["test"] == {"fact": "plate_local"}
    assert all({"document", "article", "meaning", "how_sure"} <= set(cited) for cited in body["citations"])


def test_facts_are_published_with_how_they_are_asked(client, source):
    facts = {fact["id"]: fact for fact in client.get("/api/facts").json()["facts"]}
    assert set(facts) == set(source.current().facts)
    assert facts["agency"]["options"][0] == {"label": "公安交警", "value": "traffic_police"}
    assert facts["plate_local"]["yes"] and facts["plate_local"]["no"]


@pytest.mark.parametrize(
    "path", ["/api/lists/nope", "/api/items/nope/1", "/api/items/ly-police-youjia/99", "/api/nope", "/nope"]
)
def test_unknown_is_404(client, path):
    problem(client.get(path), 404)


@pytest.mark.parametrize("day", ["x", "2026-02-30", "9999-12-31", "20"])
def test_an_impossible_day_is_422(client, day):
    problem(client.get("/api/lists", params={"as_of": day}), 422)


def test_the_wrong_method_is_405_and_says_which_is_right(client):
    refused = client.delete("/api/facts")
    problem(refused, 405)
    assert refused.headers["allow"] == "GET"
