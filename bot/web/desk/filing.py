"""右栏·工单: filing a ticket from the call page, by the same rules as the API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Depends, Request
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse

from bot.web import tickets
from bot.web.desk.look import page
from bot.web.desk.who import operator_form
from bot.web.identity import Identity
from bot.web.problems import Problem, invalid
from bot.web.shapes_tickets import NewTicket
from bot.web.shared import Shared, shared

router = APIRouter(include_in_schema=False)
_OPTIONAL = ("conversation", "party", "request")


@router.post("/desk/tickets")
async def file(
    request: Request, identity: Identity = Depends(operator_form), here: Shared = Depends(shared)
) -> HTMLResponse:
    """The receipt, or what is missing."""
    form = {name: str(value) for name, value in (await request.form()).items()}
    return page(request, "filed.html", await run_in_threadpool(_filed, form, identity, here))


def _filed(form: Mapping[str, str], identity: Identity, here: Shared) -> dict[str, Any]:
    wanted = {name: value for name, value in form.items() if value or name not in _OPTIONAL}
    try:
        return {"ticket": tickets.file_once(NewTicket.parse_obj(wanted), identity, here)}
    except ValidationError as error:
        return {"trouble": _words(error)}
    except Problem as problem:
        return {"trouble": problem.detail}


def _words(error: ValidationError) -> str:
    errors = [{**one, "loc": ("body", *one["loc"])} for one in error.errors()]
    return invalid(errors).detail
