"""A list that cannot be used says file, line, what was found, what is expected, and the nearest name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.eligibility.factbook import FactBook
from bot.eligibility.model import Citation
from bot.policy.errors import Problem, RuleFileError
from bot.policy.loader import build, load_list

GOOD = """\
id: a-list
title: 某某清单
kind: exemption
issuer: 某局
department: 某局
place: 洛阳市
in_force: {from: "2024-01-01", to: null}
how_sure: read in full
citations: [xzcf2021-5]
conditions:
  - {text: 洛阳号牌, test: {fact: plate_local}}
items:
  - no: "1"
    title: 某某行为
    treatment: no_penalty
    conditions:
      - {text: 小型汽车, test: {fact: vehicle_kind, in: [private_small, unit_small]}}
      - {text: 货值, test: {fact: goods_value, lte: 500}}
    citations: [xzcf2021-6]
  - no: "2"
    title: 另一行为
    treatment: warning
"""

Load = Callable[..., Problem]


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes the good list with one passage replaced."""

    def make(old: str = "", new: str = "", name: str = "a-list.yml") -> Path:
        assert old in GOOD
        path = tmp_path / name
        path.write_text(GOOD.replace(old, new, 1) if old else GOOD, encoding="utf-8")
        return path

    return make


@pytest.fixture
def problem(write: Callable[..., Path], book: FactBook, citations: dict[str, Citation]) -> Load:
    """The one problem of the list with one passage replaced."""

    def find(old: str = "", new: str = "", name: str = "a-list.yml") -> Problem:
        with pytest.raises(RuleFileError) as caught:
            load_list(write(old, new, name), book, citations)
        (found,) = caught.value.problems
        return found

    return find


def test_the_good_list_loads(write: Callable[..., Path], book: FactBook, citations: dict[str, Citation]) -> None:
    assert [item.no for item in build(load_list(write(), book, citations), "1").items] == ["1", "2"]


BROKEN = [
    ("an unknown fact", "fact: plate_local", "fact: plate_locl", 11, "plate_local?", "facts.yml"),
    ("an unknown fact far from any", "fact: plate_local", "fact: zzzzqqqq", 11, "'zzzzqqqq'", "facts.yml"),
    ("an unknown option", "unit_small", "unit_smal", 17, "unit_small?", "private_small"),
    ("an operator for another type", "plate_local}", "plate_local, is: true}", 11, "['is']", "no operator"),
    ("a number without a bound", "goods_value, lte: 500", "goods_value", 18, "[]", "lt, lte, gt or gte"),
    (
        "a choice with a bound",
        "vehicle_kind, in: [private_small, unit_small]",
        "vehicle_kind, lt: 3",
        17,
        "['lt']",
        "is or in",
    ),
    ("bounds that exclude each other", "lte: 500", "lte: 500, gt: 600", 18, "'gt': 600", "below the upper"),
    ("bounds that leave nothing", "lte: 500", "lte: 500, gt: 500", 18, "no value meets", "below the upper"),
    ("a number twice", 'no: "2"', 'no: "1"', 20, "first in line 13", "each number once"),
    ("a number that is no text", 'no: "2"', "no: 2", 20, "2 is not of type 'string'", "string"),
    ("a key twice", "place: 洛阳市", "place: 洛阳市\nplace: 河南省", 7, "'place' twice", "each key once"),
    ("a key twice deep inside", "lte: 500}", "lte: 500, lte: 600}", 18, "'lte' twice", "each key once"),
    ("an unknown article of the list", "xzcf2021-5]", "xzcf2021-555]", 9, "did you mean xzcf2021-", "data/law"),
    ("an unknown article of an item", "xzcf2021-6]", "xzcf2021-666]", 19, "did you mean xzcf2021-", "data/law"),
    ("an id that is not the file's", "id: a-list", "id: b-list", 1, "'b-list'", "'a-list'"),
    (
        "an end before the beginning",
        "to: null",
        'to: "2023-01-01"',
        7,
        "2024-01-01 to 2023-01-01",
        "after the beginning",
    ),
    ("an end at the beginning", "to: null", 'to: "2024-01-01"', 7, "2024-01-01 to 2024-01-01", "after the beginning"),
    ("a day of another form", '"2024-01-01"', '"2024年1月1日"', 7, "does not match", "pattern"),
    ("an unknown treatment", "treatment: warning", "treatment: warn", 22, "'warn'", "'warning'"),
    ("a misspelt key", "place: 洛阳市", "place: 洛阳市\nplce: 洛阳市", 1, "plce", "list.schema.json"),
    ("a missing key", "place: 洛阳市\n", "", 1, "'place' is a required property", "'place'"),
    (
        "a test of no form",
        "{fact: plate_local}",
        "{fakt: plate_local}",
        11,
        "{'fakt': 'plate_local'}",
        "list.schema.json",
    ),
    ("text that is not YAML", "place: 洛阳市", "place: [洛阳市", 7, "expected ','", "valid YAML"),
    ("a tab", "place: 洛阳市", "place:\n\t洛阳市", 7, "cannot start any token", "valid YAML"),
]


@pytest.mark.parametrize(
    ("old", "new", "line", "found", "expected"), [case[1:] for case in BROKEN], ids=[c[0] for c in BROKEN]
)
def test_what_is_wrong_is_said_with_file_and_line(
    problem: Load, old: str, new: str, line: int, found: str, expected: str
) -> None:
    said = problem(old, new)
    assert (said.file, said.line) == ("a-list.yml", line)
    assert found in said.found
    assert expected in said.expected


def test_a_problem_reads_as_one_line() -> None:
    assert str(Problem("a.yml", 3, "found this", "that")) == "a.yml:3: found this; expected that"


def test_a_list_in_a_file_of_another_name_is_refused(problem: Load) -> None:
    assert problem(name="other.yml").file == "other.yml"


def test_all_problems_of_a_file_are_said_at_once(
    tmp_path: Path, book: FactBook, citations: dict[str, Citation]
) -> None:
    path = tmp_path / "a-list.yml"
    path.write_text(GOOD.replace("plate_local", "plate_locl").replace("xzcf2021-6]", "xzcf2021-666]"), encoding="utf-8")
    with pytest.raises(RuleFileError) as caught:
        load_list(path, book, citations)
    assert {found.line for found in caught.value.problems} == {11, 19}


@pytest.mark.parametrize("text", ["", "- 1\n", "只有一句话\n"])
def test_a_file_that_is_no_list_at_all_is_refused(
    tmp_path: Path, book: FactBook, citations: dict[str, Citation], text: str
) -> None:
    path = tmp_path / "a-list.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RuleFileError, match=r"a-list\.yml:1"):
        load_list(path, book, citations)


MORE_BROKEN = [
    ("a day that does not exist", '"2024-01-01"', '"2024-02-30"', 7),
    ("a bound in words", "lte: 500", "lte: 五百", 18),
    ("a moment as the bound of money", "lte: 500", 'lte: "2024-01-01"', 18),
    ("a key that is a list", "place: 洛阳市", "[place]: 洛阳市", 6),
    ("a control character", "某某清单", "某某\x07清单", 2),
]


@pytest.mark.parametrize(("old", "new", "line"), [case[1:] for case in MORE_BROKEN], ids=[c[0] for c in MORE_BROKEN])
def test_what_is_wrong_is_not_let_through(
    problem: Load, write: Callable[..., Path], old: str, new: str, line: int
) -> None:
    assert problem(old, new).line == line


def test_a_file_that_is_not_text_is_refused(tmp_path: Path, book: FactBook, citations: dict[str, Citation]) -> None:
    path = tmp_path / "a-list.yml"
    path.write_bytes(GOOD.encode("gb18030"))
    with pytest.raises(RuleFileError, match=r"a-list\.yml"):
        load_list(path, book, citations)
