"""Nothing that tells who somebody is gets into a log whole."""

from __future__ import annotations

import logging

import pytest

from bot.web.masking import MaskingFormatter, mask


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("豫C12345违停", "12345"),
        ("豫C·A1234", "A1234"),
        ("豫 C 88888 不遮", "nothing"),
        ("豫CD12345新能源", "D12345"),
        ("豫C1234挂", "1234挂"),
        ("豫c12345", "12345"),
        ("电话13800138000。", "00138000"),
        ("电话138-0013-8000", "0013-8000"),
        ("电话0379-63930000", "63930000"),
        ("身份证41030519900101123X", "0519900101123X"),
        ("统一社会信用代码91410300MA3X1234X5的店", "MA3X1234X5"),
        ("Authorization: Bearer eyJhbGciOi.eyJzdWIi.c2lnbmF0dXJl", "eyJzdWIi"),
    ],
)
def test_what_is_hidden(text, hidden):
    assert hidden not in mask(text)


@pytest.mark.parametrize(
    "text", ["货值12块，罚5万", "2026年11月22日12:30", "第十三条", "incident 1A2B3C4D", "洛阳市西工区"]
)
def test_what_stays(text):
    assert mask(text) == text


def test_arguments_and_tracebacks_are_masked():
    try:
        raise ValueError("豫C12345")
    except ValueError as error:
        told = (type(error), error, error.__traceback__)
    record = logging.LogRecord("x", logging.ERROR, __file__, 1, "call %s", ("13800138000",), told)
    line = MaskingFormatter().format(record)
    assert "00138000" not in line and "12345" not in line
