"""分派: which office a ticket goes to, by the item's department, else by the words of the ticket; and the district.

`data/tickets.yml` holds the offices. What fits none stays with the hotline, where a person assigns it: nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True)
class Office:
    """主办单位: its name for the city, how the lists call it, words that point to it, and whether districts have their own."""

    id: str
    name: str
    departments: tuple[str, ...]
    words: re.Pattern[str]
    district_name: str

    def called(self, district: str | None) -> str:
        """Its name for a district; the city's when the district is not known or has none of its own."""
        if not district or not self.district_name:
            return self.name
        return self.district_name.replace("{district}", district)


@dataclass(frozen=True)
class Placement:
    """Where a ticket goes, and on what ground: item, words, or nothing."""

    office: str
    name: str
    district: str | None
    ground: str


@dataclass(frozen=True)
class Offices:
    """All offices, the districts with the words that point to them, the days allowed, and the hotline's own desk."""

    offices: tuple[Office, ...]
    districts: Mapping[str, re.Pattern[str]]
    days: Mapping[str, Mapping[str, int]]
    hotline: str

    @staticmethod
    def load(path: Path) -> Offices:
        """Read data/tickets.yml."""
        raw: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        offices = tuple(_office(name, body) for name, body in raw["offices"].items())
        districts = {name: re.compile(words) for name, words in raw["districts"].items()}
        return Offices(offices, districts, raw["working_days"], raw["hotline"])

    def place(self, department: str | None, text: str, district: str | None = None) -> Placement:
        """The office for an item's department (as its list calls it), else for the words; the district said or found."""
        where = district if district in self.districts else self.district(text)
        found = self.by_department(department) if department else None
        ground = "item"
        if found is None:
            found, ground = self._by_words(text), "words"
        if found is None:
            return Placement("", self.hotline, where, "")
        return Placement(found.id, found.called(where), where, ground)

    def by_department(self, department: str) -> Office | None:
        """The office that a list calls so."""
        return next((o for o in self.offices if any(name in department for name in o.departments)), None)

    def by_id(self, office: str) -> Office | None:
        """The office of an id."""
        return next((o for o in self.offices if o.id == office), None)

    def district(self, text: str) -> str | None:
        """The first district that a text names."""
        found = [(match.start(), name) for name, words in self.districts.items() if (match := words.search(text))]
        return min(found)[1] if found else None

    def _by_words(self, text: str) -> Office | None:
        """The only office that the words point to; none when they point to several."""
        found = [office for office in self.offices if office.words.search(text)]
        return found[0] if len(found) == 1 else None


def _office(name: str, body: Mapping[str, Any]) -> Office:
    return Office(
        name, body["name"], tuple(body["departments"]), re.compile(body["words"]), body.get("district_name", "")
    )
