"""工单的种类和状态: what a ticket can be, and which step leads from which state to which (线上交办、限时解决、跟踪督办)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

KINDS = {"consult": "咨询", "help": "求助", "complaint": "投诉", "report": "举报", "suggestion": "建议"}
STATES = {"received": "已受理", "assigned": "已交办", "returned": "已退回", "answered": "已答复", "closed": "已办结"}
URGENCIES = {"normal": "一般", "urgent": "紧急", "critical": "特急"}
SOURCES = {"widget": "网页", "hotline": "12345热线", "api": "其他系统"}
# GB/T 39734-2020, GB/T 39735-2020 (政务服务“好差评”).
SATISFACTION = {5: "非常满意", 4: "满意", 3: "基本满意", 2: "不满意", 1: "非常不满意"}
UNHAPPY = frozenset({1, 2})


@dataclass(frozen=True)
class Step:
    """One thing that can be done with a ticket: from these states to that one."""

    title: str
    start: frozenset[str]
    to: str


STEPS: Mapping[str, Step] = {
    "assign": Step("交办", frozenset({"received", "returned", "assigned"}), "assigned"),
    "return": Step("退回", frozenset({"assigned"}), "returned"),
    "answer": Step("答复", frozenset({"received", "assigned", "returned"}), "answered"),
    "reopen": Step("重新交办", frozenset({"answered", "closed"}), "assigned"),
    "close": Step("办结", frozenset({"answered"}), "closed"),
}


class NotNow(ValueError):  # noqa: N818 (it says what cannot be done, in words for the person)
    """A step that the ticket's state does not allow; its text says what can be done instead."""

    def __init__(self, step: str, state: str):
        can = "、".join(STEPS[name].title for name in steps_from(state)) or "没有别的步骤"
        super().__init__(f"工单现在是“{STATES[state]}”，不能{STEPS[step].title}；可以：{can}")


def steps_from(state: str) -> list[str]:
    """The steps that are open in a state."""
    return [name for name, step in STEPS.items() if state in step.start]


def after(step: str, state: str) -> str:
    """The state after a step; NotNow when it is not open."""
    if state not in STEPS[step].start:
        raise NotNow(step, state)
    return STEPS[step].to
