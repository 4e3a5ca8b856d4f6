"""Every fact, treatment, article and intent of the data is used, described and can be said back."""

from __future__ import annotations

from datetime import date
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.eligibility import explain
from bot.eligibility.factbook import FactBook
from bot.eligibility.model import TREATMENTS, Citation
from bot.eligibility.questions import cells
from bot.eligibility.values import OneOf, Range
from bot.policy.catalogue import Catalogue, day_period
from bot.reading.grammar import VOCABULARY
from bot.reading.rules import load
from bot.settings import ROOT


def used_facts(catalogue: Catalogue) -> set[str]:
    """Facts that some condition, presumption or derivation reads."""
    items = [each for item in catalogue.items.values() for each in (item, item.not_due) if each is not None]
    conditions = [c for item in items for c in item.conditions]
    tests = [c.test for c in conditions] + [c.default_when for c in conditions if c.default_when]
    tests += [rule.when for fact in catalogue.facts.values() for rule in fact.derive]
    return {name for test in tests for name in test.facts}


def test_every_fact_is_used(catalogue: Catalogue) -> None:
    in_sentences = load(VOCABULARY).facts
    unused = set(catalogue.facts) - used_facts(catalogue)
    assert {name for name in unused if name not in in_sentences} == set()


def test_every_fact_asks_a_question(book: FactBook) -> None:
    assert [fact.id for fact in book.values() if not fact.ask.endswith(("？", "）？"))] == []


def test_every_fact_has_a_chinese_title(book: FactBook) -> None:
    assert [fact.id for fact in book.values() if fact.title.isascii()] == []


def test_every_number_has_a_unit(book: FactBook) -> None:
    numbers = [fact for fact in book.values() if fact.type in {"number", "money", "duration"}]
    assert [fact.id for fact in numbers if not fact.unit] == []


def test_every_unit_is_said_back(book: FactBook) -> None:
    numbers = [fact for fact in book.values() if fact.unit]
    assert [fact.id for fact in numbers if fact.unit not in fact.label] == []


def test_every_value_of_every_fact_can_be_said_back(book: FactBook) -> None:
    said = {fact.id: [book.say(fact.id, value) for value in cells(fact, None, [])] for fact in book.values()}
    assert [name for name, words in said.items() if any(not w or "{" in w or len(w) < 2 for w in words)] == []


def test_values_of_one_fact_are_said_differently(book: FactBook) -> None:
    plain = [fact for fact in book.values() if fact.type in {"yes_no", "choice"}]
    said = {fact.id: [book.say(fact.id, value) for value in cells(fact, None, [])] for fact in plain}
    assert [name for name, words in said.items() if len(set(words)) < len(words)] == []


def test_partial_values_can_be_said_back(book: FactBook) -> None:
    choices = {f.id: book.say(f.id, OneOf(frozenset(f.options))) for f in book.values() if f.type == "choice"}
    numbers = {f.id: book.say(f.id, Range(2, 3)) for f in book.values() if f.unit}
    assert all("或" in words for words in choices.values())
    assert all("2至3" in words for words in numbers.values())


def test_what_a_person_can_change_starts_and_ends_in_values_of_the_fact(book: FactBook) -> None:
    can = {fact.id: fact.can_change for fact in book.values() if fact.can_change}
    values = {name: cells(book[name], None, []) for name in can}
    assert [n for n, c in can.items() if c.to not in values[n] or not set(c.start) <= set(values[n])] == []


def test_derivations_give_values_of_the_fact(book: FactBook) -> None:
    assert [f.id for f in book.values() for rule in f.derive if rule.then not in cells(f, None, [])] == []


def test_what_follows_from_one_answer_is_all_there_at_once(book: FactBook) -> None:
    for fact in book.values():
        for value in cells(fact, None, [rule.when for f in book.values() for rule in f.derive]):
            known, _ = book.complete({fact.id: value})
            assert book.complete(known)[0] == known


@pytest.mark.parametrize("treatment", [name for name in TREATMENTS if name != "ordinary"])
def test_every_treatment_is_said_in_an_answer(treatment: str) -> None:
    assert treatment in explain._GIVES


def test_the_treatments_are_those_of_the_list_format() -> None:
    schema: dict[str, Any] = yaml.safe_load((ROOT / "bot/policy/list.schema.json").read_text(encoding="utf-8"))
    assert set(schema["definitions"]["item"]["properties"]["treatment"]["enum"]) == set(TREATMENTS)


def test_every_article_says_how_surely_it_was_read(citations: dict[str, Citation]) -> None:
    assert {article.how_sure for article in citations.values()} <= set(explain.HOW_SURE)


def test_every_list_that_was_not_read_in_full_says_why(catalogue: Catalogue) -> None:
    unsure = [rules for rules in catalogue.lists.values() if rules.how_sure != "read in full"]
    assert [rules.id for rules in unsure if not rules.how_sure_note] == []


def test_every_item_that_covers_an_act_can_be_found_by_a_plain_name(catalogue: Catalogue) -> None:
    here = catalogue.in_force("洛阳市", [day_period(date(2026, 11, 23))])
    assert [item.id for rules in here for item in rules.items if not item.aliases] == []


def test_the_lists_keep_the_names_of_their_files(catalogue: Catalogue) -> None:
    files = {path.stem for path in Path(ROOT / "data/lists").rglob("*.yml")}
    assert set(catalogue.lists) == files


def test_every_intent_has_examples() -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    intents = {next(iter(intent)) if isinstance(intent, dict) else intent for intent in domain["intents"]}
    trained = {
        entry["intent"]
        for path in (ROOT / "data/nlu").glob("*.yml")
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
        if "intent" in entry
    }
    assert intents == trained


def test_every_intent_is_answered_by_a_rule() -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    intents = {next(iter(intent)) if isinstance(intent, dict) else intent for intent in domain["intents"]}
    rules = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "data/rules").glob("*.yml"))
    assert [intent for intent in sorted(intents) if f"intent: {intent}\n" not in rules] == []


def rules_that_disagree(book: FactBook) -> set[str]:
    """Facts for which two derivations can hold at once and give different values."""
    found = set()
    for fact in book.values():
        for one, other in combinations(fact.derive, 2):
            tests, names = [one.when, other.when], sorted(one.when.facts | other.when.facts)
            worlds = product(*(cells(book[name], None, tests) for name in names))
            both = (all(t.holds(dict(zip(names, world, strict=True))) for t in tests) for world in worlds)
            if one.then != other.then and any(both):
                found.add(fact.id)
    return found


# 从没违法却有上一次违法，是说错了：这一对互相矛盾，不是推导错了。
CONTRADICTORY_ANYWAY = {"prior_traffic_6m"}


def test_what_follows_from_two_answers_does_not_depend_on_the_order_of_the_rules(book: FactBook) -> None:
    assert rules_that_disagree(book) - CONTRADICTORY_ANYWAY == set()
