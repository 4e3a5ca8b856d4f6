"""Which places' rules bind where (地域管辖): a place's own, those of the places around it, and the nation's."""

from __future__ import annotations

import re
from collections.abc import Iterable

NATION = "全国"
# Cities whose rules are kept under the city's name alone, and the province around each.
_PROVINCE = {"洛阳市": "河南省"}
_HENAN = "郑州 开封 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 济源"
# Rules that several provinces made together.
_TOGETHER = {"长三角三省一市": ("上海市", "江苏省", "浙江省", "安徽省")}
_PART = re.compile(r".+?(?:省|自治区|自治州|自治县|市|县|区|乡|镇)")


def around(place: str) -> tuple[str, ...]:
    """A place and all that it lies in, the nearest first: 河北省邢台市清河县 → itself, 河北省邢台市, 河北省."""
    if place in _PROVINCE:
        return place, _PROVINCE[place]
    ends = [found.end() for found in _PART.finditer(place)]
    return tuple(dict.fromkeys([place, *(place[:end] for end in reversed(ends))]))


def binding(place: str) -> tuple[str, ...]:
    """The places whose rules bind in `place`."""
    own = around(place)
    shared = tuple(name for name, members in _TOGETHER.items() if set(members) & set(own))
    return (*own, *shared, NATION)


def resolve(name: str, known: Iterable[str]) -> str:
    """The full name of a place as the lists write it: 黄石 → 湖北省黄石市. The name itself when it is not known."""
    wanted = name.strip().removeprefix("河南省洛阳市") or "洛阳市"
    places = (
        {part for place in known for part in around(place)}
        | {f"河南省{city}市" for city in _HENAN.split()}
        | set(_PROVINCE)
    )
    if wanted in places:
        return wanted
    ending = re.compile(rf"{re.escape(wanted)}(?:省|市|县|区|乡|镇|自治区|[一-龥]{{1,4}}自治区)?$")
    found = sorted((place for place in places if ending.search(place)), key=len)
    return found[0] if found else wanted
