"""统一社会信用代码 and plates: reading, checking, and pinyin initials of names.

GB 32100-2015: 18 characters; the 9th to 17th are the organisation code of GB 11714 with a check character of its own
(the 17th), the last one checks the whole. python-stdnum knows the last only, and refuses the registering departments
that are letters (N farmers, Y others, A, …), so both checks are made here.

>>> check_credit_code("91110000600037341L")
'91110000600037341L'
>>> normal_plate("豫c·a1234")
'豫CA1234'
>>> initials("洛阳福源饭店")
'lyfyfd'
"""

from __future__ import annotations

import re
from functools import lru_cache
from operator import mul

from pypinyin import Style, lazy_pinyin

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ORGANISATION = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_AT = {character: place for place, character in enumerate(_ALPHABET)}
_ORGANISATION_AT = {character: place for place, character in enumerate(_ORGANISATION)}
_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_SHAPE = re.compile(r"[0-9A-Z]{2}\d{6}[0-9A-Z]{9}[0-9A-HJ-NPQRTUWXY]")
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领][A-Z][0-9A-Z]{4,5}[0-9A-Z挂学警港澳领]"
)


@lru_cache(maxsize=100_000)
def check_credit_code(raw: str) -> str:
    """The code in capitals; ValueError says which part of it does not hold."""
    code = raw if raw.isalnum() and raw.isupper() else re.sub(r"[\s-]", "", raw).upper()
    if not _SHAPE.fullmatch(code):
        raise ValueError(f"“{raw}”不是统一社会信用代码：应为18位，前2位是登记管理部门和机构类别，接着6位数字的区划")
    if code[16] != organisation_check(code[8:16]):
        raise ValueError(f"“{raw}”第17位（主体标识码的校验位）不对，应为{organisation_check(code[8:16])}")
    if code[17] != credit_check(code[:17]):
        raise ValueError(f"“{raw}”第18位（校验位）不对，应为{credit_check(code[:17])}")
    return code


def organisation_check(body: str) -> str:
    """The check character of an organisation code of eight characters (GB 11714)."""
    total = sum(map(mul, map(_ORGANISATION_AT.__getitem__, body), _ORGANISATION_WEIGHTS))
    return "0123456789X0"[(11 - total % 11) % 11]


def credit_check(body: str) -> str:
    """The last character for the first seventeen (GB 32100)."""
    return _ALPHABET[-sum(map(mul, map(_AT.__getitem__, body), _WEIGHTS)) % 31]


def normal_plate(raw: str) -> str:
    """A plate in capitals without dot or spaces (GA 36-2018); ValueError when it is none."""
    plate = re.sub(r"[\s·.・\-]", "", raw).upper()
    if not _PLATE.fullmatch(plate):
        raise ValueError(f"“{raw}”不是号牌：应像“豫CA1234”，新能源的再多一位")
    return plate


def initials(name: str) -> str:
    """Pinyin initials, letters and digits, lower case: what one types to find a name quickly; 60 at most."""
    return name.translate(_INITIALS)[:60]


class _Initials(dict[int, str]):
    """Code point → initial, worked out when first met; what is neither letter, digit nor Chinese goes."""

    def __missing__(self, point: int) -> str:
        character = chr(point)
        found = lazy_pinyin(character, style=Style.FIRST_LETTER)[0] if "一" <= character <= "龥" else character
        self[point] = found.lower() if found.isalnum() and found.isascii() else ""
        return self[point]


_INITIALS = _Initials()
