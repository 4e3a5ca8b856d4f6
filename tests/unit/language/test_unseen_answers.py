"""The measure of answers that nobody trained on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot.evaluation import unseen_answers
from bot.language import cues
from bot.language.answering import Answering
from bot.language.reader import Reader
from bot.policy.dictionary import load_facts
from bot.settings import ROOT

BOOK = load_facts(ROOT / "data" / "facts.yml")
RULES = Answering(Reader(cues.load(ROOT / "data" / "cues.yml", BOOK), BOOK), BOOK)


def test_each_case_belongs_to_a_fact_and_to_one_of_its_values() -> None:
    families = {fact.family for fact in BOOK.values()}
    for fact, label, said in unseen_answers.answers():
        assert fact in BOOK or fact in families, fact
        options = BOOK[fact].options if fact in BOOK else {}
        assert label in {"unclear", *(options or ("yes", "no"))}, (fact, said)


def test_none_of_them_is_trained_on() -> None:
    trained = "".join(path.read_text(encoding="utf-8") for path in Path(ROOT / "data" / "replies").glob("*.yml"))
    assert len(unseen_answers.answers()) > 3000
    assert not [said for _, _, said in unseen_answers.answers() if len(said) > 8 and said in trained]


def test_right_open_and_wrong_are_told_apart() -> None:
    told = [
        ("food_accident", "no", "没有"),
        ("food_accident", "yes", "没有"),
        ("food_accident", "unclear", "不知道"),
        ("food_accident", "yes", "不知道"),
    ]
    read = unseen_answers.measure(told, RULES, BOOK, date(2026, 11, 28))
    assert (read.total, read.right, read.wrong) == (4, 2, [("food_accident", "yes", "没有")])
