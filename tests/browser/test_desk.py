"""A whole call at the desk, with the keyboard only: look-up, question, verdict, ticket, answer, follow-up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from bot import clock
from bot.database import Database
from bot.records.acts import RecordedAct
from bot.records.lookups import Lookup
from bot.records.parties import Party
from bot.records.vehicles import Driver, Vehicle
from bot.settings import Settings
from bot.web.identity import make_token

SCREENSHOTS = Path(__file__).parents[2] / "results" / "screenshots"


@pytest.fixture(scope="module")
def records(address: str, var: Path) -> Iterator[Database]:
    """The service's own database, with one synthetic caller in it."""
    database = Database(f"sqlite:///{var / 'bot.sqlite3'}")
    now = clock.now()
    with database.session() as session:
        party = Party(
            ref="B-1", kind="person", name="合成赵六", name_initials="hczl", district="西工区", synthetic=True
        )
        session.add(party)
        session.flush()
        car = Vehicle(plate="豫CF6060", kind="private_small", seats=5, owner_id=party.id, synthetic=True)
        session.add_all([car, Driver(file_no="410300000060", party_id=party.id, synthetic=True)])
        session.flush()
        usual = {"agency": "traffic_police", "act": "lane-at-junction", "treatment": "ordinary", "settled": True}
        act = RecordedAct(decision_no="洛公交决60", vehicle_id=car.id, committed_at=now - timedelta(days=400), **usual)
        session.add(act)
    yield database
    database.close()


@pytest.fixture
def desk(browser: Browser, address: str, var: Path, records: Database) -> Iterator[Page]:
    """A signed-in operator's page; fails on any request elsewhere, script error or refused policy."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN", base_url=address)
    page = context.new_page()
    page.set_default_timeout(10_000)
    wrong: list[str] = []
    page.on("request", lambda sent: None if sent.url.startswith(address) else wrong.append(sent.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "console",
        lambda said: wrong.append(f"{said.text} {said.location} {page.url}") if said.type == "error" else None,
    )
    token = make_token(replace(Settings.from_environment(), var=var), "operator", "坐席01", supervisor=True)
    page.goto("/desk")
    page.get_by_label("令牌").fill(token)
    page.keyboard.press("Enter")
    expect(page.get_by_label("名称、拼音首字母、代码或车牌")).to_be_focused()
    yield page
    context.close()
    assert not wrong


def picture(page: Page, name: str) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"desk-{name}.png", full_page=True)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def look_up(page: Page) -> None:
    press(page, "F2")
    page.keyboard.type("hczl")
    expect(page.locator("#found button")).to_have_count(1)
    press(page, "ArrowDown", "Enter")
    expect(page.get_by_role("button", name="来电人本人询问")).to_be_focused()
    press(page, "Enter")
    expect(page.locator("#record")).to_contain_text("合成赵*")
    expect(page.get_by_label("来电人说了什么")).to_be_focused()


def ask(page: Page, words: str) -> dict:
    press(page, "F4")
    page.keyboard.type(words)
    with page.expect_response("**/api/chat") as answered:
        press(page, "Enter")
    expect(page.locator("#waiting")).to_be_empty()
    return answered.value.json()["replies"][-1]


def tab_to(page: Page, wanted: str, keys: int = 60) -> None:
    """Press Tab until the element that the selector names has the focus."""
    for _ in range(keys):
        if page.evaluate("s => !!document.activeElement?.matches(s)", wanted):
            return
        press(page, "Tab")
    raise AssertionError(f"{wanted} is not reached with Tab")


def test_a_whole_call_with_the_keyboard_only(desk: Page, records: Database) -> None:
    look_up(desk)
    expect(desk.locator(".timeline circle")).to_have_count(1)
    picture(desk, "record")

    reply = ask(desk, "来电人违停第一次，交警贴的条，在西工区")
    for _ in range(8):
        if reply["kind"] == "verdict":
            break
        reply = ask(desk, "没有")
    assert reply["kind"] == "verdict"
    assert "record" in {c["evidence"]["source"] for c in reply["conditions"]}
    script = desk.get_by_role("region", name="念给来电人听")
    expect(script).to_contain_text("最终以执法机关认定为准")
    expect(script).to_contain_text(reply["audit"])
    picture(desk, "verdict")

    press(desk, "F8")
    expect(desk.locator("#ticket-text")).to_be_focused()
    expect(desk.locator("#ticket-text")).to_have_value("来电人违停第一次，交警贴的条，在西工区")
    expect(desk.locator("#attached")).to_contain_text("和结论")
    tab_to(desk, "#ticket button")
    press(desk, "Enter")
    receipt = desk.locator("#receipt")
    expect(receipt).to_contain_text("工作日")
    number = receipt.get_attribute("data-ticket")
    tab_to(desk, "#receipt a")
    press(desk, "Enter")
    desk.wait_for_url(f"**/desk/tickets/{number}")
    expect(desk.locator("#ticket-body")).to_contain_text(reply["audit"])

    tab_to(desk, "#answer")
    desk.keyboard.type("已核实，按首次轻微处理。")
    tab_to(desk, "form:has(#answer) button")
    press(desk, "Enter")
    expect(desk.locator("#state")).to_have_text("已答复")
    picture(desk, "ticket")

    tab_to(desk, "[name=resolved]")
    press(desk, "Space")
    tab_to(desk, "[name=satisfaction]")
    press(desk, "Space")
    tab_to(desk, "form:has([name=satisfaction]) button")
    press(desk, "Enter")
    expect(desk.locator("#followed")).to_contain_text("已解决，非常满意")
    expect(desk.locator("#state")).to_have_text("已办结")

    with records.session() as session:
        looks = session.execute(select(Lookup.reason).where(Lookup.party == "B-1")).scalars().all()
    assert set(looks) == {"来电人本人询问"}


def test_the_next_call_knows_nothing_of_the_last(desk: Page) -> None:
    look_up(desk)
    ask(desk, "违停")
    press(desk, "F9")
    expect(desk.get_by_label("名称、拼音首字母、代码或车牌")).to_be_focused()
    expect(desk.locator("#log")).to_be_empty()
    expect(desk.locator("#record")).to_have_count(0)
    with desk.expect_request("**/api/chat") as sent:
        ask(desk, "你好")
    assert sent.value.post_data_json["conversation"] is None and "party" not in sent.value.post_data_json


def test_search_with_the_keyboard(desk: Page) -> None:
    desk.goto("/desk/search")
    press(desk, "F2")
    desk.keyboard.type("优驾容错")
    expect(desk.locator("#hits a").first).to_be_visible()
    picture(desk, "search")
    press(desk, "ArrowDown", "Enter")
    desk.wait_for_url("**/desk/*/ly-police-youjia**")
    picture(desk, "item")


def test_the_list_filters_as_one_types_and_the_sheet_follows(desk: Page) -> None:
    desk.goto("/desk/tickets")
    press(desk, "F2")
    desk.keyboard.type("没有这样的词")
    expect(desk.locator("#rows")).to_contain_text("没有这样的工单")
    assert "q=" in (desk.locator("[data-export]").first.get_attribute("href") or "")
    picture(desk, "tickets")


def test_every_field_has_a_name_and_nothing_is_wider_than_the_screen(desk: Page) -> None:
    for path in ("/desk", "/desk/search?q=违停", "/desk/tickets", "/desk/escalations"):
        desk.goto(path)
        unnamed = desk.locator("button, input:not([type=hidden]), textarea, select").evaluate_all(
            "all => all.filter(e => !(e.textContent.trim() || e.ariaLabel || e.labels?.length)).map(e => e.outerHTML)"
        )
        assert not unnamed, path
        assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_what_is_to_be_read_out_goes_when_the_matter_is_open_again(desk: Page) -> None:
    look_up(desk)
    reply = ask(desk, "来电人违停第一次，交警贴的条，在西工区")
    for _ in range(8):
        if reply["kind"] == "verdict":
            break
        reply = ask(desk, "没有")
    script = desk.locator("#script section")
    expect(script).to_have_count(1)
    answered = '{"conversation": "c", "turn": "t", "replies": [{"kind": "question", "text": "几次？", "fact": "x", "answer_type": "number"}]}'
    desk.route("**/api/chat", lambda route: route.fulfill(status=200, content_type="application/json", body=answered))
    desk.route("**/desk/attached*", lambda route: route.fulfill(status=200, body=""))
    ask(desk, "其实不是第一次")
    expect(script).to_have_count(0)
