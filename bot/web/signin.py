"""登录: a token kept in a cookie for the pages of officials (/desk, /staff), and proof that a form is our own.

The cookie (httpOnly, SameSite=Strict) counts for pages, and for /api only together with the header X-CSRF-Token, so
that a request which another site causes is nobody's. The proof is an HMAC of the cookie: nothing is kept at the server.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from pathlib import Path
from urllib.parse import quote, urlsplit

from fastapi import APIRouter, Form, Request
from fastapi.templating import Jinja2Templates
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.settings import Settings
from bot.web import identity
from bot.web.identity import Identity
from bot.web.problems import Problem

COOKIE = "session"
HEADER = "x-csrf-token"
FIELD = "csrf"
router = APIRouter(include_in_schema=False)
templates = Jinja2Templates(directory=Path(__file__).parent / "pages")


class SignInFirst(Exception):
    """A page was asked for that only a signed-in official may see; answered with the way to the sign-in form."""

    def __init__(self, wanted: str):
        super().__init__(wanted)
        self.wanted = wanted


def official(request: Request) -> Identity:
    """FastAPI dependency of pages: the signed-in official; SignInFirst for anybody else."""
    try:
        found = _from_cookie(request)
    except Problem:
        raise SignInFirst(_wanted(request)) from None
    if not found.is_official:
        raise SignInFirst(_wanted(request))
    return found


def signed_in(request: Request) -> Identity:
    """Who the cookie says, a visitor when it says nobody."""
    try:
        return _from_cookie(request)
    except Problem:
        return Identity()


async def official_form(request: Request) -> Identity:
    """FastAPI dependency of forms: as `official`, and the form (or the header) carries the proof."""
    found = official(request)
    given = request.headers.get(HEADER) or str((await request.form()).get(FIELD) or "")
    check_proof(request, given)
    return found


def api_identity(request: Request) -> Identity | None:
    """Who the cookie says, for a request of our own pages to /api; None when it carries no proof."""
    given = request.headers.get(HEADER)
    if not given or COOKIE not in request.cookies:
        return None
    check_proof(request, given)
    return _from_cookie(request)


def proof(request: Request) -> str:
    """What our own forms and scripts send along."""
    secret = _settings(request).jwt_secret().encode()
    cookie = request.cookies.get(COOKIE, "")
    return hmac.new(secret, b"csrf:" + cookie.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def check_proof(request: Request, given: str) -> None:
    """Problem 403 when a form is not our own."""
    if not hmac.compare_digest(proof(request).encode(), given.encode("utf-8", "replace")):
        raise Problem(403, "这个请求不是从本页面发出的，请刷新页面再试。")


@router.get("/signin")
def form(request: Request, to: str = "/desk") -> Response:
    """The sign-in form."""
    return _form(request, to)


@router.post("/signin")
def sign_in(request: Request, token: str = Form(""), to: str = Form("/desk")) -> Response:
    """Check the token and go where the person wanted to."""
    try:
        found = identity.identify(_settings(request), f"Bearer {token.strip()}")
    except Problem as problem:
        return _form(request, to, problem.detail, 401)
    if not found.is_official:
        return _form(request, to, "这里是坐席和工作人员用的，经营者请直接在首页提问。", 403)
    answer = RedirectResponse(_own(to), 303)
    is_https = request.url.scheme == "https"
    answer.set_cookie(COOKIE, token.strip(), httponly=True, samesite="strict", secure=is_https, path="/")
    return answer


@router.post("/signout")
async def sign_out(request: Request) -> Response:
    """Forget the cookie."""
    check_proof(request, str((await request.form()).get(FIELD) or ""))
    answer = RedirectResponse("/signin", 303)
    answer.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")
    return answer


async def to_the_form(request: Request, error: Exception) -> Response:
    """The exception handler of SignInFirst."""
    assert isinstance(error, SignInFirst)
    if request.headers.get("HX-Request"):  # a part of a page: the whole page goes to the form
        return Response(status_code=401, headers={"HX-Redirect": f"/signin?to={quote(_page(request))}"})
    return RedirectResponse(f"/signin?to={quote(error.wanted)}", 303)


def _form(request: Request, to: str, trouble: str = "", status: int = 200) -> HTMLResponse:
    said = {"to": _own(to), "trouble": trouble}
    return templates.TemplateResponse(request, "signin.html", said, status_code=status)


def _own(to: str) -> str:
    """Only a path of this site: never //elsewhere or /\\elsewhere."""
    return to if re.fullmatch(r"/(?:[\w.~%-]+/?)*(?:\?[\w=&%.~-]*)?", to, re.ASCII) else "/desk"


def _wanted(request: Request) -> str:
    return request.url.path


def _page(request: Request) -> str:
    """The page that the part was asked for from, as htmx says it."""
    return urlsplit(request.headers.get("HX-Current-URL", "")).path or "/desk"


def _from_cookie(request: Request) -> Identity:
    return identity.identify(_settings(request), f"Bearer {request.cookies.get(COOKIE, '')}")


def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.shared.settings
    return settings
