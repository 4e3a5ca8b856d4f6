"""The served product, as a person starts it, and a browser on it."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.conftest import free_port

ROOT = Path(__file__).parents[2]
expect.set_options(timeout=20_000)  # a first answer on a busy machine

SCREENSHOTS = ROOT / "results" / "screenshots"
CHROMIUM = "/usr/bin/chromium"
SWITCHES = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def _wait_until_ready(process: subprocess.Popen[str], seconds: float = 180) -> None:
    assert process.stdout is not None
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        if select.select([process.stdout], [], [], 1)[0] and "已就绪" in process.stdout.readline():
            return
    raise RuntimeError("the service did not start; is the model trained (python -m bot train)?")


@pytest.fixture(scope="session")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the service keeps its database and secret."""
    return tmp_path_factory.mktemp("var")


@pytest.fixture(scope="session")
def address(var: Path) -> Iterator[str]:
    """The service in a process of its own, with an empty database."""
    port = free_port()
    environment = os.environ | {
        "BOT_VAR": str(var),
        "BOT_PORT": str(port),
        "BOT_FRAME_ANCESTORS": "http://127.0.0.1:*",
        "BOT_TURNS_PER_MINUTE": "0",
    }
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "bot", "serve"]
    with (var / "log").open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=log, text=True)
    try:
        _wait_until_ready(process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture(params=["desktop", "phone"])
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """The page on a desktop and on a phone; fails on any request elsewhere, script error or refused policy."""
    is_phone = request.param == "phone"
    size = {"width": 390, "height": 844} if is_phone else {"width": 1280, "height": 900}
    context = browser.new_context(viewport=size, has_touch=is_phone, locale="zh-CN", base_url=address)
    page = context.new_page()
    page.set_default_timeout(10_000)
    elsewhere: list[str] = []
    errors: list[str] = []
    page.on("request", lambda sent: None if sent.url.startswith(address) else elsewhere.append(sent.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if "Content Security Policy" in said.text else None)
    page.goto("/")
    yield page
    context.close()
    assert not elsewhere and not errors


@pytest.fixture
def picture(request: pytest.FixtureRequest) -> Iterator[object]:
    """Saves a screenshot under a name with the device's."""
    device = request.node.callspec.params
    device = device.get("page") or device.get("host") or "desktop"
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    yield lambda shown, name: shown.screenshot(path=SCREENSHOTS / f"{name}-{device}.png")
