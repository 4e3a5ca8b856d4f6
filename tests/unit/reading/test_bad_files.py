"""Files that no list can be made of: each says where and what to do, and nothing is written."""

import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from bot.__main__ import main
from bot.eligibility.factbook import FactBook
from bot.reading.files.model import FileError
from bot.reading.lists import Given, read_list

GIVEN = Given({"title": "免罚清单", "issuer": "洛阳市城市管理局", "place": "洛阳市"}, "no_penalty")
HEADER = ["序号", "违法行为", "适用条件"]


def sheet(path: Path, *rows: list[object]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def refused(path: Path, book: FactBook) -> str:
    with pytest.raises(FileError) as error:
        read_list(path, book, {}, GIVEN)
    return str(error.value)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["编号", "名称", "地址"], [1, "甲", "乙"]], "没有找到清单的表头"),
        ([["序号", "适用条件"], [1, "首次违法"]], "表头里没有违法行为这一列"),
        ([["序号", "违法行为", "违法行为", "适用条件"]], "表头下面没有一行内容"),
        ([HEADER, [1, "占道经营", "首次违法"], [1, "占道堆物", "首次违法"]], "第3行：序号“1”又出现了一次（前一次在"),
        ([HEADER, [1, None, "首次违法"]], "第2行：没有违法行为的名称"),
        ([HEADER, [None, "占道经营", "首次违法"]], "第2行：没有序号"),
        ([HEADER], "表头下面没有一行内容"),
        ([["施行日期：2026年2月30日"], HEADER, [1, "占道经营", "首次违法"]], "没有这一天"),
        ([HEADER, ["=1+1", "占道经营", "首次违法"]], "单元格A2：是公式“=1+1”"),
        ([[*HEADER, "处理方式"], [1, "占道经营", "首次违法", "看情况"]], "处理方式写的是“看情况”"),
        ([[*HEADER, "处理方式"], [1, "占道经营", "首次违法", "不予处罚或减轻处罚"]], "说了不止一种"),
    ],
)
def test_a_sheet_with_something_wrong(rows: list[list[object]], said: str, tmp_path: Path, book: FactBook) -> None:
    assert said in refused(sheet(tmp_path / "a.xlsx", *rows), book)


def test_every_problem_is_told_at_once(tmp_path: Path, book: FactBook) -> None:
    message = refused(sheet(tmp_path / "a.xlsx", HEADER, [1, None, "首次"], [2, "甲事", "x"], [2, "乙事", "y"]), book)
    assert "第2行" in message and "第4行" in message


def huge(path: Path) -> None:
    path.write_bytes(random.Random(0).randbytes(50 * 2**20))


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b"0" * (300 * 2**20))


def macros(path: Path) -> None:
    sheet(path, HEADER, [1, "占道经营", "首次违法"])
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/vbaProject.bin", b"macro")


def entities(path: Path) -> None:
    """A sheet whose XML defines entities of entities (billion laughs)."""
    sheet(path.with_name("good.xlsx"), HEADER, [1, "占道经营", "首次违法"])
    lines = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x" * 10}">' for n in range(9))
    with zipfile.ZipFile(path.with_name("good.xlsx")) as good, zipfile.ZipFile(path, "w") as bad:
        for part in good.namelist():
            content = good.read(part)
            if part == "xl/workbook.xml":
                content = f"<?xml version='1.0'?><!DOCTYPE w [{lines}]><workbook>&e8;</workbook>".encode()
            bad.writestr(part, content)


@pytest.mark.parametrize(
    ("name", "make", "said"),
    [
        ("a.xlsx", huge, "文件有50 MB，最多20 MB"),
        ("a.xlsx", bomb, "像是压缩炸弹"),
        ("a.xlsx", macros, "文件里有宏"),
        ("a.xlsx", entities, "打不开"),
        ("a.xlsm", macros, "可以带宏"),
        ("a.xls", lambda path: path.write_bytes(b"x"), "是旧格式"),
        ("a.xlsx", lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "有密码"),
        ("a.xlsx", lambda path: path.write_bytes(b"not a zip"), "内容和扩展名不符"),
        ("a.docx", lambda path: path.write_bytes(b"not a zip"), "内容和扩展名不符"),
        ("a.xlsx", lambda path: path.write_bytes(b""), "文件是空的"),
        ("a.csv", lambda path: path.write_bytes(b"\0\xff\xfe\0"), "不是文本文件"),
        ("a.pdf", lambda path: path.write_bytes(b"x"), "不认识 .pdf 文件"),
        ("a.html", lambda path: path.write_text("<p>没有表格</p>"), "没有表格"),
        ("a.yml", lambda path: path.write_text("- 1"), "没有 items"),
    ],
)
def test_a_file_that_is_not_opened(
    name: str, make: Callable[[Path], object], said: str, tmp_path: Path, book: FactBook
) -> None:
    make(tmp_path / name)
    assert said in refused(tmp_path / name, book)


def test_nothing_is_written_and_the_command_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sheet(tmp_path / "a.xlsx", HEADER, [1, "占道经营", "首次违法"], [1, "占道堆物", "首次违法"])
    out = tmp_path / "out.yml"
    arguments = [
        "lists",
        "read",
        str(path),
        "-o",
        str(out),
        "--issuer",
        "某局",
        "--place",
        "洛阳市",
        "--title",
        "免罚清单",
    ]
    assert main([*arguments, "--treatment", "no_penalty"]) == 2
    assert "序号“1”又出现了一次" in capsys.readouterr().err
    assert not out.exists()


def test_a_file_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx", HEADER, [1, "占道经营", "首次违法"])
    out = tmp_path / "out.yml"
    out.write_text("kept", encoding="utf-8")
    arguments = [
        "lists",
        "read",
        str(path),
        "-o",
        str(out),
        "--issuer",
        "某局",
        "--place",
        "洛阳市",
        "--title",
        "免罚清单",
    ]
    assert main([*arguments, "--treatment", "no_penalty"]) == 2
    assert out.read_text(encoding="utf-8") == "kept"
    assert main([*arguments, "--treatment", "no_penalty", "--force"]) == 0
    assert "占道经营" in out.read_text(encoding="utf-8")
