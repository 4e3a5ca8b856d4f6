"""Problem documents (RFC 9457) in Chinese: what went wrong and what to do, never a stack trace."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.routing import Match

from bot.web.logs import log

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: "请求看不懂",
    401: "身份没有通过验证",
    403: "没有权限",
    404: "没有找到",
    405: "不支持这种请求方式",
    409: "现在不能这样办",
    413: "内容太长",
    422: "填写有误",
    429: "请求太频繁",
    500: "系统出错了",
    503: "助手暂时不在",
}
_DETAILS = {
    400: "请求的正文读不出来，要用 UTF-8 编码的 JSON。",
    404: "没有这个地址。能用的地址见 /api/openapi.json。",
    405: "这个地址不支持这种请求方式。能用的方式见 /api/openapi.json。",
    500: "很抱歉，系统出错了，你的内容没有处理完。请稍后再试；着急可以拨打 12345，并报上编号。",
    503: "很抱歉，助手暂时回答不了。请稍后再试；着急可以拨打 12345，并报上编号。",
}


class Problem(Exception):
    """An answer that is an error: status, what to say, and extra members of the document."""

    def __init__(self, status: int, detail: str = "", headers: Mapping[str, str] | None = None, **extra: Any):
        super().__init__(status, detail)
        self.status = status
        self.detail = detail or _DETAILS.get(status, "")
        self.headers = headers
        self.extra = {name: value for name, value in extra.items() if value is not None}


def new_incident() -> str:
    """A short number that a person can read out on the telephone."""
    return secrets.token_hex(4).upper()


def answer(problem: Problem) -> JSONResponse:
    """The problem as a response; a 5xx gets an incident number if it has none."""
    body = {"type": "about:blank", "title": TITLES.get(problem.status, "请求没有完成"), "status": problem.status}
    body |= {"detail": problem.detail, **problem.extra}
    if problem.status >= 500:
        body.setdefault("incident", new_incident())
    return JSONResponse(body, problem.status, headers=problem.headers, media_type=MEDIA_TYPE)


def broken(error: BaseException) -> JSONResponse:
    """The answer to something unforeseen: logged whole (masked), told only as a number."""
    incident = new_incident()
    log.error("incident %s", incident, exc_info=error)
    return answer(Problem(500, incident=incident))


def install(app: FastAPI) -> None:
    """Make every error of the app a problem document."""
    app.add_exception_handler(Problem, _on_problem)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(RequestValidationError, _on_invalid)


async def _on_problem(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Problem)
    return answer(error)


async def _on_http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    headers = {"Allow": _allowed(request)} if error.status_code == 405 else error.headers
    return answer(Problem(error.status_code, _DETAILS.get(error.status_code, ""), headers))


def _allowed(request: Request) -> str:
    """The methods of every route of this path: Starlette alone names those of the first one."""
    fitting = (r for r in request.app.routes if r.matches(request.scope)[0] is not Match.NONE)
    return ", ".join(sorted({method for route in fitting for method in getattr(route, "methods", None) or ()}))


async def _on_invalid(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    return answer(invalid(error.errors()))


def invalid(errors: Any) -> Problem:
    """What FastAPI found wrong with a request, in Chinese: 400 no JSON, 413 too long, 422 the rest."""
    kinds = {str(one["type"]) for one in errors}
    if "json_invalid" in kinds:
        return Problem(400, "请求的正文不是正确的 JSON。")
    found = [{"field": _field(one["loc"]), "text": _words(one)} for one in errors]
    status = 413 if found[0]["field"] in _TEXTS and kinds == {"value_error.any_str.max_length"} else 422
    return Problem(status, "；".join(f"“{one['field']}”{one['text']}" for one in found) + "。", errors=found)


def _field(place: tuple[Any, ...]) -> str:
    return ".".join(str(part) for part in place[1:]) or "正文"


_TEXTS = {"message", "violation"}
_WORDS = {
    "value_error.missing": "没有填",
    "value_error.const": "不是可以填的值",
    "value_error.any_str.min_length": "太短",
    "type_error.none.not_allowed": "不能为空",
    "type_error.str": "要填文字（放在引号里）",
    "type_error.dict": "要填 JSON 对象（{…}）",
    "type_error.not_dict": "要填 JSON 对象（{…}）",
}


def _words(error: Mapping[str, Any]) -> str:
    kind = str(error["type"])
    if kind == "value_error.any_str.max_length":
        return f"最多 {error['ctx']['limit_value']} 个字"
    if kind == "value_error":  # raised by our own validators, in Chinese
        return str(error["msg"])
    return _WORDS.get(kind, "填写的内容不对")
