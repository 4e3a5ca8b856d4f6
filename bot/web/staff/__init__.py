"""工作人员的起草台: server-rendered pages under /staff, for staff who draft and for reviewers who decide."""

from __future__ import annotations

from fastapi import FastAPI

from bot.web.staff import console, draft, example, who

PARTS = (console, draft, example)


def install(app: FastAPI) -> None:
    """Add the console to the application."""
    for part in PARTS:
        app.include_router(part.router)
    app.add_exception_handler(who.NotStaff, who.say_whose)
