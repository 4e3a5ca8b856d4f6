"""POST /api/evaluate: verdicts from facts alone."""

from __future__ import annotations

import pytest
from problem_document import problem
from sqlalchemy import select

from bot.policy import rule_sets
from bot.records.tables import GivenVerdict

ALL_MET = {
    "agency": "traffic_police",
    "location": "core",
    "plate_local": True,
    "vehicle_kind": "private_small",
    "prior_traffic_6m": False,
    "prior_traffic_settled": True,
    "accident_or_jam": False,
}


def evaluate(client, headers=None, **body):
    return client.post("/api/evaluate", json=body, headers=headers)


def judged(client, **body):
    response = evaluate(client, **body)
    assert response.status_code == 200, response.text
    return response.json()


def test_all_conditions_met_qualifies(client):
    verdict = judged(client, item="ly-police-youjia/1", facts=ALL_MET)
    assert (verdict["status"], verdict["treatment"]) == ("qualifies", "warning")
    assert verdict["questions"] == [] or verdict["status"] == "qualifies"
    assert {route["item"] for route in verdict["routes"]} >= {"ly-police-youjia/1", "mps-first-warning-10/1"}


def test_without_facts_nothing_is_decided_and_the_questions_come_along(client):
    verdict = judged(client, violation="违停")
    assert verdict["status"] == "undetermined"
    first = verdict["questions"][0]
    assert first["text"] and first["why"] and first["fact"] == "agency"
    assert {"label": "城管", "value": "city_management"} in first["options"]


def test_questions_take_the_values_that_the_options_hold(client):
    verdict = judged(client, item="ly-police-youjia/1", facts={"agency": "traffic_police"})
    yes_no = next(question for question in verdict["questions"] if question["answer_type"] == "yes_no")
    assert yes_no["options"] == [{"label": "是", "value": True}, {"label": "否", "value": False}]
    again = judged(client, item="ly-police-youjia/1", facts={"agency": "traffic_police", yes_no["fact"]: True})
    assert yes_no["fact"] not in [question["fact"] for question in again["questions"]]


@pytest.mark.parametrize(
    ("value", "met"), [(499, "met"), (500, "met"), (500.01, "unmet"), ({"lt": 400}, "met"), ({"gt": 400}, "unknown")]
)
def test_bounds_are_exact_and_partial_values_count(client, value, met):
    verdict = judged(client, item="samr-2025-shouwei/5", facts={"goods_value": value})
    routes = [c for c in verdict["conditions"] if "500" in c["text"]]
    assert not routes or routes[0]["state"] == met


def test_an_act_that_no_list_names_is_judged_by_the_general_clauses(client):
    verdict = judged(client, violation="在楼顶养了三箱蜜蜂")
    assert verdict["status"] == "not_listed"
    assert verdict["citations"]


def test_words_that_fit_several_acts_give_a_choice(client):
    found = [
        r
        for r in (judged(client, violation=words) for words in ("没带证", "过期", "逾期没有办"))
        if r["kind"] == "choose_item"
    ]
    for choice in found:
        assert 2 <= len(choice["candidates"]) <= 5
        assert set(choice["candidates"][0]) == {"item", "title", "list", "list_title"}


def test_the_item_goes_before_the_words(client):
    verdict = judged(client, item="samr-2025-shouwei/5", violation="违停")
    assert verdict["item"]["id"].startswith("samr-")


def test_violation_date_counts_as_the_time_of_the_violation(client):
    verdict = judged(client, item="ly-police-youjia/1", violation_date="2023-05-01", as_of="2023-06-01")
    assert (verdict["violation_date"], verdict["as_of"]) == ("2023-05-01", "2023-06-01")


def test_another_place_has_its_own_law(client):
    verdict = judged(client, item="ly-police-youjia/1", place="郑州市")
    assert not any(route["list"].startswith("ly-") for route in verdict["routes"])


def test_a_verdict_is_archived_as_it_was_given(client, database):
    verdict = judged(client, item="ly-police-youjia/1", facts=ALL_MET | {"seats": {"lte": 7}})
    with database.session() as session:
        kept = session.execute(select(GivenVerdict).where(GivenVerdict.id == verdict["audit"])).scalar_one()
        verdict.pop("questions")
        assert kept.verdict == verdict
        assert kept.facts["facts"]["seats"] == {"lte": 7}
        assert kept.facts["acts"] == ["parking"] and kept.facts["place"] == "洛阳市"
        assert kept.trace[0]["edition"] == "ly-police-youjia@1"
        assert rule_sets.rebuild(session, kept.versions["rule_set"]).items["ly-police-youjia/1"]


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("plate_local", "yes"),
        ("plate_local", 1),
        ("plate_local", None),
        ("plate_local", {"in": [True]}),
        ("agency", "police"),
        ("agency", True),
        ("agency", {"in": []}),
        ("agency", {"in": ["police"]}),
        ("agency", {"gte": 1}),
        ("goods_value", "500"),
        ("goods_value", -1),
        ("goods_value", True),
        ("goods_value", [1]),
        ("goods_value", {"gte": 5, "lt": 3}),
        ("goods_value", {"gte": "5"}),
        ("goods_value", {"in": ["a"]}),
        ("violation_time", "2026-02-30"),
        ("violation_time", True),
        ("violation_time", 1e300),
        ("violation_time", {"gte": 5}),
        ("violation_time", {"in": ["a"]}),
        ("violation_time", "9999-12-31"),
        ("no_such_fact", True),
    ],
)
def test_a_fact_that_does_not_fit_is_422_and_named(client, fact, value):
    body = problem(evaluate(client, item="ly-police-youjia/1", facts={fact: value}), 422)
    assert body["errors"][0]["field"] == f"facts.{fact}"
    assert fact in body["detail"]


def test_all_wrong_facts_are_named_at_once(client):
    body = problem(
        evaluate(client, violation="违停", facts={"plate_local": "x", "agenci": "other"}, violation_date="x"), 422
    )
    assert [e["field"] for e in body["errors"]] == ["facts.plate_local", "facts.agenci", "violation_date"]
    assert "是不是“agency”" in body["detail"]


@pytest.mark.parametrize("number", ["1e999", "NaN", "Infinity", "1" * 400, "-1e400"])
def test_numbers_beyond_sense_are_refused(client, number):
    content = f'{{"violation": "违停", "facts": {{"goods_value": {number}}}}}'
    response = client.post("/api/evaluate", content=content.encode(), headers={"Content-Type": "application/json"})
    problem(response, 422)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"violation": " "},
        {"item": 5},
        {"item": "ly-police-youjia/1", "facts": []},
        {"item": "ly-police-youjia/1", "facts": None},
        {"violation": "违停", "as_of": "2026-13-01"},
        {"violation": "违停", "violation_date": "昨天"},
        {"violation": "违停", "violation_date": "9999-12-31"},
        {"violation": "违停", "violation_date": "2023-05-01", "facts": {"violation_time": "2023-05-02"}},
        {"violation": "违停", "place": ["洛阳市"]},
    ],
)
def test_what_cannot_be_judged_is_422(client, body):
    problem(client.post("/api/evaluate", json=body), 422)


@pytest.mark.parametrize(
    "content",
    [
        '{"item": "\\ud83d"}',
        '{"violation": "\\ud83d", "place": "\\udc00"}',
        '{"violation": "x", "facts": {"\\ud83d": "\\ud83d"}}',
        '{"violation": "x", "violation_date": "\\ud83d"}',
        '{"violation": "x", "facts": {"seats": ' + "[" * 900 + "]" * 900 + "}}",
        '{"violation": "x", "facts": {"seats": ' + "1" * 5000 + "}}",
    ],
)
def test_what_cannot_be_written_breaks_nothing(client, content):
    response = client.post("/api/evaluate", content=content, headers={"Content-Type": "application/json"})
    assert response.status_code in {200, 400, 404, 422}


@pytest.mark.parametrize("item", ["nope/1", "ly-police-youjia/99", "ly-police-youjia", ""])
def test_an_unknown_item_is_404(client, item):
    problem(evaluate(client, item=item), 404)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        (None, 403),
        (("business", "u", "P2"), 403),
        (("staff",), 403),
    ],
)
def test_a_partys_record_is_for_those_who_may_see_it(client, bearer, who, status):
    problem(evaluate(client, headers=bearer(*who) if who else None, violation="违停", party="P1"), status)
