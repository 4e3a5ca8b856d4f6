"""Handing a party's data over and erasing it; the audit stays, holds, and can still be replayed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot.__main__ import main
from bot.assess import Case, assess
from bot.bootstrap import open_database
from bot.clock import CHINA
from bot.dialogue.services import Services
from bot.eligibility.verdict import Evidence
from bot.policy import rule_sets
from bot.policy.catalogue import CatalogueSource
from bot.privacy import erasing, exporting
from bot.records import audit, conversations, dialogues, given, turns
from bot.records.acts import ActSource, RecordedAct
from bot.records.lookups import Lookup
from bot.records.parties import Party
from bot.records.tables import GivenVerdict
from bot.records.tickets import Ticket
from bot.records.turns import ChatTurn
from bot.records.vehicles import Vehicle
from bot.settings import Settings

NOW = datetime(2026, 11, 26, 10, tzinfo=CHINA)
NAME, PLATE, PHONE, DECISION = "赵建国", "豫CX1234", "13837912345", "洛公交决〔2026〕第77号"
SECRETS = (NAME, PLATE, PHONE, DECISION, "410300000077")


class World:
    """One party with a car, an act, a closed ticket, a conversation and verdicts; and another party."""

    def __init__(self, services: Services):
        self.services = services
        with services.database.session() as session:
            self._records(session)
            self.talk = conversations.start(session, "business:x")
            dialogues.keep(session, self.talk, {"party": "M-00001", "acts": []})
            said = f"我是{NAME}，{PLATE}，{PHONE}"
            turns.keep(session, "t1", self.talk, "business", said, [{"kind": "answer", "text": f"收到：{said}"}], NOW)
            session.add(self._ticket("GD1", "M-00001", "closed"))
            session.add(Lookup(at=NOW, role="operator", who="op", party="M-00001", reason=f"{NAME}来电", way="desk", found=True))  # fmt: skip
        self.own = self.give(f"你说“我是{NAME}，车牌豫C·X1234，邻居13900000000”", self.talk)
        self.by_api = self.give(f"记录中有1条，最近一条：{DECISION}", None)
        self.another = self.give(f"你说“{NAME}不是我”", "another-talk")

    def _records(self, session):
        party = Party(ref="M-00001", kind="person", name=NAME, name_initials="zjg", phone=PHONE, synthetic=True)
        other = Party(ref="M-00002", kind="person", name="钱一", name_initials="qy", synthetic=True)
        session.add_all([party, other])
        session.flush()
        car = Vehicle(plate=PLATE, kind="private_small", owner_id=party.id, synthetic=True)
        session.add(car)
        session.flush()
        usual = {"agency": "traffic_police", "act": "parking", "treatment": "ordinary", "committed_at": NOW}
        own = RecordedAct(decision_no=DECISION, vehicle_id=car.id, **usual)
        session.add_all([own, RecordedAct(decision_no="别人的", vehicle_id=car.id, party_id=other.id, **usual)])
        session.flush()
        session.add(ActSource(act_id=own.id, source="decisions", fields={"CF_XDR_MC": NAME}))

    def _ticket(self, number, party, state):
        return Ticket(
            id=number, party=party, state=state, received_at=NOW, source="widget", kind="consult", urgency="normal",
            text=f"{NAME}求助", person=NAME, phone=PHONE, categories=[], department="交警", days=5, due_note="",
            owner="x", conversation=self.talk, transcript=[{"said": PLATE, "replies": []}], closed_at=NOW,
        )  # fmt: skip

    def give(self, words, conversation):
        case = Case(("parking",), {"agency": "traffic_police", "plate_local": True}, date(2026, 11, 22), "洛阳市",
                    {"agency": Evidence("statement", words, "2026-11-22")})  # fmt: skip
        catalogue = self.services.catalogue()
        assessment, rule_set = assess(catalogue, case), self.services.rule_set(catalogue)
        with self.services.database.session() as session:
            giving = given.Giving(rule_set, "business:x", conversation)
            return given.store(session, assessment.verdict(given.new_id()), assessment, giving)

    def erase(self, ref="M-00001"):
        with self.services.database.session() as session:
            return erasing.erase(session, ref, "管理员", "当事人请求", NOW)

    def flaws(self):
        with self.services.database.session() as session:
            return list(audit.verify(session))

    def all_text(self, table):
        with self.services.database.session() as session:
            rows = session.execute(select(table)).scalars()
            return str(
                [{c.name: getattr(row, c.key) for c in table.__table__.c if hasattr(row, c.key)} for row in rows]
            )


@pytest.fixture
def world(settings: Settings, empty_url: str) -> Iterator[World]:
    """On an empty database of either kind."""
    here = replace(settings, database_url=empty_url)
    database = open_database(here)
    yield World(Services(here, database, CatalogueSource(database, here)))
    database.close()


@pytest.mark.parametrize("table", [Party, Vehicle, RecordedAct, ActSource, Ticket, ChatTurn, Lookup])
def test_nothing_of_an_erased_party_is_left_in(world: World, table) -> None:
    assert any(secret in world.all_text(table) for secret in SECRETS)
    world.erase()
    assert not any(secret in world.all_text(table) for secret in SECRETS)


def test_what_is_anothers_stays(world: World) -> None:
    world.erase()
    with world.services.database.session() as session:
        assert session.execute(select(Party.ref)).scalars().all() == ["M-00002"]
        kept = session.execute(select(RecordedAct)).scalars().all()
        assert [(act.decision_no, act.vehicle_id) for act in kept] == [("别人的", None)]
        assert NAME in str(session.get(GivenVerdict, world.another).facts)


def test_the_audit_holds_with_a_pseudonym_in_it(world: World) -> None:
    world.erase()
    assert world.flaws() == []
    with world.services.database.session() as session:
        own, by_api = session.get(GivenVerdict, world.own), session.get(GivenVerdict, world.by_api)
        assert "已删除-" in str(own.verdict) and "已删除-" in str(by_api.facts)
        told = str([own.facts, own.verdict, by_api.facts, by_api.verdict])
    assert not any(secret in told for secret in (*SECRETS, "X1234", "13900000000"))


def test_an_erased_verdict_replays_to_the_same(world: World) -> None:
    world.erase()
    with world.services.database.session() as session:
        row = session.get(GivenVerdict, world.own)
        rules = rule_sets.rebuild(session, row.versions["rule_set"])
        assert assess(rules, given.case_from_wire(row.facts)).verdict(row.id) == row.verdict


@pytest.mark.parametrize("when", ["before", "after"])
def test_who_changes_an_erased_verdict_in_secret_shows(world: World, when: str) -> None:
    if when == "after":
        world.erase()
    with world.services.database.session() as session:
        row = session.get(GivenVerdict, world.own)
        row.verdict = {**row.verdict, "status": "qualifies"}
    assert [flaw.audit for flaw in world.flaws()] == [world.own]


def test_the_chain_goes_on_after_an_erasure(world: World) -> None:
    world.erase()
    world.give("你说“又来问”", None)
    assert world.flaws() == []


def test_an_erasure_that_was_taken_out_of_the_chain_shows(world: World) -> None:
    world.erase()
    with world.services.database.session() as session:
        session.delete(session.execute(select(GivenVerdict).where(GivenVerdict.id.startswith("erasure-"))).scalar_one())
    assert world.own in {flaw.audit for flaw in world.flaws()}


def test_nobody_goes_on_with_an_erased_conversation(world: World) -> None:
    world.erase()
    with world.services.database.session() as session:
        assert not conversations.is_owned(session, world.talk, "business:x")
        assert dialogues.load(session, world.talk) is None
        assert session.execute(select(func.count()).select_from(ChatTurn)).scalar_one() == 1  # the figures' count


def test_an_open_ticket_is_finished_first(world: World) -> None:
    with world.services.database.session() as session:
        session.add(world._ticket("GD2", "M-00001", "assigned"))
    with pytest.raises(ValueError, match="GD2"):
        world.erase()
    assert NAME in world.all_text(Party)


def test_an_export_holds_all_of_it_and_is_written_down(world: World) -> None:
    with world.services.database.session() as session:
        told = exporting.as_json(exporting.export(session, "M-00001", "管理员", "当事人请求", NOW + timedelta(days=1)))
    whole = json.loads(told)
    assert whole["当事人"]["name"] == NAME and whole["机动车"][0]["plate"] == PLATE
    assert [act["decision_no"] for act in whole["违法记录"]] == [DECISION]
    assert whole["违法记录的来源"][0]["fields"] == {"CF_XDR_MC": NAME}
    assert PLATE in str(whole["对话"]) and whole["工单"][0]["编号"] == "GD1"
    assert [one["审计号"] for one in whole["结论"]] == [world.own]
    assert whole["谁查过"][0]["理由"] == f"{NAME}来电" and "op" not in whole["谁查过"][0].values()
    assert "'way': 'export'" in world.all_text(Lookup)


def test_by_command(world: World, monkeypatch, tmp_path, capsys) -> None:
    monkeypatch.setenv("DATABASE_URL", world.services.settings.database_url)
    file = tmp_path / "m1.json"
    assert main(["privacy", "export", "--party", "M-00001", str(file)]) == 0
    assert NAME in file.read_text(encoding="utf-8") and file.stat().st_mode & 0o077 == 0
    assert main(["privacy", "export", "--party", "M-00001", str(file)]) == 2  # never over another file
    assert main(["privacy", "erase", "--party", "M-00001", "--reason", "注销"]) == 0
    assert main(["audit", "verify"]) == 0
    capsys.readouterr()
    for command in (["erase", "--party", "M-00001"], ["export", "--party", "M-00001", str(tmp_path / "again")]):
        assert main(["privacy", *command]) == 2
        assert "没有编号为“M-00001”的当事人" in capsys.readouterr().err
