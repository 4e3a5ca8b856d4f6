"""Risk points: worked out from the lists in force, the gravest first."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from bot.guidance.mediation import Disputes
from bot.guidance.prevention import Prevention, Trade, gravity
from bot.policy.catalogue import Catalogue
from bot.policy.dictionary import load_citations, load_facts
from bot.policy.loader import build, load_list
from bot.settings import ROOT

DATA = ROOT / "data"
PREVENTION = Prevention.load(DATA / "trades.yml")
DISPUTES = Disputes.load(DATA / "mediation.yml")
DAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    facts, citations = load_facts(DATA / "facts.yml"), load_citations(DATA / "law")
    bodies = [load_list(path, facts, citations) for path in sorted((DATA / "lists").rglob("*.yml"))]
    return Catalogue({body["id"]: build(body, "1") for body in bodies}, facts, citations)


@pytest.mark.parametrize("trade", PREVENTION.trades, ids=lambda trade: trade.id)
def test_every_act_of_a_trade_is_on_a_list_in_force_here(catalogue: Catalogue, trade: Trade) -> None:
    risks = PREVENTION.risks(trade, catalogue, "洛阳市", DAY)
    assert [act for act in trade.acts if act not in {risk.act for risk in risks}] == []
    assert [risk.level for risk in risks] == sorted((risk.level for risk in risks), reverse=True)


def test_only_lists_that_bind_here_count(catalogue: Catalogue) -> None:
    lists = {catalogue.lists[item.list_id].place for trade in PREVENTION.trades
             for risk in PREVENTION.risks(trade, catalogue, "洛阳市", DAY) for item in risk.items}  # fmt: skip
    assert lists <= {"洛阳市", "河南省", "全国"}


def test_what_can_be_waived_is_named_as_the_list_gives_it(catalogue: Catalogue) -> None:
    shop = PREVENTION.by_id("supermarket")
    assert shop is not None
    risks = {risk.act: risk for risk in PREVENTION.risks(shop, catalogue, "洛阳市", DAY)}
    assert risks["expired-food"].way == "不予处罚" and risks["price-fraud"].way == ""
    assert "5万元" in risks["price-fraud"].penalty and risks["price-fraud"].level == 3


@pytest.mark.parametrize(
    ("penalty", "level"),
    [
        ("", 0),
        ("警告或者20元以上200元以下罚款", 1),
        ("责令改正；拒不改正的，处2000元以下罚款", 1),
        ("处5000元以上2万元以下罚款", 2),
        ("处1万元以上10万元以下罚款", 3),
        ("情节严重的，吊销营业执照", 3),
        ("处500元以上2000元以下罚款，可以并处15日以下拘留", 3),
    ],
)
def test_gravity_follows_the_ordinary_penalty(penalty: str, level: int) -> None:
    assert gravity(penalty) == level


def test_an_act_without_advice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "t.yml").write_text("trades: {a: {title: 甲, words: 甲, acts: [x]}}\nacts: {}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="t.yml: acts: 'x' is missing"):
        Prevention.load(tmp_path / "t.yml")


def test_the_disputes_cite_articles_that_exist_and_give_no_number_but_the_known_lines() -> None:
    known = load_citations(DATA / "law")
    assert {name for kind in DISPUTES.kinds for name in kind.citations} <= set(known)
    assert len(DISPUTES.kinds) == 5
    said = "".join(kind.say() for kind in DISPUTES.kinds)
    assert set(re.findall(r"\d{3,}", said)) <= {"12345", "12315", "110", "120"}
