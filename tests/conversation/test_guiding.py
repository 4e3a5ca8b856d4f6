"""Before anything happened, and between people: risk points and the right door."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import yaml

from bot.settings import ROOT

TOLD = yaml.safe_load((ROOT / "tests" / "unit" / "guidance" / "told.yml").read_text(encoding="utf-8"))
Say = Callable[..., list[dict[str, Any]]]


@pytest.mark.parametrize(
    ("words", "trade"),
    [
        ("我想开个饭店，要注意什么", "catering"),
        ("开网吧容易被罚什么", "netbar"),
        ("跑货运平时要注意哪些", "freight"),
        ("工地上容易出什么问题被罚", "site"),
        ("超市最容易被查到什么", "supermarket"),
        ("小作坊怎么避免被处罚", "workshop"),
    ],
)
def test_a_trade_gets_its_risk_points_with_sources(say: Say, words: str, trade: str) -> None:
    reply = say(words)[-1]
    assert (reply["kind"], reply["topic"], reply["trade"]) == ("answer", "prevention", trade)
    assert reply["checklist"] == f"/checklist/{trade}"
    assert reply["citations"] and all(c["how_sure"] for c in reply["citations"])
    assert all(risk["avoid"] in reply["text"] and risk["look"] in reply["text"] for risk in reply["risks"])
    assert len(reply["risks"]) >= 4


def test_without_a_trade_it_asks_which(say: Say) -> None:
    reply = say("怎么避免被处罚")[-1]
    assert reply["topic"] == "prevention" and "哪一行" in reply["text"]


@pytest.mark.parametrize(
    ("words", "dispute"),
    [
        ("追尾了对方不肯赔，找谁调解", "traffic"),
        ("被车撞了，医药费谈不拢", "traffic"),
        ("邻居占了我家宅基地，找谁", "land"),
        ("和邻居打架了想调解", "public_security"),
        ("老板拖欠工资三个月了", "labour"),
        ("公司无故辞退我", "labour"),
        ("健身房跑路了退不了卡", "consumer"),
        ("超市卖给我假货不退款", "consumer"),
    ],
)
def test_a_dispute_is_led_to_the_right_door(say: Say, words: str, dispute: str) -> None:
    reply = say(words)[-1]
    assert (reply["topic"], reply["dispute"]) == ("mediation", dispute)
    assert "带上：" in reply["text"] and "12345" in reply["text"]
    assert reply["citations"] and all(c["how_sure"] for c in reply["citations"])


@pytest.mark.parametrize(("dispute", "told"), TOLD["through_the_assistant"].items())
def test_a_dispute_told_in_other_words_is_recognised_too(
    new_say: Callable[[], Say], dispute: str, told: list[str]
) -> None:
    replies = {words: new_say()(words)[-1] for words in told}
    assert {words: reply.get("dispute") for words, reply in replies.items()} == dict.fromkeys(told, dispute)


def test_a_dispute_after_a_verdict_is_no_answer_to_it(say: Say) -> None:
    replies = say("骑电动车闯红灯被交警拦下")
    for _ in range(12):
        if replies[-1]["kind"] != "question":
            break
        replies = say("不知道")
    assert replies[-1]["kind"] == "verdict"
    assert say("邻居占了我家宅基地，找谁")[-1]["dispute"] == "land"


def test_while_a_question_is_open_it_is_an_answer(say: Say) -> None:
    asked = say("违停被交警贴条了")[-1]
    assert asked["kind"] == "question"
    assert "dispute" not in say("后面有个车蹭了我一下，私了了")[-1]


def test_what_can_be_mediated(say: Say) -> None:
    reply = say("行政调解管哪些事")[-1]
    assert reply["topic"] == "mediation"
    for kind in ("交通事故损害赔偿", "土地权属", "治安管理纠纷", "劳动争议", "消费者权益投诉"):
        assert kind in reply["text"]


@pytest.mark.parametrize("words", ["我店里卖过期食品被查了，会罚吗", "开饭店没办许可证被市场监管查了"])
def test_the_violation_of_a_shop_is_no_dispute(say: Say, words: str) -> None:
    assert say(words)[-1].get("topic") not in ("mediation", "prevention")
