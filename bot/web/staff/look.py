"""How the pages of staff are drawn: the templates and what all of them show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.templating import Jinja2Templates
from starlette.responses import HTMLResponse

from bot.clock import CHINA
from bot.eligibility.explain import HOW_SURE
from bot.eligibility.model import TREATMENTS
from bot.web import signin

templates = Jinja2Templates(directory=Path(__file__).parents[1] / "pages")


def page(request: Request, name: str, shown: Mapping[str, Any], status: int = 200) -> HTMLResponse:
    """A page from pages/staff; `proof` is what its forms send along."""
    given = {"proof": signin.proof(request), "here": request.url.path, **shown}
    return templates.TemplateResponse(request, f"staff/{name}", given, status_code=status)


def moment(at: str | datetime | None) -> str:
    """2027年1月1日, with the time when it is not midnight; "" for none."""
    if at is None:
        return ""
    found = datetime.fromisoformat(at) if isinstance(at, str) else at
    found = found.astimezone(CHINA) if found.tzinfo else found
    return f"{found:%Y年%-m月%-d日}" + ("" if (found.hour, found.minute) == (0, 0) else f" {found:%H:%M}")


templates.env.filters["moment"] = moment
templates.env.globals.update(HOW_SURE=HOW_SURE, TREATMENTS=TREATMENTS)
