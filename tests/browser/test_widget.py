"""The widget on other sites' pages: plain, hostile, with a strict policy, signed in; on a desktop and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import hosts
import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from bot.settings import Settings
from bot.web.identity import make_token


@pytest.fixture(scope="module")
def site(address: str, var: Path) -> Iterator[str]:
    token = make_token(replace(Settings.from_environment(), var=var), "business", "合成某店", "P-1")
    with hosts.serve(address, token) as site:
        yield site


@pytest.fixture(params=["desktop", "phone"])
def host(request: pytest.FixtureRequest, browser: Browser, address: str, site: str) -> Iterator[Page]:
    """A tab at another site; fails on a request to a third one, or a script error."""
    is_phone = request.param == "phone"
    size = {"width": 390, "height": 844} if is_phone else {"width": 1280, "height": 900}
    context = browser.new_context(viewport=size, has_touch=is_phone, locale="zh-CN", base_url=site)
    page = context.new_page()
    page.set_default_timeout(10_000)
    wrong: list[str] = []
    page.on("request", lambda sent: None if sent.url.startswith((address, site)) else wrong.append(sent.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    context.close()
    assert not wrong


def frame_of(host: Page) -> FrameLocator:
    return host.frame_locator("#luoyang-assistant iframe")


def open_at(host: Page, path: str) -> FrameLocator:
    host.goto(path)
    if path == "/hostile":
        expect(host.get_by_text("重新写过的页面")).to_have_count(1)
    host.get_by_role("button", name="免罚咨询").click()
    frame = frame_of(host)
    expect(frame.locator("#examples button")).to_have_count(4)
    return frame


def ask(frame: FrameLocator, words: str) -> None:
    frame.get_by_label("你想说的话").fill(words)
    frame.get_by_role("button", name="发送").click()
    expect(frame.locator(".is-sending")).to_have_count(0)
    expect(frame.locator(".reply").last).to_be_visible()


@pytest.mark.parametrize("path", ["/plain", "/hostile", "/strict"])
def test_it_opens_and_answers_whatever_the_page_does(host: Page, path: str, picture) -> None:
    frame = open_at(host, path)
    ask(frame, "我今天违停被交警贴条了")
    expect(frame.get_by_role("group", name="回答").get_by_role("button").first).to_be_visible()
    expect(host.locator("#luoyang-assistant button")).to_be_hidden()
    box = host.locator("#luoyang-assistant iframe").bounding_box()
    width, height = host.viewport_size["width"], host.viewport_size["height"]
    if width < 600:
        assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, width, height)
    else:
        assert box["width"] == 420 and box["x"] + box["width"] == width - 20
        assert box["y"] >= 20 and box["y"] + box["height"] == height - 20
    picture(host, f"widget-{path[1:]}")


def test_the_button_is_where_and_as_large_as_it_should_be_on_a_hostile_page(host: Page) -> None:
    host.goto("/hostile")
    button = host.get_by_role("button", name="免罚咨询")
    box = button.bounding_box()
    assert 44 <= box["height"] <= 60 and 90 <= box["width"] <= 160
    assert box["x"] + box["width"] == host.viewport_size["width"] - 20
    assert button.evaluate("b => getComputedStyle(b).color + getComputedStyle(b).fontSize") == "rgb(255, 255, 255)16px"


def test_the_conversation_and_the_open_frame_stay_over_a_page_change(host: Page) -> None:
    frame = open_at(host, "/plain")
    ask(frame, "我今天违停被交警贴条了")
    host.goto("/second")
    frame = frame_of(host)
    expect(frame.locator(".said .words")).to_have_text(["我今天违停被交警贴条了"])
    expect(frame.get_by_role("group", name="回答")).to_have_count(1)


def test_it_is_closed_by_button_and_by_escape_and_the_focus_comes_back(host: Page) -> None:
    frame = open_at(host, "/plain")
    button = host.get_by_role("button", name="免罚咨询")
    frame.get_by_role("button", name="关闭").click()
    expect(host.locator("#luoyang-assistant iframe")).to_be_hidden()
    expect(button).to_be_focused()
    host.keyboard.press("Enter")
    expect(frame.get_by_label("你想说的话")).to_be_focused()
    host.keyboard.press("Escape")
    expect(host.locator("#luoyang-assistant iframe")).to_be_hidden()
    expect(button).to_be_focused()


def test_a_page_that_says_who_is_signed_in_is_believed_by_its_token_only(host: Page) -> None:
    frame = open_at(host, "/signed-in")
    with host.expect_request("**/api/chat") as asked:
        ask(frame, "我今天违停被交警贴条了")
    assert asked.value.headers["authorization"].startswith("Bearer ey")


def test_without_a_token_it_is_a_visitor(host: Page) -> None:
    frame = open_at(host, "/plain")
    with host.expect_request("**/api/chat") as asked:
        ask(frame, "你好")
    assert "authorization" not in asked.value.headers


def test_a_site_that_is_not_named_cannot_hold_the_frame(browser: Browser, site: str) -> None:
    page = browser.new_page()
    page.goto(site.replace("127.0.0.1", "localhost") + "/plain")
    with page.expect_event("console", lambda said: "frame-ancestors" in said.text):
        page.get_by_role("button", name="免罚咨询").click()
    expect(frame_of(page).locator("#examples")).to_have_count(0)
    page.close()
