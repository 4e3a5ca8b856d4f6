"""What counts as a command of staff, and what it is understood to ask for."""

from __future__ import annotations

import pytest

from bot.drafting import names
from bot.drafting.commands import Command, parse
from bot.drafting.wording import tidy

LISTS = {"优驾容错": "ly-police-youjia", "服务卡": "ly-cg-card-quarter"}


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("把六个月改成三个月", Command("change", old="六个月", new="三个月")),
        ("把第2项的2000元改为3000元", Command("change", item="2", old="2000元", new="3000元")),
        ("去掉城市区这个条件", Command("remove_condition", text="城市区")),
        ("加一条：未造成交通拥堵", Command("add_condition", text="未造成交通拥堵")),
        ("给第3项加一条：当场改正", Command("add_condition", item="3", text="当场改正")),
        ('把"未系安全带"加进优驾容错', Command("add_item", text="未系安全带", list="优驾容错")),
        ("从明年一月一日起施行", Command("from", text="明年一月一日")),
        ("第3项改成减轻", Command("treatment", item="3", new="减轻")),
        ("第十二项改为不予处罚", Command("treatment", item="12", new="不予处罚")),
        ("撤销上一步", Command("undo")),
        ("现在改了哪些", Command("show")),
        ("换成现行规则再问一遍", Command("compare", text="现行")),
        ("影响多少案子", Command("impact")),
        ("别的城市这一项怎么规定", Command("elsewhere")),
        ("提交审核，理由：便民", Command("submit", text="便民")),
        ("恢复第1版", Command("restore", text="1")),
        ("请去掉第4项", Command("remove_item", item="4")),
    ],
)
def test_a_command_is_understood(said: str, means: Command) -> None:
    assert parse(said) == means


@pytest.mark.parametrize(
    "said",
    [
        "我今天违停被交警贴条了，能不能不罚？",
        "六个月内第二次违停还能免吗",
        "未系安全带怎么罚",
        "去年的规定改了什么",
        "我要去掉处罚记录怎么办理",
        "可以从明年开始交罚款吗",
        "罚款从200元起",
    ],
)
def test_an_ordinary_message_is_no_command(said: str) -> None:
    assert parse(said) is None


@pytest.mark.parametrize(
    "said",
    [
        "把时间缩短一些", "我今天违停被交警贴条了", "没带驾驶证被查了", "三个月前有过一次", "昨天已经改正了", "可以不罚吗", "没带驾照罚不罚",
        "影响大吗", "罚款能不能不要", "这个案子怎么判", "几个", "没有造成拥堵", "必须交罚款吗", "要求我三天内改正", "城管要求当场改正，我改了",
        "从昨天开始", "上个月开始营业", "第3项是什么", "去年和今年有什么不同", "当时适用哪一版", "重新开始", "换一个案子", "新旧规定有什么不同",
        "不限", "不要", "现行规定是什么", "草案是什么意思", "首违不罚", "什么叫首违不罚", "公交车道上停车不罚", "我要求听证",
    ],
)  # fmt: skip
def test_an_ordinary_message_of_one_who_is_at_a_draft_is_none_either(said: str) -> None:
    assert parse(tidy(said), drafting=True) is None


@pytest.mark.parametrize(
    ("said", "list_id", "rest"),
    [
        ("把优驾容错的六个月改成三个月", "ly-police-youjia", "把六个月改成三个月"),
        ("给优驾容错第2项加一条：当场改正", "ly-police-youjia", "第2项加一条：当场改正"),
        ("从优驾容错去掉第4项", "ly-police-youjia", "去掉第4项"),
        ("把服务卡清单里面的三次改成五次", "ly-cg-card-quarter", "把三次改成五次"),
        ("去掉城市区这个条件", None, "去掉城市区这个条件"),
    ],
)
def test_the_list_at_the_head_is_found(said: str, list_id: str | None, rest: str) -> None:
    assert names.split(said, LISTS.get) == (list_id, rest)


def test_a_list_that_does_not_exist_is_noticed() -> None:
    assert names.unknown("把牡丹卡清单的六个月改成三个月") == "牡丹卡清单"
