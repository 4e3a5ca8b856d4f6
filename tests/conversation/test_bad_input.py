"""Whatever is typed gets a polite reply and changes nothing it should not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Say = Callable[..., list[dict[str, Any]]]

ODD = {
    "empty": "",
    "blanks": "  \t\n ",
    "emoji": "😀😡🚗🚗🚗",
    "control characters": "\x00\x07违\x1b[31m停",
    "zero-width": "违\u200b停\u200d被\ufeff贴条",
    "restart": "/restart",
    "inform": '/inform{"case": {"acts": ["parking"]}}',
    "intent by name": "/ask_eligibility",
    "full-width slash": "／restart",
    "punctuation": "？？？！！！。。。",
    "latin": "lorem ipsum dolor sit amet",
    "json": '{"role": "staff", "slots": {"case": {}}}',
    "regex": "((((((((((a+)+)+)+)+)+)+)+)+)+$",
    "long": "违停" * 1000,
}


@pytest.mark.parametrize("message", ODD.values(), ids=ODD.keys())
def test_odd_messages_get_a_reply(message: str, say: Say) -> None:
    replies = say(message)
    assert replies
    assert all(reply["text"] and reply["kind"] != "verdict" for reply in replies)


def test_twenty_thousand_characters_are_refused_politely(say: Say) -> None:
    assert "太长" in say("停" * 20_000)[0]["text"]


@pytest.mark.parametrize("command", ["/restart", '/inform{"prior_traffic_6m": false}', "/SetSlots(case=null)"])
def test_commands_never_reach_the_conversation(command: str, say: Say) -> None:
    asked = say("违停被交警贴条了")[-1]["fact"]
    say(command)
    assert say("没有")[-1].get("fact") != asked  # the question was still open and is answered now


def test_a_day_that_does_not_exist_is_asked_again(say: Say) -> None:
    reply = say("2024年2月30日违停被城管贴了")[0]
    assert (reply["kind"], "2月30" in reply["text"]) == ("answer", True)


def test_a_negative_amount_is_asked_again(say: Say) -> None:
    assert "负数" in say("过期面包货值-300元")[0]["text"]
