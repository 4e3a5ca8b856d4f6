"""Making the database ready: its tables, and the lists of data/lists that it has not seen yet."""

from __future__ import annotations

from collections.abc import Callable

from bot.database import Database
from bot.policy import store
from bot.policy.dictionary import load_citations, load_facts
from bot.settings import Settings


def open_database(settings: Settings, say: Callable[[str], None] = lambda _: None) -> Database:
    """The database with today's lists; RuleFileError (nothing loaded) when a list file is wrong."""
    database = Database(settings.database_url)
    database.create()
    facts = load_facts(settings.data / "facts.yml")
    citations = load_citations(settings.data / "law")
    with database.session() as session:
        changed = store.load_folder(session, settings.data / "lists", facts, citations)
    say(f"清单已载入（新的或有变化的 {len(changed)} 份）")
    return database
