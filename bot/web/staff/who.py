"""谁能进起草台: staff and reviewers; others are told whose it is."""

from __future__ import annotations

from fastapi import Depends, Request
from starlette.responses import Response

from bot.web import signin
from bot.web.identity import Identity
from bot.web.staff.look import page


class NotStaff(Exception):
    """Signed in, but not for this work."""


def drafter(found: Identity = Depends(signin.official)) -> Identity:
    """FastAPI dependency of pages: signed-in staff or a reviewer."""
    return _drafter(found)


def drafter_form(found: Identity = Depends(signin.official_form)) -> Identity:
    """FastAPI dependency of forms: the same, with proof that the form is our own."""
    return _drafter(found)


async def say_whose(request: Request, _: Exception) -> Response:
    """The exception handler of NotStaff."""
    return page(request, "refused.html", {}, status=403)


def _drafter(found: Identity) -> Identity:
    if found.role not in ("staff", "reviewer"):
        raise NotStaff(found.role)
    return found
