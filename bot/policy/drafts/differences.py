"""What differs between two contents of one list, by meaning: list, items, conditions — not lines of a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rapidfuzz import fuzz

from bot.eligibility import terms
from bot.eligibility.model import TREATMENTS
from bot.policy.drafts.patches import WHOLE_LIST, Change

_NONE = "（没有）"
_ALIKE = 60  # rapidfuzz's ratio from which one sentence is another with some words changed
_FIELDS = {
    "title": "名称",
    "issuer": "发布机关",
    "department": "主管部门",
    "place": "适用地方",
    "doc_no": "文号",
    "issued": "印发日期",
    "in_force": "施行起止",
    "state": "效力",
    "kind": "种类",
    "act": "行为名",
    "also": "也覆盖的行为",
    "aliases": "俗称",
    "logic": "条件怎样合起来",
    "incomplete": "缺了什么",
    "how_sure": "读到多少",
    "how_sure_note": "来源说明",
    "parameters": "首次、及时改正、后果轻微的意思",
    "ordinary_penalty": "一般处罚",
    "due_when": "什么时候才罚",
    "points": "记分",
    "deadline": "期限",
    "procedure": "怎么办",
    "afterwards": "之后还要做什么",
    "notes": "说明",
    "citations": "依据",
    "definitions": "名词",
    "url": "来源网址",
    "replaced_by": "被什么代替",
    "about": "管哪些事",
    "treatment": "处理方式",
}


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Change, ...]:
    """Every change from one content to the other, the list's own first, then item by item."""
    found = [*_conditions(WHOLE_LIST, before, after), *_fields(WHOLE_LIST, before, after)]
    old, new = _by_number(before), _by_number(after)
    for no in dict.fromkeys((*old, *new)):
        if no not in new:
            found.append(Change(no, "事项", old[no]["title"], "删除"))
        elif no not in old:
            found.append(Change(no, "事项", _NONE, f"新增：{_say_item(new[no])}"))
        else:
            found += [*_conditions(no, old[no], new[no]), *_fields(no, old[no], new[no])]
    return tuple(found)


def _say_parameters(value: Any) -> str:
    return "；".join(said for _, said in terms.meanings(value or {})) or _NONE


def _by_number(body: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {item["no"]: item for item in body["items"]}


def _fields(item: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    for name in dict.fromkeys((*before, *after)):
        if name in {"items", "conditions", "id", "no"} or before.get(name) == after.get(name):
            continue
        title = "违法行为" if name == "title" and item != WHOLE_LIST else _FIELDS.get(name, name)
        told = _say_parameters if name == "parameters" else say
        yield Change(item, title, told(before.get(name)), told(after.get(name)))


def _conditions(item: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    """Conditions by their sentence; one that takes the place of a similar one is one change."""
    old, new = ({c["text"]: c for c in body.get("conditions", ())} for body in (before, after))
    come = [text for text in new if text not in old]
    for text in old:
        if text in new:
            if old[text] != new[text]:
                yield Change(item, f"条件“{text}”怎样判断", _say_test(old[text]), _say_test(new[text]))
            continue
        likest = max(come, key=lambda other: fuzz.ratio(text, other), default="")
        if likest and fuzz.ratio(text, likest) >= _ALIKE:
            come.remove(likest)
            yield Change(item, "条件", text, _say_condition(new[likest]))
        else:
            yield Change(item, "条件", text, "删除")
    yield from (Change(item, "条件", _NONE, _say_condition(new[text])) for text in come)


def _say_condition(condition: Mapping[str, Any]) -> str:
    return str(condition["text"]) + ("" if "test" in condition else "（由人认定）")


def _say_test(condition: Mapping[str, Any]) -> str:
    parts = [say(condition["test"]) if "test" in condition else "由人认定"]
    parts += [say(condition[name]) for name in ("means", "default") if name in condition]
    return "；".join(parts)


def _say_item(item: Mapping[str, Any]) -> str:
    own = "；".join(c["text"] for c in item.get("conditions", ()))
    return f"{item['title']}（{TREATMENTS[item['treatment']]}{'，另要' + own if own else ''}）"


def say(value: Any) -> str:
    """A value of the content in one line."""
    if value is None or value in ([], {}):
        return _NONE
    if isinstance(value, str):
        return TREATMENTS.get(value, value)
    if isinstance(value, Mapping):
        return "，".join(f"{key}：{say(part)}" for key, part in value.items())
    return "、".join(map(say, value)) if isinstance(value, (list, tuple)) else str(value)
