"""`make evaluate`: run everything, print the figures, write them to docs/evaluation.md."""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import replace

from rich.console import Console
from rich.table import Table

from bot import clock
from bot.assistant import Assistant
from bot.bootstrap import open_database
from bot.dialogue.services import Services
from bot.evaluation import (
    cases,
    conversations,
    departments,
    intents,
    newly_read,
    sentences,
    understanding,
    unseen_answers,
)
from bot.language.components import untrained_classifier
from bot.policy.catalogue import Catalogue, CatalogueSource
from bot.policy.dictionary import load_facts
from bot.settings import ROOT, Settings

REPORT = ROOT / "docs" / "evaluation.md"
GOALS = {
    "事项前1": "0.93",
    "事项前3": "0.98",
    "事实 F1": "0.93",
    "结论全对": "0.93",
    "错误承诺": "0",
    "每个结论多问": "≤ 1",
    "新读清单的事项前3": "0.90",
    "新读清单的事项前3（第二批）": "0.90",
    "条件句读出（各清单）": "0.85",
    "条件句读对（各清单）": "0.98",
    "条件句读出（各部门写法）": "0.85",
    "条件句读对（各部门写法）": "0.98",
}


def evaluate(settings: Settings, part: str | None, errors: bool) -> int:
    """Run on one part of the cases (None: all); 1 when something was promised falsely, else 0."""
    with tempfile.TemporaryDirectory() as folder:
        scratch = replace(settings, database_url=f"sqlite:///{folder}/evaluation.sqlite3")
        services = Services(scratch, database := open_database(scratch), CatalogueSource(database, scratch))
        heard, held = asyncio.run(_run(services, part))
        found = [*unseen(services), *finding(services.catalogue(), settings.place)]
        database.close()
    f1, count = intents.cross_validated_f1(settings.data / "nlu", untrained_classifier)
    figures = _figures(heard, held, f1, count) + reading(settings) + found
    _print(figures)
    REPORT.write_text(_markdown(figures, part), encoding="utf-8")
    if errors:
        _print_errors(heard, held)
    return 1 if held.false_promises() else 0


async def _run(services: Services, part: str | None) -> tuple[understanding.Understanding, conversations.Conversations]:
    assistant = await Assistant.load(services.settings.models, services)
    heard = await understanding.measure(cases.messages(part), assistant, services)
    return heard, await conversations.run(cases.conversations(part), assistant, services)


def _figures(
    heard: understanding.Understanding, held: conversations.Conversations, f1: float, count: int
) -> list[tuple[str, str, str]]:
    asked, fewest = held.questions()
    return [
        ("意图 F1（分组交叉验证）", f"{f1:.3f}", f"{count} 条训练例句"),
        ("意图（未见过的消息）", f"{heard.intent_accuracy:.3f}", f"{len(heard.intents)} 条"),
        ("事项前1", f"{heard.top_k(1):.3f}", f"{len(heard.top)} 条"),
        ("事项前3", f"{heard.top_k(3):.3f}", f"{len(heard.top)} 条"),
        ("事实 F1", f"{heard.fact_f1:.3f}", f"读对 {heard.found}，漏 {len(heard.missed)}，多 {len(heard.invented)}"),
        ("结论全对", f"{held.share_right():.3f}", f"{len(held.outcomes)} 段对话"),
        ("错误承诺", f"{len(held.false_promises())}", "不该“符合”而说了“符合”"),
        ("每个结论多问", f"{asked - fewest:.2f}", f"平均问 {asked:.2f} 个，最少要 {fewest:.2f} 个"),
    ]


def reading(settings: Settings) -> list[tuple[str, str, str]]:
    """How condition sentences are read: those of the lists, and those written as departments write them."""
    book = load_facts(settings.data / "facts.yml")
    ours = sentences.sentences(settings.data / "lists")
    listed, apart = sentences.measure(ours, book), sentences.measure([s for s in ours if s.kept], book)
    new = departments.measure(departments.every_case(), book)
    return [
        ("条件句读出（各清单）", f"{listed.share_read:.3f}", f"{listed.total} 句；留存的清单 {apart.share_read:.3f}"),
        ("条件句读对（各清单）", f"{listed.share_right:.3f}", f"读出的里面；留存的清单 {apart.share_right:.3f}"),
        ("条件句读出（各部门写法）", f"{new.share_read:.3f}", f"{new.readable} 句能读的，另有应当留给人的"),
        ("条件句读对（各部门写法）", f"{new.share_right:.3f}", f"读错 {len(new.wrong)} 句"),
    ]


def unseen(services: Services) -> list[tuple[str, str, str]]:
    """How answers are read that nobody trained on."""
    catalogue = services.catalogue()
    answering = services.understanding(catalogue).answering
    read = unseen_answers.measure(unseen_answers.answers(), answering, catalogue.facts, clock.today())
    wrong = len(read.wrong) / max(1, read.total)
    note = f"{read.total} 句没有训练过的、有意说得难的；读错 {wrong:.3f}，其余再问一次"
    return [("没见过的回答读对", f"{read.right / max(1, read.total):.3f}", note)]


def finding(catalogue: Catalogue, place: str) -> list[tuple[str, str, str]]:
    """How items are found that have nothing but their official names."""
    rows = []
    for name, which in (("paraphrases.yml", ""), ("paraphrases_2.yml", "（第二批）")):
        found = newly_read.measure(newly_read.paraphrases(name), catalogue, place, clock.today())
        note = f"{len(found.places)} 种说法，只有官方名称；前1 {found.top(1):.3f}"
        rows.append((f"新读清单的事项前3{which}", f"{found.top(3):.3f}", note))
    return rows


def _print(figures: list[tuple[str, str, str]]) -> None:
    table = Table("指标", "结果", "目标", "说明")
    for name, value, note in figures:
        table.add_row(name, value, GOALS.get(name, ""), note)
    Console().print(table)


def _markdown(figures: list[tuple[str, str, str]], part: str | None) -> str:
    rows = "\n".join(f"| {name} | {value} | {GOALS.get(name, '')} | {note} |" for name, value, note in figures)
    which = {
        None: "全部用例",
        "open": "公开的用例（约三分之二，改进时看过）",
        "kept": "留存的用例（约三分之一，改进时不看）",
    }[part]
    return (
        f"# 测评\n\n`make evaluate` 写于 {clock.today()}，用的是{which}。用例由没见过训练数据的人写，"
        f"在 `tests/conversation/cases/`；对话测试跑真实的助手、真实的动作和数据库。\n\n"
        f"| 指标 | 结果 | 目标 | 说明 |\n| --- | --- | --- | --- |\n{rows}\n"
    )


def _print_errors(heard: understanding.Understanding, held: conversations.Conversations) -> None:
    lines = [f"意图 {got}，应为 {case.intents}：{case.text}" for ok, case, got in heard.intents if not ok]
    lines += [f"事项 {ranked}，应为 {case.items}：{case.text}" for place, case, ranked in heard.top if place != 1]
    lines += [f"漏读 {fact}={case.facts[fact]}，读成 {got}：{case.text}" for case, fact, got in heard.missed]
    lines += [f"多读 {fact}={got}：{case.text}" for case, fact, got in heard.invented]
    for outcome in held.outcomes:
        if not outcome.right:
            lines += [f"== {outcome.case.id} 应为 {outcome.case.expect}", *(f"   {line[:300]}" for line in outcome.log)]
    print("\n".join(lines))
