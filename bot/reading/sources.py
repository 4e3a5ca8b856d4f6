"""Articles that a line of basis cites (法律依据), as far as the table of articles holds them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.eligibility.model import Citation
from bot.language.numerals import parse

_CITES = re.compile(r"《(?P<document>[^《》]{3,40})》(?P<rest>[^《》]*)")
_ARTICLE = re.compile(
    r"第([一二三四五六七八九十百零〇\d]+)条(?:第([一二三四五六七八九十\d]+)款)?(?:第[（(]?([一二三四五六七八九十\d]+)[)）]?项)?"
)
_PREFIX = re.compile("^中华人民共和国|（.*?）|\\(.*?\\)|\\d{4}年?(?:修订|修正)?")


def cited(line: str, citations: Mapping[str, Citation]) -> Iterator[str]:
    """The ids of the articles cited, each as exactly as the line says it; those in force now only."""
    for match in _CITES.finditer(line):
        document = _PREFIX.sub("", match["document"])
        for article in _ARTICLE.finditer(match["rest"]):
            yield from _known(document, _place(article), citations)


def _known(document: str, place: tuple[int | None, ...], citations: Mapping[str, Citation]) -> Iterator[str]:
    for name, citation in citations.items():
        here = _ARTICLE.search(citation.article)
        if here is None or citation.end or _PREFIX.sub("", citation.document.strip("《》")) != document:
            continue
        if _place(here) == place:
            yield name


def _place(article: re.Match[str]) -> tuple[int | None, ...]:
    return tuple(_number(part) if part else None for part in article.groups())


def _number(written: str) -> int | None:
    value = int(written) if written.isdecimal() else parse(written)
    return int(value) if isinstance(value, (int, float)) else None
