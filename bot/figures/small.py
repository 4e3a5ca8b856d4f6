"""不显示小数: a group of fewer than five is not shown by itself, nor in a way that lets it be worked out.

Two ways: groups without an order are put together as 其他; steps of a scale stay in their place and are blanked,
and when only one is blank the next smallest is blanked too, for the total would tell it.
"""

from __future__ import annotations

from collections.abc import Mapping

FEWEST = 5
OTHERS = "其他"
Shown = list[tuple[str, int | None]]


def together(counts: Mapping[str, int]) -> Shown:
    """Groups by size, the small ones put together; None when even that is fewer than five."""
    large = sorted(((n, name) for name, n in counts.items() if n >= FEWEST), key=lambda pair: (-pair[0], pair[1]))
    rest = sum(n for n in counts.values() if n < FEWEST)
    while 0 < rest < FEWEST and large:
        rest += large.pop()[0]
    shown: Shown = [(name, n) for n, name in large]
    if rest:
        shown.append((OTHERS, rest if rest >= FEWEST else None))
    return shown


def blanked(counts: Mapping[str, int]) -> Shown:
    """The steps in their order; None stands for few."""
    hidden = {name for name, n in counts.items() if 0 < n < FEWEST}
    if len(hidden) == 1:
        others = sorted((n, name) for name, n in counts.items() if n >= FEWEST)
        hidden |= {name for _, name in others[:1]}
    return [(name, None if name in hidden else n) for name, n in counts.items()]


def few(count: int) -> int | None:
    """A single figure; None when it is of fewer than five."""
    return None if 0 < count < FEWEST else count
