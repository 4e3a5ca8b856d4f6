"""What a list file says of itself around its table: title, who issued it, document number, when it is in force."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from pypinyin import lazy_pinyin

from bot.reading.files.model import FileProblem

_TITLE = re.compile("清单|目录|办法|规定|制度|通知|基准|意见")
_ISSUER = re.compile(r"^(?:关于.*)?(?P<issuer>[一-龥]{2,20}?(?:局|委员会|委|厅|支队|大队|政府|办公室|总队|部|中心|院))")
_PLACE = re.compile(
    r"^(?P<place>(?:[一-龥]{2,8}?(?:省|自治区))?(?:[一-龥]{2,8}?(?:市|州|盟))?(?:[一-龥]{2,8}?(?:县|区|市))?)(?=[一-龥]*(?:局|委|厅|支队|政府))"
)
_DOC_NO = re.compile(r"[一-龥]{1,12}[〔\[（(]20\d\d[〕\])）]\s*\d{1,4}\s*号")
_ISSUED_BY = re.compile(r"(?:发布|印发|制定|发文|编制)(?:机关|单位|部门)[:：]\s*(?P<who>[一-龥、]{2,40})")
_DAY = r"(?P<y>\d{4})\s*[年./-]\s*(?P<m>\d{1,2})\s*[月./-]\s*(?P<d>\d{1,2})\s*日?"
_DATES = {
    "from": re.compile(
        rf"(?:自|从)?\s*{_DAY}\s*(?:起)?(?:施行|实施|执行|生效)|(?:施行|实施|生效|执行)(?:日期|时间)?[:：]\s*(?:自)?\s*{_DAY.replace('?P<y>', '?P<y2>').replace('?P<m>', '?P<m2>').replace('?P<d>', '?P<d2>')}"
    ),
    "to": re.compile(
        rf"(?:有效期)?(?:至|到|截至)\s*{_DAY}\s*(?:止|废止|失效)?|(?:失效|废止|截止)(?:日期|时间)?[:：]\s*{_DAY.replace('?P<y>', '?P<y2>').replace('?P<m>', '?P<m2>').replace('?P<d>', '?P<d2>')}"
    ),
    "issued": re.compile(rf"(?:印发|发布|成文|公布)(?:日期|时间)[:：]\s*{_DAY}"),
}


@dataclass
class Heading:
    """What was found; None where nothing was."""

    title: str | None = None
    issuer: str | None = None
    place: str | None = None
    doc_no: str | None = None
    dates: dict[str, str] = field(default_factory=dict)
    problems: list[FileProblem] = field(default_factory=list)


def read_heading(lines: Iterable[str]) -> Heading:
    """The heading that stands in these lines; a day that does not exist is a problem."""
    found = Heading()
    for line in (piece for whole in lines for piece in re.split(r"\n|\s{2,}|[;；]", whole)):
        flat = re.sub(r"\s+", "", line)
        found.title = found.title or (flat if _TITLE.search(flat) and 5 < len(flat) < 80 else None)
        found.issuer = found.issuer or _first(_ISSUED_BY, flat, "who")
        found.doc_no = found.doc_no or (m[0] if (m := _DOC_NO.search(flat)) else None)
        _dates(found, flat)
    named = re.sub("^关于印发|^关于公布", "", (found.title or "").strip("《》"))
    found.issuer = found.issuer or _first(_ISSUER, named, "issuer")
    found.place = _first(_PLACE, found.issuer or named, "place") or None
    return found


def _dates(found: Heading, line: str) -> None:
    for name, pattern in _DATES.items():
        if name in found.dates or (match := pattern.search(line)) is None:
            continue
        parts = [
            int(match[key] or match[key + "2"]) if key + "2" in match.groupdict() else int(match[key]) for key in "ymd"
        ]
        try:
            found.dates[name] = date(*parts).isoformat()
        except ValueError:
            found.problems.append(FileProblem(f"“{line[:40]}”", "没有这一天", "请改成真有的日期"))


def _first(pattern: re.Pattern[str], text: str, group: str) -> str | None:
    match = pattern.search(text)
    return match[group] if match else None


def list_id(words: str) -> str:
    """An id made of a title or file name: small letters, digits and hyphens."""
    plain = re.sub("[^一-龥A-Za-z0-9]+", "-", words)
    joined = "-".join(lazy_pinyin(plain)) if re.search("[一-龥]", plain) else plain
    return re.sub("-+", "-", joined.lower()).strip("-")[:60].strip("-") or "list"
