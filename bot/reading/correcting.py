"""A clause about correcting (改正): when, after what, how, and what was done — any verb of setting right, any object.

The vocabulary (data/reading.yml, under `correcting`) names the words of each part; a clause that is made of nothing
else is read. What it means follows from its parts, the most exact first:

- a length of time (5日内, 当日, 24小时内): the day, working day or hour on which it was put right;
- before it was found (被发现前): on one's own, before discovery;
- at once (当场, 立即), or of one's own accord and never ordered (主动): before discovery or on the spot;
- otherwise in time (及时, 在责令期限内): any of the three.

A verb of doing one particular thing (清理, 补办, 悬挂) counts as correcting only with such a time or order: without
one it is a fact of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.reading.quantities import Quantity
from bot.reading.trees import Tree, all_of, choice

_OPTIONS = {
    "before": ["before_discovery"],
    "at_once": ["before_discovery", "on_spot"],
    "in_time": ["before_discovery", "on_spot", "within_order"],
}
_TIMES = {"before", "ordered", "term", "days", "workdays", "same_day", "next_day", "spot"}
_OWN_WORDS = {"term", "days", "workdays", "same_day", "next_day", "own"}
_ORDER = re.compile("责令|要求|通知|限期")
_DONE = re.compile("已|能|及时|按时|按期|如期|完成|全部|尽快")
_AFTERWARDS = re.compile("(?:后|时|的|起)$")
_LENGTHS = {"天": "rectified_days", "周": "rectified_days", "小时": "rectified_hours", "分钟": "rectified_hours"}


class Correcting:
    """Reads clauses about correcting by the words of the vocabulary."""

    def __init__(self, words: Mapping[str, str]):
        """`words`: before, ordered, term, same_day, next_day, spot, own, plain, fix, remedy, object, done; all are
        patterns."""
        w = {name: f"(?:{pattern})" for name, pattern in words.items()}
        length = r"(?:自|从|在|于)?(?:⟨T(?P<days>\d+)(?:天|周|小时|分钟)⟩|⟨W(?P<workdays>\d+)[^⟩]*⟩)"
        day = f"(?P<same_day>{w['same_day']})|(?P<next_day>{w['next_day']})"
        when = f"(?:(?P<before>{w['before']})|(?P<ordered>{w['ordered']})|(?P<term>{w['term']})|{length}|{day})"
        # each part at most twice: 经责令限期改正后,在规定期限内,5日内
        parts = [re.sub(r"\(\?P<(\w+)>", rf"(?P<\g<1>{n}>", when) for n in (1, 2, 3)]
        how = f"(?P<how>(?:(?P<spot>{w['spot']})|(?P<own>{w['own']})|{w['plain']})*)"
        deed = f"(?:(?P<fix>{w['fix']}){w['wrong']}|(?P<remedy>{w['remedy']})(?:{w['object']})?)(?:{w['done']})?的?"
        more = f"(?:(?:、|或者?|和|及)(?:{w['remedy']})(?:{w['object']})?(?:{w['done']})?)*"
        before_when = f"(?:{w['subject']})?(?:{w['plain']}|,)*"
        self._pattern = re.compile(before_when + "".join(f"(?:{part}[,的]*)?" for part in parts) + how + deed + more)
        self._at_once = re.compile(words["at_once_order"])

    def read(self, clause: str, quantities: Sequence[Quantity]) -> Tree | None:
        """The test that the clause makes; None when it is no such clause."""
        match = self._pattern.fullmatch(clause)
        if match is None:
            return None
        said = {name.rstrip("123"): value for name, value in match.groupdict().items() if value}
        if "fix" not in said and not said.keys() & _TIMES or self._only_ordered(said, clause):
            return None
        found = self._when(said, quantities)
        return all_of([{"fact": "first_found"}, found]) if found and "first" in said else found

    def _when(self, said: Mapping[str, str], quantities: Sequence[Quantity]) -> Tree | None:
        timed = said.keys() & _TIMES
        if (found := _length(said, quantities)) is not None:
            return found
        if "before" in said:
            return choice("correction", _OPTIONS["before"])
        if "spot" in said or self._at_once.search(said.get("ordered", "")):
            return choice("correction", _OPTIONS["at_once"])
        if "own" in said and not timed:
            return choice("correction", _OPTIONS["at_once"])
        if "fix" in said or timed:
            return choice("correction", _OPTIONS["in_time"])
        return None

    def _only_ordered(self, said: Mapping[str, str], clause: str) -> bool:
        """责令改正, 要求限期整改: what the authority does, not what the person did; 经责令立即改正 says both."""
        order = said.get("ordered", "")
        own = {name for name, words in said.items() if words != "限期"} & _OWN_WORDS
        if not _ORDER.search(order) or _AFTERWARDS.search(order) or own:
            return False
        if _DONE.search(said.get("how", "")):
            return False
        return not (clause.startswith("经") and "spot" in said) and f"{order}," not in clause


def _length(said: Mapping[str, str], quantities: Sequence[Quantity]) -> Tree | None:
    """Within a length of time; one that has no bound is a slip of the sentence."""
    if "same_day" in said:
        return {"fact": "rectified_days", "lte": 0}
    if "next_day" in said:
        return {"fact": "rectified_days", "lte": 1}
    if "workdays" in said:
        bound = quantities[int(said["workdays"])].bound("个工作日")
        return {"fact": "rectified_workdays", **bound} if bound else None
    if "days" in said:
        quantity = quantities[int(said["days"])]
        fact = _LENGTHS[quantity.unit]
        bound = quantity.bound("天" if fact == "rectified_days" else "小时", "lte")
        return {"fact": fact, **bound} if bound else None
    return None
