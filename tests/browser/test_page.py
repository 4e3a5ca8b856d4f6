"""The page at /: a person comes to a verdict, with mouse or keyboard, on a desktop and on a phone."""

from __future__ import annotations

from functools import partial

from playwright.sync_api import Page, Route, expect

PRESS = {
    "agency": "公安交警",
    "prior_traffic_6m": "否",
    "prior_traffic_settled": "是",
    "plate_local": "是",
    "accident_or_jam": "否",
    "same_kind_2y": "否",
    "correction": "被查到后当场、立即就改了",
    "catering": "否",
    "source_explained": "是",
    "food_accident": "否",
}
TYPE = {"location": "西工区", "vehicle_kind": "自己家的私家小轿车"}
EXAMPLE = "我今天违停被交警贴条了"


def turn(page: Page, act) -> dict:
    """Do something that sends a message; the answer of the API."""
    with page.expect_response("**/api/chat") as answered:
        act()
    expect(page.locator(".is-sending")).to_have_count(0)
    expect(page.locator("#waiting")).to_be_empty()
    return answered.value.json()


def type_and_send(page: Page, text: str) -> None:
    page.get_by_label("你想说的话").fill(text)
    page.get_by_role("button", name="发送").click()


def come_to_a_verdict(page: Page) -> dict:
    replies = turn(page, page.get_by_role("button", name=EXAMPLE).click)["replies"]
    for _ in range(15):
        last = replies[-1]
        if last["kind"] == "verdict":
            return last
        replies = turn(page, partial(answer, page, last.get("fact", "")))["replies"]
    raise AssertionError(f"no verdict: {last}")


def answer(page: Page, fact: str) -> None:
    if fact in TYPE:
        type_and_send(page, TYPE[fact])
    else:
        page.get_by_role("group", name="回答").get_by_role("button", name=PRESS.get(fact, "不知道"), exact=True).click()


def test_the_start(page: Page, picture) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text("免罚")
    expect(page.locator("#examples button")).to_have_count(4)
    expect(page.get_by_text("不代替执法机关作决定")).to_be_visible()
    picture(page, "start")


def test_a_conversation_to_a_verdict(page: Page, picture) -> None:
    verdict = come_to_a_verdict(page)
    assert (verdict["status"], verdict["treatment"]) == ("qualifies", "warning")
    card = page.locator(".verdict")
    expect(card.get_by_role("heading", level=2)).to_have_text("按你说的情况，只给警告，不罚款。")
    expect(card.locator(".conditions li")).to_have_count(len(verdict["conditions"]))
    expect(card.locator(".conditions .state").first).to_have_text("✓ 符合")
    expect(card).to_contain_text(verdict["notice"])
    picture(page, "verdict")
    for summary in card.locator("summary").all():
        summary.click()
    expect(card.locator("details[open] li").first).to_be_visible()
    page.set_viewport_size({**page.viewport_size, "height": 2400})
    picture(card, "verdict-card")


def test_a_question_shows_its_buttons_and_why(page: Page, picture) -> None:
    type_and_send(page, "开小超市，货架上有几包饼干过期被查到了，会罚吗？")
    group = page.get_by_role("group", name="回答")
    expect(group.get_by_role("button")).to_have_text(["是", "否", "不知道"])
    expect(page.locator(".why").last).to_contain_text("为什么问")
    picture(page, "question")
    turn(page, group.get_by_role("button", name="否", exact=True).click)
    expect(page.locator(".said").last).to_contain_text("否")
    expect(page.get_by_role("group", name="回答")).to_have_count(1)
    picture(page, "choice")


def test_an_amount_is_asked_with_a_number_field(page: Page, picture) -> None:
    replies = turn(page, lambda: type_and_send(page, "开小超市，货架上有几包饼干过期被查到了，会罚吗？"))["replies"]
    for _ in range(8):
        fact = replies[-1].get("fact", "")
        if replies[-1]["kind"] != "question" or fact == "goods_value":
            break
        replies = turn(page, partial(answer, page, fact))["replies"]
    field = page.get_by_role("group", name="回答").locator("input[type=number]")
    picture(page, "amount")
    field.fill("66")
    turn(page, lambda: field.press("Enter"))
    expect(page.locator(".said").last).to_contain_text("66元")


def test_a_day_and_an_hour_are_asked_with_their_fields(page: Page, picture) -> None:
    opening = "外地牌照的小车，2024年5月6日在洛阳老城违停，被城管贴条"
    replies = turn(page, lambda: type_and_send(page, opening))["replies"]
    for _ in range(6):
        if replies[-1].get("fact") == "violation_time":
            break
        replies = turn(page, lambda: answer(page, ""))["replies"]
    assert replies[-1]["answer_type"] == "date"
    group = page.get_by_role("group", name="回答")
    group.locator("input[type=date]").fill("2024-05-06")
    group.get_by_label("几点，可以不填").fill("07:30")
    picture(page, "day")
    with page.expect_request("**/api/chat") as sent:
        turn(page, lambda: page.keyboard.press("Enter"))
    assert sent.value.post_data_json["message"] == "2024-05-06 07:30"
    expect(page.locator(".said").last).to_contain_text("2024-05-06 07:30")


def test_items_to_choose_from(page: Page, picture) -> None:
    turn(page, lambda: type_and_send(page, "我们旅行社搬了地方没去备案，第一次被查，会怎么处理？"))
    choices = page.locator("#log .choices button")
    if choices.count():
        picture(page, "choose")
        turn(page, choices.first.click)
    expect(page.locator("#log .reply").last).to_be_visible()


def test_with_the_keyboard_only(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到输入框")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("你想说的话")).to_be_focused()
    page.keyboard.type("违停被交警贴条了")
    turn(page, lambda: page.keyboard.press("Enter"))
    group = page.get_by_role("group", name="回答").get_by_role("button")
    for _ in range(20):
        page.keyboard.press("Shift+Tab")
        if group.last.evaluate("button => button === document.activeElement"):
            break
    expect(group.last).to_be_focused()
    turn(page, lambda: page.keyboard.press("Enter"))
    expect(page.locator(".said").last).to_contain_text("不知道")
    expect(page.get_by_role("group", name="回答").get_by_role("button").first).to_be_focused()


def test_nothing_is_wider_than_the_screen(page: Page) -> None:
    come_to_a_verdict(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_the_server_says_is_shown_as_text(page: Page) -> None:
    def hostile(route: Route) -> None:
        body = '{"conversation": "c", "turn": "t", "replies": [{"kind": "new_kind", "text": "<img src=x onerror=alert(1)>"}]}'
        route.fulfill(status=200, content_type="application/json", body=body)

    page.route("**/api/chat", hostile)
    type_and_send(page, "你好")
    expect(page.locator(".reply").last).to_have_text("<img src=x onerror=alert(1)>")
    assert page.locator("#log img").count() == 0
