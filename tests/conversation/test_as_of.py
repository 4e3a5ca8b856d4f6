"""Rules in time, asked in words: which version applied, what changed, how it would be judged by another day's rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

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
    say("歌厅没按规定备案，第一次，被查当场就改了，没造成什么后果")
    text = say("按2020年的规定会怎么算")[0]["text"]
    assert "2020年" in text and "没有改动前面的结论" in text
