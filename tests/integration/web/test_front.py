"""The chat page, the frame of the widget and its script: what they load, how large they are, who may hold them."""

from __future__ import annotations

import gzip
import re

import pytest

from bot.settings import Settings
from bot.web.front import PAGE, SCRIPTS, STATIC

LARGEST = 160 * 1024  # bytes, compressed, all that a visitor loads
MARKUP = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function"
NEWER_THAN_ES5 = (
    r"=>|`|\b(?:let|const|class|async|await|yield)\s|\.\.\.|\bfor\s*\([^;)]*\bof\b|\bnew (?:Promise|Map|Set|URL|URLSearchParams)\b"
    r"|\bfetch\(|\?\.|\?\?|(?<!classList)\.(?:append|prepend|remove|replaceChildren|replaceWith|closest|includes|startsWith|endsWith|padStart|repeat|flat|at|entries|fill)\("
    r"|\bObject\.(?:assign|entries|values)\b|\bArray\.(?:from|of)\b|\bNodeList\b"
)


def bare(script: str) -> str:
    """The script without comments, strings and patterns."""
    return re.sub(r"/\*.*?\*/|(?<![:\"'])//[^\n]*|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", "''", script, flags=re.S)


def links(html: str) -> list[str]:
    return [path for path in re.findall(r'(?:src|href)="([^"#]+)"', html) if not path.startswith("tel:")]


def test_all_that_a_visitor_loads_is_small(client):
    html = client.get("/widget")
    loaded = [client.get("/widget.js"), *(client.get(path) for path in links(html.text))]
    sizes = [len(gzip.compress(html.content)), *(int(answer.headers["content-length"]) for answer in loaded)]
    assert all(answer.status_code == 200 for answer in loaded)
    assert 10_000 < sum(sizes) < LARGEST, sizes


@pytest.mark.parametrize("path", ["/", "/widget"])
def test_the_page_loads_only_from_here_and_holds_nothing_inline(client, path):
    html = client.get(path).text
    assert len(links(html)) == 3 and all(link.startswith(("/page/", "/static/")) for link in links(html))
    assert not re.search(r"<style|<script(?![^>]*src=)| on\w+=| style=", html)


@pytest.mark.parametrize("file", [*SCRIPTS, PAGE / "widget.js"], ids=lambda file: file.name)
def test_scripts_are_es5_and_write_no_markup(file):
    script = file.read_text(encoding="utf-8")
    assert re.findall(NEWER_THAN_ES5, bare(script)) == []
    assert not re.search(MARKUP, script)


def test_every_script_of_the_folder_is_in_the_bundle():
    assert sorted(SCRIPTS) == sorted((PAGE / "js").glob("*.js"))


def test_the_style_sheets_load_nothing():
    sheets = [PAGE / "chat.css", STATIC / "bot.css"]
    assert not any(re.search(r"@import|url\(|@font-face", sheet.read_text(encoding="utf-8")) for sheet in sheets)


def test_only_the_named_sites_may_hold_the_frame(make_client, echo):
    client = make_client(echo, frame_ancestors="https://www.example.cn")
    assert "frame-ancestors 'self' https://www.example.cn" in client.get("/widget").headers["content-security-policy"]
    for path in ("/", "/api/lists"):
        assert client.get(path).headers["content-security-policy"].endswith("frame-ancestors 'self'")


@pytest.mark.parametrize(
    "given", ["https://a.cn; script-src *", "example.cn", "*", "javascript:x", "https://a.cn/path"]
)
def test_a_site_that_is_no_origin_is_refused_at_the_start(monkeypatch, given):
    monkeypatch.setenv("BOT_FRAME_ANCESTORS", given)
    with pytest.raises(ValueError, match="BOT_FRAME_ANCESTORS"):
        Settings.from_environment()


def test_a_bundle_is_kept_for_good_and_asked_for_anew_when_it_changes(client):
    (script,) = (path for path in links(client.get("/").text) if path.startswith("/page/chat.js"))
    first = client.get(script)
    assert "immutable" in first.headers["cache-control"] and first.headers["content-encoding"] == "gzip"
    assert client.get("/page/chat.js?old").headers["cache-control"] == "no-cache"
    again = client.get(script, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    plain = client.get(script, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers and plain.content == first.content


def test_another_site_may_load_the_widget_script(client):
    assert client.get("/widget.js").headers["cross-origin-resource-policy"] == "cross-origin"


def test_the_pages_of_officials_draw_with_the_same_code(client):
    imported = re.findall(r'import "([^"]+)"', (STATIC / "replies.js").read_text(encoding="utf-8"))
    assert imported == ["/page/parts.js"]
    assert "Chat.verdict = function" in client.get("/page/parts.js").text
