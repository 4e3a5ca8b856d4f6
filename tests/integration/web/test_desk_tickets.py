"""Tickets on the desk: the list with its lights, the steps, the follow-up, what supervisors see, the export."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from bot import clock
from bot.records.tickets import Ticket, TicketEvent
from bot.web.identity import make_token


@pytest.fixture(autouse=True)
def no_tickets_left(services):
    yield
    with services.database.session() as session:
        session.execute(delete(TicketEvent))
        session.execute(delete(Ticket))


@pytest.fixture
def signed_in(client, settings):
    """The client as an official, with the proof of our own pages."""

    def make(role="operator", supervisor=False):
        token = make_token(settings, role, "坐席01", supervisor=supervisor)
        client.post("/signin", data={"token": token, "to": "/desk"})
        page = client.get("/desk/tickets").text
        client.headers["X-CSRF-Token"] = page.split('name="proof" content="')[1].split('"')[0]
        return client

    return make


@pytest.fixture
def desk(signed_in):
    return signed_in()


def file(desk, text="城管贴的条，想请人再看看", kind="consult"):
    form = {"kind": kind, "text": text, "urgency": "normal", "person": "合成李四", "contact": "13800138000"}
    return desk.post("/desk/tickets", data=form).text.split('data-ticket="')[1].split('"')[0]


def step(desk, ticket, name, **more):
    return desk.post(f"/desk/tickets/{ticket}/steps", data={"step": name, **more}).text


def due(services, ticket, day):
    with services.database.session() as session:
        session.execute(update(Ticket).where(Ticket.id == ticket).values(due=day))


def test_the_list_shows_what_was_filed(desk):
    ticket = file(desk)
    shown = desk.get("/desk/tickets").text
    assert ticket in shown and "已受理" in shown and "期限内" in shown


@pytest.mark.parametrize(("days", "light"), [(-3, "已超期"), (0, "快到期"), (20, "期限内")])
def test_its_light(desk, services, days, light):
    due(services, file(desk), clock.today() + timedelta(days=days))
    assert light in desk.get("/desk/tickets").text


def test_only_the_wanted_are_listed(desk):
    ours, other = file(desk, "城管贴条"), file(desk, "宠物店吵闹", "complaint")
    rows = desk.get("/desk/tickets", params={"kind": "complaint"}, headers={"HX-Request": "true"}).text
    assert other in rows and ours not in rows and "<html" not in rows
    assert ours in desk.get("/desk/tickets", params={"q": "贴条"}).text
    assert "没有这样的工单" in desk.get("/desk/tickets", params={"state": "closed"}).text


def test_from_received_to_closed(desk):
    ticket = file(desk)
    assert "已交办" in step(desk, ticket, "assign", office="city_management", district="涧西区")
    assert "涧西区城市管理局" in desk.get(f"/desk/tickets/{ticket}").text
    answered = step(desk, ticket, "answer", text="首次不罚，已撤销", result="已办理")
    assert "已答复" in answered and "首次不罚，已撤销" in answered
    said = {"resolved": "yes", "satisfaction": "5"}
    closed = desk.post(f"/desk/tickets/{ticket}/follow-up", data=said).text
    assert "已办结" in closed and "已解决，非常满意" in closed


def test_a_step_that_is_not_open_is_refused_in_words(desk):
    ticket = file(desk)
    assert "不能退回；可以：" in step(desk, ticket, "return", text="不归我管")
    assert "没有这个主办单位" in step(desk, ticket, "assign", office="nobody")


@pytest.mark.parametrize("said", [{"satisfaction": "5"}, {"resolved": "yes"}, {"resolved": "yes", "satisfaction": "9"}])
def test_half_a_follow_up_is_not_recorded(desk, said):
    ticket = file(desk)
    step(desk, ticket, "answer", text="答复")
    shown = desk.post(f"/desk/tickets/{ticket}/follow-up", data=said).text
    assert 'role="alert"' in shown and 'id="followed"' not in shown


def test_an_unknown_ticket_is_404(desk):
    assert desk.get("/desk/tickets/GD1").status_code == 404
    assert desk.post("/desk/tickets/GD1/steps", data={"step": "close"}).status_code == 404


def test_what_was_written_is_shown_as_text(desk):
    ticket = file(desk, "<script>alert(1)</script>")
    assert "<script>alert" not in desk.get(f"/desk/tickets/{ticket}").text


def test_staff_are_told_whose_it_is(client, settings):
    client.post("/signin", data={"token": make_token(settings, "staff", "u")})
    assert client.get("/desk/tickets").status_code == 403


def test_supervisors_see_what_is_late_returned_or_went_badly(signed_in, services):
    desk = signed_in(supervisor=True)
    late, fine, unhappy = (file(desk, f"第{n}张，城管") for n in range(3))
    due(services, late, clock.today() - timedelta(days=3))
    step(desk, unhappy, "answer", text="答复")
    desk.post(f"/desk/tickets/{unhappy}/follow-up", data={"resolved": "no", "satisfaction": "1", "reason": "没解决"})
    shown = desk.get("/desk/escalations").text
    assert late in shown and unhappy in shown and fine not in shown


def test_the_escalation_list_is_for_supervisors(signed_in):
    assert signed_in().get("/desk/escalations").status_code == 403
    assert signed_in("reviewer").get("/desk/escalations").status_code == 200


def test_a_claim_that_is_not_true_makes_no_supervisor(client, settings):
    import jwt

    plain = jwt.decode(make_token(settings, "operator", "u"), settings.jwt_secret(), algorithms=["HS256"])
    token = jwt.encode({**plain, "supervisor": "yes"}, settings.jwt_secret(), algorithm="HS256")
    client.post("/signin", data={"token": token})
    assert client.get("/desk/escalations").status_code == 403


def test_the_sheet_holds_what_the_list_shows_and_no_formula(desk):
    file(desk, "=HYPERLINK(1) 城管", "complaint")
    file(desk, "城管咨询")
    sheet = desk.get("/desk/tickets.csv", params={"kind": "complaint"}).content.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(sheet))
    assert row["内容描述"].startswith("'=HYPERLINK")
    assert desk.get("/desk/tickets.xlsx").content[:2] == b"PK"
    assert desk.get("/desk/tickets.pdf").status_code == 404
