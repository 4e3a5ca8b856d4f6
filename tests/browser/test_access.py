"""For everybody: axe-core finds nothing, the keyboard reaches all, replies are announced once, large text, zoom."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect
from test_page import come_to_a_verdict, turn, type_and_send

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
RULES = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}"


def findings(page: Page) -> list[str]:
    page.evaluate(AXE)
    found = page.evaluate(f"axe.run({RULES})")
    assert len(found["passes"]) > 15
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found["violations"] for node in rule["nodes"]]


def test_axe_finds_something_where_something_is_wrong(page: Page) -> None:
    page.evaluate("document.getElementById('send').textContent = ''")
    assert any(found.startswith("button-name") for found in findings(page))


def test_axe_finds_nothing_at_the_start_and_in_the_dialog(page: Page) -> None:
    assert findings(page) == []
    page.get_by_role("button", name="转人工").click()
    assert findings(page) == []


def test_axe_finds_nothing_on_the_way_to_a_verdict(page: Page) -> None:
    turn(page, lambda: type_and_send(page, "开小超市，货架上有几包饼干过期被查到了，会罚吗？"))
    assert findings(page) == []
    page.get_by_role("button", name="重新开始").click()
    come_to_a_verdict(page)
    page.get_by_label("非常不满意").check()
    for summary in page.locator(".verdict summary").all():
        summary.click()
    assert findings(page) == []


def test_axe_finds_nothing_when_the_line_is_down(page: Page) -> None:
    page.context.set_offline(True)
    type_and_send(page, "你好")
    expect(page.get_by_role("alert")).to_contain_text("网络不通")
    assert findings(page) == []
    page.context.set_offline(False)


def test_each_reply_is_announced_once(page: Page) -> None:
    page.evaluate("""() => {
        window.heard = [];
        for (const live of document.querySelectorAll('[role=status], [role=alert], [role=log], [aria-live]')) {
            new MutationObserver(() => live.textContent.trim() && window.heard.push(live.textContent.trim()))
                .observe(live, {childList: true, subtree: true, characterData: true});
        }
    }""")
    replies = turn(page, lambda: type_and_send(page, "违停被交警贴条了"))["replies"]
    heard = page.evaluate("window.heard")
    assert heard[0] == "正在看……" and len(heard) == 2
    assert heard[1].split() == replies[0]["text"].split()


def test_the_dialog_keeps_the_keyboard_and_gives_it_back(page: Page) -> None:
    opener = page.get_by_role("button", name="转人工")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="转人工")).to_be_focused()
    for _ in range(9):
        page.keyboard.press("Tab")
        assert page.evaluate("!!document.activeElement.closest('[role=dialog]')")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(opener).to_be_focused()


def test_everything_on_the_card_is_reached_with_the_keyboard(page: Page) -> None:
    come_to_a_verdict(page)
    wanted = page.locator(".verdict button, .verdict summary, .verdict input[type=radio]").evaluate_all(
        "all => all.filter(e => e.offsetParent && e.type !== 'radio').map(e => e.textContent)"
    )
    reached: list[str] = []
    page.locator(".verdict h2").evaluate("title => { title.tabIndex = -1; title.focus(); }")
    for _ in range(25):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.textContent"))
    assert len(wanted) > 6 and set(wanted) <= set(reached)


def test_large_text_is_larger_and_stays(page: Page, picture) -> None:
    before = page.get_by_label("你想说的话").evaluate("field => parseFloat(getComputedStyle(field).fontSize)")
    button = page.get_by_role("button", name="大字")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    page.reload()
    after = page.get_by_label("你想说的话").evaluate("field => parseFloat(getComputedStyle(field).fontSize)")
    assert after >= before * 1.3
    come_to_a_verdict(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    picture(page, "large")


def test_nothing_is_cut_off_at_200_percent(page: Page) -> None:
    come_to_a_verdict(page)
    page.set_viewport_size({"width": max(320, page.viewport_size["width"] // 2), "height": 450})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(page.get_by_role("button", name="发送")).to_be_visible()
    page.get_by_role("button", name="打印或存为 PDF").scroll_into_view_if_needed()
    expect(page.get_by_role("button", name="打印或存为 PDF")).to_be_in_viewport()
