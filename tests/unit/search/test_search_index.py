"""The index: what is found by which words, and in which order."""

from __future__ import annotations

import pytest

from bot.search.index import Entry, Index, snippet

PARKING = Entry("item", "a/1", "机动车违反规定停放", "洛阳号牌；前6个月没有记录", "优驾容错", names=("违停", "贴条"))
LANE = Entry("item", "a/2", "不按导向车道行驶", "前6个月没有记录", "优驾容错")
ELSEWHERE = Entry("item", "b/1", "机动车违反规定停放", "外地", "别处的清单")
HERE = Entry("item", "c/1", "机动车违反规定停放", "本地", "城管的清单", rank=0.9)


@pytest.fixture
def index() -> Index:
    return Index([PARKING, LANE])


def found(index: Index, words: str) -> list[str]:
    return [hit.entry.id for hit in index.find(words)]


@pytest.mark.parametrize("words", ["停放", "违停", "洛阳号牌", "机动车 号牌", "wfgd", "a/1"])
def test_found_by_title_name_body_initials_and_id(index: Index, words: str) -> None:
    assert found(index, words) == ["a/1"]


def test_every_word_must_be_there(index: Index) -> None:
    assert found(index, "停放 车道") == []


@pytest.mark.parametrize("words", ["", "   ", "没有的词"])
def test_nothing_is_found_for(index: Index, words: str) -> None:
    assert found(index, words) == []


def test_a_title_comes_before_a_body() -> None:
    body = Entry("item", "d/1", "其他", "导向车道", "")
    assert found(Index([body, LANE]), "导向车道") == ["a/2", "d/1"]


def test_what_binds_here_comes_first() -> None:
    assert found(Index([ELSEWHERE, HERE]), "停放") == ["c/1", "b/1"]


def test_the_snippet_shows_the_words_and_marks_them() -> None:
    text = "很长的前文" * 20 + "这里说到货值金额不足一千元" + "后文" * 60
    cut = snippet(text, ["货值", "一千"])
    assert [words for words, asked in cut if asked] == ["货值", "一千"]
    assert cut[0][0].startswith("…") and cut[-1][0].endswith("…")


def test_what_looks_like_a_pattern_is_taken_as_it_stands(index: Index) -> None:
    assert found(index, ".*") == [] and snippet("a.*b", [".*"]) == (("a", False), (".*", True), ("b", False))
