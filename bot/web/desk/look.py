"""How the desk's pages are drawn: one place for the templates, what all of them show, and small words of dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.templating import Jinja2Templates
from starlette.responses import HTMLResponse

from bot.clock import CHINA
from bot.web import signin

templates = Jinja2Templates(directory=Path(__file__).parents[1] / "pages")


def page(request: Request, name: str, shown: Mapping[str, Any], status: int = 200) -> HTMLResponse:
    """A page or a part of one from pages/desk; `proof` is what its forms send along, `who` is signed in."""
    given = {"proof": signin.proof(request), "here": request.url.path, "who": signin.signed_in(request), **shown}
    return templates.TemplateResponse(request, f"desk/{name}", given, status_code=status)


def day(on: date | None) -> str:
    """2026年11月26日; "" for none."""
    return f"{on:%Y年%-m月%-d日}" if on else ""


def moment(at: datetime | None) -> str:
    """11月26日 09:05 in local time; "" for none."""
    return f"{at.astimezone(CHINA):%-m月%-d日 %H:%M}" if at else ""


def yuan(amount: Decimal) -> str:
    """200 or 150.5: without the zeros of a sum of money."""
    return f"{amount:f}".rstrip("0").rstrip(".") if amount % 1 else f"{int(amount)}"


templates.env.filters.update(day=day, moment=moment, yuan=yuan)
