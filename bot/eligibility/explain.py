"""The verdict in plain Chinese: the answer first, then each condition with its evidence, then what to do, then the articles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

MARKS = {"met": "✓", "unmet": "✗", "unknown": "？"}
HOW_SURE = {
    "read in full": "读过全文",
    "read in part": "只读到一部分",
    "recalled": "凭记忆，未核对原文",
    "seed": "来自本市的介绍，未见文件原文",
}
_GIVES = {
    "record_removed": "这条记录应当消除",
    "no_penalty": "不予处罚",
    "may_waive": "可以不予处罚（“可以”不是“应当”，由执法机关决定）",
    "fine_waived": "免缴罚款",
    "warning": "只给警告，不罚款",
    "no_coercion": "可以不采取强制措施",
    "mitigated": "减轻处罚（低于法定最低限度）",
    "lenient": "从轻或者减轻处罚",
}
_EXAMPLE_ONLY = "清单是列举，不是限制：你仍可以按行政处罚法第三十三条向执法机关陈述、申辩。"


def explain(verdict: Mapping[str, Any], extras: Mapping[str, Any]) -> str:
    """The whole text of a verdict; `extras` holds what only the text needs (afterwards, hints, missing)."""
    parts: list[str] = [headline(verdict, extras)]
    if extras.get("understood"):
        parts.append("我的理解：" + "；".join(extras["understood"]) + "。")
    if verdict["conditions"]:
        parts.append("逐条看：\n" + "\n".join(_condition(c) for c in verdict["conditions"]))
    parts += _block("接下来", [*verdict["to_qualify"], *extras.get("afterwards", ())])
    parts += _block("还要说明", [*_other_routes(verdict["routes"], extras), *extras.get("hints", ())])
    if verdict.get("ordinary_penalty"):
        parts.append(f"不符合时的一般处理：{verdict['ordinary_penalty']}。" + _points(verdict))
    parts.append(sources(verdict))
    parts.append(f"（{verdict['notice']}）")
    return "\n".join(parts)


def headline(verdict: Mapping[str, Any], extras: Mapping[str, Any]) -> str:
    """The answer itself, in one line."""
    return _HEADLINES[verdict["status"]](verdict, extras)


def _qualifies(verdict: Mapping[str, Any], extras: Mapping[str, Any]) -> str:
    return f"结论：按你说的情况，{_GIVES[verdict['treatment']]}。{_name(verdict)}的条件都符合。"


def _fails(verdict: Mapping[str, Any], extras: Mapping[str, Any]) -> str:
    unmet = [c["text"] for c in verdict["conditions"] if c["state"] == "unmet"]
    reason = f"不符合“{'”“'.join(unmet)}”" if unmet else "没有一条路走得通"
    return f"结论：按现有清单不能免罚或只警告。{_name(verdict)}：{reason}。{_EXAMPLE_ONLY}"


def _undetermined(verdict: Mapping[str, Any], extras: Mapping[str, Any]) -> str:
    unmet = [c["text"] for c in verdict["conditions"] if c["state"] == "unmet"]
    if unmet and extras.get("missing"):
        return (
            f"结论：现在还不能下结论。{_name(verdict)}不符合“{'”“'.join(unmet)}”；"
            f"但还有一条路没有走完，缺：{'；'.join(extras['missing'])}。"
        )
    missing = extras.get("missing") or [c["text"] for c in verdict["conditions"] if c["state"] == "unknown"]
    return f"结论：现在还不能下结论。{_name(verdict)}还缺：{'；'.join(missing)}。弄清后再告诉我，我接着判断。"


def _not_listed(verdict: Mapping[str, Any], extras: Mapping[str, Any]) -> str:
    if extras.get("not_due"):
        return f"结论：{extras['not_due']}"
    act = f"“{verdict['item']['title']}”" if verdict["item"] else "你说的这种行为"
    start = f"{act}不在我掌握的免罚、减罚清单里，但不等于不能免罚，要看行政处罚法的一般规定。"
    treatment = verdict["treatment"]
    if treatment is None:
        return f"结论：还不能下结论。{start}"
    if treatment == "ordinary":
        return f"结论：{start}按你说的情况，也不符合一般规定里免罚的条件。"
    return f"结论：{start}如果执法机关认定的事实和你说的一致，{_GIVES[treatment]}。"


_HEADLINES = {"qualifies": _qualifies, "fails": _fails, "undetermined": _undetermined, "not_listed": _not_listed}


def _name(verdict: Mapping[str, Any]) -> str:
    if not verdict["item"] or not verdict["list"]:
        return ""
    number = verdict["item"]["no"]
    place = f"第{number}项" if number.isdigit() else number
    return f"《{verdict['list']['title'].strip('《》')}》{place}“{verdict['item']['title']}”"


def _condition(condition: Mapping[str, Any]) -> str:
    meaning = f"（{condition['means']}）" if condition["means"] else ""
    return f"{MARKS[condition['state']]} {condition['text']}{meaning}——{condition['evidence']['text']}"


def _block(title: str, lines: Iterable[str]) -> list[str]:
    kept = list(dict.fromkeys(line for line in lines if line))
    return [f"{title}：\n" + "\n".join(f"{n}. {line}" for n, line in enumerate(kept, 1))] if kept else []


_ROUTE_WORDS = {"qualifies": "也符合", "undetermined": "还不能确定"}


def _other_routes(routes: Sequence[Mapping[str, Any]], extras: Mapping[str, Any]) -> list[str]:
    titles: Mapping[str, str] = extras.get("route_titles", {})
    others = [r for r in routes[1:] if r["status"] in _ROUTE_WORDS and r["item"] in titles]
    return [f"{titles[r['item']]}：{_ROUTE_WORDS[r['status']]}" for r in others[:4]]


def _points(verdict: Mapping[str, Any]) -> str:
    return f"记分：{verdict['points']}。" if verdict.get("points") else ""


def sources(verdict: Mapping[str, Any]) -> str:
    """The articles, each with how surely it was read, and how sure the list itself is."""
    lines = [
        f"{document(c['document'])}{c['article']}：{c['meaning']}（{HOW_SURE[c['how_sure']]}）"
        for c in verdict["citations"]
    ]
    rules = verdict["list"]
    if rules:
        lines.insert(0, f"{document(rules['title'])}（{rules['issuer']}，{HOW_SURE[rules['how_sure']]}）")
    return "依据：\n" + "\n".join(f"· {line}" for line in lines)


def document(title: str) -> str:
    """A title in 《》."""
    return title if title.startswith("《") else f"《{title}》"
