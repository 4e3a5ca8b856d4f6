"""The chat page, at / and in the frame of the widget, and the host page's one script tag (/widget.js).

No build step: the parts in page/js are joined when the application is made, and kept compressed. Their address holds
what they are, so a browser never asks twice.
"""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.templating import Jinja2Templates
from starlette.responses import HTMLResponse, Response

from bot.settings import Settings
from bot.web.middleware import policy

PAGE = Path(__file__).parent / "page"
STATIC = Path(__file__).parent / "static"
_JS = "dom store line host outbox paper fields rating replies verdict log person looks chat"
SCRIPTS = [PAGE / "js" / f"{name}.js" for name in _JS.split()]
PARTS = [
    PAGE / "js" / f"{name}.js" for name in ("dom", "fields", "replies", "verdict")
]  # what desk and staff draw with
STYLES = [STATIC / "bot.css", PAGE / "chat.css"]
WIDGET = [PAGE / "widget.js"]
_FOREVER = "public, max-age=31536000, immutable"
_pages = Jinja2Templates(directory=PAGE)


@dataclass(frozen=True)
class Bundle:
    """Files joined into one, plain and compressed; `tag` changes with what is in it."""

    plain: bytes
    packed: bytes
    tag: str
    media: str

    @staticmethod
    def of(files: list[Path], media: str) -> Bundle:
        """Join files in their order."""
        plain = b"\n".join(file.read_bytes() for file in files)
        return Bundle(plain, gzip.compress(plain, 9, mtime=0), hashlib.sha256(plain).hexdigest()[:16], media)

    def answer(self, request: Request, kept: str) -> Response:
        """As the browser can take it; 304 when it has it already."""
        headers = {"ETag": f'"{self.tag}"', "Vary": "Accept-Encoding", "Cache-Control": kept}
        if request.headers.get("if-none-match") == headers["ETag"]:
            return Response(status_code=304, headers=headers)
        if "gzip" not in request.headers.get("accept-encoding", ""):
            return Response(self.plain, media_type=self.media, headers=headers)
        return Response(self.packed, media_type=self.media, headers={**headers, "Content-Encoding": "gzip"})


def make_router() -> APIRouter:
    """The routes over today's files."""
    router = APIRouter(include_in_schema=False)
    js, css = Bundle.of(SCRIPTS, "text/javascript"), Bundle.of(STYLES, "text/css")
    widget, parts = Bundle.of(WIDGET, "text/javascript"), Bundle.of(PARTS, "text/javascript")
    names = {"js": f"/page/chat.js?{js.tag}", "css": f"/page/chat.css?{css.tag}"}

    @router.get("/")
    def page(request: Request) -> HTMLResponse:
        return _pages.TemplateResponse(request, "chat.html", {**names, "framed": False})

    @router.get("/widget")
    def frame(request: Request) -> HTMLResponse:
        headers = {"Content-Security-Policy": policy(_ancestors(request.app.state.shared.settings))}
        return _pages.TemplateResponse(request, "chat.html", {**names, "framed": True}, headers=headers)

    @router.get("/widget.js")
    def script(request: Request) -> Response:
        answer = widget.answer(request, "public, max-age=600")
        answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return answer

    @router.get("/page/chat.js")
    def scripts(request: Request) -> Response:
        return js.answer(request, _FOREVER if request.url.query == js.tag else "no-cache")

    @router.get("/page/parts.js")
    def drawing(request: Request) -> Response:
        return parts.answer(request, "no-cache")

    @router.get("/page/chat.css")
    def styles(request: Request) -> Response:
        return css.answer(request, _FOREVER if request.url.query == css.tag else "no-cache")

    return router


def _ancestors(settings: Settings) -> str:
    return f"'self' {settings.frame_ancestors}".strip()
