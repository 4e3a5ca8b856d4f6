"""From a sentence to a published rule, by two people, in a real browser on the served product."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from bot import clock
from bot.settings import Settings
from bot.web.identity import make_token
from tests.browser.conftest import SCREENSHOTS

TOMORROW = clock.today() + timedelta(days=1)
FACTS = {
    "agency": "traffic_police",
    "plate_local": True,
    "vehicle_kind": "private_small",
    "location": "core",
    "prior_traffic_6m": False,
}


@pytest.fixture
def sign_in(browser: Browser, address: str, var: Path) -> Iterator[Callable[..., Page]]:
    """A person's own browser, signed in on the form; fails on a script error, a refused policy, a request elsewhere."""
    wrong: list[str] = []
    contexts = []

    def sign_in(role: str, sub: str, width: int = 1280) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, locale="zh-CN", base_url=address)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda sent: None if sent.url.startswith(address) else wrong.append(sent.url))
        page.on("console", lambda said: wrong.append(said.text) if "Content Security Policy" in said.text else None)
        page.goto("/staff")
        page.get_by_label("令牌").fill(make_token(replace(Settings.from_environment(), var=var), role, sub))
        page.get_by_role("button", name="登录").click()
        page.wait_for_url("**/staff")
        return page

    yield sign_in
    for context in contexts:
        context.close()
    assert not wrong


def picture(page: Page, name: str) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)


def say(page: Page, words: str) -> list[dict[str, Any]]:
    page.get_by_label("你想说的话").fill(words)
    with page.expect_response("**/api/chat") as answered:
        page.get_by_role("button", name="发送", exact=True).click()
    expect(page.get_by_role("button", name="发送", exact=True)).to_be_enabled()
    replies: list[dict[str, Any]] = answered.value.json()["replies"]
    return replies


def treatment(page: Page, address: str, on: date) -> tuple[str, str]:
    """What a parked car gets under 优驾容错 when it is judged on that day."""
    asked = {"item": "ly-police-youjia/1", "facts": FACTS, "as_of": on.isoformat()}
    found = page.request.post(f"{address}/api/evaluate", data=asked).json()
    (route,) = [route for route in found["routes"] if route["item"] == "ly-police-youjia/1"]
    return route["status"], route["treatment"]


def test_from_a_sentence_to_a_published_rule_by_two_people(sign_in: Callable[..., Page], address: str) -> None:
    zhang = sign_in("staff", "张三")
    say(zhang, "优驾容错第1项改成减轻")
    expect(zhang.locator("#draft")).to_contain_text("警告，不罚款 → 减轻处罚")
    opened = "我今天违停被交警贴条了，洛阳牌照的私家车，在涧西区，最近半年没有违法"
    (beside,) = [reply for reply in say(zhang, opened) if reply["kind"] == "comparison"]
    assert beside["differs"] is True
    expect(zhang.locator("#log .comparison")).to_contain_text("草案（没有施行）")
    say(zhang, "把这个案子存成场景：涧西停车")
    say(zhang, f"从{TOMORROW:%Y年%-m月%-d日}起施行")
    picture(zhang, "staff-talk")

    zhang.get_by_role("link", name="打开", exact=True).click()
    expect(zhang.get_by_role("heading", name="试过的场景")).to_be_visible()
    zhang.get_by_label("为什么改").fill("和上级清单衔接")
    zhang.get_by_role("button", name="提交审核").click()
    expect(zhang.get_by_text("等另一个人审核")).to_be_visible()
    assert treatment(zhang, address, TOMORROW) == ("qualifies", "warning")

    li = sign_in("reviewer", "李四", width=390)
    li.get_by_role("link", name="洛阳市公安局“优驾容错”制度").first.click()
    expect(li.locator(".changes")).to_contain_text("减轻处罚")
    expect(li.get_by_role("cell", name="涧西停车")).to_be_visible()
    picture(li, "staff-review")
    li.get_by_role("button", name="通过并发布").click()
    expect(li.get_by_text("李四通过，第2版")).to_be_visible()

    assert treatment(li, address, clock.today()) == ("qualifies", "warning")
    assert treatment(li, address, TOMORROW) == ("qualifies", "mitigated")
    li.goto("/lists/ly-police-youjia")
    expect(li.locator("#versions")).to_contain_text("理由：和上级清单衔接")
    expect(li.locator("#versions")).to_contain_text("减轻处罚")
    picture(li, "lists-versions")


def test_a_reviewer_cannot_draft(sign_in: Callable[..., Page]) -> None:
    replies = say(sign_in("reviewer", "李四"), "优驾容错第2项改成减轻")
    assert [reply["kind"] for reply in replies] == ["answer"]
