"""优驾容错 in conversation: its four acts, each condition once met, once unmet, once unknown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

OPENINGS = {
    "1": "车停路边被交警贴条了，会罚款吗",
    "2": "路口走错导向车道被拍了，能不罚吗",
    "3": "忘带驾驶证被交警查了，咋办",
    "4": "保险标志没贴，交警要罚款，能免吗",
}
ALL_MET = {
    "agency": "公安交警",
    "plate_local": "豫C的",
    "vehicle_kind": "自己的私家小轿车",
    "location": "涧西区",
    "prior_traffic_6m": "没有",
    "accident_or_jam": "堵了一会儿车",
    "road_kind": "高速公路",
}
UNMET = {
    "plate_local": "郑州的车",
    "vehicle_kind": "单位名下的小轿车",
    "location": "在新安县城",
    "prior_traffic_6m": "有，三个月前违停过一次",
}


def route(verdict: dict[str, Any], number: str) -> str:
    """The status of one item of the list among the routes."""
    return next(r["status"] for r in verdict["routes"] if r["item"] == f"ly-police-youjia/{number}")


@pytest.mark.parametrize("number", OPENINGS)
def test_all_conditions_met_gives_a_warning(number: str, answering: Callable[..., dict[str, Any]]) -> None:
    verdict = answering(OPENINGS[number], **ALL_MET)
    assert (verdict["status"], verdict["treatment"]) == ("qualifies", "warning")
    assert verdict["item"]["id"] == f"ly-police-youjia/{number}"
    assert all(c["state"] == "met" and c["evidence"]["source"] == "statement" for c in verdict["conditions"])


@pytest.mark.parametrize("number", OPENINGS)
@pytest.mark.parametrize("fact", UNMET)
def test_one_condition_unmet_closes_the_route(number: str, fact: str, answering: Callable[..., dict[str, Any]]) -> None:
    verdict = answering(OPENINGS[number], **{**ALL_MET, fact: UNMET[fact]})
    assert route(verdict, number) == "fails"
    assert verdict["status"] != "qualifies"


@pytest.mark.parametrize("number", OPENINGS)
@pytest.mark.parametrize("fact", UNMET)
def test_one_condition_unknown_leaves_it_open(number: str, fact: str, answering: Callable[..., dict[str, Any]]) -> None:
    knows = {name: said for name, said in ALL_MET.items() if name != fact}
    verdict = answering(OPENINGS[number], **knows)
    assert route(verdict, number) == "undetermined"
    assert verdict["status"] == "undetermined"
    assert "还不能下结论" in verdict["text"].split("\n")[0]
