"""Numbers in a message: 三百五, 一万二, 1.5万, 百分之十五, 不到四百, 七八个.

`find` is for counts, ratios, seats and ages: 15%, 百分之十五 and 一成五 are all 15 with percent set. It passes over what
only looks like a number: 一下, 万一, 三轮车, 第一次, 五一, dates and clock times, hotlines, plates, phone numbers and ids.
Sums of money and lengths of time have modules of their own (`money`, `durations`).
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.eligibility.values import Range
from bot.language import bounds
from bot.language.figures import PATTERN, Number, borrow, plain, read, scale

__all__ = ["Number", "bare", "find", "parse", "plain", "say"]

_IDS = (
    r"[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新使领][A-Z][·\s]?[A-Z0-9*xX]{4,6}[挂学警]?",
    r"(?<!\d)0\d{2,3}[-\s]\d{7,8}|(?<!\d)1[3-9]\d[-\s]?\d{4}[-\s]?\d{4}(?!\d)",
    r"\d{17}[\dXx]|(?<![\d.])\d{8,}(?![\d.])",
    r"(?<!\d)(?:12345|12315|12123|12328|12350|12369|12333)(?!\d|\s*[元块米公千斤吨%％个次家户])",
    r"(?:拨打?|打了?|报了?)(?:110|122|119|120)(?!\d)",
    r"[A-Za-z][A-Za-z0-9_-]*\d[A-Za-z0-9_-]*",
)
_DATES = (
    r"(?:19|20)\d{2}(?:[-/]\d{1,2}(?:[-/]\d{1,2})?|\.\d{1,2}\.\d{1,2})(?!\d)|(?<!\d)\d{1,2}[:：]\d{2}(?:[:：]\d{2})?",
    r"(?:19|20)\d{2}(?=年)|[一二][一二三四五六七八九零〇]{3}年",
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})月(?:份|(?:\d{1,2}|[一二三四五六七八九十]{1,3})[日号]?)",
    r"(?:早上|上午|中午|下午|傍晚|晚上|凌晨|夜里|半夜)(?:\d{1,2}|[一二两三四五六七八九十]{1,3})点",
    r"(?:周|星期|礼拜)[一二三四五六]|初[一二三四五六七八九十]|正月十[一二三四五六七八九]",
    r"双十[一二]|五[一四](?!十|百|千|万|\d)|六一(?!十|百|千|万)|十一(?=假|长假|黄金周|国庆|期间)|三一五|3[·.]15(?![\d%％元块万千])|三八(?=节|妇女)",
)
_WORDS = (
    r"第(?:\d+|[一二三四五六七八九十百千零]+)[、，]?",
    r"百分(?!之)|万一(?!千|百)|千万(?=别|不|要|记|注意|小心)|十分(?!钟|之|[\d一二三四五六七八九])|十足|十字|八成(?=是|新)|二百五(?=吗|吧|啊|么)(?<=个二百五)",
    "一(?:下|些|样|直|般|起|旦|定|律|切|时|共|边|会|致|并|向|体|带|路|贯|味|律|概|度|半天|刀切|个劲|口气|方面|辈子|块儿?(?=去|走|来|儿))|唯一|统一|之一|其一|单一|同一|每一|逐一",
    r"一点(?!钟|半|[\d一二三四五六七八九零〇]|整)",
    "[二两三四][轮手环](?!都)|二维|二次元|三(?:门峡|无|角|江|蹦|令五申|番|岔)|四(?:川|通)|九[都龙]|五(?:菱|金|险)|七里河|八[角路]|百(?:货|度|姓|年|科)|千(?:金|里)|万(?:达|安|里|事|能|分)",
    "[一二三四五六七八九十]+[中院厂](?!队)|张三|李四|王五|小[三二]|老[一二三四五六七八九]|[咱我他她你们妻爷哥姐][俩仨]|两[边旁侧]|不管三七二十一|乱七八糟|一五一十|七上八下|三天两头",
    r"G\d+|(?:国道|省道|县道)\d+|\d+(?=国道|省道|线|路(?!程|段)|号)|[零〇](?=点[^\d一二三四五六七八九零〇]|星|售|散|件|食|部|钱|容忍|距|下)|(?<=[年月天时元块])[零〇]",
)
_SKIP = "|".join((*_IDS, *_DATES, *_WORDS))
_PERCENT = (
    r"(?:\s*(?P<sign>[%％])|(?P<tenths>成)(?![立功为了都天品本交绩人年分员长套捆])(?P<part>[一二三四五六七八九半])?)"
)
_HALF = r"(?P<whole>\d{1,4}|[一二两三四五六七八九十]{1,3})[个吨斤米倍里]半(?![夜路天月年小])"
_LONE = r"(?P<lone>一半|半(?=[个吨斤倍里瓶箱]))"
_FIRST = (
    r"[\dA-Za-z零〇一二两三四五六七八九十百千万半几好俩仨上下早中傍晚凌夜周星礼初正双第唯统之单同每逐张李王小老咱我他她你们妻爷哥姐不乱"
    "打拨报国省县京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新使领]"
)
_TOKEN = re.compile(
    rf"(?={_FIRST})(?:(?P<skip>{_SKIP})|{_LONE}|百分之(?P<of>{PATTERN}|半)|{_HALF}|(?P<plain>{PATTERN}){_PERCENT}?)",
    re.ASCII,
)
_ANY = re.compile(r"[\d一二两三四五六七八九十百千万半几俩仨零〇]")
_FILLER = re.compile(
    r"(?:可能|反正|之间|中间|顶多|最多|撑死|应该|好像|也就|就|才|总共|一共|合计|共|是|有|刚好|正好|整整|整|吧|了|的|呢|啊|呀|嘛|嗯|哦|那个|我|货值|价值|罚款|罚了|金额|花了|卖了|不对|错了|过了|[\s，。、,.!！~～])*"
)
_SOME = re.compile(r"几[个座次岁人吨件袋瓶]?")
_TOLD = re.compile(r"[没才就这那过有了上]$")  # 停了几个 tells, 停几个 asks


def find(text: str) -> list[Number]:
    """The numbers said in text, left to right, with the words that bound them."""
    if not _ANY.search(text):
        return []
    found: list[Number] = []
    for match in _TOKEN.finditer(text):
        number = _number(match, text)
        if number is not None:
            begin = max(number.start, found[-1].end if found else 0)  # 三个以上五个以下: no word bounds two numbers
            found.append(replace(number, start=begin))
    return bounds.join(_borrow(found, text), text)


def parse(text: str) -> float | Range | None:
    """The number that a bare answer gives; None when it gives none, or several that differ."""
    if _SOME.fullmatch(text.strip()):
        return Range(2.0, 10.0)
    return bounds.only(find(text), text)


def bare(text: str) -> float | Range | None:
    """The number of an answer that says nothing else: 刚好五百, 大概20吧. Its unit is the question's."""
    found = find(text)
    if len(found) != 1 or found[0].percent:
        return None
    number = found[0]
    begin = max(text.rfind(stop, 0, number.start) for stop in "，,。 ") + 1  # 没细算，反正不到二百
    rest = text[begin : number.start] + text[number.end :]
    return number.value if _FILLER.fullmatch(rest) else None


def say(value: float | Range, unit: str = "") -> str:
    """The number in words, with its unit: 7座, 不到20%."""
    return bounds.say(value, unit)


def _number(match: re.Match[str], text: str) -> Number | None:
    if match["skip"]:
        return None
    value, percent = _value(match)
    start, end = match.span()
    if value is None or (match[0] == "几" and not _TOLD.search(text[:start])):
        return None
    start, end, bounded = bounds.around(text, start, end, value, counted=not percent)
    return Number(start, end, bounded, percent)


def _value(match: re.Match[str]) -> tuple[float | Range | None, bool]:
    if match["lone"]:
        return 0.5, False
    if match["whole"]:
        whole = read(match["whole"])
        return (whole + 0.5 if isinstance(whole, float) else None), False
    if match["of"]:
        return (50.0 if match["of"] == "半" else read(match["of"])), True
    value = read(match["plain"])
    if value is not None and match["tenths"]:
        return _tenths(value, match["part"]), True
    return value, bool(match["sign"])


def _tenths(value: float | Range, part: str | None) -> float | Range:
    """三成五 is 35: in per cent."""
    whole = scale(value, 10)
    extra = 5.0 if part == "半" else read(part) if part else 0.0
    return whole + extra if isinstance(whole, float) and isinstance(extra, float) else whole


def _borrow(found: list[Number], text: str) -> list[Number]:
    """In 三到五百 and 10到20% the first number takes the unit of the second, in 百分之三十到五十 the second of the first."""
    for i in range(len(found) - 1):
        low, high = found[i], found[i + 1]
        if (
            isinstance(low.value, Range)
            or isinstance(high.value, Range)
            or not bounds.is_span(text[low.end : high.start])
        ):
            continue
        if low.percent or high.percent:
            found[i], found[i + 1] = replace(low, percent=True), replace(high, percent=True)
        elif (value := borrow(text[low.start : low.end], text[high.start : high.end])) is not None:
            found[i] = replace(low, value=value)
    return found
