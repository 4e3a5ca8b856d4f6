"""Around every request: size limit, security headers, a log line without content, and no error that escapes."""

from __future__ import annotations

import time
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.logs import log
from bot.web.problems import Problem, answer, broken

LARGEST_BODY = 64 * 1024
POLICY = "Content-Security-Policy"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def policy(ancestors: str = "'self'") -> str:
    """What a page may load: only from here; `ancestors`: the sites that may hold it in a frame."""
    own = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'"
    return f"{own}; frame-ancestors {ancestors}"


class Guard:
    """The outermost layer: headers on every answer, a problem document for whatever broke, one log line."""

    def __init__(self, app: ASGIApp):
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, response = time.perf_counter(), _Watched(scope, send)
        try:
            await self._app(scope, receive, response)
        except Exception as error:
            answered = broken(error)
            if not response.status:
                await answered(scope, receive, response)
        finally:
            _log(scope, response.status, time.perf_counter() - started)


class _Watched:
    """`send` that adds the headers and remembers the status."""

    def __init__(self, scope: Scope, send: Send):
        self._send = send
        self._is_api = scope["path"].startswith("/api/")
        self.status = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            headers.update(HEADERS)
            headers.setdefault(POLICY, policy())
            headers.setdefault("Cache-Control", "no-store" if self._is_api else "no-cache")
        await self._send(message)


def _log(scope: Scope, status: int, seconds: float) -> None:
    """The route's pattern, not the path: ids stay out of the log."""
    route = getattr(scope.get("route"), "path", None) or "-"
    log.info("%s %s %s %.0fms", scope["method"], route, status, seconds * 1000)


class SmallBodies:
    """Reads at most `LARGEST_BODY` before anything is parsed; 413 above."""

    def __init__(self, app: ASGIApp):
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http" or scope["method"] in {"GET", "HEAD", "OPTIONS"}:
            await self._app(scope, receive, send)
            return
        body = None if _declared(scope) > LARGEST_BODY else await _read(receive)
        if body is None:
            await answer(Problem(413, "请求最多 64 KB，一条消息最多 2000 个字。"))(scope, receive, send)
        else:
            await self._app(scope, _replay(body, receive), send)


def _declared(scope: Scope) -> int:
    length = dict(scope["headers"]).get(b"content-length", b"0")
    return int(length) if length.isdigit() else 0


async def _read(receive: Receive) -> bytes | None:
    """The whole body, or None when it is too large."""
    body = b""
    while True:
        message = await receive()
        body += bytes(message.get("body", b""))
        if len(body) > LARGEST_BODY:
            return None
        if message["type"] == "http.disconnect" or not message.get("more_body"):
            return body


def _replay(body: bytes, receive: Receive) -> Receive:
    whole: list[dict[str, Any]] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return whole.pop() if whole else await receive()

    return again
