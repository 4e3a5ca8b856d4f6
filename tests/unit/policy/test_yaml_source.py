"""Reading YAML: what keys and values are, and on which line everything stands."""

from __future__ import annotations

from typing import Any

import pytest

from bot.policy.errors import RuleFileError, nearest
from bot.policy.source import parse


def test_yes_and_no_are_words() -> None:
    assert parse('no: "1"\nyes: 是\noff: 关\n', "a.yml").data == {"no": "1", "yes": "是", "off": "关"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("false", False),
        ("yes", "yes"),
        ("No", "No"),
        ("on", "on"),
        ("2024-04-04", "2024-04-04"),
        ("500", 500),
    ]
    + [("0.5", 0.5), ("null", None), ("2024-04-04T08:00", "2024-04-04T08:00")],
)
def test_only_true_false_numbers_and_null_are_no_text(text: str, value: Any) -> None:
    assert parse(f"a: {text}\n", "a.yml").data == {"a": value}


def test_every_value_knows_its_line() -> None:
    source = parse("a:\n  - b: 1\n  - c: 2\n\nd: 3\n", "a.yml")
    assert [source.line(path) for path in [("a", 0), ("a", 1, "c"), ("d",)]] == [2, 3, 5]


def test_what_is_missing_stands_where_its_holder_does() -> None:
    assert parse("a:\n  - b: 1\n", "a.yml").line(("a", 0, "missing", 5)) == 2


@pytest.mark.parametrize(
    ("text", "line"), [("a: 1\nb: 2\na: 3\n", 3), ("x:\n  a: 1\n  a: 2\n", 3), ("- {a: 1, a: 2}\n", 1)]
)
def test_a_key_twice_is_refused_at_its_line(text: str, line: int) -> None:
    with pytest.raises(RuleFileError, match=rf"a\.yml:{line}: key 'a' twice"):
        parse(text, "a.yml")


@pytest.mark.parametrize(
    ("text", "line"), [("a: [1\n", 2), ("a: 1\n b: 2\n", 2), ('a: "1\n', 2), ("a: *nowhere\n", 1), ("a: !x 1\n", 1)]
)
def test_what_is_no_yaml_is_refused_at_its_line(text: str, line: int) -> None:
    with pytest.raises(RuleFileError, match=rf"a\.yml:{line}: .*valid YAML"):
        parse(text, "a.yml")


@pytest.mark.parametrize(("name", "said"), [("plate_locl", " (did you mean plate_local?)"), ("zzz", "")])
def test_the_nearest_name_is_offered(name: str, said: str) -> None:
    assert nearest(name, ["plate_local", "seats"]) == said
