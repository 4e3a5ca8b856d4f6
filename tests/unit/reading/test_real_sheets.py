"""Sheets as departments really make them: two header rows, several sheets, notes that define words, odd columns."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bot.eligibility.factbook import FactBook
from bot.reading.files.columns import role_of
from bot.reading.files.model import FileError
from bot.reading.lists import Given, ReadList, read_list

GIVEN = Given({"issuer": "洛阳市生态环境局", "place": "洛阳市"})
TITLE = "洛阳市生态环境局轻微违法行为不予行政处罚事项清单（2026年版）"
TWO_ROWS: list[list[Any]] = [
    ["附件1"],
    [TITLE],
    ["发布单位：洛阳市生态环境局　　施行日期：2026年3月1日"],
    ["序号", "违法行为", "法律依据", None, "适用情形", None, "配套措施"],
    [None, None, "违反条款", "处罚条款", "不予处罚情形", "除外情形", None],
    [
        1,
        "未按规定设置危险废物识别标志",
        "《固体废物污染环境防治法》第七十七条",
        "《固体废物污染环境防治法》第一百一十二条",
        "同时符合下列条件：\n１．首次被发现；\n２．责令后当日改正；\n３．未造成环境污染后果。",
        "引发群众投诉的",
        "批评教育",
    ],
    [
        2,
        "环境影响登记表未备案",
        None,
        None,
        "环境影响登记表未备案，自责令改正之日起１０个工作日内完成备案的",
        "／",
        None,
    ],
]
MERGED = ("A1:G1", "A2:G2", "A3:G3", "A4:A5", "B4:B5", "C4:D4", "E4:F4", "G4:G5")


def book_of(path: Path, *sheets: list[list[Any]], merged: tuple[str, ...] = ()) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, 1):
        page = book.create_sheet(f"附件{number}")
        for row in rows:
            page.append(row)
        for area in merged if number == 1 else ():
            page.merge_cells(area)
    book.save(path)
    return path


def read(path: Path, book: FactBook) -> ReadList:
    return read_list(path, book, {}, GIVEN)


def what_is_tested(found: ReadList, number: int) -> list[Any]:
    return [condition.get("test") for condition in found.body["items"][number]["conditions"]]


def test_two_header_rows_and_numbered_conditions_in_wide_digits(tmp_path: Path, book: FactBook) -> None:
    found = read(book_of(tmp_path / "a.xlsx", TWO_ROWS, merged=MERGED), book)
    assert found.body["title"] == TITLE and found.body["in_force"]["from"] == "2026-03-01"
    assert what_is_tested(found, 0) == [
        {"fact": "first_found"},
        {"fact": "rectified_days", "lte": 0},
        {"not": {"fact": "polluted"}},
        {"not": {"fact": "complained"}},
    ]
    assert found.body["items"][0]["procedure"] == ["批评教育"]
    assert len([note for note in found.body["items"][0]["notes"] if note.startswith("依据：")]) == 2


def test_the_act_named_again_in_the_condition_is_no_condition(tmp_path: Path, book: FactBook) -> None:
    found = read(book_of(tmp_path / "a.xlsx", TWO_ROWS, merged=MERGED), book)
    assert what_is_tested(found, 1) == [{"fact": "rectified_workdays", "lte": 10}]


@pytest.mark.parametrize(
    ("note", "test", "window"),
    [
        ("本清单所称“首次”是指两年内首次。", {"not": {"fact": "same_kind_2y"}}, {"window": "2y"}),
        (
            "1.及时改正是指在期限内改正。2.初次违法，是指一个自然年度内第一次。",
            {"fact": "first_in_year"},
            {"cycle": "一个自然年度"},
        ),
        ("“首次违法”是指第一次被发现。", {"fact": "first_found"}, {}),
    ],
)
def test_a_note_that_says_what_first_means(
    note: str, test: dict[str, Any], window: dict[str, str], tmp_path: Path, book: FactBook
) -> None:
    rows = [[TITLE], ["序号", "违法行为", "适用条件"], [1, "未开展监测", "首次被发现"], [f"注：{note}"]]
    found = read(book_of(tmp_path / "a.xlsx", rows, merged=("A1:C1", "A4:C4")), book)
    assert what_is_tested(found, 0) == [test]
    stated = found.body["parameters"]["first_offence"]
    assert {name: value for name, value in stated.items() if name != "note"} == window
    assert any("首次" in remark or "初次" in remark for remark in found.remarks)


def test_a_second_sheet_counts_again_and_has_its_own_treatment(tmp_path: Path, book: FactBook) -> None:
    header = ["序号", "违法行为", "适用条件"]
    first = [[TITLE, None, None], header, [1, "未开展监测", "首次违法"]]
    second = [["减轻行政处罚事项清单", None, None], header, [1, "未公开信息", "及时改正"]]
    found = read(book_of(tmp_path / "a.xlsx", first, second), book)
    assert [(item["no"], item["treatment"]) for item in found.body["items"]] == [
        ("1", "no_penalty"),
        ("2-1", "mitigated"),
    ]


def test_a_number_twice_in_one_sheet_is_still_an_error(tmp_path: Path, book: FactBook) -> None:
    rows = [[TITLE, None, None], ["序号", "违法行为", "适用条件"], [1, "甲行为", "首次违法"], [1, "乙行为", "首次违法"]]
    with pytest.raises(FileError, match="第4行：序号“1”又出现了一次"):
        read(book_of(tmp_path / "a.xlsx", rows), book)


def test_a_note_that_says_nothing_but_the_treatment_is_the_treatment(tmp_path: Path, book: FactBook) -> None:
    rows = [[TITLE], ["序号", "违法行为", "适用条件", "备注"], [1, "未开展监测", "首次违法", "可以不予行政处罚"]]
    found = read(book_of(tmp_path / "a.xlsx", rows), book)
    assert found.body["items"][0]["treatment"] == "may_waive"


def test_a_row_that_only_counts_is_passed_over(tmp_path: Path, book: FactBook) -> None:
    rows = [[TITLE], ["序号", "违法行为", "适用条件"], [1, "未开展监测", "首次违法"], ["（共1项）", None, None]]
    found = read(book_of(tmp_path / "a.xlsx", rows), book)
    assert "notes" not in found.body and len(found.body["items"]) == 1


PLAIN_ROW: list[Any] = [1, "未按规定建立养殖档案", "首次违法"]


@pytest.mark.parametrize(
    ("heading", "sheet", "treatment"),
    [
        ("不予行政处罚情形", "清单", "no_penalty"),
        ("减轻处罚条件", "清单", "mitigated"),
        ("适用情形", "从轻处罚", "lenient"),
    ],
)
def test_the_treatment_stands_over_the_column_or_in_the_sheets_name(
    heading: str, sheet: str, treatment: str, tmp_path: Path, book: FactBook
) -> None:
    """A title that names several treatments says of none of them to which row it belongs."""
    rows = [["洛阳市农业农村局不予处罚、减轻处罚事项清单"], ["序号", "行政处罚事项", heading], PLAIN_ROW]
    path = book_of(tmp_path / "两种.xlsx", rows)
    workbook = openpyxl.load_workbook(path)
    workbook.active.title = sheet
    workbook.save(path)
    assert [item["treatment"] for item in read(path, book).body["items"]] == [treatment]


def test_a_table_cut_by_a_page_keeps_the_treatment_above_it(tmp_path: Path, book: FactBook) -> None:
    rows = [["洛阳市某局不予处罚、减轻处罚事项清单"], ["序号", "违法行为", "减轻处罚条件"], PLAIN_ROW]
    path = book_of(tmp_path / "续表.xlsx", rows, [[2, "未按规定标识", "首次违法"]])
    assert [item["treatment"] for item in read(path, book).body["items"]] == ["mitigated", "mitigated"]


@pytest.mark.parametrize(
    ("name", "role"), [("处罚标准", "penalty"), ("一般处罚标准", "penalty"), ("不予行政处罚情形", "conditions")]
)
def test_what_is_usually_imposed_is_no_condition(name: str, role: str) -> None:
    assert role_of(name) == role
