"""Whether there was one before, and whether all of it is settled, as people say it."""

from __future__ import annotations

import pytest

from bot.language import earlier
from bot.policy.dictionary import load_facts
from bot.settings import ROOT

BOOK = load_facts(ROOT / "data" / "facts.yml")


@pytest.mark.parametrize(
    "said", ["没有前科", "一次处罚都没有", "开业到现在没叫人罚过", "一直规规矩矩的", "从没这种情况", "就这一回"]
)
def test_none_before(said: str) -> None:
    assert earlier.told(BOOK["first_offence"], said) is True


@pytest.mark.parametrize("said", ["不是头一次了", "去年也是", "第三回了", "老毛病了", "三天两头叫查"])
def test_one_before(said: str) -> None:
    assert earlier.told(BOOK["first_offence"], said) is False


@pytest.mark.parametrize(
    ("said", "settled"),
    [("都交清了", True), ("一条没剩", True), ("还有一条没处理", False), ("忘了去交", False), ("没违过章", True)],
)
def test_whether_all_is_settled(said: str, settled: bool) -> None:
    assert earlier.told(BOOK["prior_traffic_settled"], said) is settled


def test_other_facts_are_left_alone() -> None:
    assert earlier.told(BOOK["catering"], "没有过") is None


@pytest.mark.parametrize("said", ["一条都没弄", "一个也没去管", "一张都没动", "车一直都正常年检"])
def test_not_having_dealt_with_them_is_not_having_had_none(said: str) -> None:
    assert earlier.told(BOOK["prior_traffic_settled"], said) is not True
