"""The chain of verdicts: append-only, told when touched, safe with several writers; and judging again by old rules."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlalchemy import delete, update

from bot.assess import Case, assess
from bot.bootstrap import open_database
from bot.dialogue.services import Services
from bot.policy import publication, rule_sets, store
from bot.policy.catalogue import CatalogueSource
from bot.records import audit, given
from bot.records.tables import AuditHead, GivenVerdict
from bot.settings import ROOT, Settings

CASE = Case(("parking",), {"agency": "traffic_police", "plate_local": True}, date(2026, 11, 22), "洛阳市")


@pytest.fixture
def rules(settings: Settings, empty_url: str) -> Iterator[Services]:
    """Services on an empty database of either kind."""
    here = replace(settings, database_url=empty_url)
    database = open_database(here)
    yield Services(here, database, CatalogueSource(database, here))
    database.close()


def give(rules: Services) -> str:
    catalogue = rules.catalogue()
    assessment, rule_set = assess(catalogue, CASE), rules.rule_set(catalogue)
    with rules.database.session() as session:
        return given.store(session, assessment.verdict(given.new_id()), assessment, given.Giving(rule_set, "visitor"))


def flaws(rules: Services) -> list[audit.Flaw]:
    with rules.database.session() as session:
        return list(audit.verify(session))


def test_a_chain_of_verdicts_holds(rules: Services) -> None:
    for _ in range(3):
        give(rules)
    assert flaws(rules) == []


def test_a_chain_holds_in_every_time_zone(rules: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    give(rules)
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    give(rules)
    assert flaws(rules) == []
    monkeypatch.undo()
    time.tzset()
    assert flaws(rules) == []


def test_a_changed_verdict_shows(rules: Services) -> None:
    touched = [give(rules) for _ in range(3)][1]
    with rules.database.session() as session:
        row = session.get(GivenVerdict, touched)
        row.verdict = {**row.verdict, "status": "qualifies"}
    assert [(f.number, f.reason) for f in flaws(rules)] == [(2, "was changed after it was written")]


def test_a_verdict_taken_out_shows(rules: Services) -> None:
    gone = [give(rules) for _ in range(3)][1]
    with rules.database.session() as session:
        session.execute(delete(GivenVerdict).where(GivenVerdict.id == gone))
    assert any("missing" in flaw.reason for flaw in flaws(rules))


def test_the_last_one_taken_out_shows(rules: Services) -> None:
    last = [give(rules) for _ in range(2)][1]
    with rules.database.session() as session:
        session.execute(delete(GivenVerdict).where(GivenVerdict.id == last))
    assert any("head counts 2" in flaw.reason for flaw in flaws(rules))


def test_a_head_that_was_moved_shows(rules: Services) -> None:
    give(rules)
    with rules.database.session() as session:
        session.execute(update(AuditHead).values(sha256="f" * 64))
    assert flaws(rules)


def test_several_writers_make_one_chain(rules: Services) -> None:
    rules.rule_set(rules.catalogue())
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: give(rules), range(24)))
    assert len(set(made)) == 24 and flaws(rules) == []


def writer(url: str, times: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.integration.records.giving", url, str(times)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    return subprocess.Popen(command, cwd=ROOT, text=True, **pipes)  # type: ignore[call-overload,no-any-return]


def test_two_processes_at_once_make_one_chain(rules: Services) -> None:
    writers = [writer(rules.database.url, 30) for _ in range(2)]
    for one in writers:
        assert one.stdout.readline() == "ready\n"
    for one in writers:
        one.stdin.write("go\n")
        one.stdin.flush()
    made = [name for one in writers for name in one.communicate(timeout=120)[0].split()]
    assert [one.returncode for one in writers] == [0, 0]
    assert len(set(made)) == 60 and flaws(rules) == []


def test_a_process_that_is_killed_while_it_gives_leaves_a_whole_chain(rules: Services) -> None:
    one = writer(rules.database.url, 1000)
    assert one.stdout.readline() == "ready\n"
    one.stdin.write("go\n")
    one.stdin.flush()
    made = [one.stdout.readline() for _ in range(5)]
    one.kill()
    one.communicate()
    assert all(made) and flaws(rules) == []
    give(rules)
    assert flaws(rules) == []


def test_a_verdict_is_judged_again_by_the_rules_of_its_day(rules: Services) -> None:
    audit_id = give(rules)
    with rules.database.session() as session:
        row = next(r for r in store.current(session) if r.list_id == "ly-police-youjia")
        body = deepcopy(row.body)
        body["items"][0]["treatment"] = "no_penalty"
        publication.publish(session, body, datetime(2020, 1, 1), "reviewer", "放宽")
    with rules.database.session() as session:
        kept = session.get(GivenVerdict, audit_id)
        then = rule_sets.rebuild(session, kept.versions["rule_set"])
        again = assess(then, given.case_from_wire(kept.facts)).verdict(audit_id)
        assert again == kept.verdict
    now = assess(rules.catalogue(), CASE).verdict(audit_id)
    assert now["routes"] != again["routes"]


def test_one_rule_set_is_kept_once(rules: Services) -> None:
    for _ in range(2):
        give(rules)
    with rules.database.session() as session:
        assert session.query(rule_sets.RuleSet).count() == 1
