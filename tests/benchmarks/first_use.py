"""How long until a first visitor can type: `python -m tests.benchmarks.first_use [--address http://127.0.0.1:8000]`.

A running service is looked at from a browser with the line and the processor of a mid-range phone (as Lighthouse does:
150 ms there and back, 1.6 Mbit/s, processor four times slower), nothing cached. Aim: at most 2 s.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import CHROMIUM, SWITCHES

PHONE = {"width": 390, "height": 844}
LINES = {"4G": (150, 1_600_000), "3G": (300, 700_000), "2G": (800, 280_000)}  # round trip in ms, bits a second
SLOWER = 4
HOST = '<!doctype html><html lang="zh-CN"><title>某某局</title><h1>某某局</h1><script src="/widget.js" async></script>'


def page_on(browser: Browser, line: str) -> Page:
    """A fresh visitor on a slow line and a slow phone."""
    page = browser.new_context(viewport=PHONE, has_touch=True, locale="zh-CN").new_page()
    control = page.context.new_cdp_session(page)
    delay, speed = LINES[line]
    control.send("Network.enable")
    control.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": delay, "downloadThroughput": speed / 8, "uploadThroughput": speed / 8},
    )
    control.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return page


LOADED = "() => new Promise(go => document.readyState === 'complete' ? go() : addEventListener('load', go))"


def whole_page(page: Page, address: str) -> float:
    """Seconds from the address to a page on which one can type and press (its script has run)."""
    begun = time.perf_counter()
    page.goto(f"{address}/", wait_until="commit")
    page.locator("#message").wait_for()
    page.locator("html").evaluate(LOADED)
    return time.perf_counter() - begun


def widget(page: Page, address: str) -> float:
    """Seconds from pressing the button on a host page to a frame in which one can type and press."""
    page.route("**/host", lambda route: route.fulfill(body=HOST, content_type="text/html"))
    page.goto(f"{address}/host")
    begun = time.perf_counter()
    page.get_by_role("button", name="免罚咨询").click()
    frame = page.frame_locator("#luoyang-assistant iframe")
    frame.locator("#message").wait_for()
    frame.locator("html").evaluate(LOADED)
    return time.perf_counter() - begun


def measure(browser: Browser, address: str, line: str, way: Callable[[Page, str], float], times: int) -> str:
    """One line of the table: median and slowest."""
    taken = []
    for _ in range(times):
        page = page_on(browser, line)
        taken.append(way(page, address))
        page.context.close()
    return f"{way.__name__:>10}  {line}  median {statistics.median(taken):.2f} s  slowest {max(taken):.2f} s"


def main() -> None:
    """Measure each way in on each line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--address", default="http://127.0.0.1:8000")
    parser.add_argument("--times", type=int, default=7)
    given = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        for line in LINES:
            for way in (whole_page, widget):
                print(measure(browser, given.address, line, way, given.times), flush=True)
        browser.close()


if __name__ == "__main__":
    main()
