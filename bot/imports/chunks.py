"""The chunks of an import file: rows read, prepared for staging, refused; of a large file read ahead by a second process.

While the database takes one chunk in, the next is read: in the same process the two would wait for each other.
"""

from __future__ import annotations

import gc
import json
import multiprocessing
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from bot.imports import naming, source
from bot.imports.fields import Refusal
from bot.imports.formats import FORMATS, Format
from bot.imports.merging import STAGED
from bot.imports.reading import Reader
from bot.records.codes import initials

LARGE = 4_000_000  # bytes from which a second process is worth its start
Row = Sequence[Any]  # values in the order of STAGED
_as_json = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


@dataclass
class Chunk:
    """So many rows of the file: the good ones (the last of each number) with their places in it, and why the others
    are refused."""

    rows: int
    good: list[tuple[int, Row]] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    bad_rows: int = 0


def ahead(form: Format, path: Path, acts: Mapping[str, str], done: int, size: int) -> Iterator[Chunk]:
    """The chunks after the first `done` rows; ValueError when the file cannot be read on."""
    if path.stat().st_size < LARGE:
        yield from chunks(form, path, acts, done, size)
        return
    method = multiprocessing.get_context("fork")  # it needs nothing but what is here, and that at once
    here, there = method.Pipe(duplex=False)
    reader = method.Process(target=_send, args=(there, form.name, path, dict(acts), done, size), daemon=True)
    reader.start()
    there.close()
    try:
        yield from _received(here)
    finally:
        here.close()  # a reader that still has something to say ends by it
        reader.join()


def _received(pipe: Connection) -> Iterator[Chunk]:
    while (sent := pipe.recv()) is not None:
        if isinstance(sent, Exception):
            raise sent
        yield sent


def _send(pipe: Connection, form: str, path: Path, acts: Mapping[str, str], done: int, size: int) -> None:
    gc.disable()  # rows hold nothing in circles, and there are millions of them
    try:
        for chunk in chunks(FORMATS[form], path, acts, done, size):
            pipe.send(chunk)
        pipe.send(None)
    except BrokenPipeError:
        pass  # whoever imports has stopped
    except Exception as error:
        pipe.send(error)


def chunks(form: Format, path: Path, acts: Mapping[str, str], done: int, size: int) -> Iterator[Chunk]:
    """The same, read here."""
    rows = source.rows(path)
    reader = Reader.of(form, next(rows, []))
    numbered = enumerate(islice(rows, done, None), done + 2)
    while piece := list(islice(numbered, size)):
        yield _chunk(form, reader, piece, acts)


def _chunk(form: Format, reader: Reader, piece: Sequence[tuple[int, list[str]]], acts: Mapping[str, str]) -> Chunk:
    chunk, good = Chunk(len(piece)), {}
    prepare, columns = _PREPARE[form.name], STAGED[form.name]
    for number, row in piece:
        if any(row):
            values, wrong = reader.read(number, row)
            if wrong:
                chunk.refused += wrong
                chunk.bad_rows += 1
            else:
                prepared = prepare(values, acts)
                good[values[form.key]] = number, tuple(prepared.get(name) for name in columns)
    chunk.good = list(good.values())
    return chunk


def _decision(values: dict[str, Any], acts: Mapping[str, str]) -> Mapping[str, Any]:
    """双公示 does not say when it was done: the day of the decision stands for it (docs/decisions)."""
    return {
        "decision_no": values["decision_no"],
        "credit_code": values.get("credit_code"),
        "party_name": values["party_name"],
        "party_kind": values["party_kind"],
        "party_initials": initials(values["party_name"]),
        "fields": _as_json(values),
        "act": acts.get(values["act"], values["act"][:60]),
        "article": values.get("article", "")[:200] or None,
        "department": values["department"],
        "agency": naming.agency(values["department"]),
        "treatment": naming.treatment(values["penalty"]),
        "amount_fen": values.get("amount_fen"),
        "decided_at": values["decided_at"],
        "committed_at": values["decided_at"],
        "synthetic": naming.is_made_up(values["decision_no"], values["party_name"]),
    }


def _traffic(values: dict[str, Any], acts: Mapping[str, str]) -> Mapping[str, Any]:
    return {
        **values,
        "act": acts.get(values["act"], values["act"][:60]),
        "synthetic": naming.is_made_up(values["decision_no"]),
    }


def _vehicle(values: dict[str, Any], acts: Mapping[str, str]) -> Mapping[str, Any]:
    return {**values, "synthetic": naming.is_made_up(values.get("note"))}


def _party(values: dict[str, Any], acts: Mapping[str, str]) -> Mapping[str, Any]:
    name = values["name"]
    return {**values, "name_initials": initials(name), "synthetic": naming.is_made_up(name)}


_PREPARE: Mapping[str, Callable[[dict[str, Any], Mapping[str, str]], Mapping[str, Any]]] = {
    "decisions": _decision,
    "traffic": _traffic,
    "vehicles": _vehicle,
    "parties": _party,
}
