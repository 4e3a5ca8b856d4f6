"""lists check, diff and export: by meaning, and as files that other programs can read."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bot.eligibility.factbook import FactBook
from bot.listing import among_lists, within_list
from bot.listing.comparing import compare
from bot.listing.exporting import exported
from bot.listing.finding import Shelf
from bot.policy.dictionary import load_citations
from bot.reading.lists import Given, read_list
from bot.settings import ROOT

FIRST = {"text": "初次违法", "test": {"fact": "first_offence"}}
SMALL = {"text": "货值不足500元", "test": {"fact": "goods_value", "lt": 500}}


def a_list(*conditions: dict[str, Any], **changed: Any) -> dict[str, Any]:
    item = {"no": "1", "title": "销售过期食品", "act": "expired-food", "treatment": "no_penalty"}
    body: dict[str, Any] = {
        "id": "a", "title": "甲清单", "kind": "exemption", "issuer": "洛阳市某局（演示）", "department": "某局",
        "place": "洛阳市", "in_force": {"from": "2026-01-01", "to": None}, "how_sure": "read in full",
    }  # fmt: skip
    return deepcopy({**body, "items": [{**item, "conditions": list(conditions)}], **changed})


def said(body: dict[str, Any], book: FactBook) -> str:
    return "\n".join(map(str, within_list.remarks(body, book)))


def test_a_condition_that_never_holds(book: FactBook) -> None:
    never = {"all": [{"fact": "first_offence"}, {"not": {"fact": "first_offence"}}]}
    assert "错误 a 第1项：“甲”永远不会符合" in said(a_list({"text": "甲", "test": never}), book)


def test_a_condition_that_always_holds(book: FactBook) -> None:
    always = {"any": [{"fact": "goods_value", "lt": 500}, {"fact": "goods_value", "gte": 500}]}
    assert "什么情况都符合" in said(a_list({"text": "甲", "test": always}), book)


def test_an_item_that_nobody_can_reach(book: FactBook) -> None:
    large = {"text": "货值1000元以上", "test": {"fact": "goods_value", "gte": 1000}}
    assert "“货值不足500元”和“货值1000元以上”不可能都符合" in said(a_list(SMALL, large), book)
    assert "不可能都符合" not in said(a_list(SMALL, FIRST), book)


def test_missing_sources_are_named(book: FactBook) -> None:
    assert "没有文号也没有网址" in said(a_list(FIRST), book)
    assert "没有文号" not in said(a_list(FIRST, doc_no="洛某〔2026〕1号"), book)


def test_two_lists_that_give_different_treatments_under_the_same_conditions(book: FactBook) -> None:
    other = a_list(SMALL, FIRST, id="b", place="河南省")
    other["items"][0]["treatment"] = "warning"
    found = [str(r) for r in among_lists.remarks([a_list(FIRST, SMALL)], [other], book)]
    assert found == ["提醒 a 第1项：条件和b第1项相同，这里不予处罚，那里警告，不罚款"]


def test_lists_of_places_that_do_not_bind_together_are_no_conflict(book: FactBook) -> None:
    other = a_list(FIRST, SMALL, id="b", place="湖北省黄石市")
    other["items"][0]["treatment"] = "warning"
    assert list(among_lists.remarks([a_list(FIRST, SMALL)], [other], book)) == []


@pytest.mark.parametrize(("end", "word"), [("2025-06-01", "中间没有规定"), ("2026-06-01", "两份都有效")])
def test_gaps_and_overlaps_between_a_list_and_the_one_that_replaced_it(end: str, word: str, book: FactBook) -> None:
    old = a_list(FIRST, id="old", in_force={"from": "2020-01-01", "to": end}, replaced_by="a")
    assert any(word in str(remark) for remark in among_lists.remarks([old], [a_list(FIRST)], book))


def test_other_words_and_another_order_are_no_change(book: FactBook) -> None:
    other = a_list({"text": "货值金额小于五百元", "test": {"not": {"fact": "goods_value", "gte": 500}}}, FIRST)
    found = compare(a_list(FIRST, SMALL), other, book)
    assert found.changes == ()
    assert found.reworded == (("1", "货值不足500元", "货值金额小于五百元"),)


def test_another_bound_is_a_change_though_the_words_are_alike(book: FactBook) -> None:
    other = a_list(FIRST, {"text": "货值不足500元", "test": {"fact": "goods_value", "lt": 5000}})
    (change,) = compare(a_list(FIRST, SMALL), other, book).changes
    assert (change.before, change.after) == ("违法货值金额不到500元", "违法货值金额不到5000元")


def shelf(tmp_path: Path, book: FactBook) -> Shelf:
    return Shelf(tmp_path, book, load_citations(ROOT / "data" / "law"))


def test_an_exported_sheet_is_read_again_as_the_same_list(tmp_path: Path, book: FactBook) -> None:
    body, path = a_list(FIRST, SMALL), tmp_path / "a.xlsx"
    path.write_bytes(exported(body, "xlsx", shelf(tmp_path, book)))
    given = {"title": body["title"], "issuer": body["issuer"], "place": "洛阳市"}
    again = read_list(path, book, {}, Given(given)).body
    assert again["items"][0]["conditions"] == body["items"][0]["conditions"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_text_of_a_list_becomes_a_formula(start: str, tmp_path: Path, book: FactBook) -> None:
    title = f'{start}HYPERLINK("http://example.invalid")'
    body = a_list(FIRST)
    body["items"][0]["title"] = title
    path = tmp_path / "a.xlsx"
    path.write_bytes(exported(body, "xlsx", shelf(tmp_path, book)))
    cells = [c for row in openpyxl.load_workbook(path)["事项"].iter_rows() for c in row if c.value == title]
    assert [cell.data_type for cell in cells] == ["s"]


def test_json_ld_and_yaml(tmp_path: Path, book: FactBook) -> None:
    body, here = a_list(FIRST), shelf(tmp_path, book)
    linked = json.loads(exported(body, "jsonld", here))
    assert linked["@type"] == "Legislation" and linked["hasPart"][0]["name"] == "销售过期食品"
    assert here.parse(exported(body, "yml", here).decode(), "a.yml") == body
    with pytest.raises(ValueError, match="不会导出“pdf”"):
        exported(body, "pdf", here)
