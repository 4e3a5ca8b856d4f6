"""What a turn needs from outside: the rules, the reader and finder, prepared answers, the database, the calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from threading import Lock

from bot import clock
from bot.bootstrap import open_database
from bot.database import Database
from bot.dialogue.knowledge import Knowledge
from bot.eligibility.model import Item
from bot.guidance.mediation import Disputes
from bot.guidance.prevention import Prevention
from bot.impact.service import Impacts
from bot.language import act_model, cues
from bot.language.act_model import ActModel
from bot.language.answer_model import FILE, AnswerModel
from bot.language.answering import Answering
from bot.language.finder import Finder
from bot.language.naming import Naming
from bot.language.reader import Reader
from bot.policy import rule_sets
from bot.policy.catalogue import Catalogue, CatalogueSource, day_period
from bot.settings import Settings
from bot.tickets.rules import TicketRules

_INDEXED = {"exemption", "regulation"}
_INDEXES = 4  # places asked about lately


@dataclass(frozen=True)
class Understanding:
    """What reads messages under one snapshot of the rules: facts, answers, acts."""

    reader: Reader
    answering: Answering
    finder: Finder
    naming: Naming


class Services:
    """Built once a process; safe to share between conversations."""

    def __init__(self, settings: Settings, database: Database, source: CatalogueSource):
        self.settings = settings
        self.database = database
        self.source = source
        self.knowledge = Knowledge.load(settings.data, source.current().citations)
        self.tickets = TicketRules.load(settings.data)
        self.prevention = Prevention.load(settings.data / "trades.yml")
        self.disputes = Disputes.load(settings.data / "mediation.yml")
        self._skeletons = cues.load_skeletons(settings.data / "act_cues.yml")
        trained = settings.models / "answers"
        self._model = AnswerModel.load(trained) if (trained / FILE).is_file() else None
        learned = settings.models / "acts"
        self._acts = ActModel.load(learned) if (learned / act_model.FILE).is_file() else None
        self.impacts = Impacts(settings, database)
        self._files = rule_sets.texts(settings.data)
        self._rule_set: tuple[Catalogue, str] | None = None
        self._lock = Lock()
        self._understanding: tuple[Catalogue, date, Understanding] | None = None
        self._elsewhere: dict[tuple[int, str, date], Naming] = {}

    def rule_set(self, catalogue: Catalogue) -> str:
        """The hash under which these rules are kept; kept on first use."""
        if self._rule_set is None or self._rule_set[0] is not catalogue:
            sha256, body = rule_sets.describe(catalogue, self._files)
            with self.database.session() as session:
                rule_sets.keep(session, sha256, body)
            self._rule_set = (catalogue, sha256)
        return self._rule_set[1]

    def catalogue(self) -> Catalogue:
        """The newest rules."""
        return self.source.current()

    def understanding(self, catalogue: Catalogue) -> Understanding:
        """What reads messages under these rules, made again when they are newer: lists bring acts and facts."""
        day = clock.today()
        with self._lock:
            if self._understanding is None or self._understanding[0] is not catalogue or self._understanding[1] != day:
                self._understanding = (catalogue, day, self._understand(catalogue, day))
            return self._understanding[2]

    def _understand(self, catalogue: Catalogue, day: date) -> Understanding:
        book = catalogue.facts
        reader = Reader(cues.load(self.settings.data / "cues.yml", book), book)
        finder = Finder(indexed(catalogue, self.settings.place, day), self._skeletons)
        return Understanding(reader, Answering(reader, book, self._model), finder, Naming(finder, self._acts))

    def naming(self, catalogue: Catalogue, place: str) -> Naming:
        """What names the acts of these rules at any place today."""
        if place == self.settings.place:
            return self.understanding(catalogue).naming
        key = (catalogue.revision, place, clock.today())
        with self._lock:
            if key not in self._elsewhere:
                while len(self._elsewhere) >= _INDEXES:
                    self._elsewhere.pop(next(iter(self._elsewhere)))
                self._elsewhere[key] = Naming(Finder(indexed(catalogue, place, key[2]), self._skeletons), self._acts)
            return self._elsewhere[key]


def indexed(catalogue: Catalogue, place: str, day: date) -> list[Item]:
    """What binds at a place on a day: other places' lists, drafts and expired ones would only steal messages."""
    lists = catalogue.in_force(place, [day_period(day)])
    return [item for rules in lists if rules.kind in _INDEXED for item in rules.items]


_current: list[Services] = []


def use(services: Services) -> None:
    """Make these the services of this process (the actions, which Rasa creates, have no other way to get them)."""
    _current[:] = [services]


def current() -> Services:
    """The services of this process; made from the environment on first use (`rasa run actions`)."""
    if not _current:
        use(from_environment())
    return _current[0]


def from_environment() -> Services:
    """Services on the database and folders that the environment names."""
    settings = Settings.from_environment()
    database = open_database(settings)
    return Services(settings, database, CatalogueSource(database, settings))
