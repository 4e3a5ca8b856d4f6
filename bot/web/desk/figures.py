"""统计: what was asked, what came out, how content people were, which tickets were in time; for supervisors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from fastapi import APIRouter, Depends, Query, Request
from sqlalchemy.orm import Session
from starlette.responses import HTMLResponse, Response

from bot import clock
from bot.figures import tables
from bot.figures.small import FEWEST, blanked, few, together
from bot.figures.tables import Table, table
from bot.policy.catalogue import Catalogue
from bot.records import counts
from bot.records.counts import Span
from bot.records.ratings import REASONS
from bot.tickets.model import SATISFACTION
from bot.web.desk.look import page
from bot.web.desk.who import supervisor
from bot.web.masking import mask
from bot.web.problems import Problem
from bot.web.requests import IsoDate
from bot.web.shared import Shared, shared

router = APIRouter(include_in_schema=False, dependencies=[Depends(supervisor)])
USUAL = timedelta(days=29)
LONGEST = timedelta(days=366)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OUTCOMES = {
    "verdict:qualifies": "符合",
    "verdict:fails": "不符合",
    "verdict:undetermined": "不能确定",
    "verdict:not_listed": "清单未列",
    "question": "问到一半",
    "choose_item": "没有选定事项",
    "answer:clarify": "没有听懂",
    "answer:out_of_scope": "不在范围",
}
STANDINGS = {
    "in_time": "按期答复",
    "late": "超期答复",
    "open": "办理中",
    "overdue": "超期未答复",
    "undated": "期限待定",
}


def _span(first: IsoDate | None = Query(None, alias="from"), last: IsoDate | None = Query(None, alias="to")) -> Span:
    """The days asked for, the last thirty when not said; Problem 422 for no span or one too long."""
    end = last or clock.today()
    start = first or end - USUAL
    if start > end or end - start > LONGEST:
        raise Problem(422, "开始日期不能晚于结束日期，一次最多看一年。")
    return Span(start, end)


@router.get("/desk/figures")
def figures(request: Request, span: Span = Depends(_span), here: Shared = Depends(shared)) -> HTMLResponse:
    """The figures of some days, as charts."""
    with here.database.session() as session:
        shown = {
            "span": span,
            "tables": count(session, span, here.source.current()),
            "conversations": tables.said(few(counts.conversations(session, span))),
            "unanswered": _enough([mask(said)[:120] for said in counts.unanswered(session, span)]),
            "low": _enough(
                [(SATISFACTION[level], [REASONS.get(r, r) for r in reasons], mask(comment)) for level, reasons, comment
                 in counts.low_rated(session, span)]
            ),
            "fewest": FEWEST,
        }  # fmt: skip
    return page(request, "figures.html", shown)


@router.get("/desk/figures.xlsx")
def sheet(span: Span = Depends(_span), here: Shared = Depends(shared)) -> Response:
    """The same tables as a workbook."""
    with here.database.session() as session:
        found = count(session, span, here.source.current())
    head = (f"{span.first}至{span.last}", f"不满{FEWEST}的不单独显示")
    name = f"figures-{span.first}-{span.last}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(tables.as_xlsx(found, head), media_type=XLSX, headers=headers)


def count(session: Session, span: Span, catalogue: Catalogue) -> list[Table]:
    """All tables of the span, small numbers hidden."""
    items = counts.by_item(session, span)
    outcomes = Counter({"其他答复": 0})
    for name, n in counts.by_outcome(session, span).items():
        outcomes[OUTCOMES.get(name, "其他答复")] += n
    standing, late = counts.in_time(session, span, clock.today())
    return [
        table(
            "问的是哪个部门的事",
            "对话",
            together(_by_department(items, catalogue)),
            "一个对话问了几个部门的，各算一次。",
        ),
        table("问的是哪个事项", "对话", together(_named(items, catalogue))),
        table("得到什么结果", "对话", together(outcomes), "一个对话有几种结果的，各算一次。"),
        table("对答复的评价", "次", blanked(_levels(counts.by_level(session, span)))),
        table("工单回访满意度", "张", blanked(_levels(counts.followed_up(session, span)))),
        table("工单按期情况", "张", blanked({title: standing[name] for name, title in STANDINGS.items()})),
        table("超期工单的主办单位", "张", together(late)),
    ]


def _by_department(items: Mapping[str, int], catalogue: Catalogue) -> Counter[str]:
    found: Counter[str] = Counter()
    for name, n in items.items():
        rules = catalogue.lists.get(name.split("/", 1)[0])
        found[rules.department if rules else "已撤下的清单"] += n
    return found


def _named(items: Mapping[str, int], catalogue: Catalogue) -> Counter[str]:
    found: Counter[str] = Counter()
    for name, n in items.items():
        item = catalogue.items.get(name)
        found[f"{item.title}（{catalogue.editions[item.edition].department}）" if item else name] += n
    return found


def _levels(found: Mapping[int, int]) -> dict[str, int]:
    return {title: found.get(level, 0) for level, title in SATISFACTION.items()}


def _enough(lines: list[Any]) -> list[Any]:
    """Single messages only among enough others."""
    return lines if len(lines) >= FEWEST else []
