"""Rows of a csv or xlsx file, as text, one after the other; the file is never held whole."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

csv.field_size_limit(1_000_000)


def rows(path: Path) -> Iterator[list[str]]:
    """The header, then the rows; ValueError when it is no such file."""
    if path.suffix.lower() == ".csv":
        return _csv(path)
    if path.suffix.lower() == ".xlsx":
        return _xlsx(path)
    raise ValueError(f"{path.name}：只认 .csv 和 .xlsx")


def fingerprint(path: Path) -> str:
    """SHA-256 of the file: what tells that an import goes on with the same file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def about(path: Path) -> int | None:
    """About how many rows there are below the header; None where only reading tells."""
    if path.suffix.lower() != ".csv":
        return None
    with path.open("rb") as file:
        return max(0, sum(piece.count(b"\n") for piece in iter(lambda: file.read(1 << 20), b"")) - 1)


def _csv(path: Path) -> Iterator[list[str]]:
    with path.open(encoding=_encoding(path), newline="") as file:
        try:
            reader = csv.reader(file)
            yield from reader
        except csv.Error as error:
            raise ValueError(f"{path.name}：第 {reader.line_num} 行读不下去（{error}）") from None
        except UnicodeDecodeError as error:
            raise ValueError(f"{path.name}：第 {error.start} 个字节不是 {error.encoding} 编码的字") from None


def _encoding(path: Path) -> str:
    """UTF-8 with or without a mark, else GB 18030, as spreadsheets in China save it."""
    with path.open("rb") as file:
        head = file.read(65536)
    try:
        head[: head.rfind(b"\n") + 1].decode("utf-8-sig")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8-sig"


def _xlsx(path: Path) -> Iterator[list[str]]:
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # openpyxl lets through what zipfile, lxml and others raise
        raise ValueError(f"{path.name}：打不开，不是完好的 xlsx（{type(error).__name__}）") from None
    try:
        for row in book.worksheets[0].iter_rows(values_only=True):
            yield [_cell(value) for value in row]
    finally:
        book.close()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
