"""Answers whose words mean something else than they say are not read by single rules."""

from __future__ import annotations

from datetime import date

import pytest

from bot.language import cues
from bot.language.reader import Reader
from bot.language.shaken import is_no_statement, is_shaken
from bot.language.unfinished import is_unfinished
from bot.policy.dictionary import load_facts
from bot.settings import ROOT

BOOK = load_facts(ROOT / "data" / "facts.yml")
READER = Reader(cues.load(ROOT / "data" / "cues.yml", BOOK), BOOK)
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    "said",
    [
        "谁说我没证的，墙上挂着呢",
        "隔壁店有小票，我没有",
        "上回那事我赔了，这回没有",
        "还以为绿着呢，点开一看红的",
        "不是没地方，是我嫌远",
        "有倒是有，人家不让停",
        "要是没有中秋那一张就好了",
    ],
)
def test_what_is_not_meant_as_it_stands(said: str) -> None:
    assert is_shaken(said)


@pytest.mark.parametrize("said", ["没有，就停了一会儿", "有小票，供货商给的", "当场就开走了", "别人都能过，没堵"])
def test_plain_answers_are_not_shaken(said: str) -> None:
    assert not is_shaken(said)


def test_others_affairs_and_hopes_tell_nothing_of_the_matter() -> None:
    assert is_no_statement("隔壁老王家当场就改了") and is_no_statement("我还以为能停")
    assert READER.read("隔壁那家店当场就改了", TODAY) == []
    assert READER.read("当场就改了", TODAY) != []


@pytest.mark.parametrize("said", ["赔了一半", "没全交", "改得不到位", "只交了一张", "还剩两张"])
def test_partly_done_is_not_done(said: str) -> None:
    assert is_unfinished(said)
