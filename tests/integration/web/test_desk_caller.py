"""The desk's left column: who may open it, finding the caller, the record in one look, and the log of each look."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from bot import clock
from bot.records.acts import Exemption, RecordedAct
from bot.records.corrections import Correction, CorrectionOrder
from bot.records.lookups import Lookup
from bot.records.parties import Party
from bot.records.tables import GivenVerdict
from bot.records.vehicles import Vehicle
from bot.web.identity import make_token

NOW = clock.now()


@pytest.fixture(autouse=True)
def city(services):
    """Two synthetic parties; the first with a car, acts old and new, orders and an exemption; taken away again."""
    with services.database.session() as session:
        shop = Party(
            ref="D-1",
            kind="enterprise",
            name="合成牡丹超市有限公司",
            name_initials="hcmdcsyxgs",
            credit_code="91410300MA00000001",
            district="西工区",
            synthetic=True,
        )
        other = Party(ref="D-2", kind="household", name="合成早餐店", name_initials="hczcd", synthetic=True)
        session.add_all([shop, other])
        session.flush()
        car = Vehicle(plate="豫CD7788", kind="private_small", owner_id=shop.id, synthetic=True)
        session.add(car)
        session.flush()
        usual = {"agency": "city_management", "act": "parking", "treatment": "ordinary"}
        acts = [
            RecordedAct(decision_no="洛城罚1", party_id=shop.id, committed_at=NOW - timedelta(days=100), **usual),
            RecordedAct(decision_no="洛城罚2", vehicle_id=car.id, committed_at=NOW - timedelta(days=10), **usual),
            RecordedAct(decision_no="洛城罚旧", party_id=shop.id, committed_at=NOW - timedelta(days=800), **usual),
            RecordedAct(decision_no="洛城罚别家", party_id=other.id, committed_at=NOW - timedelta(days=9), **usual),
        ]
        orders = [
            CorrectionOrder(order_no=f"责改{n}", party_id=shop.id, agency="market", issued_at=NOW - timedelta(days=9), due_at=NOW + timedelta(days=due))
            for n, due in ((1, 4), (2, -2), (3, 1))
        ]  # fmt: skip
        session.add_all([*acts, *orders])
        session.flush()
        session.add(Correction(party_id=shop.id, order_id=orders[2].id, corrected_at=NOW))
        exempt = {"agency": "city_management", "treatment": "no_penalty", "committed_at": NOW - timedelta(days=300)}
        session.add(Exemption(decision_no="免1", party_id=shop.id, **exempt))
    yield
    with services.database.session() as session:
        for table in (Correction, CorrectionOrder, Exemption, RecordedAct, Vehicle, Party, Lookup):
            session.execute(delete(table))


@pytest.fixture
def desk(client, settings):
    """A signed-in operator whose requests carry the proof that they come from our own page."""
    sign_in(client, settings, "operator")
    page = client.get("/desk").text
    client.headers["X-CSRF-Token"] = page.split('name="proof" content="')[1].split('"')[0]
    return client


def sign_in(client, settings, role):
    client.post("/signin", data={"token": make_token(settings, role, "坐席01"), "to": "/desk"})


def record(desk, party="D-1", reason="来电人本人询问", **more):
    return desk.post("/desk/caller", data={"party": party, "reason": reason, **more})


def looks(services):
    with services.database.session() as session:
        return [(r.who, r.party, r.reason, r.way) for r in session.execute(select(Lookup)).scalars()]


def test_a_visitor_signs_in_first(client):
    answer = client.get("/desk", follow_redirects=False)
    assert answer.headers["location"] == "/signin?to=/desk"


@pytest.mark.parametrize("role", ["staff", "reviewer"])
def test_other_officials_are_told_whose_it_is(client, settings, role):
    sign_in(client, settings, role)
    answer = client.get("/desk")
    assert answer.status_code == 403 and "坐席用" in answer.text
    assert client.get("/desk/callers?q=牡丹").status_code == 403


def test_a_part_of_the_page_sends_the_whole_page_to_sign_in(client):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/desk"}
    answer = client.get("/desk/callers?q=牡丹", headers=headers, follow_redirects=False)
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/signin?to=/desk")


@pytest.mark.parametrize("words", ["牡丹超", "mdcs", "HCMD", "91410300MA", "D-1", "CD77", "豫C·D7788"])
def test_a_caller_is_found_by(desk, words):
    found = desk.get("/desk/callers", params={"q": words}).text
    assert "牡丹超市" in found and "早餐店" not in found


@pytest.mark.parametrize("words", ["牡", "%%", "__", "没有这家"])
def test_no_caller_is_found_by(desk, words):
    assert "<li>" not in desk.get("/desk/callers", params={"q": words}).text


def test_finding_shows_no_code_and_is_no_look_at_the_record(desk, services):
    assert "91410300MA" not in desk.get("/desk/callers", params={"q": "牡丹"}).text
    assert looks(services) == []


def test_the_record_in_one_look(desk):
    seen = record(desk).text
    assert "洛城罚1" in seen and "洛城罚2" in seen  # its own and its car's
    assert "洛城罚旧" not in seen and "洛城罚别家" not in seen
    assert seen.count("<circle") == 2
    assert "还剩4天" in seen and "超过2天" in seen and "责改3" not in seen
    assert "免1" in seen and "合成数据" in seen


def test_how_many_of_each_comes_first_and_the_gravest_is_named(desk):
    seen = record(desk).text
    sums = seen.split('class="row sums"')[1].split("</ul>")[0]
    assert "违法2次，2次未处理" in sums and "责令改正2件，最久超过2天" in sums and "用过免罚1次" in sums
    assert (
        seen.index('class="row sums"')
        < seen.index("<svg")
        < seen.index("责改2")
        < seen.index("免1")
        < seen.index("洛城罚1")
    )


def test_an_exemption_stands_on_the_line_of_time_and_an_old_one_does_not(desk, services):
    assert record(desk).text.count('<path class="is-used"') == 1
    with services.database.session() as session:
        used = session.execute(select(Exemption)).scalar_one()
        used.committed_at = NOW - timedelta(days=900)
    seen = record(desk).text
    assert '<path class="is-used"' not in seen and "免1" in seen


def test_acts_beyond_the_first_three_are_folded(desk, services):
    with services.database.session() as session:
        shop = session.execute(select(Party).where(Party.ref == "D-1")).scalar_one()
        for n in range(3):
            act = {"agency": "city_management", "act": "parking", "treatment": "ordinary", "amount": 150}
            session.add(
                RecordedAct(decision_no=f"洛城罚补{n}", party_id=shop.id, committed_at=NOW, settled=True, **act)
            )
    seen = record(desk).text
    assert "更早的2次" in seen and "罚150元" in seen and "违法5次，2次未处理" in seen


def test_each_look_is_written_down_with_its_reason(desk, services):
    record(desk)
    record(desk, "D-9", "核实工单")
    assert looks(services) == [
        ("坐席01", "D-1", "来电人本人询问", "desk"),
        ("坐席01", "D-9", "核实工单", "desk"),
    ]


def test_without_a_reason_nothing_is_shown_or_looked_at(desk, services):
    answer = record(desk, reason="  ")
    assert "要写明为什么查" in answer.text and "洛城罚1" not in answer.text
    assert looks(services) == []


def test_another_sites_form_is_refused(desk):
    desk.headers["X-CSRF-Token"] = "0"
    assert record(desk).status_code == 403


def test_an_unknown_party_is_said(desk):
    assert "没有编号为“D-9”" in record(desk, "D-9").text


def test_nobody_elses_talk_is_read_out_or_attached(desk, bearer):
    other = desk.post("/api/chat", json={"message": "你好"}, headers=bearer("operator", "坐席02")).json()
    assert desk.get("/desk/attached", params={"conversation": other["conversation"]}).status_code == 404
    assert desk.get("/desk/script", params={"audit": "none"}).status_code == 404


def test_a_ticket_is_filed_from_the_page(desk, services):
    said = desk.post("/api/chat", json={"message": "被贴条了"}).json()["conversation"]
    assert "1轮对话" in desk.get("/desk/attached", params={"conversation": said}).text
    form = {"conversation": said, "kind": "consult", "text": "请城管再看看", "request": "r-1", "urgency": "normal"}
    first, again = (desk.post("/desk/tickets", data=form).text for _ in range(2))
    number = first.split('data-ticket="')[1].split('"')[0]
    assert number.startswith("GD") and number in again


def test_what_is_missing_in_a_ticket_is_said(desk):
    assert 'role="alert"' in desk.post("/desk/tickets", data={"kind": "consult", "text": "", "urgency": "normal"}).text


def given(services, conversation, audit, status):
    verdict = {"audit": audit, "status": status, "list": None, "text": f"结论：{status}。根据{status}。"}
    with services.database.session() as session:
        session.add(
            GivenVerdict(id=audit, conversation=conversation, given_at=NOW, facts={}, versions={}, verdict=verdict)
        )


def test_two_verdicts_of_one_turn_are_both_read_out(desk, services):
    own = desk.post("/api/chat", json={"message": "你好"}).json()["conversation"]
    for audit, status in (("desk-a", "qualifies"), ("desk-b", "fails")):
        given(services, own, audit, status)
    shown = desk.get("/desk/script", params={"audit": ["desk-a", "desk-b"]}).text
    assert "念给来电人听（1）" in shown and shown.index("根据qualifies") < shown.index("根据fails")


def test_anothers_verdict_is_not_read_out(desk, services, bearer):
    other = desk.post("/api/chat", json={"message": "你好"}, headers=bearer("operator", "坐席02")).json()
    given(services, other["conversation"], "desk-c", "qualifies")
    assert desk.get("/desk/script", params={"audit": "desk-c"}).status_code == 404
