"""12345 坐席工作台: server-rendered pages under /desk, for operators with a caller on the line."""

from __future__ import annotations

from fastapi import FastAPI

from bot.web.desk import caller, figures, filing, handling, items, search, talking, who

PARTS = (caller, talking, filing, handling, search, items, figures)


def install(app: FastAPI) -> None:
    """Add the desk to the application."""
    for part in PARTS:
        app.include_router(part.router)
    app.add_exception_handler(who.NotForYou, who.say_whose)
