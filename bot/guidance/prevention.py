"""事前指导: the risk points of a trade, worked out from the lists in force: which acts, how serious, whether it can be waived."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from bot.eligibility.model import TREATMENT_RANK, TREATMENTS, Item
from bot.policy.catalogue import Catalogue

LEVELS = {3: "重", 2: "中", 1: "轻", 0: "幅度没有读到"}
_GRAVE = re.compile(r"吊销|拘留|停产停业|停业整|关闭|刑事")
_BEFOREHAND = re.compile(
    r"注意|避免|预防|怎样?才(?:能)?不|风险|自查|检查表|合规|规范|红线|踩(?:坑|雷)|(?:怕|防止?|别)(?:违规|违法|被罚|出事)|迎(?:检|接)|"
    r"(?:提前|事先|事前).{0,4}(?:了解|知道|准备|办)|(?:守|遵守).{0,4}(?:哪些|什么|啥)|(?:检查|来查?).{0,12}(?:看|查|问)(?:什么|啥|哪)"
)
_HAPPENED = re.compile(
    r"(?<![怕别免])被(?:查|罚|抓|逮|贴|举报)(?!.{0,4}(?:什么|哪|啥))|罚了|查到了|开了?(?:罚)?单|通知书|责令"
)
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)(万?)元")
_HIGH, _MIDDLE = Decimal(50_000), Decimal(2_000)


@dataclass(frozen=True)
class Trade:
    """行业, with the acts that happen in it."""

    id: str
    title: str
    words: re.Pattern[str]
    acts: tuple[str, ...]


@dataclass(frozen=True)
class RiskPoint:
    """风险点: one act. `level` 3 重 to 1 轻 by the ordinary penalty, 0 when no list tells it; `way` is the best treatment
    that some list in force holds out, if any; `items` all that cover it, best treatment first."""

    act: str
    title: str
    level: int
    penalty: str
    way: str
    avoid: str
    look: str
    items: tuple[Item, ...]


class Prevention:
    """All trades, and how each act is avoided (data/trades.yml)."""

    def __init__(self, trades: tuple[Trade, ...], acts: Mapping[str, Mapping[str, str]]):
        self.trades = trades
        self._acts = acts

    @staticmethod
    def load(path: Path) -> Prevention:
        """Read data/trades.yml; ValueError names an act without its way to avoid it."""
        raw: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        trades = tuple(
            Trade(name, body["title"], re.compile(body["words"], re.IGNORECASE), tuple(body["acts"]))
            for name, body in raw["trades"].items()
        )
        missing = sorted({act for trade in trades for act in trade.acts} - set(raw["acts"]))
        if missing:
            raise ValueError(f"{path.name}: acts: {missing[0]!r} is missing; expected avoid and look for it")
        return Prevention(trades, raw["acts"])

    def find(self, text: str) -> Trade | None:
        """The trade that a text names, the earliest first."""
        found = [(match.start(), trade) for trade in self.trades if (match := trade.words.search(text))]
        return min(found, key=lambda one: one[0])[1] if found else None

    def ahead(self, text: str) -> Trade | None:
        """The trade of a text that asks what to look out for before anything happened; None when something did."""
        return self.find(text) if _BEFOREHAND.search(text) and not _HAPPENED.search(text) else None

    def by_id(self, trade: str) -> Trade | None:
        """The trade of an id."""
        return next((one for one in self.trades if one.id == trade), None)

    def risks(self, trade: Trade, catalogue: Catalogue, place: str, as_of: date) -> list[RiskPoint]:
        """The risk points under the lists in force at a place on a day, the gravest first."""
        found = [self._risk(act, catalogue.items_for(act, place, as_of)) for act in trade.acts]
        return sorted((risk for risk in found if risk is not None), key=lambda risk: -risk.level)

    def _risk(self, act: str, items: list[Item]) -> RiskPoint | None:
        if not items:
            return None
        ranked = sorted(items, key=lambda item: TREATMENT_RANK[item.treatment])
        told = next((item for item in ranked if item.ordinary_penalty), None)
        penalty = told.ordinary_penalty if told and told.ordinary_penalty else ""
        best = ranked[0]
        way = "" if best.treatment == "ordinary" else TREATMENTS[best.treatment]
        plain = min((item.title for item in ranked), key=len)  # the others add to it: （轻微情形）
        title = next((item.title for item in ranked if item.treatment == "ordinary"), plain)
        return RiskPoint(act, title, gravity(penalty), penalty, way, **self._acts[act], items=tuple(ranked))


def gravity(penalty: str) -> int:
    """3 when it can cost the licence or freedom or 50,000 yuan and more, 2 from 2,000 yuan, else 1; 0 for no text."""
    if not penalty:
        return 0
    amounts = [Decimal(figure) * (10_000 if unit else 1) for figure, unit in _AMOUNT.findall(penalty)]
    most = max(amounts, default=Decimal(0))
    if _GRAVE.search(penalty) or most >= _HIGH:
        return 3
    return 2 if most > _MIDDLE else 1


def conditions(item: Item) -> list[str]:
    """What a list asks for before it waives: the texts of its conditions."""
    return list(dict.fromkeys(condition.text for condition in item.conditions))
