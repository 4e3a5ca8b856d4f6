"""The real facts, articles and lists of `data/`, read once."""

from __future__ import annotations

import pytest

from bot.eligibility.factbook import FactBook
from bot.eligibility.model import Citation
from bot.policy.catalogue import Catalogue
from bot.policy.check import fact_names
from bot.policy.dictionary import load_citations, load_facts
from bot.policy.loader import build, load_list
from bot.settings import ROOT

DATA = ROOT / "data"


@pytest.fixture(scope="session")
def book() -> FactBook:
    return load_facts(DATA / "facts.yml")


@pytest.fixture(scope="session")
def citations() -> dict[str, Citation]:
    return load_citations(DATA / "law")


@pytest.fixture(scope="session")
def catalogue(book: FactBook, citations: dict[str, Citation]) -> Catalogue:
    bodies = [load_list(path, book, citations) for path in sorted((DATA / "lists").rglob("*.yml"))]
    facts = book.with_members(name for body in bodies for name in fact_names(body))
    return Catalogue({body["id"]: build(body, "1") for body in bodies}, facts, citations)
