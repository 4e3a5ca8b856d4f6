"""Whether there was one before (以前有没有过), as people say it when they are asked: 开店八年从没叫人查出过毛病.

Read for three kinds of facts: that there was one in a window (a family), that this is the first, and that all earlier
ones are settled (处理完了). A day that is told is `history`'s business and comes before this.
"""

from __future__ import annotations

import re

from bot.eligibility.model import Fact

FIRST = {
    "tax_first",
    "first_offence",
    "first_same_act",
    "first_in_halfyear",
    "first_in_quarter",
    "first_in_code_cycle",
    "first_here",
    "first_found",
    "first_in_year",
    "never_traffic_violation",
}
SETTLED = {"prior_traffic_settled", "prior_parking_settled"}  # who never had one has settled them all

_ONCE = "[个次回张笔遭条桩号趟]"
_NEVER = re.compile(
    r"(?:没有?|木有|冇|未|从不|不曾)(?!交|缴|处理|改|办|去|领|注册|拿|弄|管|动|理)[^，。！；交缴改领拿]{0,8}?过(?!期|年|户|夜|了|去|来)"
    r"|零(?:违章|记录|违法|逾期)|记录(?:是|为|都|全)*(?:零|空|干净)|(?:都|全|是|还|很|挺)(?:是)?(?:干干?净净?|空)的?(?:$|[，。])"
    r"|(?:没有?|无)(?:任何)?(?:前科|案底|底子|不良记录|违规记录|历史记录)|(?:记录|档案|底子)[^，。不没]{0,3}(?:清白|良好)|(?:一|半)(?:次|回|张|个|条|点)(?:违[章法规]|处罚|罚单|记录|毛病)?(?:也|都)(?:(?:没有?|冇|未)(?:$|[，。！啊呀吧呢的])|(?:没有?|冇|未)(?:违|犯|被|罚|出|收|挨|扣|吃|碰|遇|过(?!期|户)))"
    r"|从(?:来)?(?:没|未)(?!交|缴|处理|改|办|去|领|注册|拿)[^，。！；]{0,4}(?:这|那)(?:种|样|回|类)(?:事|情况|问题)|(?:一直|向来|历来)(?:都|也|是)*(?:规规矩矩|老老实实|守法|守规矩|遵纪守法|本本分分)"
    rf"|没有?(?:别|其他|其它)的|就这(?:么)?[一1]?{_ONCE}(?:$|[，。！啊呀嘛])|(?:头|第|独)[一1]{_ONCE}(?!年|季)|首[次回](?!警|违)|哪会有|破天荒"
)
_AGAIN = re.compile(
    rf"(?:不是|哪是|哪有|不算)(?:什么)?(?:(?:头|第)[一1]|首次)|(?:头|第)[一1][回次](?:也|都|倒|可|都)?(?:不是|算不上)|用过了|(?:[上前]一?[次回年]|去年|上个?月|以前|之前)[^，。没]{{0,3}}也(?!没|未|不)|(?:又|再)(?:一次|犯|被)|老(?:是|被)|三天两头|隔三岔五|这(?:都|已经?)?(?:是)?第[二三四五六2-6]|第[二三四五六2-6]{_ONCE}|不止[一1]|好几{_ONCE}|(?<!没)(?<!没有)(?<!未)有过|老毛病|老犯|[两三几]三?{_ONCE}了|屡"
)
_CLEARED = re.compile(
    r"没有?没(?:处理|交|缴)|没有?(?:什么|任何|一?[张条个])?(?:再)?(?:欠|拖|落下)|不(?:欠|拖)|(?:谈|说)不上(?:没|欠|处理)|没(?:东西|什么)(?:要|可)?处理"
    r"|(?:欠|待处理|未处理|未缴|没交)[^，。]{0,6}(?:没有|是零|为零|为空|是0|无)|(?:都|全|早|已经?|当天|当场|及时|按时)[^，。没未]{0,5}(?:交|缴|处理|结|清|销)(?:了|完|过|清|掉|光|款)"
    r"|(?:交|缴|处理|结|清)(?:完|清|光|掉)|(?:已|给|都)?(?:被)?免(?:掉|了|除)|一[条张个笔](?:也|都)?[不没](?:剩|欠|留)|(?:交|缴|处理)过了?(?:$|[，。])"
)
_OPEN = re.compile(
    r"(?:没有?|未|忘了?|懒得|拖着没|还没有?)(?:去|来得及|顾上|顾得上|及时|按时)*(?:交|缴|处理|结|销)(?!过|的?没有)|(?:还|有)[^，。没]{0,6}(?:欠着|拖着|挂着|待处理|待缴)(?!的?没)|没顾(?:上|得)"
)


def told(fact: Fact, text: str) -> bool | None:
    """What an answer says of a fact of these kinds; None for other facts, and when it says neither or both."""
    if fact.id in SETTLED:
        return _one(bool(_CLEARED.search(text) or never(text)), bool(_still_open(text)))
    if fact.id in FIRST:
        return _one(never(text), bool(_AGAIN.search(text)))
    return _one(bool(_AGAIN.search(text)), never(text)) if fact.family else None


def never(text: str) -> bool:
    """True when the words say that there was none before."""
    return bool(_NEVER.search(_AGAIN.sub("", text)))


def _still_open(text: str) -> re.Match[str] | None:
    return _OPEN.search(re.sub(r"(?:(?:谈|说)不上|没有?(?=没))[^，。]{0,5}", "", text))


def _one(yes: bool, no: bool) -> bool | None:
    return None if yes == no else yes
