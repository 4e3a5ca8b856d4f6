"""Answers to a question: a plain answer with a reason, being unaware, what is taken back, slips of sound."""

from __future__ import annotations

from datetime import date

import pytest

from bot.eligibility.values import Value
from bot.language import answers, corrections, cues
from bot.language.answering import Answering
from bot.language.finder import _mostly_written_so
from bot.language.normalise import normalise
from bot.language.reader import Reader
from bot.policy.dictionary import load_facts
from bot.settings import ROOT

BOOK = load_facts(ROOT / "data" / "facts.yml")
READER = Reader(cues.load(ROOT / "data" / "cues.yml", BOOK), BOOK)
RULES = Answering(READER, BOOK)
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    "said", ["不知道", "没有吧，不清楚", "记不清了", "我忘了", "谁知道呢", "不知道是不是", "没有，不确定"]
)
def test_what_leaves_the_question_open(said: str) -> None:
    assert answers.is_dont_know(said)


@pytest.mark.parametrize(
    "said",
    [
        "没有，不知道还要办证",
        "不是，我真不知道",
        "哪能啊，根本不知道",
        "不知道这东西过期了",
        "我平时都系的，就那天忘了系",
    ],
)
def test_what_answers_and_says_why(said: str) -> None:
    assert not answers.is_dont_know(said)


@pytest.mark.parametrize(
    ("fact", "said", "value"),
    [
        ("prior_parking_settled", "还有一张没处理", False),
        ("prior_parking_settled", "八月那张已经办结", True),
        ("prior_traffic_settled", "清着嘞", True),
        ("prior_traffic_settled", "去年有张单子忘了交", False),
        ("parking_minor", "算轻的吧，没堵门没占路口", True),
        ("bad_spot", "没堵门没占路口", False),
        ("intentional", "哪能啊，根本不知道", False),
        ("satellite_permit", "没有，不知道还要办证", False),
        ("correction", "给了半个月，过了期限又拖了一周才办下来", "late"),
        ("correction", "人家还在店里我们就全撤下来了", "on_spot"),
        ("prior_traffic_6m", "近六个月内并无任何违法记录", False),
    ],
)
def test_natural_answers(fact: str, said: str, value: Value) -> None:
    assert RULES.read(fact, normalise(said), TODAY) == value


@pytest.mark.parametrize("said", ["歌厅过了凌晨两点还在营业", "半夜还在营业"])
def test_open_at_night_is_not_uncorrected(said: str) -> None:
    assert corrections.find(said) is None


def test_a_lost_invoice_is_no_stolen_car() -> None:
    read = {reading.fact for reading in READER.read("公司搬家把一本空白发票弄丢了", TODAY)}
    assert "record_dispute" not in read


def test_a_shop_closed_for_years_tells_how_long_ago() -> None:
    read = {r.fact: r.value for r in READER.read("店都关三年了，现在才被发现翻出来", TODAY)}
    assert "undiscovered_years" in read


@pytest.mark.parametrize(
    ("name", "text", "same"),
    [("过期牛奶", "过起牛奶", True), ("违停", "为停", True), ("嘀了一下", "公司账簿烂在地下室了", False)],
)
def test_sounds_alike_only_for_slips(name: str, text: str, same: bool) -> None:
    assert _mostly_written_so(name, text) is same


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("三天内拆的，给了一个礼拜", "within_order"),
        ("给了半个月，一周就弄完了", "within_order"),
        ("让十五天内补，我拖了二十多天才弄", "late"),
        ("给了一个月，两个月后才办", "late"),
        ("给了十天，今天才第四天，还早呢", None),
        ("给三天，还没弄", None),
        ("给了十天，我第三天开始弄的", None),
        ("让七天内改，我第五天去问怎么改的", None),
        ("给了七天，第三天交的申请", None),
        ("给了十天，三天后我去改的证还没下来", None),
    ],
)
def test_days_given_and_days_used_say_it_together(said: str, meant: str | None) -> None:
    assert corrections.by_days(said) == meant


@pytest.mark.parametrize("said", ["让我月底前改好", "要求限期内改好了再说", "责令我在七天内补办"])
def test_what_was_demanded_is_not_yet_done(said: str) -> None:
    assert "correction" not in {reading.fact for reading in READER.read(said, TODAY)}


@pytest.mark.parametrize("said", ["通知了我，限期内办完了", "已经在责令的期限里补办好了", "限期内已经报了"])
def test_what_was_done_within_the_term_is_read(said: str) -> None:
    assert {r.fact: r.value for r in READER.read(said, TODAY)}["correction"] == "within_order"


def test_whether_or_not_tells_nothing() -> None:
    assert READER.read("为啥还要问我以前交没交罚款", TODAY) == []


def test_together_is_no_sum() -> None:
    assert "goods_value" not in {reading.fact for reading in READER.read("奶粉跟药卖的时候摆一块了", TODAY)}


@pytest.mark.parametrize(("asked", "said"), [("catering", "有小票"), ("parking_minor", "没提示单")])
def test_having_something_else_is_no_answer(asked: str, said: str) -> None:
    assert RULES.read(asked, said, TODAY) is None


@pytest.mark.parametrize(
    ("asked", "said", "meant"),
    [("food_accident", "没有啊", False), ("satellite_permit", "有证", True), ("same_kind_2y", "有过一次", True)],
)
def test_having_what_was_asked_is_one(asked: str, said: str, meant: bool) -> None:
    assert RULES.read(asked, said, TODAY) is meant


@pytest.mark.parametrize(
    "said", ["过几天就交", "等会儿就缴", "马上就去弄", "给了十天，我第三天开始弄的", "第三天交的申请"]
)
@pytest.mark.parametrize("asked", ["correction", "prior_traffic_settled"])
def test_what_is_only_meant_or_begun_is_not_done(asked: str, said: str) -> None:
    assert RULES.read(asked, said, TODAY) in {None, False, "not_yet"}


def test_what_is_only_meant_is_not_read_as_done_in_an_opening_either() -> None:
    told = {r.fact: r.value for r in READER.read("超市过期酸奶两盒，过几天我就下架，能免罚吗", TODAY)}
    assert told.get("correction") in {None, "not_yet"}


@pytest.mark.parametrize("said", ["当天就申请办好了", "过了两天就交了，都办好了"])
def test_what_is_done_after_all_is_done(said: str) -> None:
    assert RULES.read("correction", said, TODAY) not in {None, "not_yet"}


def test_a_great_many_is_no_yes() -> None:
    assert RULES.read("minor_act", "好几吨", TODAY) is None
