"""Which lists there are and what stands in one of them."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from bot.dialogue.replies import Reply, answer
from bot.dialogue.turn import Turn
from bot.eligibility.explain import HOW_SURE
from bot.eligibility.model import TREATMENTS, RuleList
from bot.eligibility.verdict import cite
from bot.language.finder import overlap

_SHORT = {
    "优驾容错": "ly-police-youjia",
    "首违警告": "mps-first-warning-10",
    "服务卡": "ly-cg-card-quarter",
    "红绿码": "ly-cg-redgreen-code",
    "15分钟|十五分钟": "ly-cg-card-quarter",
    "市场监管.*首违|首违不罚.*市场": "samr-2025-shouwei",
    "轻微.*市场|市场.*轻微": "samr-2025-qingwei",
    "第二批.*税|税.*第二批": "tax-2021-33-shouweibufa2",
    "税": "tax-2021-6-shouweibufa",
    "文化|网吧|旅行社|文旅": "culture-luoyang-2020",
    "市容": "ly-cityscape-2018",
    "牡丹": "ly-cg-peony-2024",
    "春节": "ly-cg-spring-2024",
    "市场监管|食品": "samr-2025-shouwei",
}


def one_or_all(turn: Turn) -> Reply:
    """The list named in the message with its items, else all lists in force."""
    found = named(turn)
    return _one(turn, found) if found else _all(turn)


def named(turn: Turn) -> RuleList | None:
    """The list a message names by its short or its full title."""
    for pattern, list_id in _SHORT.items():
        if re.search(pattern, turn.text) and list_id in turn.catalogue.lists:
            return turn.catalogue.lists[list_id]
    scored = [(overlap(rules.title, turn.text), rules.id) for rules in turn.catalogue.lists.values()]
    best = max(scored, default=(0.0, ""))
    return turn.catalogue.lists[best[1]] if best[0] >= 0.6 else None


def _one(turn: Turn, rules: RuleList) -> Reply:
    kinds = "、".join(dict.fromkeys(TREATMENTS[item.treatment] for item in rules.items))
    lines = [f"{item.no}. {item.title}" + ("（条件没有全部读到）" if item.incomplete else "") for item in rules.items]
    common = "；".join(dict.fromkeys(c.text for item in rules.items[:1] for c in item.common))
    text = f"《{rules.title.strip('《》')}》（{rules.issuer}，{HOW_SURE[rules.how_sure]}{_period(rules)}）共{len(lines)}项，处理方式：{kinds}。\n"
    text += "\n".join(lines[:20]) + ("\n……" if len(lines) > 20 else "")
    if common:
        text += f"\n共同条件：{common}。"
    return answer("lists", text, [cite(turn.catalogue.citations[name]) for name in rules.citations])


def _period(rules: RuleList) -> str:
    if rules.until is not None:
        return f"，施行到{rules.until:%Y年%-m月%-d日}" + ("，已经失效" if rules.until <= datetime.now() else "")
    return f"，{rules.since:%Y年%-m月%-d日}起施行" if rules.since else ""


def _all(turn: Turn) -> Reply:
    start = datetime.combine(turn.as_of, datetime.min.time())
    found = turn.catalogue.in_force(turn.services.settings.place, [(start, start + timedelta(days=1))])
    shown = [r for r in found if r.kind == "exemption" and r.items]
    lines = [
        f"{n}. {r.title}（{r.department}，{len(r.items)}项，{HOW_SURE[r.how_sure]}）" for n, r in enumerate(shown, 1)
    ]
    text = "现在能查到、在洛阳适用的免罚、只警告的清单有：\n" + "\n".join(lines)
    text += "\n没有清单的，看行政处罚法的一般规定。想看哪一份，说它的名字就行。"
    return answer("lists", text)
