"""What staff say, done to the content of a real list; what makes no sense is refused with the reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.drafting.errors import EditError
from bot.policy.check import problems
from bot.policy.drafts.patches import Edit
from bot.policy.source import Source
from tests.unit.drafting.conftest import BOOK, CITATIONS, body_of

Make = Callable[[dict[str, Any], str], tuple[Edit, dict[str, Any]]]
Body = dict[str, Any]


def test_a_window_is_another_member_of_the_family_everywhere(youjia: Body, edit: Make) -> None:
    made, after = edit(youjia, "把六个月改成三个月")
    condition = after["conditions"][3]
    assert condition["test"] == {"not": {"fact": "prior_traffic_3m"}}
    assert condition["text"] == "违法前3个月内没有交通违法记录"
    assert after["parameters"]["first_offence"]["window"] == "3m"
    assert ("条件", "违法前6个月内没有交通违法记录", "违法前3个月内没有交通违法记录") in [
        (c.field, c.before, c.after) for c in made.changes
    ]


def test_a_year_is_kept_as_a_year(youjia: Body, edit: Make) -> None:
    _, after = edit(youjia, "把6个月改成一年")
    assert after["conditions"][3]["test"] == {"not": {"fact": "prior_traffic_1y"}}


def test_a_bound_is_changed_in_the_unit_of_its_fact(edit: Make) -> None:
    body = body_of("ly-cg-card-quarter")
    _, after = edit(body, "把15分钟改成20分钟")
    assert "20分钟" in str(after) and problems(Source(f"{body['id']}.yml", after), BOOK, CITATIONS) == []
    assert "20" in str([c.get("test") for item in after["items"] for c in item.get("conditions", ())])


def test_a_condition_goes(youjia: Body, edit: Make) -> None:
    made, after = edit(youjia, "去掉城市区这个条件")
    assert [c["text"] for c in after["conditions"]] == [
        c["text"] for c in youjia["conditions"] if "城市区" not in c["text"]
    ]
    assert [(c.item, c.before, c.after) for c in made.changes] == [("*", "违法发生在城市区内", "删除")]


def test_a_sentence_that_is_read_brings_its_test(youjia: Body, edit: Make) -> None:
    _, after = edit(youjia, "加一条：未造成交通事故或者交通拥堵")
    assert after["conditions"][-1]["test"] == {"not": {"fact": "accident_or_jam"}}


def test_a_sentence_that_is_not_read_is_left_to_a_person_and_shown_so(youjia: Body, edit: Make) -> None:
    made, after = edit(youjia, "加一条：态度诚恳")
    assert after["conditions"][-1] == {"text": "态度诚恳"}
    assert made.changes[0].after == "态度诚恳（由人认定）"


def test_a_condition_of_one_item_only(youjia: Body, edit: Make) -> None:
    made, after = edit(youjia, "给第3项加一条：当场改正")
    assert [i["no"] for i in after["items"] if any(c["text"] == "当场改正" for c in i.get("conditions", ()))] == ["3"]
    assert made.items == {"3"}


def test_an_act_of_another_list_comes_in_under_its_official_name(youjia: Body, edit: Make) -> None:
    _, after = edit(youjia, '把"未系安全带"加进优驾容错')
    assert (after["items"][-1]["no"], after["items"][-1]["act"], after["items"][-1]["treatment"]) == (
        "5",
        "seatbelt",
        "warning",
    )
    assert "未按规定使用安全带" in after["items"][-1]["title"]


def test_a_treatment_is_changed(youjia: Body, edit: Make) -> None:
    made, after = edit(youjia, "第3项改成减轻")
    assert after["items"][2]["treatment"] == "mitigated"
    assert [(c.item, c.before, c.after) for c in made.changes] == [("3", "警告，不罚款", "减轻处罚")]


def test_what_was_there_stays_as_it_was(youjia: Body, edit: Make) -> None:
    before = body_of("ly-police-youjia")
    edit(youjia, "把六个月改成三个月")
    assert youjia == before


@pytest.mark.parametrize(
    "said", ["把六个月改成三个月", "去掉城市区这个条件", "加一条：态度诚恳", '把"未系安全带"加进优驾容错']
)
def test_the_list_still_stands_after_it(youjia: Body, edit: Make, said: str) -> None:
    _, after = edit(youjia, said)
    assert problems(Source("ly-police-youjia.yml", after), BOOK, CITATIONS) == []


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("把六个月改成负三个月", "大于零"),
        ("把六个月改成三次", "不是同一种量"),
        ("把六个月改成六个月", "本来就是"),
        ("把六个月改成十年", "第三十六条"),
        ("把九个月改成三个月", "没有找到“九个月”。条件里的数量有：6个月"),
        ("去掉残疾人这个条件", "没有找到“残疾人”这个条件。现有的条件是：洛阳号牌"),
        ("第9项改成减轻", "没有第9项（有第1到第4项）"),
        ("去掉第9项", "没有第9项"),
        ("第3项改成警告", "本来就是"),
        ("加一条：违法发生在城市区内", "已经有"),
        ("加一条：非洛阳号牌", "互相矛盾"),
        ('把"打喷嚏"加进优驾容错', "不认识“打喷嚏”"),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_reason(youjia: Body, edit: Make, said: str, reason: str) -> None:
    with pytest.raises(EditError, match=reason):
        edit(youjia, said)


def test_an_act_that_is_there_already_is_refused(edit: Make) -> None:
    with pytest.raises(EditError, match="已经是第"):
        edit(body_of("mps-first-warning-10"), '把"未系安全带"加进首违警告')


def test_a_sentence_that_fits_two_conditions_asks_which(edit: Make, youjia: Body) -> None:
    youjia["conditions"].append({"text": "违法发生在城市区外侧道路"})
    with pytest.raises(EditError, match="哪一条"):
        edit(youjia, "去掉城市区这个条件")
