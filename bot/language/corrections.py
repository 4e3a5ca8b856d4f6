"""改正: whether, and when, the person put it right, as the words say it."""

from __future__ import annotations

import re

from bot.eligibility.values import OneOf, Value, as_range
from bot.language import durations, numerals
from bot.language.unfinished import is_unfinished

_SAID_DONE = re.compile(
    r"(?:就|才|都|已经?|早|全|当)[^，。没不未]{0,10}(?:了|的)(?:$|[，。啊呀嘛])|[上好完掉走齐妥净回开下](?:了|的)(?:$|[，。啊呀嘛])|补[一-龥]了"
)  # only an answer: what was done is what was asked about
_HOURS = re.compile(r"点|凌晨|半夜|深夜|夜里|通宵|晚上")  # 凌晨两点还在营业 is the act itself
IN_TIME = OneOf(frozenset({"before_discovery", "on_spot", "within_order"}))  # 当天下午就弄好了, by whatever order
ALL_DONE = OneOf(frozenset({"before_discovery", "on_spot", "within_order", "late"}))
_DONE = (
    r"(?:(?<!限期)(?<!责令)(?<!要求)改正(?!通知|决定|期)|(?<!限期)(?<!责令)整改(?!通知|决定|期)|纠正(?!违法行为)|改过来|改好|改掉|改完|下架|撤(?:下|柜|掉|回)|销毁|扔掉|清理|清(?:走|掉|干净|完|空)|收(?:起来|回|走|进|摊)|搬(?:走|进|回|开|空|下来)"
    r"|补(?:办|好|报|交|缴|申报|登|盖|上|齐|备案|开|完|过)|备案(?:了|好|完|上)|办(?:好|完)(?:了)?|停(?:业|止(?!线)|售|掉|卖|用|工)|恢复|冲(?:干净|洗)|报(?:上去|上了)|批下来|建起来|(?:撕|刮|铲|擦)(?:干净|掉)|已经(?:撕|刮|铲|擦)|(?:弄|安装|装|安)好了|登报|封了|没再卖|不卖了|代开|补开|戴上了|放下了|拴上|换好|领照|交上(?:了|去)|更换|分开(?:摆|放)?|重新(?:贴|摆|办|做|印|标)|办下来|办了(?:变更|延续|备案|证|照)"
    r"|拿(?:下来|掉|走|开)|取(?:下来|掉)|挂(?:上|好)了|领(?:了|到|完)?照|修(?:好|复)|(?<!单)(?<!条)贴上|申请了|换成?新|封(?:存|起来)|退(?:了|回)(?:货|厂家)|变更(?:好|完)|拆(?:掉|除))"
)
_DONE_LOOSELY = r"(?:改|撤|扔|收|报|停|拆|换|关|挂|弄好|处理好|删|办完|领|退)了(?!一|两|二|三|几|半|[0-9]|里头|照片)"
_DONE_RE = re.compile(
    rf"{_DONE}|(?:已经?|都|全|早就|后来|自己|把(?!人家|别人|他人|邻居).{{1,8}}|给|就|才|当场|立马|按期|当天|即行)(?:都|全|就|给)*{_DONE_LOOSELY}|^{_DONE_LOOSELY}$"
)
_MOVED = re.compile(
    r"开走|驶离|挪(?:走|开|了|车(?!电话))"
)  # of a car: only an answer, elsewhere it is the act's own story
_DONE_AT_ONCE = re.compile(
    r"(?:当场|立马|立刻|马上|立即|赶紧|当即|限期内|期限内)(?:就|给|都|把.{1,6})?(?:停|撤|收|搬|拆|开|挪|清|摘|关|补|改|办|报)"
)
_DENIED = re.compile(
    r"(?:没有?|未|不|忘(?:了|记)?|逾期|漏)(?:去|按.{0,6}|及时|能|办理?|把|给|依照.{0,8}|主动)*$|不(?:想|肯|愿|让|给)|(?:店名|名称|名字|地址|法人|负责人|场所)[^，。]{0,4}$|现在(?:还|仍)$|来得及|(?:让|叫|要求|责令|催|要|得|该|必须|怎么|咋|如何)(?:人家|我们?|俺们?|恢复|去|把.{1,6})*$|把(?:人家|别人|他人|邻居).{0,6}$"
)
_TOLD_TO = re.compile("(?:让|叫|要求|责令|限|给)[^，。]{0,8}(?:内|前|里)$")  # but 责令的期限内补报了 has been done
_IS_DONE = re.compile(r"已经?[^，。]{0,6}了|[好完上妥齐成掉下补办改报弄交]了(?!再|就|才)")
_NOT_YET = re.compile(
    rf"(?:不|没)(?:打算|准备|想|愿意?|肯)(?:去|再)?(?:补|改|交|办|报|拆|弄)|(?:正在|还在)(?:装|办|改|修|弄|整改|安装)|(?:还没(?!走|离开|找|来(?!得及)|查|说|发现|等)(?:来得及|顾上|有)?|没来得及|没顾上|尚未|还未|还没有|暂时没|未(?!发|造|及时)|没(?:有)?(?=整?改|下架|补))(?:去|再|给|把|完全|时间)*.{{0,3}}{_DONE}|还没(?:有)?(?:去)?(?:改|弄|补|办|报)(?!警|案)|还(?:是)?(?:那|这|老)(?:个)?样(?!一)|还(?:是)?没动|照旧|还(?:摆|放|搁|堆|挂|停)(?:着|在)|还在.{1, 5}没(?:撤|收|拆|清|改)|还在(?:卖|用|放|摆|营业|经营)|(?:正在|准备|打算|马上去|明天|过两天|这就去?|回头)(?:再|去|要|就)?.{{0,3}}{_DONE}"
)
_SPOT = re.compile(
    r"(?:通知|人家?|他们|检查的?|短信)一(?:来|到|说|查)(?:我|俺|我们)?(?:就|立马)|(?:接到|收到)通知(?:的)?(?:那|当)天|(?:接|说|问|吃)完就|前脚.{0,6}后脚|检查(?:的)?(?:当时|那会儿|那天(?:当场|就|上午|中午|下午))|(?:接到|收到|拿到)(?:报告|电话|短信|结果|单子)(?:的)?就|查到就|看着(?:我|俺)们?|(?:人家?|他们?|检查的?)[^，。]{0,2}还(?:没走|在)[^，。]{0,6}就|(?:一|他|人家)说(?:我|俺)?(?:就|立马|马上)|(?:人家?|检查的?人?|执法(?:人员|的)?|他们|城管|交警)(?:都|还|人)*(?:在(?:了?的?时候|场|那儿?|这儿?|跟前|旁边|店里|屋里|现场)|没(?:走|离开|出门))|当着.{0,4}面|当场|当时就|立马|立刻|马上(?!去|要|就要)|立即|随即|当面|现场(?:就|即行?)?(?=改|撤|收|清|整|下架|纠)|一说(?:我|俺)?(?:就|立马)|当天(?:就|都|全)|二话没说|赶紧|赶快|当即"
)
_ORDER = re.compile(
    r"(?:期限|限期|规定(?:的)?(?:时间|期限|日期)|责令.{0,6}(?:期|时间)|给的?(?:时间|期限|日子|天数)|要求的?(?:时间|期限)|通知书?.{0,8}(?:期限|时间|日期)|整改期)(?:以?之?内|里|前|届满前)?|按(?:期|时|要求)|没(?:有)?(?:超期|过期限|超时)|到期前|截止(?:日)?前|(?:限期|期限)内"
)
_MISSED = re.compile(r"(?:没有?|未)能?(?:在|按|赶在)[^，。]{0,8}(?:期|时间|时限|日子|要求)(?:以?内|里|之?前|去|来)?")
_MISSED_ORDER = re.compile(r"(?:没有?|未)能?(?:在|按|赶在)[^，。]{0,8}(?:责令|限期|整改|改正)(?!通知)")
NOT_IN_TIME = OneOf(frozenset({"late", "not_yet"}))  # 没在限期内改: later, or not at all
_OWN = re.compile(
    r"(?:还没(?:来|找|查|说|发现)(?:查|人)?(?:我|俺|到)?|(?:才知道|昨儿?|后来)?自己想起来|(?:他们|人家?|执法(?:人员)?|城管|交警|税务局?|检查的?)(?:的?人)?(?:还没)?(?:来|上门)(?:查)?(?:之?前|以前)|被?(?:查|发现|检查|通知)(?:到)?(?:之?前|以前)|没(?:人)?(?:查|来查|发现)(?:的时候|之?前)?|自己(?:先)?(?:发现|查出|主动)|(?:我们|会计|盘货|自查)(?:自己)?(?:的时候)?发现|主动(?:改|补|下架|纠正|整改|申报)|(?:他们|执法|税务局|人家)?(?:还)?没(?:来|查|找)(?:我)?(?:之?前|的时候)?(?:我)?(?:就))"
)
_OWN_LATER = re.compile(
    r"(?:税务?局|税官|人家|他们|城管|市监|执法[^，。]{0,4}|检查的?|没人)[^，。]{0,4}?(?:(?:还没|没|尚未)(?:来)?(?:找|查|发现|问)|还不知道)|(?:今年|现在|后来|这才|如今)[^，。]{0,6}才(?:知道|发现|查)|被查前"
)
_ORDERED = re.compile(
    r"责令|限(?:期|改)|通知[^，。]{0,3}(?:下来|期|限|发)|(?:让|叫|要)[^，。]{0,6}(?:天|日|号|周|月底|礼拜|星期)[^，。]{0,2}(?:内|前)?[^，。]{0,2}(?:补|改|办|报|弄|清|拆|搬|交|撤)|给了?[^，。]{0,6}(?:天|周|礼拜|星期|个?月)"
)
_SOON = re.compile(
    r"第二天|次日|隔天|转天|当天|当晚|提前|还剩|没几天|(?<![第])[两三]天(?:就|之?内)|(?:上午|下午|中午|晚上)就|头[一二两三四]?天|(?:[0-9一二两三四五六七八九十]+(?:天|日|号|个?小时)|周[一二三四五六日天]|礼拜[一二三四五六天]|当晚|昨天|前天)[^，。才]{0,4}就"
)
_TERM = re.compile(
    r"(?:让|叫|要求|限|给|责令|通知)[^，。]{0,6}?(?:[0-9一二两三四五六七八九十半几]+(?:天|日|周|个?月|星期|礼拜)|月底|[0-9]+号|[这下本]?周[一二三四五六日末])[^，。]{0,3}(?:内|前|弄|改|补|办|交|期)"
)
_MINUTES = re.compile(r"(?<![个小])[0-9一二两三四五六七八九十几]+(?:来)?分钟(?:不到)?(?:就|之?内|以?内)")
_LATE = re.compile(
    r"比[^，。]{1,8}晚了?|晚了?[^，。]{0,3}[天日周](?:才|了|$|[，。])|拖(?:到|至)[^，。]{1,10}才|(?:期限|限期|时限)(?:都|早|已经?|也|就)*过(?:了|完|去)|过了[^，。]{0,6}(?:期限|日子|时间|日期|限期|截止)(?:才|$|[，。了])|到(?:了)?期[^，。]{0,4}(?:没|未)[^，。]{0,6}[，,][^，。]{0,8}才|(?:过了|超过|超了|晚于|逾期(?!没|未|不|申报|办|备)|超期|过(?=期限|限期|时限))(?:了)?(?:规定|责令|整改)?(?:的)?(?:期限|限期|时间|期)?(?:以后|之后|后|.{1,3}天|(?:又|还|再)?(?:拖|拖拉|过|耽搁|耽误).{1,4})?(?:才|了)|期限(?:都|早)?过(?:了|完)[^，。]{0,6}才|期限(?:都)?过了才|晚了(?:几|好几|一|两|三|\d)?天?才"
)


def find(clause: str, whole: str = "") -> tuple[int, int, Value] | None:
    """Where the clause speaks of putting it right, and what it says; None when it does not.

    `whole` is the message around it: the days that were given, or who had not come yet, often stand elsewhere.
    """
    late = _LATE.search(clause)
    if late and re.search(r"[改补交办报搬撤收修挪开清冲扫洗拆停]", clause[late.start() :]):
        return late.start(), late.end(), "late"
    if counted := by_days(whole) if _tells_days_used(clause) else None:
        return 0, len(clause), counted
    missed = _MISSED_ORDER.search(clause)
    if missed:
        return missed.start(), missed.end(), NOT_IN_TIME
    pending = _NOT_YET.search(clause)
    if pending and not _HOURS.search(clause[: pending.start()]):
        return pending.start(), pending.end(), "not_yet"
    done = _DONE_RE.search(clause) or _DONE_AT_ONCE.search(clause)
    if done is None or _DENIED.search(clause[: done.start()]) or is_unfinished(clause):
        return None
    if _TOLD_TO.search(clause[: done.start()]) and not _IS_DONE.search(clause[done.start() :]):
        return None
    return done.start(), done.end(), _when(clause) or _when_around(clause, whole) or _soon(clause)


def _soon(clause: str) -> Value:
    return IN_TIME if _SOON.search(clause) else ALL_DONE


_GIVEN = re.compile(r"(?:给|限|通知|写着?|要求|责令|让|叫|规定)[^，。]{0,6}$")
_NTH_DAY = re.compile(r"第(?<![0-9])([0-9一二两三四五六七八九十]+)[天日]")
_USED = re.compile(r"(?:用|花|拖|过|等)(?:了|到)?[^，。]{0,3}$")
_FINISHED = re.compile(
    r"(?:改|弄|办|交|补|报|拆|清|缴|销|撤|收|搞|做|整)[一-龥]{0,2}(?:了(?!一半|半|没)|好(?!好)|完|掉|的|齐|成|妥)|才(?:改|弄|办|交|补|报|拆|清)"
)
_USED_AFTER = re.compile(r"^(?:就|才|后|以后|之后|内|之内|里|拆|弄|改|补|办|交|报|搞|做|完)")


def by_days(clause: str) -> str | None:
    """给了七天，第五天弄好 · 三天就拆了，给了一个礼拜: within the days given, or later; None when they are not both told."""
    spans = durations.find(clause, "天")
    given = [d for d in spans if _GIVEN.search(clause[: d.start])]
    used = [d.value for d in spans if d not in given and _is_used(clause, d.start, d.end)]
    used += [value for day in _NTH_DAY.finditer(clause) if (value := numerals.parse(day.group(1))) is not None]
    if len(given) != 1 or len(used) != 1:
        return None
    allowed, low, high = as_range(given[0].value).hi, as_range(used[0]).lo, as_range(used[0]).hi
    if allowed is None or not _is_finished(clause):
        return None
    if high is not None and high <= allowed:
        return "within_order"
    return "late" if low is not None and low >= allowed and low != high or low is not None and low > allowed else None


def _is_finished(clause: str) -> bool:
    """给了十天，第三天开始弄的 has begun, which is not enough."""
    return bool(_FINISHED.search(clause)) and not (_NOT_YET.search(clause) or is_unfinished(clause))


def _is_used(clause: str, start: int, end: int) -> bool:
    return bool(_USED.search(clause[:start]) or _USED_AFTER.match(clause[end:]) or clause[start:end].endswith("内"))


def _tells_days_used(clause: str) -> bool:
    """我拖了二十多天才弄, after 让十五天内补 in the clause before."""
    if not _is_finished(clause):
        return False
    return bool(_NTH_DAY.search(clause)) or any(
        _is_used(clause, d.start, d.end) and not _GIVEN.search(clause[: d.start]) for d in durations.find(clause, "天")
    )


def _when(clause: str) -> str | None:
    if _OWN_LATER.search(clause):
        return "before_discovery"
    for pattern, value in ((_OWN, "before_discovery"), (_ORDER, "within_order"), (_SPOT, "on_spot")):
        if pattern.search(clause):
            return value
    return None


def _when_around(clause: str, whole: str) -> str | None:
    """What the rest of the message tells of the time: an order before, days given, or that nobody had come yet."""
    if _OWN_LATER.search(whole):
        return "before_discovery"
    counted = by_days(whole)
    if counted or not _ORDERED.search(whole):
        return counted
    return "within_order" if _SOON.search(clause) or _TERM.search(whole) else None


def parse(answer: str) -> Value | None:
    """A bare answer to "when was it put right": 当场, 期限内, 还没, 改了."""
    found = find(answer)
    if found is not None and found[2] != ALL_DONE:
        return found[2]
    return _time_said(answer) or _whether_said(answer, found is not None)


def _time_said(answer: str) -> Value | None:
    if _LATE.search(answer):
        return "late"
    if _MISSED.search(answer):
        return NOT_IN_TIME
    if when := by_days(answer) or _when(answer):
        return when
    if re.match(r"(?:是)?(?:我们?|俺们?)?自己(?:就)?(?:补|改|报|交|办|弄|拆)", answer):
        return "before_discovery"
    if _MINUTES.search(answer):
        return "on_spot"
    return "within_order" if _TERM.search(answer) and _DONE_RE.search(answer) else None


def _whether_said(answer: str, done: bool) -> Value | None:
    if re.search(r"^(?:还)?(?:没|未|木有)(?:有|改|呢)?|没(?:法|办法)改|改不了", answer.strip()):
        return "not_yet"
    done = done or bool(_MOVED.search(answer) or re.search(r"改了|改过|已经|弄好|办好|处理", answer))
    if not done and (_DENIED.search(answer) or not _SAID_DONE.search(answer)):
        return None
    return _soon(answer)
