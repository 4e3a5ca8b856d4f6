"""The replay (重演): what each recorded act that a draft can touch gives under the rules in force and under the draft.

Both outcomes come from the rules' own SQL (`bot/eligibility/sql.py`), the same tree as the evaluator's. The rules are
those of one day, applied to every act whenever it was; a case is what the record and the case file know of it.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from pathlib import Path
from typing import Any

import duckdb
from sqlglot import exp, parse_one

from bot.drafting.trial import under
from bot.eligibility import sql
from bot.eligibility.factbook import FactBook
from bot.eligibility.model import Item
from bot.impact.facts import columns
from bot.policy.catalogue import Catalogue, day_period

FINED = ("ordinary", "mitigated", "lenient")
UNFINED = ("record_removed", "no_penalty", "may_waive", "fine_waived", "warning")
GROUPS = ("department", "district", "month", "party_size")
_OWN = ("id", "act", *GROUPS, "amount")
EXAMPLES = 10
_NO_ACT = ""


@dataclass(frozen=True)
class Impact:
    """What was counted: acts on record, acts replayed, flips from → to, flips by group, fines, examples, seconds."""

    recorded: int
    cases: int
    flipped: list[dict[str, Any]]
    groups: dict[str, list[dict[str, Any]]]
    fines: dict[str, dict[str, float]]
    examples: list[dict[str, Any]]
    seconds: float


@dataclass(frozen=True)
class Replay:
    """One draft against the rules of a day at a place, over one snapshot file."""

    file: Path
    live: Catalogue
    draft: Catalogue
    list_id: str
    place: str
    on: date

    @staticmethod
    def of(file: Path, catalogue: Catalogue, body: Mapping[str, Any], place: str, on: date) -> Replay:
        """The replay of a list's content against the rules in force."""
        return Replay(file, catalogue, under(catalogue, body), str(body["id"]), place, on)

    @property
    def acts(self) -> list[str]:
        """The acts that the drafted list names, now or in the draft: no other can flip."""
        lists = (rules for side in (self.live, self.draft) if (rules := side.lists.get(self.list_id)) is not None)
        return sorted({act for rules in lists for item in rules.items for act in (item.act, *item.also)})

    def run(self) -> Impact:
        """Count. One pass over the file; what flips is kept in memory for grouping."""
        with duckdb.connect() as connection:
            start = time.perf_counter()
            connection.execute(f"CREATE TEMP TABLE flips AS {self.outcomes(connection)}")
            found = self._count(connection)
            return Impact(**found, seconds=round(time.perf_counter() - start, 2))

    def outcomes(self, connection: duckdb.DuckDBPyConnection, only_flips: bool = True) -> str:
        """The query: id, groups, live and draft outcome of each act that can be touched. Each act is asked for apart:
        the file is in the order of acts, and an act needs only the facts of its own items."""
        file = exp.Literal.string(str(self.file))
        there = [name for name, *_ in connection.execute("DESCRIBE FROM read_parquet(?)", [str(self.file)]).fetchall()]
        return self.query(there, exp.func("read_parquet", file), only_flips).sql("duckdb")

    def query(self, there: Iterable[str], source: exp.Expr, only_flips: bool = True) -> exp.Expr:
        """The same for any engine that sqlglot writes for: `there` are the columns of the `source`."""
        book = self.draft.facts.with_members(self.live.facts)
        told = columns(there, book)
        touched = [
            act
            for act in self.acts
            if not only_flips or self._covering(self.live, act) != self._covering(self.draft, act)
        ]
        judged = [self._outcomes(act, told, book, source) for act in touched or [_NO_ACT]]
        parts: list[exp.Query] = [part.where("live <> draft") if only_flips else part for part in judged]
        return reduce(lambda one, other: exp.union(one, other, distinct=False), parts[1:], parts[0])

    def _outcomes(self, act: str, told: Mapping[str, str], book: FactBook, source: exp.Expr) -> exp.Select:
        sides = [self._covering(side, act) for side in (self.live, self.draft)]
        needed = sql.facts_of(item for side in sides for item in side)
        used = {name: text for name, text in told.items() if name in _closure(needed, book)}
        facts = [exp.alias_(parse_one(text, "duckdb"), name, quoted=True) for name, text in used.items()]
        rows = exp.select(*_OWN, *facts).from_(exp.alias_(source.copy(), "snapshot"))
        known = sql.completed(rows.where(exp.column("act").eq(act)), [*_OWN, *used], needed, book)
        live, draft = (sql.outcome_sql(side, sql.columns(needed)) for side in sides)
        judged = exp.select(*_OWN, exp.alias_(live, "live"), exp.alias_(draft, "draft"))
        return exp.select("*").from_(judged.from_(known.subquery("completed")).subquery("judged"))

    def _covering(self, side: Catalogue, act: str) -> tuple[Item, ...]:
        """The exemptions for an act, as an assessment takes them."""
        return side.covering((act,), self.place, [day_period(self.on)]).exemptions

    def _count(self, connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
        acts = ", ".join(f"'{act}'" for act in self.acts)
        recorded, cases = _rows(
            connection, f"SELECT count(*) AS a, count(*) FILTER (act IN ({acts})) AS c FROM read_parquet('{self.file}')"
        )[0].values()
        flipped = _rows(
            connection,
            'SELECT live AS "from", draft AS "to", count(*) AS cases FROM flips GROUP BY ALL ORDER BY cases DESC, 1, 2',
        )
        groups = {name: _rows(connection, _GROUP.format(name=name)) for name in GROUPS}
        examples = _rows(connection, _EXAMPLES.format(file=self.file, most=EXAMPLES))
        return {
            "recorded": recorded,
            "cases": cases,
            "flipped": flipped,
            "groups": groups,
            "fines": self._fines(connection),
            "examples": examples,
        }

    def _fines(self, connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, float]]:
        """Acts for which a fine is no longer due, or newly due, with the fines on record for them (yuan)."""
        ways = {"no_longer_due": (FINED, UNFINED), "newly_due": (UNFINED, FINED)}
        query = "SELECT count(*) AS cases, coalesce(sum(amount), 0) AS yuan FROM flips WHERE live IN {} AND draft IN {}"
        return {name: _rows(connection, query.format(*ends))[0] for name, ends in ways.items()}


_GROUP = """SELECT coalesce({name}, '没有写') AS name, live AS "from", draft AS "to", count(*) AS cases FROM flips
GROUP BY ALL ORDER BY cases DESC, 1, 2, 3 LIMIT 60"""
_EXAMPLES = """SELECT f.id, s.decision_no, f.act, CAST(s.committed_at + INTERVAL 8 HOUR AS DATE) AS day, f.live AS "from", f.draft AS "to"
FROM (SELECT *, row_number() OVER (PARTITION BY live, draft ORDER BY id DESC) AS place FROM flips) f
JOIN read_parquet('{file}') s ON s.id = f.id WHERE f.place <= {most} ORDER BY f.place, f.live, f.draft LIMIT {most}"""


def _closure(needed: frozenset[str], book: FactBook) -> frozenset[str]:
    """The facts from which the needed ones may follow, themselves included."""
    wanted: frozenset[str] = needed
    for _ in range(3):  # as deep as FactBook.complete goes
        wanted |= {fact for name, rule in book.derivations if name in wanted for fact in rule.when.facts}
    return frozenset(name for name in wanted if name in needed or not book[name].family)


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    found = connection.execute(query)
    names: Iterable[str] = [name for name, *_ in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
