import pytest

from bot.eligibility.factbook import FactBook
from bot.policy.dictionary import load_facts
from bot.reading import Grammar
from bot.settings import ROOT


@pytest.fixture(scope="session")
def book() -> FactBook:
    return load_facts(ROOT / "data" / "facts.yml")


@pytest.fixture(scope="session")
def grammar(book: FactBook) -> Grammar:
    return Grammar.over(book)
