"""What the clerk's guide (docs/清单编写.md) says is true: its sheet, its columns, its sentences, its pictures."""

import re
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.eligibility.factbook import FactBook
from bot.reading import Grammar
from bot.reading.files.columns import role_of
from bot.reading.lists import Given, read_list
from bot.settings import ROOT

GUIDE = (ROOT / "docs" / "清单编写.md").read_text(encoding="utf-8")


def table(heading: str) -> list[list[str]]:
    rows = GUIDE.split(heading, 1)[1].split("\n\n", 1)[0].splitlines()[2:]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def test_the_sample_sheet_is_read_as_the_picture_shows(book: FactBook) -> None:
    found = read_list(ROOT / "docs" / "examples" / "清单样表.xlsx", book, {}, Given())
    assert (len(found.body["items"]), len(found.lines), len(found.left)) == (3, 8, 1)
    assert found.left[0].part.text == "经局案件审核委员会集体讨论同意"
    assert found.body["parameters"]["first_offence"]["window"] == "2y"


def test_the_columns_that_it_names_are_known() -> None:
    rows = table("| 列 | 也可以叫 | 写什么 |")
    names = [name for row in rows for name in (row[0], *row[1].split("、"))]
    assert len(names) > 15 and [name for name in names if not role_of(name)] == []


@pytest.mark.parametrize(
    "sentence", ["两年内首次违法", "货值金额不超过500元", "责令改正之日起5个工作日内改正", "没有造成人身伤害、财产损失"]
)
def test_what_it_recommends_is_read(sentence: str, grammar: Grammar) -> None:
    assert sentence in GUIDE and grammar.read(sentence).test is not None


@pytest.mark.parametrize("sentence", ["货值较小", "情节较轻、社会影响较小等"])
def test_what_it_warns_of_is_not_read(sentence: str, grammar: Grammar) -> None:
    assert sentence in GUIDE and grammar.read(sentence).test is None


def test_its_commands_up_to_publishing_do_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = re.findall(r"^\.venv/bin/python -m bot (lists (?:read|check|show) .+)$", GUIDE, re.MULTILINE)
    assert [line.split()[1] for line in lines] == ["read", "check", "show"]
    monkeypatch.chdir(tmp_path)
    for line in lines:
        assert main([str(ROOT / word) if word.startswith("docs/") else word for word in line.split()]) == 0
    said = capsys.readouterr().out
    assert "读懂7句，留给人认定1句" in said and "错误0处" in said and (tmp_path / "ly-culture-demo.yml").exists()


def test_its_pictures_are_there_and_light() -> None:
    pictures = [ROOT / "docs" / Path(name) for name in re.findall(r"\((images/[^)]+)\)", GUIDE)]
    assert len(pictures) == 3 and all(picture.stat().st_size < 150 * 1024 for picture in pictures)
