"""A department's file read into a list: Excel, CSV, Word, web page, YAML."""

from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from bot.eligibility.factbook import FactBook
from bot.listing.finding import Shelf
from bot.listing.writing import write
from bot.policy.dictionary import load_citations
from bot.reading.files.model import FileError
from bot.reading.lists import Given, ReadList, read_list
from bot.settings import ROOT

TITLE = "洛阳市城市管理局轻微违法行为不予处罚清单"
HEADER = ["序号", "违法行为", "适用条件", "处罚依据", "备注"]
ROWS: list[list[Any]] = [
    [
        1,
        "占用城市道路摆摊设点",
        "1.首次违法；\n2.占用面积不超过5平方米；\n3.当场改正的",
        "《行政处罚法》第三十三条",
        "",
    ],
    [2, "张贴小广告", "首次被发现；由局务会议研究认可", "", ""],
]
CITATIONS = load_citations(ROOT / "data" / "law")


def sheet(path: Path, rows: list[list[Any]], header: list[str] = HEADER, merge: tuple[str, ...] = ()) -> Path:
    book = openpyxl.Workbook()
    page = book.active
    page["A1"] = TITLE
    page.merge_cells("A1:E1")
    page["A2"] = "施行日期：2026年12月1日"
    for row in [header, *rows]:
        page.append(row)
    for area in merge:
        page.merge_cells(area)
    book.save(path)
    return path


def read(path: Path, book: FactBook, **given: str) -> ReadList:
    return read_list(path, book, CITATIONS, Given(given))


def test_an_excel_sheet(tmp_path: Path, book: FactBook) -> None:
    found = read(sheet(tmp_path / "chengguan.xlsx", ROWS), book)
    assert (found.body["title"], found.body["issuer"], found.body["place"]) == (TITLE, "洛阳市城市管理局", "洛阳市")
    assert found.body["department"] == "城市管理局"
    assert found.body["in_force"] == {"from": "2026-12-01", "to": None}
    first = found.body["items"][0]
    assert (first["no"], first["title"], first["treatment"]) == ("1", "占用城市道路摆摊设点", "no_penalty")
    assert [c["test"] for c in first["conditions"]] == [
        {"fact": "first_offence"},
        {"fact": "area_m2", "lte": 5},
        {"fact": "correction", "in": ["before_discovery", "on_spot"]},
    ]


def test_what_is_not_read_is_left_to_a_person_with_the_reason(tmp_path: Path, book: FactBook) -> None:
    found = read(sheet(tmp_path / "chengguan.xlsx", ROWS), book)
    assert found.body["items"][1]["conditions"] == [
        {"text": "首次被发现", "test": {"fact": "first_found"}},
        {"text": "由局务会议研究认可"},
    ]
    assert [(line.item, line.part.text) for line in found.left] == [("2", "由局务会议研究认可")]
    assert "局务会议" in found.left[0].part.reading.reason


def test_what_was_written_is_read_again_as_the_same_list(tmp_path: Path, book: FactBook) -> None:
    found = read(sheet(tmp_path / "chengguan.xlsx", ROWS), book)
    shelf = Shelf(tmp_path, book, CITATIONS)
    assert shelf.parse(write(found.body, ["说明"]), "chengguan.yml") == found.body


def test_merged_rows_are_one_item(tmp_path: Path, book: FactBook) -> None:
    rows = [[1, "占道经营", "首次违法", "", ""], [None, None, "当场改正", "", ""]]
    found = read(sheet(tmp_path / "a.xlsx", rows, merge=("A4:A5", "B4:B5")), book)
    assert len(found.body["items"]) == 1
    assert [c["text"] for c in found.body["items"][0]["conditions"]] == ["首次违法", "当场改正"]


def test_a_merged_number_over_several_acts_is_counted_on(tmp_path: Path, book: FactBook) -> None:
    rows = [[1, "占道经营", "首次违法", "", ""], [None, "占道堆物", "当场改正", "", ""]]
    found = read(sheet(tmp_path / "a.xlsx", rows, merge=("A4:A5",)), book)
    assert [item["no"] for item in found.body["items"]] == ["1", "1.2"]


def test_conditions_of_which_one_is_enough(tmp_path: Path, book: FactBook) -> None:
    rows = [[1, "占道经营", "有下列情形之一的：（一）当场改正；（二）未造成危害后果", "", ""]]
    item = read(sheet(tmp_path / "a.xlsx", rows), book).body["items"][0]
    assert item["logic"] == "any" and len(item["conditions"]) == 2


def test_a_column_of_exclusions_is_denied(tmp_path: Path, book: FactBook) -> None:
    header = ["序号", "违法行为", "适用条件", "不适用情形"]
    found = read(
        sheet(tmp_path / "a.xlsx", [[1, "占道经营", "首次违法", "造成人身伤害；拒绝、阻碍执法"]], header), book
    )
    assert [c["test"] for c in found.body["items"][0]["conditions"]] == [
        {"fact": "first_offence"},
        {"not": {"fact": "personal_harm"}},
        {"fact": "cooperated"},
    ]


def test_headings_of_sections_say_the_treatment(tmp_path: Path, book: FactBook) -> None:
    rows = [
        ["一、减轻处罚事项"],
        [1, "占道经营", "首次违法", "", ""],
        ["二、从轻处罚事项"],
        [2, "占道堆物", "及时改正", "", ""],
    ]
    found = read(sheet(tmp_path / "a.xlsx", rows), book)
    assert [item["treatment"] for item in found.body["items"]] == ["mitigated", "lenient"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_csv_file(encoding: str, tmp_path: Path, book: FactBook) -> None:
    path = tmp_path / "shichang.csv"
    path.write_bytes('序号,违法行为,适用条件\n1,未亮照经营,"首次违法,当场改正"\n'.encode(encoding))
    found = read(path, book, title="洛阳市市场监督管理局免罚清单", issuer="洛阳市市场监督管理局", place="洛阳市")
    assert found.body["items"][0]["title"] == "未亮照经营" and not found.left


def test_a_word_table(tmp_path: Path, book: FactBook) -> None:
    document = docx.Document()
    document.add_paragraph(TITLE)
    table = document.add_table(rows=3, cols=3)
    for place, row in enumerate([HEADER[:3], ["1", "占道经营", "首次违法"], ["", "", "当场改正"]]):
        for column, text in enumerate(row):
            table.cell(place, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(1, 1).merge(table.cell(2, 1))
    document.save(str(tmp_path / "a.docx"))
    found = read(tmp_path / "a.docx", book)
    assert [c["text"] for c in found.body["items"][0]["conditions"]] == ["首次违法", "当场改正"]


def test_a_web_page(tmp_path: Path, book: FactBook) -> None:
    page = f"""<html><head><title>{TITLE}</title></head><body><table>
      <tr><th>序号</th><th>违法行为</th><th>适用条件</th></tr>
      <tr><td rowspan=2>1</td><td rowspan=2>占道经营</td><td>首次违法</td></tr><tr><td>当场改正</td></tr></table></body></html>"""
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    found = read(tmp_path / "a.html", book)
    assert [c["text"] for c in found.body["items"][0]["conditions"]] == ["首次违法", "当场改正"]


def test_yaml_of_our_format_gets_its_tests(tmp_path: Path, book: FactBook) -> None:
    found = read(sheet(tmp_path / "chengguan.xlsx", ROWS), book)
    for item in found.body["items"]:
        for condition in item["conditions"]:
            condition.pop("test", None)
    (tmp_path / "own.yml").write_text(write(found.body), encoding="utf-8")
    again = read(tmp_path / "own.yml", book)
    assert again.body["items"][0]["conditions"][0]["test"] == {"fact": "first_offence"}


def test_articles_that_the_product_knows_are_cited(tmp_path: Path, book: FactBook) -> None:
    rows = [[1, "占道经营", "首次违法", "《中华人民共和国行政处罚法》第三十条", ""]]
    assert "xzcf2021-30" in read(sheet(tmp_path / "a.xlsx", rows), book).body["items"][0]["citations"]


def test_it_asks_who_issued_it_and_what_it_is_called(tmp_path: Path, book: FactBook) -> None:
    path = tmp_path / "a.csv"
    path.write_text("序号,违法行为,适用条件\n1,占道经营,首次违法\n", encoding="utf-8")
    with pytest.raises(FileError, match="(?s)没有写清单的名称.*没有写发布机关"):
        read_list(path, book, CITATIONS, Given({}, "no_penalty"))
