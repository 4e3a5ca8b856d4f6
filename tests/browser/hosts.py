"""Pages of other sites that hold the widget: a plain one, one with hostile styles and old scripts, one with a policy."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{name}</title>{head}</head><body><h1>某某局</h1><p><a href="/second">下一页</a></p>{body}
<script src="{address}/widget.js" data-title="免罚咨询" async></script></body></html>"""
HOSTILE = """<style>
*:not(html) {{ display: block !important; position: static !important; float: left !important; font: 90px/0.2 serif !important;
  color: yellow !important; background: red !important; transform: rotate(20deg) !important; width: 7px !important;
  height: 7px !important; visibility: hidden !important; opacity: 0 !important; z-index: -1 !important; pointer-events: none !important; }}
iframe, button {{ display: none !important; }}
</style><script>
Array.prototype.last = function () {{ return this[this.length - 1]; }};
Object.prototype.extend = function () {{ return this; }};
window.$ = window.jQuery = function () {{ return {{ each: function () {{}} }}; }};
window.Chat = "taken"; window.JSON2 = {{}};
setTimeout(function () {{ document.body.innerHTML = "<h1>重新写过的页面</h1>"; }}, 300);
</script>"""
SIGNED_IN = """<script>window.LuoyangAssistant = {{ identity: function (use) {{ setTimeout(function () {{ use("{token}"); }}, 50); }} }};</script>"""


@contextmanager
def serve(address: str, token: str = "") -> Iterator[str]:
    """A site on a port of its own; its address (127.0.0.1)."""

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path.strip("/") or "plain"
            head = {"hostile": HOSTILE, "signed-in": SIGNED_IN}.get(name, "").format(token=token)
            body = PAGE.format(name=name, head=head, body="", address=address).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            if name == "strict":
                policy = f"default-src 'none'; script-src {address}; frame-src {address}; img-src 'self'"
                self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()
