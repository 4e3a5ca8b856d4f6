"""The real rules for benchmarks, read once."""

from __future__ import annotations

import pytest

from bot.policy.catalogue import Catalogue
from bot.policy.check import fact_names
from bot.policy.dictionary import load_citations, load_facts
from bot.policy.loader import build, load_list
from bot.settings import ROOT


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    data = ROOT / "data"
    facts, citations = load_facts(data / "facts.yml"), load_citations(data / "law")
    bodies = [load_list(path, facts, citations) for path in sorted((data / "lists").rglob("*.yml"))]
    book = facts.with_members(name for body in bodies for name in fact_names(body))
    return Catalogue({body["id"]: build(body, "1") for body in bodies}, book, citations)
