"""The real lists, and an editor of 优驾容错 as staff would have it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.drafting.commands import parse
from bot.drafting.editing import Editor
from bot.eligibility.factbook import FactBook
from bot.eligibility.model import Item
from bot.policy.dictionary import load_citations, load_facts
from bot.policy.drafts.patches import Edit, apply
from bot.policy.loader import build, load_list
from bot.reading import read_condition
from bot.settings import ROOT

BOOK = load_facts(ROOT / "data" / "facts.yml")
CITATIONS = load_citations(ROOT / "data" / "law")


def body_of(name: str) -> dict[str, Any]:
    return load_list(ROOT / "data" / "lists" / f"{name}.yml", BOOK, CITATIONS)


@pytest.fixture
def book() -> FactBook:
    return BOOK


@pytest.fixture
def youjia() -> dict[str, Any]:
    return body_of("ly-police-youjia")


@pytest.fixture
def act() -> Callable[[str], Item | None]:
    """Knows one act, as the national list names it."""
    items = build(body_of("mps-first-warning-10"), "1").items
    return lambda name: next((item for item in items if "安全带" in name and item.act == "seatbelt"), None)


@pytest.fixture
def edit(act: Callable[[str], Item | None]) -> Callable[[dict[str, Any], str], tuple[Edit, dict[str, Any]]]:
    """Makes what was said of a content: the edit, and the content after it."""

    def make(body: dict[str, Any], words: str) -> tuple[Edit, dict[str, Any]]:
        command = parse(words)
        assert command is not None, words
        made = Editor(body, BOOK, lambda sentence: read_condition(sentence, BOOK), act).edit(command, words)
        return made, apply(body, [made])

    return make
