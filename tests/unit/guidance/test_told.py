"""What people say of a dispute, and what they ask before they open a shop: told.yml, and who speaks of something else."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.guidance.mediation import Disputes
from bot.guidance.prevention import Prevention
from bot.language.normalise import normalise
from bot.settings import ROOT

TOLD = yaml.safe_load((Path(__file__).parent / "told.yml").read_text(encoding="utf-8"))
DISPUTES = Disputes.load(ROOT / "data" / "mediation.yml")
PREVENTION = Prevention.load(ROOT / "data" / "trades.yml")


@pytest.mark.parametrize(("kind", "told"), TOLD["disputes"].items())
def test_a_dispute_is_recognised_by_its_words(kind: str, told: list[str]) -> None:
    assert len(told) >= 14
    found = {words: DISPUTES.find(normalise(words)) for words in told}
    assert {words: dispute and dispute.id for words, dispute in found.items()} == dict.fromkeys(told, kind)


@pytest.mark.parametrize(("trade", "asked"), TOLD["trades"].items())
def test_a_trade_that_asks_beforehand_is_recognised(trade: str, asked: list[str]) -> None:
    found = [words for words in asked if (one := PREVENTION.find(normalise(words))) is None or one.id != trade]
    assert len(asked) >= 15 and not found
    assert sum(PREVENTION.ahead(normalise(words)) is not None for words in asked) >= 7


@pytest.mark.parametrize(
    "words",
    [
        "我撞了人逃逸了，会怎么罚",
        "追尾了，交警说要扣分罚款，赔偿已经谈好了",
        "占用耕地建房被自然资源局查了",
        "我卖了过期牛奶，顾客要赔偿，市场监管要罚我五万",
        "我们公司没给员工交社保",
        "老板逼着我发假广告，不发就扣工资",
        "打架被拘留了怎么申诉",
        "违停被贴条了，第一次",
    ],
)
def test_a_violation_is_no_dispute(words: str) -> None:
    assert DISPUTES.find(normalise(words)) is None


@pytest.mark.parametrize("words", ["我开饭店被查到过期食品，要注意什么", "超市卖过期食品罚了五万，怎么避免"])
def test_after_something_happened_it_is_not_asked_beforehand(words: str) -> None:
    assert PREVENTION.ahead(normalise(words)) is None


def test_what_fits_two_kinds_alike_is_left_open() -> None:
    assert DISPUTES.near(normalise("想调解")) is None
    assert DISPUTES.near(normalise("工资和宅基地")) is None
