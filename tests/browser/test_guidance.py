"""Before anything happened: the risk points of a trade in the chat, and the check-list that is printed."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from test_access import findings
from test_card import pages_of
from test_page import turn, type_and_send


def test_a_trades_risk_points_lead_to_the_check_list(page: Page, picture) -> None:
    reply = turn(page, lambda: type_and_send(page, "我想开个饭店，要注意什么"))["replies"][-1]
    points = page.locator(".risks > li")
    expect(points).to_have_count(len(reply["risks"]))
    expect(points.first.locator("strong")).to_have_text(reply["risks"][0]["title"])
    expect(points.first).to_contain_text("怎么避免：")
    expect(page.locator(".reply").last).not_to_contain_text("/checklist/")
    picture(page, "risks")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="可以打印的检查表").click()
    sheet = opened.value
    expect(sheet.get_by_role("heading", level=1)).to_have_text("餐饮检查表")
    assert sheet.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert findings(sheet) == []
    sheet.evaluate("window.print = function () { window.printed = true; }")
    sheet.get_by_role("button", name="打印").click()
    assert sheet.evaluate("window.printed")
    sheet.emulate_media(media="print")
    expect(sheet.get_by_role("button", name="打印")).to_be_hidden()
    expect(sheet.get_by_text("检查人")).to_be_visible()
    assert pages_of(sheet.pdf(format="A4")) <= 3
