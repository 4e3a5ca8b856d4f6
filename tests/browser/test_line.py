"""The line: none, slow, the server away, an answer lost on the way. Nothing typed is lost, nothing is taken twice."""

from __future__ import annotations

import re

from playwright.sync_api import Page, Route, expect
from test_page import turn, type_and_send

AWAY = '{"status": 503, "detail": "助手暂时回答不了。", "incident": "AB12"}'
WORDS = "车停在路边被贴了条"


def test_offline_is_said_and_the_words_go_out_once_when_the_line_is_back(page: Page, picture) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data) if "/api/chat" in request.url else None)
    page.context.set_offline(True)
    type_and_send(page, WORDS)
    expect(page.get_by_role("alert")).to_contain_text("网络不通")
    expect(page.locator(".said").last).to_contain_text(WORDS)
    picture(page, "offline")
    turn(page, lambda: page.context.set_offline(False))
    expect(page.get_by_role("alert")).to_be_empty()
    expect(page.locator(".said")).to_have_count(1)
    assert len({re.search(r'"client_turn":"(\w+)"', body)[1] for body in sent}) == 1


def test_words_not_sent_can_be_taken_back_and_changed(page: Page) -> None:
    page.context.set_offline(True)
    type_and_send(page, WORDS)
    page.get_by_role("button", name="先不发，改一改").click()
    expect(page.get_by_label("你想说的话")).to_have_value(WORDS)
    expect(page.locator(".said")).to_have_count(0)
    expect(page.get_by_role("button", name="发送")).to_be_enabled()
    page.context.set_offline(False)


def test_words_not_sent_survive_a_change_of_page(page: Page) -> None:
    page.route("**/api/chat", lambda route: route.abort())
    type_and_send(page, WORDS)
    expect(page.get_by_role("alert")).to_contain_text("网络不通")
    page.unroute("**/api/chat")
    turn(page, page.reload)
    expect(page.locator(".said .words")).to_have_text([WORDS])


def test_an_answer_that_was_lost_is_given_again_and_no_second_turn_is_taken(page: Page) -> None:
    first: list[dict] = []

    def lose(route: Route) -> None:
        if first:
            return route.continue_()
        first.append(route.fetch().json())
        return route.abort()

    page.route("**/api/chat", lose)
    type_and_send(page, WORDS)
    expect(page.get_by_role("alert")).to_contain_text("网络不通")
    again = turn(page, page.get_by_role("button", name="现在就发").click)
    assert (again["turn"], again["conversation"]) == (first[0]["turn"], first[0]["conversation"])


def test_a_slow_line_is_said(page: Page) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/api/chat", hold)
    type_and_send(page, WORDS)
    expect(page.locator("#waiting")).to_have_text("正在看……")
    expect(page.locator("#waiting")).to_contain_text("网络有点慢", timeout=15_000)
    turn(page, held[0].continue_)


def test_a_server_that_cannot_answer_is_tried_again_and_then_the_words_come_back(page: Page) -> None:
    asked: list[int] = []

    def away(route: Route) -> None:
        asked.append(1)
        route.fulfill(status=503, content_type="application/problem+json", body=AWAY, headers={"Retry-After": "1"})

    page.route("**/api/chat", away)
    type_and_send(page, "你好")
    expect(page.get_by_role("alert")).to_contain_text("助手暂时回答不了。（编号 AB12）")
    expect(page.get_by_label("你想说的话")).to_have_value("你好")
    assert len(asked) == 3


def test_what_the_server_refuses_is_said_and_the_words_come_back(page: Page) -> None:
    refused = '{"status": 422, "detail": "这句话收不了。"}'
    page.route("**/api/chat", lambda route: route.fulfill(status=422, body=refused))
    type_and_send(page, "你好")
    expect(page.get_by_role("alert")).to_have_text("这句话收不了。")
    expect(page.get_by_label("你想说的话")).to_have_value("你好")


def test_the_conversation_goes_on_after_a_reload_and_can_be_begun_anew(page: Page) -> None:
    started = turn(page, lambda: type_and_send(page, "违停被交警贴条了"))["conversation"]
    page.reload()
    expect(page.locator(".said .words")).to_have_text(["违停被交警贴条了"])
    again = turn(page, page.get_by_role("group", name="回答").get_by_role("button", name="否", exact=True).click)
    assert again["conversation"] == started
    page.get_by_role("button", name="重新开始").click()
    expect(page.locator("#examples")).to_be_visible()
    expect(page.locator("#log")).to_be_empty()
    assert turn(page, lambda: type_and_send(page, "你好"))["conversation"] != started


def test_a_conversation_the_server_no_longer_knows_is_begun_anew_with_the_same_words(page: Page) -> None:
    turn(page, lambda: type_and_send(page, "违停被交警贴条了"))
    page.evaluate("sessionStorage.setItem('chat-conversation', '\"gone-gone-gone-gone-gone-gone-gone\"')")
    type_and_send(page, "没有")
    expect(page.locator(".note")).to_contain_text("之前的对话已经找不到了")
    expect(page.locator(".said .words")).to_have_text(["违停被交警贴条了", "没有"])
