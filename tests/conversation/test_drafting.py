"""Staff change a rule by saying so; nobody else can."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from bot import clock
from bot.assistant import Assistant
from bot.database import Database
from bot.dialogue.asker import VISITOR, Asker
from bot.policy.drafts.tables import Draft
from bot.records.acts import RecordedAct
from bot.records.vehicles import Driver, Vehicle
from tests.conversation.drafting_words import clear

Reply = dict[str, Any]
Talk = Callable[..., list[Reply]]
ZHANG = Asker("staff", "张三")
LI = Asker("reviewer", "李四")
PARKED = {"plate_local": "是", "vehicle_kind": "个人非营运小型汽车", "location": "城市区", "prior_traffic_6m": "否"}


@pytest.fixture
def drafts_gone(database: Database) -> Iterator[None]:
    """Drafts, kept cases and what was published are gone after each test."""
    yield
    with database.session() as session:
        clear(session)


@pytest.fixture
def talk(assistant: Assistant, loop: asyncio.AbstractEventLoop, drafts_gone: None) -> Talk:
    """Says one thing as somebody; the replies. Each person has a conversation of their own."""
    talks: dict[Asker, str] = {}

    def talk(message: str, asker: Asker = ZHANG) -> list[Reply]:
        conversation = talks.setdefault(asker, secrets.token_urlsafe(8))
        return loop.run_until_complete(assistant.turn(conversation, message, clock.today(), asker))

    return talk


def test_a_rule_is_changed_by_what_is_said(talk: Talk) -> None:
    (reply,) = talk("把优驾容错的六个月改成三个月")
    assert (reply["kind"], reply["state"], reply["list"]) == ("draft", "editing", "ly-police-youjia")
    assert "违法前6个月内没有交通违法记录 → 违法前3个月内没有交通违法记录" in reply["text"]
    assert {
        "item": "*",
        "field": "条件",
        "before": "违法前6个月内没有交通违法记录",
        "after": "违法前3个月内没有交通违法记录",
    } in reply["changes"]
    assert "+      fact: prior_traffic_3m" in reply["list_text"].splitlines()


def test_the_sentences_follow_one_another_in_one_draft(talk: Talk) -> None:
    first = talk("把优驾容错的六个月改成三个月")[0]["draft"]
    for said in (
        "去掉城市区这个条件",
        "加一条：未造成交通拥堵",
        '把"未系安全带"加进优驾容错',
        "从明年一月一日起施行",
        "第3项改成减轻",
    ):
        (reply,) = talk(said)
        assert (reply["kind"], reply["draft"]) == ("draft", first), said
    assert reply["applies_from"] == f"{clock.today().year + 1}-01-01T00:00:00"
    assert "第3项改成减轻" in talk("撤销上一步")[0]["text"]
    shown = talk("现在改了哪些")[0]
    assert not any(change["field"] == "处理方式" for change in shown["changes"])
    assert any("使用安全带" in change["after"] for change in shown["changes"])


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("把优驾容错的六个月改成负三个月", "大于零"),
        ("把牡丹卡清单的六个月改成三个月", "没有“牡丹卡清单”这份清单"),
        ("优驾容错第9项改成减轻", "没有第9项"),
        ("加一条：态度诚恳", "要改哪一份清单"),
        ("现在改了哪些", "还没有在起草的草案"),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_reason(talk: Talk, said: str, reason: str) -> None:
    (reply,) = talk(said)
    assert (reply["kind"], reply["topic"]) == ("answer", "clarify")
    assert reason in reply["text"]


@pytest.mark.parametrize(
    "asker", [VISITOR, Asker("operator", "o1"), Asker("business", "b1", "P1"), Asker("reviewer", "r1")]
)
def test_nobody_else_drafts(talk: Talk, asker: Asker, database: Database) -> None:
    replies = talk("把优驾容错的六个月改成三个月", asker)
    assert all(reply["kind"] != "draft" for reply in replies)
    with database.session() as session:
        assert session.query(Draft).count() == 0


def test_what_is_drafted_changes_no_answer(talk: Talk) -> None:
    talk("优驾容错第1项改成减轻")
    assert all(reply["kind"] != "draft" for reply in talk("我今天违停被交警贴条了，能不能不罚？", VISITOR))
    assert "减轻" not in str(talk("优驾容错是什么清单", VISITOR))


def come_to_a_verdict(talk: Talk, opening: str = "我今天违停被交警贴条了", **knows: str) -> list[Reply]:
    """Answers what is asked; the replies that hold the verdict."""
    replies = talk(opening)
    for _ in range(20):
        if any(reply["kind"] == "verdict" for reply in replies):
            return replies
        replies = talk({**PARKED, **knows}.get(replies[-1]["fact"], "不知道"))
    raise AssertionError(replies)


def test_a_question_is_answered_under_both_with_the_conditions_that_differ(talk: Talk) -> None:
    talk("优驾容错第1项改成减轻")
    talk("给优驾容错第1项加一条：态度诚恳")
    live, beside = come_to_a_verdict(talk)
    assert (live["kind"], live["status"], live["treatment"]) == ("verdict", "qualifies", "warning")
    assert (beside["kind"], beside["differs"]) == ("comparison", True)
    assert (beside["live"]["treatment"], beside["draft"]["status"]) == ("warning", "undetermined")
    assert beside["conditions"] == [{"item": "1", "text": "态度诚恳", "live": None, "draft": "unknown"}]
    assert "没有施行" in beside["draft"]["notice"]


def test_a_draft_that_does_not_matter_gives_the_same(talk: Talk) -> None:
    talk("优驾容错第3项改成减轻")
    assert come_to_a_verdict(talk)[-1]["differs"] is False


def test_it_is_asked_again_under_the_rules_in_force(talk: Talk) -> None:
    come_to_a_verdict(talk)
    talk("优驾容错第1项改成减轻")
    (again,) = talk("换成现行规则再问一遍")
    assert (again["live"]["treatment"], again["draft"]["treatment"], again["differs"]) == ("warning", "mitigated", True)


def test_a_window_made_shorter_is_told_by_what_was_said_of_the_longer(talk: Talk) -> None:
    talk("把优驾容错的六个月改成三个月")
    beside = come_to_a_verdict(talk)[-1]
    assert beside["draft"]["status"] == "qualifies"
    assert {(c["text"], c["live"], c["draft"]) for c in beside["conditions"]} == {
        ("违法前6个月内没有交通违法记录", "met", None),
        ("违法前3个月内没有交通违法记录", None, "met"),
    }


def test_kept_cases_are_tried_on_a_draft(talk: Talk) -> None:
    come_to_a_verdict(talk)
    assert "存好了场景“老王停车”" in talk("把这个案子存成场景：老王停车")[0]["text"]
    talk("优驾容错第1项改成减轻")
    (reply,) = talk("跑一遍场景")
    assert [(r["name"], r["change"], r["live"]["treatment"], r["draft"]["treatment"]) for r in reply["scenarios"]] == [
        ("老王停车", "flips", "warning", "mitigated")
    ]
    assert {c["state"] for c in reply["scenarios"][0]["saved"]["conditions"]} == {"met"}


def test_the_whole_way_from_sentence_to_publication_by_two_people(talk: Talk) -> None:
    draft = talk("优驾容错第1项改成减轻")[0]["draft"]
    assert "从哪天起施行" in talk("提交审核，理由：便民")[0]["text"]
    talk("从明天起施行")
    assert talk("提交审核")[0]["text"].startswith("提交要写明为什么改")
    assert talk("提交审核，理由：便民")[0]["state"] == "in_review"
    assert "不能自己通过" in talk(f"通过草案{draft}")[0]["text"]
    assert draft in talk("有哪些草案要审核", LI)[0]["text"]
    shown = talk(f"看草案{draft}", LI)[0]
    assert "警告，不罚款 → 减轻处罚" in shown["text"] and shown["frozen"]["sources"]["how_sure"] == "seed"
    done = talk("通过草案", LI)[0]
    assert (done["state"], done["version"]) == ("published", 2) and len(done["sha256"]) == 64


def test_nobody_approves_their_own(talk: Talk) -> None:
    draft = talk("优驾容错第1项改成减轻")[0]["draft"]
    talk("从明天起施行")
    talk("提交审核，理由：便民")
    assert "另一个人审核" in talk(f"通过草案{draft}", Asker("reviewer", "张三"))[0]["text"]


def test_it_goes_back_with_a_remark(talk: Talk) -> None:
    draft = talk("优驾容错第1项改成减轻")[0]["draft"]
    talk("从明天起施行")
    talk("提交审核，理由：便民")
    assert "写明依据" in talk(f"退回草案{draft}：写明依据", LI)[0]["text"]
    assert "李四退回的意见：写明依据" in talk(f"看草案{draft}")[0]["text"]


@pytest.fixture
def recorded(database: Database) -> Iterator[None]:
    """One car on record: an act today, and one four months before it."""
    with database.session() as session:
        car = Vehicle(plate="豫CB7777", kind="private_small", seats=5, synthetic=True)
        driver = Driver(file_no="410300007777", synthetic=True)
        session.add_all([car, driver])
        session.flush()
        for days in (125, 1):
            when = clock.now() - timedelta(days=days)
            usual = {"agency": "traffic_police", "act": "licence-not-carried", "treatment": "ordinary", "amount": 50}
            act = RecordedAct(
                decision_no=f"合成{days}", vehicle_id=car.id, driver_id=driver.id, district="涧西区",
                committed_at=when, settled=True, known={"accident_or_jam": True}, synthetic=True, **usual,
            )  # fmt: skip
            session.add(act)
        kept = car.id, driver.id
    yield
    with database.session() as session:
        session.query(RecordedAct).filter_by(vehicle_id=kept[0]).delete()
        session.query(Vehicle).filter_by(id=kept[0]).delete()
        session.query(Driver).filter_by(id=kept[1]).delete()


def test_the_impact_on_recorded_acts_is_counted_and_frozen(talk: Talk, recorded: None) -> None:
    talk("把优驾容错的六个月改成三个月")
    (reply,) = talk("影响多少案子")
    assert reply["kind"] == "impact"
    assert [(o["from"], o["to"], o["cases"]) for o in reply["flipped"]] == [("ordinary", "warning", 1)]
    assert reply["examples"][0]["decision_no"] == "合成1" and reply["fines"]["no_longer_due"] == {
        "cases": 1,
        "yuan": 50,
    }
    talk("从明天起施行")
    assert talk("提交审核，理由：便民")[0]["frozen"]["impact"]["flipped"] == reply["flipped"]


def test_other_places_are_shown_and_a_condition_is_taken_over(talk: Talk) -> None:
    talk("优驾容错第3项改成减轻")
    (reply,) = talk("别的城市这一项怎么规定")
    places = {one["place"]: [c["text"] for c in one["conditions"]] for one in reply["elsewhere"]}
    assert "能出示电子驾驶证" in places["山西省太原市"] and "不适用" in reply["text"]
    taken = talk("把太原的第1个条件搬过来")[0]
    assert taken["kind"] == "draft"
    assert [(c["item"], c["field"]) for c in taken["made"]] == [("3", "条件")]
    assert taken["made"][0]["after"].startswith("能出示电子驾驶证")


def test_a_condition_that_is_not_there_is_refused(talk: Talk) -> None:
    talk("优驾容错第3项改成减轻")
    talk("别的城市这一项怎么规定")
    assert "没有第9个" in talk("把太原的第9个条件搬过来")[0]["text"]


def test_what_was_read_of_a_new_sentence_is_said_back(talk: Talk) -> None:
    talk("优驾容错第3项改成减轻")
    assert "“未造成交通拥堵”按“没有造成交通事故或者拥堵”判断" in talk("加一条：未造成交通拥堵")[0]["text"]
    assert "要由人认定" in talk("加一条：态度诚恳")[0]["text"]


@pytest.mark.parametrize("said", ["草案里那个条件能不能再宽一点", "把优驾容错的时间缩短一些"])
def test_what_is_not_understood_is_said_with_examples(talk: Talk, said: str) -> None:
    assert talk(said)[0]["text"].startswith("没听懂要改什么。可以这样说")
    assert not talk(said, VISITOR)[0]["text"].startswith("没听懂要改什么")


def test_versions_are_told_apart_by_day(talk: Talk) -> None:
    day = clock.today() + timedelta(days=40)
    talk(f"把优驾容错的六个月改成三个月，从{day:%Y年%-m月%-d日}起施行")
    talk("提交审核，理由：便民")
    talk("看草案", LI)
    talk("通过", LI)
    assert "适用第1版" in talk("优驾容错今天适用哪一版")[0]["text"]
    assert "适用第2版" in talk(f"优驾容错{day:%Y年%-m月%-d日}适用哪一版")[0]["text"]
    assert "有2版" in talk("优驾容错有几版")[0]["text"]
    compared = talk(f"优驾容错今天和{day:%Y年%-m月%-d日}有什么不同")[0]["text"]
    assert "第1、2、3、4项：条件由“违法前6个月内没有交通违法记录”改为“违法前3个月内没有交通违法记录”" in compared
