"""What is taken back within one message: 头一回吧……哦不对，去年也忘过一次. Only what comes after it stands."""

from __future__ import annotations

import re

_STOPS = r"[，,。！!？?；;、…\s.]"
_MARK = (
    rf"(?:哦|噢|啊|呃|额|哎|唉|诶|呀|嗐|等等|等一?下|慢着|那个|{_STOPS})*"
    r"(?:不对(?:不对)*|不是不是|不不+|(?:我|俺)?(?:刚才?)?[说记看搞弄算][错岔]了?|(?:我|俺|又|才)*想起来了)"
)
_BACK = re.compile(rf"(?<={_STOPS}){_MARK}{_STOPS}+(?=[^，,。]{{3}})")
_ONLY_BACK = re.compile(_MARK)
_SPOKEN = re.compile(r"[^，,。！!？?；;…\s.]+")
_BLANK = "＿"


def standing(text: str) -> str:
    """The message with each clause that is taken back, and the words that do so, made unreadable; as long as before."""
    for found in _BACK.finditer(text):
        start = _begin_of_clause_before(text, found.start())
        if start is not None:
            text = text[:start] + _BLANK * (found.end() - start) + text[found.end() :]
    return text


def what_stands(text: str) -> str:
    """Only what stands, for an answer that is read as a whole."""
    return standing(text).replace(_BLANK, "")


def _begin_of_clause_before(text: str, end: int) -> int | None:
    """Where the clause before a place begins; None when there is none, or when it says nothing but 不对 itself: then
    it is something said in an earlier message that is taken back."""
    said = list(_SPOKEN.finditer(text[:end]))
    return said[-1].start() if said and not _ONLY_BACK.fullmatch(said[-1].group()) else None
