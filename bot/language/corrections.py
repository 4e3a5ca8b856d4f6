"""改正: whether, and when, the person put it right, as the words say it."""

from __future__ import annotations

import re

from bot.eligibility.values import OneOf, Value

ALL_DONE = OneOf(frozenset({"before_discovery", "on_spot", "within_order", "late"}))
_DONE = (
    r"(?:改正|整改|纠正|改过来|改好|改(?=了|完|掉)|下架|撤(?:了|下|柜|掉)|销毁|扔(?:了|掉)|清理|清(?:走|掉|干净)|收(?:起来|了|回|走|进)|搬(?:走|进|回|开)|挪(?:走|开|车)"
    r"|开走|驶离|补(?:办|报|交|缴|申报|登|盖|上|齐|备案|开|了)|申报了|报(?:送|上)(?:去)?了|备(?:了)?案(?!期|手续)|停(?:了|业|止|售|掉)|拆(?:了|掉|除)|恢复|换(?:了|成)新|分开(?:摆|放)?|重新(?:贴|摆|办)|关(?:了|掉)|办(?:好|下来|了变更|了延续)|变更(?:了|好|完))"
)
_DONE_RE = re.compile(_DONE)
_NOT_YET = re.compile(rf"(?:还没(?:来得及|顾上|有)?|没来得及|没顾上|尚未|还未|还没有|暂时没|未(?!发|造|及时)|没(?:有)?(?=整?改|下架|补))(?:去|再|给|把|完全|时间)*.{{0,3}}{_DONE}|还没(?:有)?(?:改|动|弄|补|办|报|交)|还在(?:卖|用|放|摆|营业|经营)|(?:正在|准备|打算|马上去|明天|过两天|这就去?|回头)(?:再|去|要|就)?.{{0,3}}{_DONE}")
_SPOT = re.compile(r"当场|当时就|立马|立刻|马上(?!去|要|就要)|立即|随即|当面|现场(?:就)?(?=改|撤|收|清|整|下架|纠)|一说就|二话没说|赶紧|赶快|当即")
_ORDER = re.compile(r"(?:期限|限期|规定(?:的)?(?:时间|期限|日期)|责令.{0,6}(?:期|时间)|给的?(?:时间|期限)|要求的?(?:时间|期限)|通知书?.{0,8}(?:期限|时间|日期)|整改期)(?:以?之?内|里|前|届满前)?|按(?:期|时|要求)|没(?:有)?(?:超期|过期限|超时)|到期前|截止(?:日)?前")
_OWN = re.compile(r"(?:被?(?:查|发现|检查|通知)(?:到)?(?:之?前|以前)|没(?:人)?(?:查|来查|发现)(?:的时候|之?前)?|自己(?:先)?(?:发现|查出|主动)|主动(?:改|补|下架|纠正|整改|申报)|(?:他们|执法|税务局|人家)?(?:还)?没(?:来|查|找)(?:我)?(?:之?前|的时候)?(?:我)?(?:就))")
_LATE = re.compile(r"(?:过了|超过|超了|晚于|逾期|超期)(?:了)?(?:规定|责令|整改)?(?:的)?(?:期限|限期|时间|期)?(?:以后|之后|后)?(?:才|了)|期限(?:都)?过了才|晚了(?:几|好几|一|两|三|\d)?天?才")


def find(clause: str) -> tuple[int, int, Value] | None:
    """Where the clause speaks of putting it right, and what it says; None when it does not."""
    late = _LATE.search(clause)
    if late and _DONE_RE.search(clause):
        return late.start(), late.end(), "late"
    pending = _NOT_YET.search(clause)
    if pending:
        return pending.start(), pending.end(), "not_yet"
    done = _DONE_RE.search(clause)
    if done is None:
        return None
    return done.start(), done.end(), _when(clause) or ALL_DONE


def _when(clause: str) -> str | None:
    for pattern, value in ((_OWN, "before_discovery"), (_ORDER, "within_order"), (_SPOT, "on_spot")):
        if pattern.search(clause):
            return value
    return None


def parse(answer: str) -> Value | None:
    """A bare answer to "when was it put right": 当场, 期限内, 还没, 改了."""
    found = find(answer)
    if found is not None and found[2] != ALL_DONE:
        return found[2]
    if _LATE.search(answer):
        return "late"
    when = _when(answer)
    if when:
        return when
    if re.search(r"^(?:还)?(?:没|未|木有)(?:有|改|呢)?", answer.strip()):
        return "not_yet"
    return ALL_DONE if found is not None or re.search(r"改了|改过|已经|弄好|办好|处理", answer) else None
