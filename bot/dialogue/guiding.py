"""In conversation: the risk points of a trade (事前指导) and the right door for a dispute (行政调解)."""

from __future__ import annotations

from bot.dialogue import acts, assessing
from bot.dialogue.replies import Reply, answer, item_name
from bot.dialogue.turn import Turn
from bot.eligibility.verdict import cite
from bot.guidance.mediation import Dispute
from bot.guidance.prevention import LEVELS, RiskPoint, Trade

SHOWN = 6


def prevention(turn: Turn) -> list[Reply]:
    """The risk points of the trade that a message names, gravest first, with the way to the check-list."""
    trades = turn.services.prevention
    trade = trades.find(turn.text)
    if trade is None:
        names = "、".join(one.title for one in trades.trades)
        return [answer("prevention", f"你是做哪一行的？我可以列出这些行业容易出的事和怎么避免：{names}。")]
    risks = trades.risks(trade, turn.catalogue, turn.services.settings.place, turn.as_of)
    reply = answer("prevention", _risks_text(turn, trade, risks), _citations(turn, risks[:SHOWN]))
    shown = [_risk(turn, risk) for risk in risks[:SHOWN]]
    return [{**reply, "trade": trade.id, "checklist": f"/checklist/{trade.id}", "risks": shown}]


def mediation(turn: Turn) -> list[Reply]:
    """Whom to go to with a dispute, and with what; a violation that only sounds like one is judged."""
    found = turn.services.disputes.near(turn.text)
    if found is None and acts.named(turn).acts:
        return assessing.listen_and_assess(turn)
    if found is None:
        return [answer("mediation", turn.services.disputes.say_all())]
    return [_door(turn, found)]


def dispute_instead(turn: Turn) -> list[Reply]:
    """The answer when a message that seems off topic is about a dispute that is mediated; else nothing."""
    found = turn.services.disputes.find(turn.text)
    return [_door(turn, found)] if found else []


def beforehand(turn: Turn) -> list[Reply]:
    """The door for a dispute that is told of, or the risk points of a trade that is asked about, whatever else the
    message looks like; nothing while a question is open or when it names an act of a list."""
    if turn.state.asked or turn.state.choosing or turn.state.conflict or turn.asker.role in ("staff", "reviewer"):
        return []
    found = dispute_instead(turn)
    if not found and turn.services.prevention.ahead(turn.text) and not acts.named(turn).acts:
        found = prevention(turn)
    return found


def _door(turn: Turn, found: Dispute) -> Reply:
    return {**answer("mediation", found.say(), turn.services.knowledge.cite(found.citations)), "dispute": found.id}


def _risks_text(turn: Turn, trade: Trade, risks: list[RiskPoint]) -> str:
    lines = [_line(turn, number, risk) for number, risk in enumerate(risks[:SHOWN], 1)]
    more = f"另有{len(risks) - SHOWN}项，" if len(risks) > SHOWN else ""
    head = f"{trade.title}容易出的事，从重到轻（按现行清单和一般处罚幅度排）："
    return "\n".join([head, *lines, f"{more}全部的检查表可以打印：/checklist/{trade.id}。"])


def _line(turn: Turn, number: int, risk: RiskPoint) -> str:
    said = _risk(turn, risk)
    way = f"{said['way']}。" if said["way"] else ""
    return f"{number}.【{said['level']}】{risk.title}：{said['penalty']}。{way}怎么避免：{risk.avoid}。检查看：{risk.look}。"


def _risk(turn: Turn, risk: RiskPoint) -> dict[str, str]:
    """A risk point in words, part by part."""
    penalty = f"一般{risk.penalty}" if risk.penalty else "一般怎么罚没有读到"
    way = f"符合条件的{risk.way}（{item_name(risk.items[0].id, turn.catalogue)}）" if risk.way else ""
    said = {"title": risk.title, "level": LEVELS[risk.level], "penalty": penalty, "way": way}
    return {**said, "avoid": risk.avoid, "look": risk.look}


def _citations(turn: Turn, risks: list[RiskPoint]) -> list[Reply]:
    names = dict.fromkeys(name for risk in risks for item in risk.items[:2] for name in item.citations)
    return [cite(turn.catalogue.citations[name]) for name in names]
