"""What people may call an act, proposed from its official name, and finding it by that name alone."""

from typing import Any

import pytest

from bot.evaluation.newly_read import same_act
from bot.language.gist import GistIndex
from bot.reading.naming import Known, propose, same, shortened


@pytest.mark.parametrize(
    ("title", "alias"),
    [
        ("对未按规定在显著位置悬挂娱乐经营许可证的处罚", "没在显著位置悬挂娱乐经营许可证"),
        ("企业未按照规定公示年度报告的", "没公示年度报告"),
        ("向未成年人销售卷烟的", "向未成年人销售卷烟"),
        ("未经批准擅自取水的", "未经批准擅自取水"),
    ],
)
def test_an_official_name_is_shortened(title: str, alias: str) -> None:
    assert alias in shortened(title)


@pytest.mark.parametrize("title", ["未按规定备案", "未公示"])
def test_words_that_fit_every_act_are_no_alias(title: str) -> None:
    assert shortened(title) == []


def test_the_same_act_of_another_list_lends_its_aliases() -> None:
    items: list[dict[str, Any]] = [{"no": "1", "title": "对擅自停用消防设施、器材的处罚"}]
    remarks = propose(items, [Known("擅自停用消防设施、器材", "fire-off", ["关了喷淋"], "消防清单")])
    assert (items[0]["act"], items[0]["aliases"]) == ("fire-off", ["关了喷淋"])
    assert "不是就删去 act" in remarks[0]


def test_aliases_that_the_file_has_stay() -> None:
    items: list[dict[str, Any]] = [{"no": "1", "title": "擅自停用消防设施、器材", "aliases": ["关喷淋"]}]
    assert propose(items, [Known("擅自停用消防设施、器材", "fire-off", ["x"], "y")]) == []
    assert items[0]["aliases"] == ["关喷淋"] and "act" not in items[0]


def test_nearly_the_same_words_of_another_act_are_not_the_same() -> None:
    assert not same("占用、堵塞、封闭消防车通道", "占用、堵塞、封闭疏散通道、安全出口")
    assert not same_act("未办理养犬登记", "未办理税务登记")


def test_names_in_other_words_are_ranked_first() -> None:
    names = ["娱乐场所未在显著位置悬挂娱乐经营许可证", "未办理养犬登记", "建筑材料堆放在护栏围挡外"]
    index = GistIndex(names)
    for said, name in (("KTV的证没挂出来", names[0]), ("狗没上证", names[1]), ("工地砖头放到围挡外头了", names[2])):
        found = index.search(said)
        assert names[max(found, key=lambda place: found[place])] == name


def test_a_word_alone_names_nothing() -> None:
    assert GistIndex(["未办理养犬登记"]).search("啊") == {}
