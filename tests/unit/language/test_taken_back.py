"""What is taken back within one message does not count: not as an answer, not as something told."""

from __future__ import annotations

import pytest

from bot.language.taken_back import standing, what_stands


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ("头一回吧……哦不对，去年也忘过一次", "去年也忘过一次"),
        ("小车停路边，头一回，等等我记错了，去年有一次", "小车停路边，去年有一次"),
        ("没有吧，想起来了，上个月压过线", "上个月压过线"),
    ],
)
def test_the_clause_before_is_taken_back(said: str, stands: str) -> None:
    assert what_stands(said) == stands
    assert len(standing(said)) == len(said)


@pytest.mark.parametrize(
    "said",
    ["自己发现不对，头天就下架了", "不对，我看错了，单子上写的是520", "期限过了才想起来", "没有堵，后头车都过去了"],
)
def test_what_takes_nothing_back_stands(said: str) -> None:
    assert what_stands(said) == said
