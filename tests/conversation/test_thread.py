"""The thread of a conversation: out of order, more than asked, asides, corrections, contradictions, two acts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Say = Callable[..., list[dict[str, Any]]]


def test_what_was_understood_is_said_back(say: Say) -> None:
    assert "由公安交警查处" in say("在涧西违停被交警贴条了")[-1]["text"]


def test_the_act_that_a_message_was_taken_for_is_said_back_once(say: Say) -> None:
    assert "我按“经营超过保质期的食品、食品添加剂的”来看" in say("超市的面包过期了被市监所查到")[-1]["text"]
    assert "我按" not in say("没有过")[-1]["text"]


def test_words_that_ask_nothing_answer_the_open_question(say: Say) -> None:
    say("超市的面包过期了被市监所查到，开店六年头一次，当场就下架了，不是餐饮，有进货票据，货值二十块")
    reply = say("谁都没吃出啥毛病")[-1]
    assert (reply["kind"], reply.get("status")) == ("verdict", "qualifies")


def test_what_is_put_right_does_not_answer_what_was_asked(say: Say) -> None:
    asked = say("我们店有过期大米，540块钱的货，被查了")[-1]["fact"]
    reply = say("俺媳妇说我说错了，应该是440块")[-1]
    assert asked != "goods_value"
    assert "440" in reply["text"]
    assert reply["kind"] == "question"


def test_a_case_told_with_a_past_day_is_judged(say: Say) -> None:
    reply = say("旧件：2024年6月3日超市卖过期面包，当场下架，按2024年6月的规定能不能免")[-1]
    assert reply["kind"] == "question"


def test_more_than_was_asked_is_taken(say: Say) -> None:
    say("我把车停在路边被贴条了")
    reply = say("交警贴的，豫C的私家车，在西工区，半年内没有违章")[-1]
    assert (reply["kind"], reply.get("status")) == ("verdict", "qualifies")


def test_an_aside_is_answered_and_the_question_asked_again(say: Say) -> None:
    asked = say("我把车停在路边被贴条了")[-1]
    replies = say("为什么问这个")
    assert replies[0]["kind"] == "answer"
    assert (replies[-1]["kind"], replies[-1]["fact"]) == ("question", asked["fact"])


def test_an_answer_out_of_order_keeps_the_open_question(say: Say) -> None:
    say("我把车停在路边被交警贴条了")
    reply = say("车是豫C的")[-1]
    assert reply["kind"] == "question"
    assert "豫C" in reply["text"]


def test_a_correction_changes_the_verdict(say: Say) -> None:
    say("超市卖过期面包被查，货值300元，第一次，当场下架了，不是餐饮，有进货票据，没人吃出问题")
    reply = say("说错了，货值是800元")[-1]
    assert "800" in reply["text"]
    assert reply.get("status") != "qualifies"


def test_taking_back_something_unclear_is_asked_about_before_anything_is_concluded(say: Say) -> None:
    say("超市卖过期面包被查，货值300元，第一次，当场下架了，不是餐饮，有进货票据")
    reply = say("等等我刚才说错了")[-1]
    assert (reply["kind"], reply["topic"]) == ("answer", "clarify")


def test_a_contradiction_is_asked_about(say: Say) -> None:
    say("违停被交警贴条了，从来没违过章")
    reply = say("三个月前超速被罚过一次")[-1]
    assert reply["kind"] == "question"
    assert "以哪个为准" in reply["text"]


def test_two_acts_in_one_message_give_two_verdicts(say: Say) -> None:
    verdicts = [
        reply
        for reply in say("驾驶证没带，保险标志也没贴，豫C私家车，在涧西，半年内没违章，交警查的")
        if reply["kind"] == "verdict"
    ]
    assert [v["item"]["id"] for v in verdicts] == ["ly-police-youjia/3", "ly-police-youjia/4"]
    assert {v["status"] for v in verdicts} == {"qualifies"}


def test_what_if_does_not_change_what_was_told(say: Say) -> None:
    say("超市卖过期面包被查，货值300元，第一次，还没下架，不是餐饮，有进货票据，没人吃出问题")
    supposed = say("要是我马上下架了呢")[0]
    assert "如果" in supposed["text"]
    assert supposed["kind"] == "answer"
    assert "还没有改" in say("为什么")[0]["text"]


def test_starting_again_forgets_everything(say: Say) -> None:
    say("我把车停在路边被交警贴条了")
    say("重新开始")
    reply = say("第一次")[-1]
    assert (reply["kind"], reply["topic"]) == ("answer", "clarify")


def test_a_question_that_is_not_understood_twice_is_left_open(say: Say) -> None:
    fact = say("我把车停在路边被贴条了")[-1]["fact"]
    say("蓝色的")
    reply = say("蓝色的")[-1]
    assert reply.get("fact") != fact


@pytest.mark.parametrize(
    ("message", "topic"),
    [
        ("不服怎么申诉，复议几天", "remedy"),
        ("罚款多久之内要交", "deadline"),
        ("什么叫首违", "definition"),
        ("现在有哪些免罚清单", "lists"),
        ("优驾容错都包括哪些", "lists"),
        ("违停一般罚多少钱", "penalty"),
        ("违停的法律依据是哪一条", "basis"),
        ("违法多久以后就不罚了", "limitation"),
        ("你是谁，能干什么", "capability"),
        ("转人工", "capability"),
        ("今天天气怎么样", "out_of_scope"),
        ("你好", "smalltalk"),
        ("谢谢你", "smalltalk"),
    ],
)
def test_other_questions_get_their_topic(message: str, topic: str, say: Say) -> None:
    reply = say(message)[0]
    assert (reply["kind"], reply.get("topic")) == ("answer", topic)


@pytest.mark.parametrize(
    "message", ["不服怎么申诉", "罚款多久之内要交", "违停的法律依据是哪一条", "违法多久以后就不罚了"]
)
def test_whatever_speaks_of_law_cites_it_with_how_sure(message: str, say: Say) -> None:
    reply = say(message)[0]
    assert reply["citations"]
    assert all(c["how_sure"] in {"read in full", "read in part", "recalled", "seed"} for c in reply["citations"])


def test_a_person_in_despair_is_cared_for_first(say: Say) -> None:
    assert "120" in say("违停被罚得不想活了")[0]["text"]


def test_what_is_taken_back_within_an_answer_promises_nothing(say: Say) -> None:
    say("公司上个月的增值税忘了申报，第二天自己就补上了，税务局还没来找")
    replies = say("头一回吧……哦不对，去年也忘过一次")
    assert replies[-1]["status"] == "fails"
