"""Which lists there are and what stands in one of them."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from bot import clock
from bot.dialogue.replies import Reply, answer
from bot.dialogue.turn import Turn
from bot.eligibility.explain import HOW_SURE, document
from bot.eligibility.model import TREATMENTS, RuleList
from bot.eligibility.verdict import cite
from bot.language.finder import overlap
from bot.policy.catalogue import Catalogue
from bot.policy.places import binding

_SHORT = {
    "牡丹": "ly-cg-peony-2024",
    "春节": "ly-cg-spring-2024",
    "26条|(?:轻微|市监|市场).*三张清单": "ly-amr-26",
    "四张清单": "hn-amr-4lists",
    "(?:环保|环境|生态).*(?:10|十)项": "hn-env-2021-68",
    "(?:人社|社保局|卫健|卫生局|住建)": "ly-dept-others",
    "(?:交通运输|运管|路政|33项)": "transport-mot-2021-33",
    "营商环境": "hn-business-env-2025",
    "社会信用|信用条例": "hn-credit-2019",
    "环保|生态环境": "hn-env-2020-177",
    "优驾容错|优驾": "ly-police-youjia",
    "首违警告": "mps-first-warning-10",
    "(?:文明停车)?服务卡": "ly-cg-card-quarter",
    "红绿码": "ly-cg-redgreen-code",
    "15分钟|十五分钟": "ly-cg-card-quarter",
    "市场监管.*首违|首违不罚.*市场": "samr-2025-shouwei",
    "轻微.*市场|市场.*轻微": "samr-2025-qingwei",
    "第二批.*税|税.*第二批": "tax-2021-33-shouweibufa2",
    "税": "tax-2021-6-shouweibufa",
    "文化|网吧|旅行社|文旅": "culture-luoyang-2020",
    "市容": "ly-cityscape-2018",
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
    places = binding(turn.services.settings.place)
    scored = [
        (overlap(rules.title, turn.text), rules.place in places, rules.id) for rules in turn.catalogue.lists.values()
    ]
    best = max(scored, default=(0.0, False, ""))
    return turn.catalogue.lists[best[2]] if best[0] >= 0.6 else None


def called(catalogue: Catalogue, name: str, place: str) -> str | None:
    """The list that a name means and nothing else: its id, its short name, or words that one title alone holds,
    among those that bind at the place first; None when it is none or may be several."""
    name = name.strip('《》“”" ')
    if name in catalogue.lists:
        return name
    short = next(
        (found for pattern, found in _SHORT.items() if re.fullmatch(f"(?:{pattern})(?:不罚|免罚)?", name)), None
    )
    if short in catalogue.lists:
        return short
    titled = [rules for rules in catalogue.lists.values() if len(name) > 3 and name in rules.title]
    binds = [rules for rules in titled if rules.place in binding(place)]
    found = binds or titled
    return found[0].id if len(found) == 1 else None


def _one(turn: Turn, rules: RuleList) -> Reply:
    if not rules.items:
        return _without_text(turn, rules)
    kinds = "、".join(dict.fromkeys(TREATMENTS[item.treatment] for item in rules.items))
    lines = [f"{item.no}. {item.title}" + ("（条件没有全部读到）" if item.incomplete else "") for item in rules.items]
    common = "；".join(dict.fromkeys(c.text for item in rules.items[:1] for c in item.common))
    text = f"《{rules.title.strip('《》')}》（{rules.issuer}，{HOW_SURE[rules.how_sure]}{_period(rules)}）共{len(lines)}项，处理方式：{kinds}。\n"
    text += "\n".join(lines[:20]) + ("\n……" if len(lines) > 20 else "")
    if common:
        text += f"\n共同条件：{common}。"
    text += _standing(turn, rules)
    return answer("lists", text, [cite(turn.catalogue.citations[name]) for name in rules.citations])


def _without_text(turn: Turn, rules: RuleList) -> Reply:
    """A list that exists, and whose text was not found."""
    asked = [part.department for part in rules.about if any(word in turn.text for word in part.words)]
    text = f"{document(rules.title)}（{rules.issuer}）是有的，条文我没有读到：{rules.how_sure_note}。\n"
    text += "".join(f"· {note}\n" for note in rules.notes)
    text += (
        f"具体有哪些项，请问{'、'.join(asked) or rules.department}。没有读到不等于不能免，先按行政处罚法的一般规定看。"
    )
    text += _standing(turn, rules)
    return answer("lists", text, [cite(turn.catalogue.citations[name]) for name in rules.citations])


def _standing(turn: Turn, rules: RuleList) -> str:
    """What must be said of a list that is no law here and now."""
    if rules.state == "draft":
        return "\n注意：这只是征求意见稿，从来没有施行。"
    if rules.state == "repealed" and rules.until is None:
        return "\n注意：它现在不作依据，什么时候失效没有读到。"
    if rules.place not in binding(turn.services.settings.place):
        return f"\n注意：这是{rules.place}的规定，在{turn.services.settings.place}不适用。"
    return ""


def _period(rules: RuleList) -> str:
    if rules.until is not None:
        return f"，施行到{rules.until:%Y年%-m月%-d日}" + ("，已经失效" if rules.until <= clock.wall() else "")
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
