"""`facts.yml` and `law.yml`: what they give, and what is said of entries that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.eligibility.factbook import FactBook
from bot.eligibility.model import Citation
from bot.policy.dictionary import load_citations, load_facts
from bot.policy.errors import Problem, RuleFileError

FACTS = """\
plate:
  title: 号牌
  type: yes_no
  ask: 是吗？
  yes: 是
  no: 不是
  can_change: {to: true, do: 换牌}
kind:
  title: 种类
  type: choice
  ask: 哪种？
  options: {x: 甲, y: 乙}
  derive:
    - {if: {fact: plate}, then: x}
"""
LAW = """\
law-1:
  document: 某某法
  article: 第一条
  meaning: 要点
  how_sure: read in full
"""


def facts_problem(tmp_path: Path, old: str, new: str) -> Problem:
    """The first problem of the facts file with one passage replaced."""
    return _problem(tmp_path / "facts.yml", FACTS, old, new, load_facts)


def law_problem(tmp_path: Path, old: str, new: str) -> Problem:
    """The first problem of the table of articles with one passage replaced."""
    return _problem(tmp_path / "law.yml", LAW, old, new, load_citations)


def _problem(path: Path, text: str, old: str, new: str, load: object) -> Problem:
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RuleFileError) as caught:
        load(path)  # type: ignore[operator]
    return caught.value.problems[0]


def load(tmp_path: Path) -> FactBook:
    """The good facts file, read."""
    path = tmp_path / "facts.yml"
    path.write_text(FACTS, encoding="utf-8")
    return load_facts(path)


def test_a_fact_has_what_the_file_says(tmp_path: Path) -> None:
    fact = load(tmp_path)["kind"]
    assert (fact.title, fact.type, fact.options) == ("种类", "choice", {"x": "甲", "y": "乙"})


def test_what_can_be_changed_starts_from_no(tmp_path: Path) -> None:
    can = load(tmp_path)["plate"].can_change
    assert can is not None
    assert (can.start, can.to, can.do) == ((False,), True, "换牌")


def test_a_derivation_works(tmp_path: Path) -> None:
    assert load(tmp_path).complete({"plate": True})[0]["kind"] == "x"


BROKEN_FACTS = [
    ("a misspelt key", "  ask: 是吗？", "  aks: 是吗？", 4, "did you mean ask?"),
    ("no title", "  title: 号牌\n", "", 2, "without 'title'"),
    ("no question", "  ask: 哪种？\n", "", 9, "without 'ask'"),
    ("an unknown type", "type: yes_no", "type: yesno", 3, "'yesno'"),
    ("a yes or no that cannot be said back", "  no: 不是\n", "", 2, "cannot be said back"),
    ("a choice without options", "  options: {x: 甲, y: 乙}\n", "", 9, "without options"),
    ("a derivation from an unknown fact", "{fact: plate}", "{fact: plte}", 14, "did you mean plate?"),
    ("the same fact twice", "kind:", "plate:", 8, "'plate' twice"),
]


@pytest.mark.parametrize(
    ("old", "new", "line", "found"), [c[1:] for c in BROKEN_FACTS], ids=[c[0] for c in BROKEN_FACTS]
)
def test_a_fact_that_cannot_be_used_is_said(tmp_path: Path, old: str, new: str, line: int, found: str) -> None:
    problem = facts_problem(tmp_path, old, new)
    assert (problem.file, problem.line) == ("facts.yml", line)
    assert found in problem.found


MORE_BROKEN = [
    (
        "a fact without a body",
        "  title: 号牌\n  type: yes_no\n  ask: 是吗？\n  yes: 是\n  no: 不是\n  can_change: {to: true, do: 换牌}\n",
        "",
        1,
    ),
    ("a derivation of no grammar", "{if: {fact: plate}, then: x}", "{if: {fact: plate, like: 1}, then: x}", 14),
    ("a derivation without a condition", "{if: {fact: plate}, then: x}", "{then: x}", 14),
    ("a derivation to no option", "then: x", "then: z", 14),
    ("a change to no value of the fact", "to: true", "to: x", 7),
]


@pytest.mark.parametrize(("old", "new", "line"), [c[1:] for c in MORE_BROKEN], ids=[c[0] for c in MORE_BROKEN])
def test_a_fact_that_cannot_be_used_is_not_let_through(tmp_path: Path, old: str, new: str, line: int) -> None:
    assert abs(facts_problem(tmp_path, old, new).line - line) <= 1


BROKEN_LAW = [
    ("no article", "  article: 第一条\n", "", 2, "without 'article'"),
    ("no meaning", "  meaning: 要点\n", "", 2, "without 'meaning'"),
    ("no document", "  document: 某某法\n", "", 2, "without 'document'"),
    ("an unknown sureness", "read in full", "quite sure", 5, "'quite sure'"),
]


@pytest.mark.parametrize(("old", "new", "line", "found"), [c[1:] for c in BROKEN_LAW], ids=[c[0] for c in BROKEN_LAW])
def test_an_article_that_cannot_be_cited_is_said(tmp_path: Path, old: str, new: str, line: int, found: str) -> None:
    problem = law_problem(tmp_path, old, new)
    assert (problem.file, problem.line) == ("law.yml", line)
    assert found in problem.found


def test_the_real_files_load(book: FactBook, citations: dict[str, Citation]) -> None:
    assert book["plate_local"].title == "洛阳号牌"
    assert citations["xzcf2021-5"].how_sure == "read in full"
