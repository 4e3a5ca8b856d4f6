"""机动车号牌 (GA 36-2018): ordinary plates, new-energy small and large ones, 挂 学 警.

>>> veil("豫CA1234D"), find("豫C***4D")
('豫C***4D', '豫C***4D')
>>> find("我的豫C·A1234在西工停着"), find("豫ca1234d"), find("豫C的车")
('豫CA1234', '豫CA1234D', '')
"""

from __future__ import annotations

import re

_PROVINCES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新"
_PLATE = re.compile(
    rf"([{_PROVINCES}])\s?([A-Z])[·.\s]?([0-9A-HJ-NP-Z]{{4}}[挂学警]|[0-9A-HJ-NP-Z]{{5,6}})(?![0-9A-Z])", re.IGNORECASE
)


_VEILED = re.compile(rf"[{_PROVINCES}][A-Z]\*{{3}}[0-9A-Z挂学警]{{2}}")


def veil(plate: str) -> str:
    """A plate as officials see it: who has it in the list of a party's vehicles can still tell which one it is."""
    return f"{plate[:2]}***{plate[-2:]}" if plate else ""


def find(text: str) -> str:
    """The first plate in a text, as the register writes it (capitals, no dot) or as it is veiled; "" when there is none."""
    if veiled := _VEILED.search(text):
        return veiled[0]
    found = _PLATE.search(text)
    return "".join(found.groups()).upper() if found else ""
