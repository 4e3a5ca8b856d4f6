"""遮盖个人信息: nothing that could tell who somebody is reaches a log whole; officials see the ends of it only.

>>> mask("豫C·A1234 的车主 13800138000，身份证 410305199001011234")
'豫C***** 的车主 138********，身份证 410***************'
>>> mask_middle("豫C·A1234 的车主 13800138000，身份证 410305199001011234")
'豫C***34 的车主 138****8000，身份证 410*************34'
>>> mask_name("赵建国"), mask_name("赵建国（合成）"), mask_name("合成赵六")
('赵**', '赵**（合成）', '合成赵*')
"""

from __future__ import annotations

import logging
import re
from functools import partial

_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领"
# GA 36-2018: province, letter, five or six characters; the last may say 挂, 学, 警, 港, 澳 or 领.
_PLATE = re.compile(rf"([{_PROVINCES}][A-Za-z])[\s·.・-]?[A-Za-z0-9]{{4,5}}[A-Za-z0-9挂学警港澳领]")
# GB 32100-2015 (18 characters) and GB 11643 (17 digits and a check character).
_CREDIT_CODE = re.compile(r"(?<![A-Za-z0-9])([0-9A-Z]{2}\d)\d{5}[0-9A-Z]{10}(?![A-Za-z0-9])", re.IGNORECASE)
_IDENTITY = re.compile(r"(?<!\d)(\d{3})\d{14}[0-9Xx](?!\d)")
_MOBILE = re.compile(r"(?<!\d)(1[3-9]\d)[ -]?\d{4}[ -]?\d{4}(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)(0\d{2,3})[ -]?\d{7,8}(?!\d)")
_TOKEN = re.compile(r"(eyJ)[\w-]+\.[\w-]+\.[\w-]+")
# What is starred out, how many characters, and how many of the last ones an official may see.
_CODES = ((_TOKEN, 5, 0), (_CREDIT_CODE, 15, 0))
_PERSONAL = ((_IDENTITY, 15, 2), (_MOBILE, 8, 4), (_LANDLINE, 8, 2), (_PLATE, 5, 2))
_MARKED = re.compile(r"^(合成|演示)?(.)(.*?)(（合成）)?$")


def mask(text: str) -> str:
    """The text with plates, identity numbers, credit codes, telephone numbers and tokens starred out."""
    for pattern, stars, _ in (*_CODES, *_PERSONAL):
        text = pattern.sub(r"\1" + "*" * stars, text)
    return text


def mask_middle(text: str) -> str:
    """The text as officials see it: of numbers that lead to a person the ends, enough to tell them apart; codes of
    firms are public and stay."""
    for pattern, stars, ends in _PERSONAL:
        text = pattern.sub(partial(_middle, stars, ends), text)
    return text


def mask_name(name: str) -> str:
    """A person's name: the first character, and a star for each other; marks of made-up data stay."""
    return _MARKED.sub(lambda m: f"{m[1] or ''}{m[2]}{'*' * len(m[3])}{m[4] or ''}", name)


def mask_contact(contact: str) -> str:
    """A telephone number or another way to reach somebody: three characters at each end at most."""
    ends = min(3, len(contact) // 3)
    return contact[:ends] + "*" * (len(contact) - 2 * ends) + contact[len(contact) - ends :]


def _middle(stars: int, ends: int, found: re.Match[str]) -> str:
    return f"{found[1]}{'*' * (stars - ends)}{found[0][-ends:]}"


class MaskingFormatter(logging.Formatter):
    """Masks the finished line, so that arguments and tracebacks are covered too."""

    def format(self, record: logging.LogRecord) -> str:
        """The masked line."""
        return mask(super().format(record))
