"""Audit over HTTP: for whom a verdict was given to and for officials; judged again to the same result."""

from __future__ import annotations

import pytest
from problem_document import problem


@pytest.fixture
def given(client, bearer):
    """The audit id of a verdict given to business P1."""
    body = {"item": "ly-police-youjia/1", "facts": {"agency": "traffic_police"}}
    return client.post("/api/evaluate", json=body, headers=bearer("business", party="P1")).json()["audit"]


@pytest.mark.parametrize("who", [("business", "u1", "P1"), ("operator",), ("staff",), ("reviewer",)])
def test_what_it_rested_on(client, bearer, given, who):
    found = client.get(f"/api/audit/{given}", headers=bearer(*who)).json()
    assert found["facts"]["facts"] == {"agency": "traffic_police"}
    assert "ly-police-youjia" in found["lists"] and found["trace"] and found["verdict"]["audit"] == given


@pytest.mark.parametrize("who", [None, ("business", "u1", "P2"), ("business", "u2", "P1")])
def test_anothers_verdict_is_not_there(client, bearer, given, who):
    headers = bearer(*who) if who else None
    problem(client.get(f"/api/audit/{given}", headers=headers), 404)
    problem(client.post(f"/api/audit/{given}/replay", headers=headers), 404)


def test_an_unknown_one_is_not_there(client, bearer):
    problem(client.get("/api/audit/none", headers=bearer("operator")), 404)


def test_it_is_judged_again_to_the_same_result(client, bearer, given):
    again = client.post(f"/api/audit/{given}/replay", headers=bearer("operator")).json()
    assert again["identical"] is True and again["differences"] == []


def test_a_conversations_verdict_is_judged_again_too(make_client, assistant):
    client = make_client(assistant)
    said = "我没按期报税被税务局查了，第一次，责令的期限内补报了，没造成后果"
    answer = client.post("/api/chat", json={"conversation": None, "message": said}).json()
    verdict = answer["replies"][-1]
    assert verdict["kind"] == "verdict"
    assert client.post(f"/api/audit/{verdict['audit']}/replay").json()["identical"] is True
