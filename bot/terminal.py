"""The assistant in a terminal: one question, or a conversation, with verdicts as tables."""

from __future__ import annotations

import secrets
from typing import Any

from rich.console import Console
from rich.panel import Panel
from rich.table import Table

from bot import clock, training
from bot.dialogue.services import from_environment
from bot.eligibility.explain import MARKS, sources
from bot.settings import Settings

_COLOURS = {"met": "green", "unmet": "red", "unknown": "yellow"}
_STATES = {"met": "符合", "unmet": "不符合", "unknown": "不知道"}
_FAREWELLS = {"再见", "退出", "quit", "exit", ":q"}


async def ask(settings: Settings, question: str) -> None:
    """Answer one question and print the replies."""
    console = Console()
    assistant = await _load(settings, console)
    for reply in await assistant.turn(_new(), question, clock.today()):
        show(console, reply)


async def chat(settings: Settings) -> None:
    """Talk until the person leaves (再见, Ctrl-D)."""
    console = Console()
    assistant = await _load(settings, console)
    conversation = _new()
    console.print("说说发生了什么事，比如“车停在路边被交警贴条了”。输入“退出”结束。", style="dim")
    while (message := _read(console)) is not None:
        for reply in await assistant.turn(conversation, message, clock.today()):
            show(console, reply)


async def _load(settings: Settings, console: Console) -> Any:
    with console.status("正在准备……"):
        training.train(settings, console.print)
        from bot.assistant import Assistant

        return await Assistant.load(settings.models, from_environment())


def _new() -> str:
    return f"terminal-{secrets.token_urlsafe(8)}"


def _read(console: Console) -> str | None:
    try:
        message = console.input("[bold cyan]你：[/] ")
    except (EOFError, KeyboardInterrupt):
        return None
    return None if message.strip().lower() in _FAREWELLS else message


def show(console: Console, reply: dict[str, Any]) -> None:
    """Print one reply."""
    if reply["kind"] != "verdict":
        console.print(Panel(reply["text"], title="助手", border_style="blue"), markup=False)
        return
    console.print(reply["text"].split("\n", 1)[0], style="bold", markup=False)
    console.print(_conditions(reply))
    for step in reply["to_qualify"]:
        console.print(f"→ {step}", style="cyan", markup=False)
    if reply["ordinary_penalty"]:
        console.print(f"一般处理：{reply['ordinary_penalty']}", markup=False)
    console.print(sources(reply), style="dim", markup=False)
    console.print(f"（{reply['notice']}）", style="dim", markup=False)


def _conditions(reply: dict[str, Any]) -> Table:
    table = Table("", "条件", "根据", box=None, show_header=bool(reply["conditions"]))
    for condition in reply["conditions"]:
        state = condition["state"]
        mark = f"[{_COLOURS[state]}]{MARKS[state]} {_STATES[state]}[/]"
        table.add_row(mark, condition["text"], condition["evidence"]["text"])
    return table
