"""更正“…”: what was told is asked again, and nothing rests on it meanwhile; and how far it is to the verdict."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Say = Callable[..., list[dict[str, Any]]]
OPENING = "开小超市，货架上有几包饼干过期被查到了，会罚吗？"
KNOWS = {
    "same_kind_2y": "否",
    "correction": "被查到后当场、立即就改了",
    "catering": "否",
    "source_explained": "是",
    "goods_value": "66元",
    "food_accident": "否",
}


def questions_to_the_verdict(say: Say, replies: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    asked = []
    while replies[-1]["kind"] == "question":
        asked.append(replies[-1])
        replies = say(KNOWS[replies[-1]["fact"]])
    return asked, replies[-1]


def test_a_fact_named_by_its_title_is_asked_again_and_changes_the_verdict(say: Say) -> None:
    asked, verdict = questions_to_the_verdict(say, say(OPENING))
    assert verdict["status"] == "qualifies"
    value = next(question for question in asked if question["fact"] == "goods_value")
    again = say(f"更正“{value['title']}”")[-1]
    assert (again["kind"], again["fact"], again["answer_type"]) == ("question", "goods_value", "money")
    changed = say("5200元")[-1]
    assert changed["kind"] == "question" or changed["status"] != "qualifies"


def test_what_was_taken_back_is_not_known_until_it_is_told_again(say: Say) -> None:
    asked, _ = questions_to_the_verdict(say, say(OPENING))
    say(f"更正：{asked[0]['title']}")
    verdict = say("不知道")[-1]
    assert verdict["kind"] == "question" or verdict["status"] == "undetermined"


def test_what_was_never_told_is_not_taken_back(say: Say) -> None:
    say(OPENING)
    assert all(reply.get("fact") != "location" for reply in say("更正“违法地点”"))


def test_each_answer_brings_the_verdict_nearer(say: Say) -> None:
    asked, _ = questions_to_the_verdict(say, say(OPENING))
    counts = [question["progress"] for question in asked]
    assert [count["known"] for count in counts] == sorted({count["known"] for count in counts})
    assert all(count["open"] >= 1 for count in counts) and counts[-1]["open"] == 1


def test_each_condition_names_what_was_told_for_it_and_that_is_asked_again(say: Say) -> None:
    _, verdict = questions_to_the_verdict(say, say(OPENING))
    amount = next(one for one in verdict["conditions"] if "500元" in one["text"])
    assert len(amount["told"]) == 1
    assert say(f"更正“{amount['told'][0]}”")[-1]["fact"] == "goods_value"


def test_what_was_not_known_can_be_told_later(say: Say) -> None:
    replies = say(OPENING)
    while replies[-1]["kind"] == "question":
        replies = say("不知道" if replies[-1]["fact"] == "source_explained" else KNOWS[replies[-1]["fact"]])
    unknown = next(one for one in replies[-1]["conditions"] if one["state"] == "unknown" and one["told"])
    assert say(f"更正“{unknown['told'][0]}”")[-1]["fact"] == "source_explained"
