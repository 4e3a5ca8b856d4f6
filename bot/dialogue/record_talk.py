"""我的记录: what is on file of the asker itself (or of an operator's caller), said in conversation; never of anybody else.

Only plain requests are heard here ("查一下我的违法记录"); what speaks of records as part of a matter goes its usual way.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.dialogue.assessing import ask_again
from bot.dialogue.replies import Reply, answer
from bot.dialogue.turn import Turn
from bot.policy.catalogue import Catalogue
from bot.records import on_file
from bot.records.overview import MONTHS, Act, Order, Overview, overview

SHOWN = 10
_ME = r"(?:我们?|咱们?|俺们?|本店|本公司|本单位|自己|名下|来电人|当事人|他们?|她)(?:自己|家|店里?|公司|单位|名下|的?车)?的?"
_KIND = r"(?:(?:近|最近|过去)?[一二两三四五\d]+[年个]月?(?:内|里|来)?|所有|全部|以前|以往|历史|在案|违法|违章|处罚|行政|行为|的)*记录"
_ASKED = re.compile(
    rf"(?:请|麻烦|帮我?|给我|我?想|能不能|可以|你)*(?:查询?|看|调出?|列出?|说说?)(?:一下|一?查|一?看|下|出)?{_ME}{_KIND}(?:吧|呗|吗|呢)?"
    rf"|{_ME}{_KIND}(?:有哪些|有几条|有多少条?|是什么|有什么|都?有啥)?(?:呢)?"
    rf"|{_ME}(?:都|现在|目前|一共|总共)*(?:有没有|有哪些|有什么|有几条|有多少条?|有啥){_KIND}(?:吗|呢)?"
)
_SOMEBODY = re.compile(r"来电人|当事人|他|她")
_OTHERS = "这里只能看你自己的记录，别人的不能查。要看自己的，说“查一下我的记录”。"
_VISITOR = (
    "你没有登录，我看不到你的记录，也不能查别人的。自己的违章和记分用交管12123查；企业登录以后，可以在这里看自己的记录。\n"
    "把违法行为告诉我，我看能不能不罚或者只警告。"
)
_OPERATOR = "先在左边找到来电人、写明为什么查，再来问；每次查询都会登记。"
_OFFICIAL = "个案的记录由执法机关的系统和12345坐席查，这里不给你看。"
_NOT_ALL = "公示数据里不含免罚决定，别处的系统里也可能还有，没有列出来不等于没有。"


def asked(turn: Turn) -> list[Reply]:
    """The record, when that is what the message asks for; nothing otherwise."""
    if not _ASKED.fullmatch(re.sub(r"[\s，。！？,.!?]", "", turn.raw)):
        return []
    return [answer("record", _told(turn)), *ask_again(turn)]


def titles(catalogue: Catalogue) -> Callable[[str, str], str]:
    """What an act of the record is called: by the item that was applied, else by the first item that covers it."""
    by_act = {act: item.title for item in reversed(list(catalogue.items.values())) for act in (item.act, *item.also)}

    def title(item: str, act: str) -> str:
        applied = catalogue.items.get(item)
        return applied.title if applied else by_act.get(act, "违法行为未注明")

    return title


def _told(turn: Turn) -> str:
    asker = turn.asker
    if asker.role is None:
        return _VISITOR
    if asker.role == "business" and _SOMEBODY.search(turn.raw):
        return _OTHERS
    if not asker.party:
        return _OPERATOR if asker.role == "operator" else _OFFICIAL
    with turn.services.database.session() as session:
        subject = on_file.find(session, asker.party, asker.plate)
        seen = overview(session, subject, turn.as_of) if subject else None
    return _said(seen, titles(turn.catalogue)) if seen else f"在案的没有查到。{_NOT_ALL}"


def _said(seen: Overview, title: Callable[[str, str], str]) -> str:
    mark = "（合成数据）" if seen.synthetic else ""
    head = (
        f"近{MONTHS}个月在案的违法记录有{len(seen.acts)}条{mark}。"
        if seen.acts
        else f"近{MONTHS}个月没有在案的违法记录{mark}。"
    )
    lines = [f"{number}. {_act(act, title)}" for number, act in enumerate(seen.acts[:SHOWN], 1)]
    if len(seen.acts) > SHOWN:
        lines.append(f"只列了最近的{SHOWN}条。")
    lines += [_order(order, title) for order in seen.orders[:SHOWN]]
    return "\n".join([head, *lines, _NOT_ALL])


def _act(act: Act, title: Callable[[str, str], str]) -> str:
    amount = f"，{act.amount:f}元" if act.amount else ""
    settled = {True: "已处理", False: "没有处理", None: "来源没写处理了没有"}[act.settled]
    return f"{act.on:%Y年%-m月%-d日}，{title(act.item, act.act)}，{act.agency}，{act.treatment}{amount}，{settled}（{act.decision_no}）"


def _order(order: Order, title: Callable[[str, str], str]) -> str:
    due = f"，要在{order.due:%Y年%-m月%-d日}前改正" if order.due else ""
    return f"还没有改正的：{title('', order.act)}，{order.agency}{due}（{order.order_no}）"
