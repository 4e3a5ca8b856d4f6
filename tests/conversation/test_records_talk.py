"""The record in conversation: one's own is told, another's is not, and nobody learns whether there is such a party."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from datetime import date, datetime

import pytest
from sqlalchemy import delete

from bot.assistant import Assistant
from bot.clock import CHINA
from bot.dialogue.asker import VISITOR, Asker
from bot.dialogue.services import Services
from bot.records.acts import RecordedAct
from bot.records.corrections import CorrectionOrder
from bot.records.parties import Party

OWN, OTHER = Asker("business", "u1", "T-own"), Asker("business", "u2", "T-other")
CODE, NAME, NUMBER = "91410300MA00000001", "合成牡丹超市", "合成洛罚〔2026〕5号"
Say = Callable[..., str]


@pytest.fixture(autouse=True)
def records(services: Services) -> Iterator[None]:
    """A firm with one act and one open order, and a firm with none; taken away again."""
    with services.database.session() as session:
        firm = Party(ref="T-own", kind="enterprise", name=NAME, name_initials="hc", credit_code=CODE, synthetic=True)
        session.add_all(
            [firm, Party(ref="T-other", kind="enterprise", name="合成别家", name_initials="hc", synthetic=True)]
        )
        session.flush()
        when = datetime(2026, 10, 1, 9, tzinfo=CHINA)
        session.add_all([
            RecordedAct(decision_no=NUMBER, party_id=firm.id, agency="city_management", act="parking",
                        treatment="ordinary", amount=50, committed_at=when, settled_known=False, synthetic=True),
            CorrectionOrder(order_no="责改9", party_id=firm.id, agency="market", issued_at=when,
                            due_at=datetime(2026, 12, 1, 9, tzinfo=CHINA)),
        ])  # fmt: skip
    yield
    remove(services)


def remove(services: Services) -> None:
    with services.database.session() as session:
        for table in (CorrectionOrder, RecordedAct, Party):
            session.execute(delete(table))


@pytest.fixture
def talk(assistant: Assistant, loop) -> Say:
    """Says messages in a new conversation; the texts of the last replies."""

    def talk(asker: Asker, *messages: str) -> str:
        name = secrets.token_urlsafe(8)
        for message in messages:
            replies = loop.run_until_complete(assistant.turn(name, message, date(2026, 11, 23), asker))
        return "\n".join(reply["text"] for reply in replies)

    return talk


@pytest.mark.parametrize(
    "words",
    [
        "查一下我的违法记录",
        "我们店有没有处罚记录？",
        "帮我看看我公司近两年的记录",
        "我的记录有哪些",
        "本店有几条在案的违法记录",
    ],
)
def test_ones_own_record_is_told(talk: Say, words: str) -> None:
    told = talk(OWN, words)
    assert NUMBER in told and "2026年10月1日" in told and "50.00元" in told and "合成数据" in told
    assert "来源没写处理了没有" in told and "责改9" in told and "2026年12月1日前改正" in told


def test_an_empty_record_is_no_promise(talk: Say) -> None:
    told = talk(OTHER, "查一下我的违法记录")
    assert "没有在案的违法记录" in told and "没有列出来不等于没有" in told and NUMBER not in told


def test_a_visitor_is_told_how_to_see_it(talk: Say) -> None:
    assert "没有登录" in talk(VISITOR, "查一下我的违法记录")


def test_an_operator_states_whom_and_why_first(talk: Say) -> None:
    assert "写明为什么查" in talk(Asker("operator", "op"), "查一下来电人的违法记录")


def test_an_open_question_is_asked_again_after_the_record(talk: Say) -> None:
    told = talk(OWN, "车停在路边被交警贴条了", "我有没有违法记录")
    assert NUMBER in told and "接着刚才的问题" in told


@pytest.mark.parametrize("words", ["我没有违法记录", "以前没被处罚过，没有记录", "帮我看看我违停被处罚能不能免"])
def test_a_matter_is_no_request_for_the_record(talk: Say, words: str) -> None:
    assert NUMBER not in talk(OWN, words)


@pytest.mark.parametrize(
    "words",
    [
        "{}有没有被罚过", "帮我查一下{}的处罚记录", "{}上次违停罚了多少", "我是{}的，查一下我们的违法记录", "{}是我朋友开的，他们的记录有哪些",
        "看看他们{}的违法记录", "{}有几条没处理的违法记录",
    ],
)  # fmt: skip
@pytest.mark.parametrize("named", [NAME, CODE, "T-own"])
@pytest.mark.parametrize("asker", [OTHER, VISITOR], ids=["business", "visitor"])
def test_another_named_firm_gets_the_same_answer_whether_or_not_it_is_there(
    talk: Say, services: Services, words: str, named: str, asker: Asker
) -> None:
    there = talk(asker, words.format(named))
    remove(services)
    assert there == talk(asker, words.format(named))
    assert NUMBER not in there and "责改9" not in there


def test_a_business_is_not_shown_its_own_record_for_anothers(talk: Say) -> None:
    told = talk(OWN, "查一下他们的违法记录")
    assert "只能看你自己的" in told and NUMBER not in told
