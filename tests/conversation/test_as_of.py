"""Rules in time, asked in words: which version applied, what changed, how it would be judged by another day's rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Say = Callable[..., list[dict[str, Any]]]


def test_what_applied_then_is_said_with_its_span(say: Say) -> None:
    text = say("2024年4月20日违停适用哪一版规定")[0]["text"]
    assert "2024年4月20日" in text and "牡丹" in text and "已经不适用" in text


def test_a_holiday_rule_is_over(say: Say) -> None:
    text = say("牡丹文化节那个规定现在还有效吗")[0]["text"]
    assert "不适用" in text and "2024年5月6日8时" in text


def test_two_days_are_compared(say: Say) -> None:
    text = say("2020年和2025年的处罚规定有什么不同")[0]["text"]
    assert "开始施行" in text and "失效" in text and "行政处罚法" in text


def test_a_day_that_does_not_exist_is_asked_again(say: Say) -> None:
    assert "不存在" in say("2023年2月30日那天适用哪个版本的规定")[0]["text"]


def test_the_matter_is_judged_by_another_days_rules_and_kept(say: Say) -> None:
    say("网络文化经营单位没按规定备案，第一次，被查当场就改了，没造成什么后果")
    text = say("按2020年的规定会怎么算")[0]["text"]
    assert "2020年" in text and "没有改动前面的结论" in text


def parked(say: Say) -> None:
    """A matter of April 2024, judged."""
    replies = say("2024年4月20日我违停被城管贴条了")
    for _ in range(20):
        if any(reply["kind"] == "verdict" for reply in replies):
            return
        replies = say("不知道")
    raise AssertionError(replies)


@pytest.mark.parametrize("said", ["当时适用哪一版", "那时候用的是哪个版本的规定", "那会儿的规矩是哪个"])
def test_then_is_the_day_of_the_matter(say: Say, said: str) -> None:
    parked(say)
    assert "2024年4月20日" in say(said)[0]["text"]


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("这个案子按2021年的规则怎么算", "2021年12月31日"),
        ("按2021年的规则呢", "2021年12月31日"),
        ("要是按去年的规定算呢", "2025年12月31日"),
        ("明年一月起呢", "2027年1月31日"),
        ("明年呢", "2027年12月31日"),
        ("要是明年一月一号发生的呢", "2027年1月1日"),
    ],
)
def test_the_matter_is_judged_by_the_time_that_is_named(say: Say, said: str, day: str) -> None:
    parked(say)
    (reply,) = say(said)
    assert f"按{day}的规定" in reply["text"] and "没有改动前面的结论" in reply["text"]


@pytest.mark.parametrize("said", ["和现在的有啥区别", "去年和今年有什么不同"])
def test_times_are_compared_for_the_matter(say: Say, said: str) -> None:
    parked(say)
    assert "比：" in say(said)[0]["text"]


def test_when_no_day_is_known_it_is_asked(say: Say) -> None:
    say("我违停被交警贴条了，记不清是哪天")
    for _ in range(20):
        if say("不知道")[-1]["kind"] == "verdict":
            break
    assert "哪一天" in say("当时适用哪一版")[0]["text"]
