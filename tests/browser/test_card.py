"""The verdict as a card: copied, printed on one page, rated, asked further, corrected, taken to a person."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect
from test_page import answer, come_to_a_verdict, turn, type_and_send

EXPIRED = "开小超市，货架上有几包饼干过期被查到了，会罚吗？"


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b(?!s)", pdf))


def test_it_is_printed_alone_on_one_page(page: Page) -> None:
    come_to_a_verdict(page)
    page.evaluate("window.print = function () {}")
    page.get_by_role("button", name="打印或存为 PDF").click()
    page.emulate_media(media="print")
    expect(page.locator(".verdict h2")).to_be_visible()
    expect(page.locator(".verdict .fold li").last).to_be_visible()
    for hidden in (".said", ".rating", ".tools", ".asks", "footer", "header"):
        expect(page.locator(hidden).first).to_be_hidden()
    assert pages_of(page.pdf(format="A4")) == 1


def test_a_long_one_is_printed_on_one_page_too_without_pressing_anything(page: Page) -> None:
    replies = turn(page, lambda: type_and_send(page, EXPIRED))["replies"]
    while replies[-1]["kind"] == "question":
        pressed = page.get_by_role("group", name="回答").get_by_role("button", name="不知道", exact=True)
        replies = turn(page, pressed.click)["replies"]
    assert len(replies[-1]["text"]) > 900
    pdf = page.pdf(format="A4")
    assert pages_of(pdf) == 1


def test_it_is_copied_as_text(page: Page) -> None:
    verdict = come_to_a_verdict(page)
    page.get_by_role("button", name="复制").click()
    expect(page.get_by_text("已复制")).to_be_visible()
    field = page.get_by_label("你想说的话")
    field.focus()
    page.keyboard.press("Control+V")
    assert field.input_value().split() == verdict["text"][:2000].split()


def test_a_low_rating_asks_why_and_stays_rated(page: Page, picture) -> None:
    come_to_a_verdict(page)
    page.get_by_label("满意", exact=True).check()
    expect(page.get_by_label("看不懂")).to_be_hidden()
    page.get_by_label("非常不满意").check()
    page.get_by_label("看不懂").check()
    page.get_by_label("补充说明，可以不填").fill("字太小")
    picture(page.locator(".rating"), "rating")
    with page.expect_response("**/api/rating") as rated:
        page.get_by_role("button", name="提交评价").click()
    assert rated.value.json() == {"score": 1, "level": "非常不满意", "reasons": ["看不懂"]}
    expect(page.locator(".rating")).to_have_text("你的评价：非常不满意。谢谢。")
    page.reload()
    expect(page.locator(".rating")).to_have_text("你的评价：非常不满意。谢谢。")


def test_a_rating_without_a_line_can_be_sent_again(page: Page) -> None:
    come_to_a_verdict(page)
    page.get_by_label("满意", exact=True).check()
    page.context.set_offline(True)
    page.get_by_role("button", name="提交评价").click()
    expect(page.locator(".rating .error")).to_contain_text("可以再按一次")
    page.context.set_offline(False)
    page.get_by_role("button", name="提交评价").click()
    expect(page.locator(".rating")).to_have_text("你的评价：满意。谢谢。")


def test_what_may_be_asked_next(page: Page) -> None:
    come_to_a_verdict(page)
    asks = page.get_by_role("group", name="接着问")
    expect(asks.get_by_role("button")).to_have_text(["为什么", "如果……", "依据", "怎么申诉", "转人工"])
    asks.get_by_role("button", name="如果……").click()
    expect(page.get_by_label("你想说的话")).to_have_value("如果")
    replies = turn(page, asks.get_by_role("button", name="怎么申诉").click)["replies"]
    assert replies[0]["topic"] == "remedy" and replies[0]["citations"]
    expect(page.get_by_role("group", name="接着问")).to_have_count(0)


def test_an_earlier_answer_is_corrected_by_pressing_it(page: Page, picture) -> None:
    come_to_a_verdict(page)
    change = page.locator(".said").nth(1).get_by_role("button")
    again = turn(page, change.click)["replies"][-1]
    assert change.get_attribute("aria-label") == f"更正“{again['title']}”"
    picture(page, "correction")
    pressed = page.get_by_role("group", name="回答").get_by_role("button", name="是", exact=True)
    replies = turn(page, pressed.click)["replies"]
    for _ in range(12):
        if replies[-1]["kind"] != "question":
            break
        fact = replies[-1]["fact"]
        replies = turn(page, lambda fact=fact: answer(page, fact))["replies"]
    assert replies[-1]["kind"] == "verdict" and replies[-1]["treatment"] != "warning"


def test_a_condition_is_corrected_on_the_card(page: Page, picture) -> None:
    come_to_a_verdict(page)
    condition = page.locator(".conditions > li", has_text="违法发生前6个月内")
    change = condition.get_by_role("button", name="更正")
    expect(change).to_have_text("改")
    asked = turn(page, change.click)["replies"][-1]
    assert asked["fact"] == "prior_traffic_6m"
    expect(page.locator(".conditions").get_by_role("button")).to_have_count(0)
    picture(page, "condition-corrected")
    group = page.get_by_role("group", name="回答")
    changed = turn(page, group.get_by_role("button", name="是", exact=True).click)["replies"]
    for _ in range(12):
        if changed[-1]["kind"] != "question":
            break
        changed = turn(page, lambda fact=changed[-1]["fact"]: answer(page, fact))["replies"]
    assert changed[-1]["kind"] == "verdict" and changed[-1]["treatment"] != "warning"


def test_a_question_says_how_far_it_is(page: Page) -> None:
    asked = turn(page, lambda: type_and_send(page, EXPIRED))["replies"][-1]
    counts = asked["progress"]
    words = f"已确认 {counts['known']} 项，最多还差 {counts['open']} 项"
    expect(page.locator(".progress")).to_have_text(words)


def test_a_ticket_is_filed_once_with_the_conversation(page: Page, picture) -> None:
    turn(page, lambda: type_and_send(page, EXPIRED))
    page.get_by_role("banner").get_by_role("button", name="转人工").click()
    dialog = page.get_by_role("dialog", name="转人工")
    dialog.get_by_label("要做什么").select_option("complaint")
    dialog.get_by_label("要解决什么问题").fill("合成的测试留言：请帮我问一下怎么处理")
    picture(page, "person")
    page.context.set_offline(True)
    dialog.get_by_role("button", name="提交", exact=True).click()
    expect(dialog.get_by_role("alert")).to_contain_text("你写的内容还在")
    page.context.set_offline(False)
    with page.expect_response("**/api/tickets") as filed:
        dialog.get_by_role("button", name="提交", exact=True).click()
    ticket = filed.value.json()
    assert filed.value.status == 201
    expect(dialog).to_be_hidden()
    expect(page.locator(".note").last).to_contain_text(ticket["id"])
    progress = turn(page, lambda: type_and_send(page, "我的工单办到哪了"))["replies"]
    assert ticket["id"] in progress[0]["text"]


def test_a_ticket_can_be_filed_before_anything_was_said(page: Page) -> None:
    page.get_by_role("button", name="转人工").click()
    page.get_by_label("要解决什么问题").fill("合成的测试留言：想问问怎么办")
    with page.expect_response("**/api/tickets") as filed:
        page.get_by_role("button", name="提交", exact=True).click()
    assert filed.value.status == 201
    expect(page.locator(".note").last).to_contain_text(filed.value.json()["id"])
