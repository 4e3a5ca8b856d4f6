"""One spelling for what a person types."""

from __future__ import annotations

import unicodedata

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.language.normalise import TABLE, normalise

ENTRIES = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
WORDS = st.lists(
    st.sampled_from(
        [*ENTRIES["whole"], *ENTRIES["dialect"], *ENTRIES["typing"], "罰", "麼", "幺", "乾", "，", " ", "１"]
    ),
    max_size=12,
).map("".join)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("　 你好\n\n吗\t", "你好 吗"),
        ("e\u200bf\ufe0f\x00", "ef"),
        ("１２００元", "1200元"),
        ("豫ＣＡ１２３", "豫CA123"),
        ("１．５万", "1.5万"),
        ("（一）；①，：％", "（一）；①，：％"),
        ("請問我的車停在路邊被交警開了違停單", "请问我的车停在路边被交警开了违停单"),
        ("罰款三百塊", "罚款三百块"),
        ("情节显著轻微，没收", "情节显著轻微，没收"),
        ("俺这小轿车搁涧西区", "我这小轿车在涧西区"),
        ("俺们村", "我们村"),
        ("耽搁", "耽搁"),
        ("恁说中不中给免了", "你说行不行给免了"),
        ("罚恁多", "罚那么多"),
        ("恁们", "你们"),
        ("咋办嘞", "怎么办了"),
        ("咋回事", "怎么回事"),
        ("弄啥", "干什么"),
        ("中", "行"),
        ("中嘞！", "行！"),
        ("不中。", "不行。"),
        ("中国", "中国"),
        ("中午", "中午"),
        ("集中", "集中"),
        ("木有", "没有"),
        ("么有带驾照", "没有带驾照"),
        ("怎么有", "怎么有"),
        ("冇事", "没有事"),
        ("不得劲", "不舒服"),
        ("驾使证", "驾驶证"),
        ("发款200", "罚款200"),
        ("拨发款项", "拨发款项"),
        ("被为停了", "被违停了"),
        ("因为停车", "因为停车"),
        ("围停违亭", "违停违停"),
        ("过其食品", "过期食品"),
        ("城馆贴条", "城管贴条"),
        ("营业只照", "营业执照"),
        ("保险标致", "保险标志"),
        ("夜儿个被罚", "昨天被罚"),
        ("首违不发", "首违不罚"),
        ("一直開著店", "一直开着店"),
        ("著名", "著名"),
        ("卖的过起牛奶", "卖的过期牛奶"),
        ("不过其实", "不过其实"),
        ("", ""),
    ],
)
def test_normalise(typed: str, read: str) -> None:
    assert normalise(typed) == read


@pytest.mark.parametrize("words", ["dialect", "typing"])
def test_what_the_table_writes_is_final(words: str) -> None:
    written = [entry if isinstance(entry, str) else entry["to"] for entry in ENTRIES[words].values()]
    assert [normalise(word) for word in written] == written


def test_no_word_is_in_two_parts_of_the_table() -> None:
    assert not set(ENTRIES["dialect"]) & set(ENTRIES["typing"])


@given(st.text(max_size=80) | WORDS)
def test_twice_is_once(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(st.text(max_size=80) | WORDS)
def test_never_longer_than_three_times(text: str) -> None:
    assert len(normalise(text)) <= 3 * len(text)


@given(st.text(max_size=80))
def test_nothing_unseen_is_left(text: str) -> None:
    assert not [c for c in normalise(text) if unicodedata.category(c) in ("Cc", "Cs")]
    assert not set(normalise(text)) & set("\u200b\u200c\u200d\u200e\u200f\u202e\u2060\ufe0e\ufe0f\ufeff")
