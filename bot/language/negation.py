"""Whether a word is denied where it stands: 没造成事故, 事故倒没有, 不是外地车."""

from __future__ import annotations

import re

# Words that may stand between the negation and what it denies.
_BETWEEN = r"(?:有|是|会|能|曾|过|再|造成|说|讲|引起|引发|导致|致使|致|发生|出现|出|产生|构成|属于|算|啥|什么|任何|一点|半点|人|过来|让|让人|拿到|收到|看到|见|办|得|去|来|给|我|把|被|交通|影响|用|什么样的|那种|跟|和|对|因为|做|答|完|停|占|堵|挡|压|碰|撞|伤|惹|受|挨|着|在|把[^，。]{1,3}|堵[^，。]{1,3}|(?<=[把让给])(?:人家?|路|道|车|门|谁))*"
_BEFORE = re.compile(
    rf"(?:哪(?:儿|里)?(?:是|有|能|会|知道)|怎么会|没有?|不(?!仅|但|光|止|小心|知|料|过)|未|无(?!论)|非(?!常)|并未|没能|别|木有|冇|甭|[说谈算称够论]不上|(?:没)?听说谁){_BETWEEN}$"
)
_AFTER = re.compile(
    r"^(?:的|倒|都|均|全|也|是|可|啥的|什么的|这些)*(?:没有?|不(?:是|存在|算|属于)|未)(?:发生|造成|出现|引起|有|堵|占|挡|压|碰|影响|妨碍|变|动|换|改)?(?:过|了|着|到|住)?(?:[，。！,!？]|$)"
)
_LISTED_BEFORE = re.compile(
    r"(?:没有?|未|无|(?:并|也)?不是|不在|没(?:堵|占|压|挡|碰|停在?))[^，。；]{1,12}、(?:[^，。；、]{1,8}、)*(?:也|和|或者?|及|跟|还有)?$"
)
_DOUBLE = re.compile(r"(?:不是没有?|不能不|没有不|并非没有?|不是不|没不)$")


_LISTED_AFTER = re.compile(
    r"^[^，。；、]{0,3}、(?:[^，。；、]{1,8}、)*[^，。；、]{0,8}?(?:都|均|全|也|一个)(?:没|不|未)"
)


def is_denied(text: str, start: int, end: int, earlier: str = "", later: str = "") -> bool:
    """True when the words text[start:end] of one clause are denied, there or by what stands around a list that they
    are part of: 不是路口、消防通道或者出入口; 盲道、大门都没挡."""
    before = text[:start]
    if _LISTED_AFTER.match(text[end:] + later):
        return True
    if _LISTED_BEFORE.search(earlier + before) and not _AFTER.match(text[end:]):
        return True
    if _DOUBLE.search(before):
        return False
    return bool(_BEFORE.search(before)) != bool(_AFTER.match(text[end:]))
