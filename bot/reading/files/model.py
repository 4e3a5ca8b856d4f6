"""What every kind of file becomes: tables of rows of cells, each row with its place in the file; and what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Cell:
    """The text of a cell; `above` when it belongs to a merged cell that begins in a row above, `left` in a column to
    the left."""

    text: str
    above: bool = False
    left: bool = False


@dataclass(frozen=True)
class Row:
    """One row: where it stands (“清单”第5行) and its cells."""

    place: str
    cells: Sequence[Cell]

    @property
    def texts(self) -> list[str]:
        """The texts alone."""
        return [cell.text for cell in self.cells]

    @property
    def empty(self) -> bool:
        """Whether nothing stands in it."""
        return not any(self.texts)

    @property
    def alone(self) -> str:
        """The text of a row that holds only one, as titles and headings of sections do; else nothing."""
        own = [cell.text for cell in self.cells if cell.text and not cell.left]
        return own[0] if len(own) == 1 else ""


@dataclass(frozen=True)
class Table:
    """One table of a file."""

    name: str
    rows: Sequence[Row]


@dataclass(frozen=True)
class Document:
    """All tables of a file, and the lines of text around them."""

    tables: Sequence[Table]
    lines: Sequence[str] = ()


@dataclass(frozen=True)
class FileProblem:
    """One thing wrong: where, what was found, and what to do about it."""

    place: str
    found: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.place}：{self.found}。{self.remedy}"


@dataclass
class FileError(ValueError):
    """A file that no list can be made of; `problems` holds all that is wrong."""

    problems: list[FileProblem] = field(default_factory=list)

    def __str__(self) -> str:
        return "这个文件没有读进来，什么都没有改动：\n" + "\n".join(f"· {problem}" for problem in self.problems)


def refuse(place: str, found: str, remedy: str) -> FileError:
    """The error for one thing wrong."""
    return FileError([FileProblem(place, found, remedy)])


def refuse_all(problems: Iterable[FileProblem]) -> None:
    """FileError when there is any problem."""
    if found := list(problems):
        raise FileError(found)
