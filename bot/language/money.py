"""Sums of money in a message, in yuan: 三百五十块, 一千二, 2万多块, 66块5, ¥3,000, 不到四百元.

Only what its unit makes money: 元, 块, 毛, 角, 分钱, ¥, or a figure in 千 or 万 with nothing else counted after it.
三百五 alone is money only as the answer to a question about money: `parse` takes it, `find` does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.eligibility.values import Range
from bot.language import bounds, numerals
from bot.language.figures import DIGITS, PATTERN, Number, about, borrow, more, read, scale, tidy

__all__ = ["Number", "find", "parse", "say", "total"]

_D = "[1-9一二两三四五六七八九]"
_COUNTED = r"[\d十百千万个天年月日号次瓶人小分辆张条件斤袋包箱盒点座块元毛角倍份只米口%％]"
_THINGS = "[牌地板砖石布肉玉玻广招田钢木电区冰糖饼蛋瓦豆面手表屏空展]"
_TOGETHER = "(?<![一二三四五六七八九十百千万两])一块(?:儿|去|走|来|吃|玩|办|处|说|做|干|弄|交|开|罚|被|给|跟|和|过)|[在到]一块(?!钱)"
_KUAI = rf"(?P<kuai>[块塊])(?!{_THINGS})"
_YUAN = r"(?:元(?![旦宵月素件朝老首谷])|圆(?!形|圈|满|珠)|RMB|rmb)"
_SMALL = rf"(?P<mao>[毛角])(?=钱|{_D}分|\s*[，。,.!！?？了吧的]|\s*$)(?:(?P<fen>{_D})分)?钱?|(?P<cents>分)钱"
_ENDS = r"(?=\s*$|[\s，。,.;；!！?？、)）~～…了的吧吗呢啊呀嘛就够罚太不行以左上出开内么还是才都也但可又而])"
_MONEY = re.compile(
    r"(?=[\d一二两三四五六七八九十百千万零〇几好俩仨上在到¥￥人Rr])"
    rf"(?:(?P<skip>{_TOGETHER})|(?<![\d.A-Za-z第])(?:(?P<sign>[¥￥]|人民币|RMB|rmb)\s*)?"
    rf"(?P<n>{PATTERN})(?:\s*(?:元|块钱?)?\s*[到至~～—–-]\s*(?P<high>{PATTERN}))?"
    rf"(?:\s*(?:(?:{_KUAI}|{_YUAN})(?P<more>[多来])?[钱整]?|{_SMALL})|(?P<figure>){_ENDS}))",
    re.ASCII,
)
_TAIL = re.compile(rf"(?P<jiao>{_D})\s*[角毛](?:钱|(?P<fen>{_D})(?:分钱?|(?!{_COUNTED})))?|零?(?P<only>{_D})分钱?")
_SHORT = re.compile(rf"(?P<jiao>{_D})(?P<fen>{_D}(?!{_COUNTED}))?(?!{_COUNTED})|半(?![天年月日])")
_PIECE = "[袋瓶箱包个盒斤条罐桶件双本张]"
_EACH = re.compile(rf"(?P<one>[一每1])(?P<measure>{_PIECE})(?:是|卖|才|要)?")
_BARE = re.compile(rf"(?:{PATTERN})(?=\s|[，,。]|$)")
_ANY = re.compile(r"[\d一二两三四五六七八九十百千万几俩仨]")


def find(text: str) -> list[Number]:
    """The sums of money said in text, in yuan, with the words that bound them."""
    if not _ANY.search(text):
        return []
    found: list[Number] = []
    for match in _MONEY.finditer(text):
        inside = bool(found) and match.start() < found[-1].end
        if not (match["skip"] or inside) and (amount := _amount(match, text)):
            found.append(amount)
    return bounds.join(found, text)


def total(text: str) -> float | None:
    """Price times pieces: 一箱四十八，统共两箱 is 96, 四块钱一袋，两袋 is 8; None when not both are said once."""
    prices = list(_prices(text))
    if len(prices) != 1:
        return None
    start, end, measure, price = prices[0]
    pieces = {read(m["n"]) for m in re.finditer(rf"(?P<n>{PATTERN}){measure}", f"{text[:start]}，{text[end:]}")}
    count = pieces.pop() if len(pieces) == 1 else None
    return tidy(price * count) if isinstance(price, float) and isinstance(count, float) else None


def _prices(text: str) -> Iterator[tuple[int, int, str, float | Range | None]]:
    """Each price of one piece: where it stands, the measure word, the sum."""
    sums = find(text)
    for match in _EACH.finditer(text):
        said = next((s for s in sums if s.start == match.end() or s.end == match.start("one")), None)
        if said is not None:
            yield min(said.start, match.start()), max(said.end, match.end()), match["measure"], said.value
        elif (bare := _BARE.match(text, match.end())) is not None:
            yield match.start(), bare.end(), match["measure"], read(bare.group())


def parse(text: str) -> float | Range | None:
    """The sum an answer to a question about money gives, the unit as it likes; None when unclear."""
    product = total(text)
    if product is not None:
        return product
    found = find(text)
    return bounds.only(found, text) if found else numerals.bare(text)


def say(value: float | Range) -> str:
    """The sum in words: 350元, 不到400元, 约2000元."""
    return bounds.say(value, "元")


def _amount(match: re.Match[str], text: str) -> Number | None:
    base = read(match["high"] or match["n"])
    if base is None or not _is_money(match):
        return None
    start, end = match.span()
    value: float | Range | None
    if match["mao"] or match["cents"]:
        value = _small(match, base)
    elif isinstance(base, Range) or match["high"] or match["more"]:
        value = _loose(match, base)
    else:
        cents, end = _cents(match, text)
        value = tidy(base + cents)
    return None if value is None else Number(*bounds.around(text, start, end, value))


def _is_money(match: re.Match[str]) -> bool:
    """A figure without 元 or 块 is money after ¥, or when it is said in 千 or 万."""
    if match["figure"] is None:
        return True
    return bool(match["sign"]) or any(unit in (match["high"] or match["n"]) for unit in "千万亿wWkK")


def _loose(match: re.Match[str], base: float | Range) -> float | Range:
    if isinstance(base, Range):
        return base
    low = borrow(match["n"], match["high"]) if match["high"] else None
    if low is not None:
        return Range(low, base)
    if match["more"]:
        return more(base) if match["more"] == "多" else about(base)
    return base


def _small(match: re.Match[str], base: float | Range) -> float | Range:
    if match["cents"]:
        return scale(base, 0.01)
    dimes = scale(base, 0.1)
    return dimes if isinstance(dimes, Range) else tidy(dimes + _digit(match["fen"]) / 100)


def _cents(match: re.Match[str], text: str) -> tuple[float, int]:
    """What follows 元 or 块: 5角2分, 五毛, or 5 alone after 块; and where it ends."""
    tail = None if match["figure"] is not None else _TAIL.match(text, match.end())
    if tail:
        return _digit(tail["jiao"]) / 10 + (_digit(tail["fen"]) + _digit(tail["only"])) / 100, tail.end()
    tail = _SHORT.match(text, match.end()) if match["kuai"] else None
    if not tail:
        return 0.0, match.end()
    return (_digit(tail["jiao"]) / 10 if tail["jiao"] else 0.5) + _digit(tail["fen"]) / 100, tail.end()


def _digit(written: str | None) -> int:
    return (DIGITS[written] if written in DIGITS else int(written)) if written else 0
