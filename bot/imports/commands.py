"""python -m bot import / export: records from and to files, with a bar that shows how far it is."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.bootstrap import open_database
from bot.imports import exporting, naming, source
from bot.imports.formats import FORMATS
from bot.imports.running import Import, Outcome
from bot.policy.catalogue import CatalogueSource
from bot.settings import Settings


def register(commands: Any) -> None:
    """Add the commands."""
    kinds = "，".join(f"{form.name} {form.title}" for form in FORMATS.values())
    taking = commands.add_parser("import", help="导入记录（csv、xlsx），中断了再运行一次就接着来")
    taking.add_argument("kind", choices=list(FORMATS), help=kinds)
    taking.add_argument("file", type=Path)
    taking.add_argument("--report", type=Path, help="没有收的行写到哪里（默认是文件名加 .refused.csv）")
    taking.set_defaults(run=_import)
    giving = commands.add_parser("export", help="导出行政处罚决定（双公示格式）或工单，csv 或 xlsx")
    giving.add_argument("kind", choices=list(exporting.KINDS), help="decisions 行政处罚决定，tickets 工单")
    giving.add_argument("file", type=Path)
    giving.set_defaults(run=_export)


def _import(options: argparse.Namespace, settings: Settings) -> int:
    path: Path = options.file
    if not path.is_file():
        raise FileNotFoundError(f"没有这个文件：{path}")
    database = open_database(settings)
    try:
        acts = naming.act_names(CatalogueSource(database, settings).current().items.values())
        report = options.report or path.with_name(f"{path.name}.refused.csv")
        importing = Import(FORMATS[options.kind], path, report, acts)
        with Progress(TextColumn("导入"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()) as progress:
            bar = progress.add_task("", total=source.about(path))
            outcome = importing.run(database, lambda done: progress.update(bar, completed=done.rows_read))
    finally:
        database.close()
    print(_said(outcome, report))
    return 1 if outcome.refused else 0


def _said(outcome: Outcome, report: Path) -> str:
    on = f"（从上次停下的第 {outcome.began_at} 行接着）" if outcome.began_at else ""
    kept = f"读了 {outcome.rows_read} 行{on}：新的 {outcome.added}，更新 {outcome.replaced}，没有收 {outcome.refused}"
    return f"{kept}。没有收的每一行和原因见 {report}" if outcome.refused else f"{kept}。"


def _export(options: argparse.Namespace, settings: Settings) -> None:
    database = open_database(settings)
    try:
        with database.session() as session:
            count = exporting.export(session, options.kind, options.file)
    finally:
        database.close()
    print(f"写了 {count} 行到 {options.file}")
