"""One process of several that give verdicts at once: python -m tests.integration.records.giving URL HOW_MANY."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date

from bot.assess import Case, assess
from bot.bootstrap import open_database
from bot.dialogue.services import Services
from bot.policy.catalogue import CatalogueSource
from bot.records import given
from bot.settings import Settings

CASE = Case(("parking",), {"agency": "traffic_police", "plate_local": True}, date(2026, 11, 22), "洛阳市")


def main(url: str, times: int) -> None:
    """Give so many, each in a session of its own; a line when ready, and the ids."""
    settings = replace(Settings.from_environment(), database_url=url)
    database = open_database(settings)
    services = Services(settings, database, CatalogueSource(database, settings))
    assessment, rule_set = assess(services.catalogue(), CASE), services.rule_set(services.catalogue())
    print("ready", flush=True)
    sys.stdin.readline()
    for _ in range(times):
        with database.session() as session:
            verdict = assessment.verdict(given.new_id())
            print(given.store(session, verdict, assessment, given.Giving(rule_set, "visitor")), flush=True)
    database.close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
