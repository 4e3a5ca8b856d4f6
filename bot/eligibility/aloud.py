"""念稿: a verdict as it is read out on the telephone: two sentences, then the steps.

The words are those of the verdict's own text, so that what is heard and what is on file cannot differ.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_SENTENCE = re.compile(r"(?:“[^”]*”|[^。“])+。?")
_STEP = re.compile(r"^\d+\. (.+)$")
_NEXT = "接下来："


@dataclass(frozen=True)
class Script:
    """The answer, the ground of it, and what the caller does next."""

    answer: str
    ground: str
    steps: tuple[str, ...]


def script(verdict: Mapping[str, Any]) -> Script:
    """What to read out; sentences after the second become the first steps."""
    lines = str(verdict["text"]).split("\n")
    headline = next((line for line in lines if line.startswith("结论：")), lines[0]).removeprefix("结论：")
    said = [_to_a_caller(sentence) for sentence in _SENTENCE.findall(headline)]
    ground = said[1] if len(said) > 1 else ""
    return Script(said[0], f"{ground}最终以执法机关认定为准。", (*said[2:], *map(_to_a_caller, _steps(lines))))


def _steps(lines: list[str]) -> list[str]:
    """The numbered lines under 接下来."""
    if _NEXT not in lines:
        return []
    found = []
    for line in lines[lines.index(_NEXT) + 1 :]:
        step = _STEP.match(line)
        if step is None:
            break
        found.append(step[1])
    return found


def _to_a_caller(sentence: str) -> str:
    return sentence.strip().replace("你", "您")
