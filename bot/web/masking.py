"""遮盖个人信息: what could tell who somebody is never reaches a log whole.

>>> mask("豫C·A1234 的车主 13800138000，身份证 410305199001011234")
'豫C***** 的车主 138********，身份证 410***************'
"""

from __future__ import annotations

import logging
import re

_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领"
# GA 36-2018: province, letter, five or six characters; the last may say 挂, 学, 警, 港, 澳 or 领.
_PLATE = re.compile(rf"([{_PROVINCES}][A-Za-z])[\s·.・-]?[A-Za-z0-9]{{4,5}}[A-Za-z0-9挂学警港澳领]")
# GB 32100-2015 (18 characters) and GB 11643 (17 digits and a check character).
_CREDIT_CODE = re.compile(r"(?<![A-Za-z0-9])([0-9A-Z]{2}\d)\d{5}[0-9A-Z]{10}(?![A-Za-z0-9])", re.IGNORECASE)
_IDENTITY = re.compile(r"(?<!\d)(\d{3})\d{14}[0-9Xx](?!\d)")
_MOBILE = re.compile(r"(?<!\d)(1[3-9]\d)[ -]?\d{4}[ -]?\d{4}(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)(0\d{2,3})[ -]?\d{7,8}(?!\d)")
_TOKEN = re.compile(r"(eyJ)[\w-]+\.[\w-]+\.[\w-]+")
_ALL = ((_TOKEN, 5), (_CREDIT_CODE, 15), (_IDENTITY, 15), (_MOBILE, 8), (_LANDLINE, 8), (_PLATE, 5))


def mask(text: str) -> str:
    """The text with plates, identity numbers, credit codes, telephone numbers and tokens starred out."""
    for pattern, stars in _ALL:
        text = pattern.sub(r"\1" + "*" * stars, text)
    return text


class MaskingFormatter(logging.Formatter):
    """Masks the finished line, so that arguments and tracebacks are covered too."""

    def format(self, record: logging.LogRecord) -> str:
        """The masked line."""
        return mask(super().format(record))
