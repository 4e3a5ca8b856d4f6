"""谁能进工作台: operators; what needs a supervisor is said in words to who is none."""

from __future__ import annotations

from fastapi import Depends, Request
from starlette.responses import Response

from bot.web import signin
from bot.web.desk.look import page
from bot.web.identity import Identity


class NotForYou(Exception):
    """Signed in, but this page is another's work; its text says whose."""


def operator(found: Identity = Depends(signin.official)) -> Identity:
    """FastAPI dependency of pages: a signed-in operator."""
    return _operator(found)


def operator_form(found: Identity = Depends(signin.official_form)) -> Identity:
    """FastAPI dependency of forms: the same, with proof that the form is our own."""
    return _operator(found)


def handler(found: Identity = Depends(signin.official)) -> Identity:
    """FastAPI dependency of ticket pages: an operator or a supervisor."""
    return _handler(found)


def handler_form(found: Identity = Depends(signin.official_form)) -> Identity:
    """The same, for forms."""
    return _handler(found)


def supervisor(found: Identity = Depends(signin.official)) -> Identity:
    """FastAPI dependency of 督办 and 统计."""
    if not found.is_supervisor:
        raise NotForYou("督办和统计给坐席主管和法制审核人员看。需要的话，请主管给令牌加上主管身份。")
    return found


async def say_whose(request: Request, error: Exception) -> Response:
    """The exception handler of NotForYou."""
    return page(request, "refused.html", {"trouble": str(error)}, status=403)


def _handler(found: Identity) -> Identity:
    if found.role != "operator" and not found.is_supervisor:
        raise NotForYou("工单由12345坐席和主管办理。你登录的不是这两种身份，请退出后重新登录。")
    return found


def _operator(found: Identity) -> Identity:
    if found.role != "operator":
        raise NotForYou("工作台给12345坐席用。你登录的不是坐席身份，请退出后用坐席的令牌登录。")
    return found
