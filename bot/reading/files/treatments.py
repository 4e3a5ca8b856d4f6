"""The treatment (处理方式) that a cell, a heading or a title speaks of."""

from __future__ import annotations

import re

from bot.eligibility.model import TREATMENTS

_WORDS = (
    ("may_waive", "可以?不予(?:行政)?处罚|可不予?处罚|可以不罚|可免"),
    ("no_coercion", "(?:不予|免予|不实施|不采取|慎用|免)(?:实施|采取)?(?:行政)?强制"),
    ("fine_waived", "不(?:予)?罚款|免(?:予|除|缴|交)?罚款"),
    ("no_penalty", "不予(?:行政)?处罚|免予?(?:行政)?处罚|免罚|不罚|不予处理|首违不罚|首违免罚|轻微不罚"),
    ("warning", "警告"),
    ("mitigated", "减轻(?:行政)?处罚|减轻|减罚"),
    ("lenient", "从轻(?:行政)?处罚|从轻|轻罚"),
)


def treatments(text: str) -> list[str]:
    """Every treatment that is spoken of, each once; 从轻或者减轻 is lenient alone."""
    rest = re.sub("从轻(?:或者?|、)减轻", "从轻", text)
    found: list[str] = []
    for treatment, pattern in _WORDS:
        rest, count = re.subn(pattern, "＿", rest)
        found += [treatment] if count else []
    return found


def treatment(text: str) -> str | None:
    """The one treatment that is spoken of; None for none or several."""
    named = next((t for t, label in TREATMENTS.items() if text.strip() == label), None)
    if named is not None:
        return named
    found = treatments(text)
    return found[0] if len(found) == 1 else None
