"""A condition sentence (条件句) read into a test: clause by clause, every word accounted for, or not at all.

A clause is what one rule of the vocabulary covers wholly. Clauses are joined by ； ， 且 并 (all) and 或 (any), taken
out by 除外, gathered by 下列情形之一. Where 或 and 且 stand together and nothing says which binds closer, the sentence
is not read: a wrong reading is worse than none.
"""

from __future__ import annotations

import os.path
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from bot.eligibility.factbook import FactBook
from bot.reading import periods, phrases, quantities
from bot.reading.correcting import Correcting
from bot.reading.numbering import at_least, conditions_before, enumerated, excludes, says_any
from bot.reading.quantities import TOKEN, Quantity
from bot.reading.restating import without_act
from bot.reading.rules import Tree, Vocabulary, load
from bot.reading.saying import say
from bot.reading.trees import all_of, any_of, facts_of, negated
from bot.reading.wording import forms, plain, without_outcome
from bot.settings import ROOT

VOCABULARY = ROOT / "data" / "reading.yml"
_EXCEPT = re.compile(
    r"(?P<rest>.*?)[,;]?(?:但(?:是)?|不包括|不含)?(?P<out>[^,;]+?)的?(?:情形|情况|行为|违法行为)?(?:除外|,?不(?:予)?适用(?:于)?(?:本清单|本条|本项|本规定|上述规定|以上规定)?|,?不在此列)"
)
_BESIDES = re.compile("除(?P<out>[^,;]+?)的?(?:以|之)?外,(?P<rest>.+)")
_ALSO = re.compile("^(?:还|也|并|同时|应当|须|需|必须)+(?:应当?|须|需|要|必须)?")
_APPLIES = re.compile("(?:均|都)?(?:可以?)?适用(?:本清单|本条|本项)?(?:规定)?")
_NOT_OUT = re.compile(
    r"(?:不适用于?|不包括|不含|不得(?:有|存在)|不存在|没有|未发现(?:当事人|其)?(?:有|存在)?|(?:无|没有)证据(?:能够|可以)?证明(?:当事人|其)?|不(?:是|属于)|并?非|无)"
    r"(?:(?P<these>(?:以下|下列)(?:情形|情况|行为)?(?:之一)?的?:)|(?:以下|下列)?(?:情形|情况)?)(?P<out>.+?)(?:的?(?:情形|情况|现象))?"
)
_PAREN = re.compile(r"(?P<before>[^()]*)\((?P<inside>[^()]+)\)(?P<after>[^()]*)")
_OR = re.compile("或者|或(?![称许然缺])|/")
_AND = re.compile("并且|并(?!处|罚|非|未)|且(?!不在)|以及|同时(?!具备|满足|符合)|而且|但")
_NEGATION = re.compile(
    r"(?:没有|未曾|未|无|不存在|不|并未|尚未)(?:因此|实际|直接|再)?(?:造成|引发|引起|导致|发生|出现|产生|影响|妨碍|危及|涉及|属于|损害|侵害)?"
)
_TAIL = re.compile(
    "(?:完成)?(?:改正|整改|纠正|整改到位|改正到位|整改完毕|改正完毕)(?:违法行为)?的?$|(?:轻微|较小|较轻)$|实施违法行为的?$"
)
_TOGETHER = re.compile("(?:等)?(?:危害|不良)?(?:后果|情形|情况|行为|问题)?的?$")
_SAYS_MORE = re.compile("[,;]|且|(?:、|或者?|和)(?:没有|未|无|不)")
_OF_ITS_OWN = re.compile("^(?:虽|经)|已|能够?|主动|及时|(?:违法|违停|违章)$")
_ONLY_JOINS = re.compile("如下|下列|以下|之一|同时|或者?$|条件$|情形$")
_MIXED = "“或”和“且”混在一起，分不清先后"


@dataclass(frozen=True)
class Reading:
    """A sentence with the test read from it and that test said back; without one, `reason` says what was not
    understood."""

    sentence: str
    test: Tree | None
    reason: str = ""
    said_back: str = ""


def read_condition(sentence: str, dictionary: FactBook) -> Reading:
    """One condition sentence read over a facts dictionary, by the vocabulary of the product (data/reading.yml)."""
    return Grammar(_vocabulary(), dictionary).read(sentence)


@lru_cache(maxsize=1)
def _vocabulary() -> Vocabulary:
    return load(VOCABULARY)


@dataclass
class _Sentence:
    """One sentence being read: its quantities, what was tried, and the words that stopped it."""

    text: str
    quantities: Sequence[Quantity]
    seen: dict[str, Tree | None] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    mixed: bool = False


class Grammar:
    """Reads condition sentences by one vocabulary over one facts dictionary."""

    def __init__(self, vocabulary: Vocabulary, book: FactBook):
        self._vocabulary = vocabulary
        self._book = book
        self._phrases = phrases.phrases(book)
        self._correcting = Correcting(vocabulary.correcting)

    @staticmethod
    def over(dictionary: FactBook) -> Grammar:
        """The product's own vocabulary over a dictionary."""
        return Grammar(_vocabulary(), dictionary)

    def read(self, sentence: str, act: str = "") -> Reading:
        """The sentence with its test, or with the reason why it is left to a person; `act` is the violation that the
        condition belongs to, which some sentences name again."""
        found = self._read(sentence, act)
        return found if found.test is None else self.with_test(sentence, found.test)

    def with_test(self, sentence: str, test: Tree) -> Reading:
        """The reading of a sentence whose test is known."""
        book = self._book.with_members(facts_of(test))
        return Reading(sentence, test, said_back=say(test, book))

    def _read(self, sentence: str, act: str) -> Reading:
        parts = enumerated(sentence)
        if parts is not None:
            return self._enumeration(sentence, *parts, act)
        found: list[Quantity] = []
        marked = quantities.mark(periods.mark(without_outcome(plain(sentence)), found), found)
        work = _Sentence(marked, found)
        test = self._clause(without_act(marked, act).rstrip(".。,;"), work)
        return Reading(sentence, test, "" if test else self._reason(work))

    def _enumeration(self, sentence: str, head: str, parts: Sequence[str], act: str) -> Reading:
        before = [self._read(part, act) for part in conditions_before(head) if without_act(part, act)]
        readings = [self._read(part, act) for part in parts]
        unread = [f"“{r.sentence}”：{r.reason}" for r in (*before, *readings) if r.test is None]
        join = _join(head)
        if join is None:
            return Reading(sentence, None, f"没有说明这几条是都要符合还是符合一条：“{head}”")
        if unread:
            return Reading(sentence, None, "；".join(unread))
        listed = join([r.test for r in readings if r.test is not None])
        return Reading(sentence, all_of([*(r.test for r in before if r.test is not None), listed]))

    def _reason(self, work: _Sentence) -> str:
        if work.mixed:
            return _MIXED
        whole = [words for words in work.unread if not re.search(f"[未无没不非]{re.escape(words)}", work.text)]
        words = min(whole or work.unread, key=len, default="")
        said = TOKEN.sub(lambda m: work.quantities[int(m[2])].words, words)
        return f"读不懂“{said}”"

    def _clause(self, clause: str, work: _Sentence) -> Tree | None:
        clause = clause.strip(" ,;.。、")
        if clause not in work.seen:
            work.seen[clause] = None
            work.seen[clause] = self._try(clause, work) if clause else None
        return work.seen[clause]

    def _try(self, clause: str, work: _Sentence) -> Tree | None:
        if (found := self._atom(clause, work)) is not None:
            return found
        for attempt in (
            self._semicolons,
            self._outside,
            self._case,
            self._parenthesis,
            self._joined,
            self._negated_list,
        ):
            if (found := attempt(clause, work)) is not None:
                return found
        work.unread.append(clause)
        return None

    def _atom(self, clause: str, work: _Sentence) -> Tree | None:
        for form in forms(clause, self._vocabulary):
            for rule in self._vocabulary.rules:
                if (found := rule.read(form, work.quantities, self._book)) is not None:
                    return found
        for form in forms(clause, self._vocabulary):
            if (found := self._correcting.read(form, work.quantities)) is not None:
                return found
        said = TOKEN.sub(lambda m: work.quantities[int(m[2])].words, clause)
        return self._phrases.get(phrases.plain(said))

    def _semicolons(self, clause: str, work: _Sentence) -> Tree | None:
        parts = [part for part in re.split("[;。]", clause) if part]
        if len(parts) < 2:
            return None
        either = [bool(re.match("或", part)) for part in parts[1:]]
        if any(either) and not all(either):
            work.mixed = True
            return None
        tests = [self._clause(re.sub("^(?:或者?|且|并且?|同时)", "", part), work) for part in parts]
        return _together(tests, any_of if any(either) else all_of)

    def _outside(self, clause: str, work: _Sentence) -> Tree | None:
        """X的除外; 除X外,Y; 不得有X."""
        if match := _BESIDES.fullmatch(clause):
            return self._besides(match["out"], match["rest"], work)
        if match := _EXCEPT.fullmatch(clause):
            out = self._listed(match["out"], work)
            rest = self._clause(match["rest"], work) if match["rest"] else {}
            if out is None or rest is None:
                return None
            return all_of([rest, negated(out)]) if rest else negated(out)
        if match := _NOT_OUT.fullmatch(clause):
            if not match["these"] and (_SAYS_MORE.search(match["out"]) or _says_again(match["out"], work.quantities)):
                return None
            out = self._listed(match["out"], work)
            return negated(out) if out is not None else None
        return None

    def _besides(self, out: str, rest: str, work: _Sentence) -> Tree | None:
        """除X外,还应当Y: both; 除X外,均可适用: not X; 除X外,Y: not X, and Y."""
        taken = self._listed(out, work)
        if taken is None or _APPLIES.fullmatch(rest):
            return None if taken is None else negated(taken)
        said = self._clause(_ALSO.sub("", rest), work)
        if said is None:
            return None
        return all_of([taken if _ALSO.match(rest) else negated(taken), said])

    def _listed(self, words: str, work: _Sentence) -> Tree | None:
        """Several things of which any counts: A、B或者C."""
        if (found := self._taken_out(words, work)) is not None and "all" not in found:
            return found
        parts = [part for part in re.split("或者|或|、|,|和|以及|及", words) if part]
        return _together([self._taken_out(part, work) for part in parts], any_of) if len(parts) > 1 else None

    def _taken_out(self, words: str, work: _Sentence) -> Tree | None:
        """What is taken out, also where the vocabulary knows only its denial: 涉及未成年人 beside 不涉及未成年人."""
        if (found := self._clause(words, work)) is not None or _NEGATION.match(words):
            return found
        ways = [*(denial + words for denial in ("未", "不", "没有")), words.replace("曾", "未曾")]
        denied = (self._clause(way, work) for way in ways if way != words)
        return next((negated(test) for test in denied if test is not None and "all" not in test), None)

    def _case(self, clause: str, work: _Sentence) -> Tree | None:
        """A:B — in the case of A, B: both."""
        head, colon, rest = clause.partition(":")
        if not colon or ":" in rest or _ONLY_JOINS.search(head):
            return None
        return _together([self._clause(head, work), self._clause(rest, work)], all_of)

    def _parenthesis(self, clause: str, work: _Sentence) -> Tree | None:
        """A(B): both."""
        match = _PAREN.fullmatch(clause)
        if match is None:
            return None
        whole = self._clause(match["before"] + match["after"], work)
        inside = self._clause(match["inside"], work)
        if "除外" not in match["inside"] and (self._judged(whole) or self._judged(inside)):
            return None  # 违法行为轻微(货值不足100元): the words inside may say what is meant by it
        return _together([whole, inside], all_of)

    def _judged(self, test: Tree | None) -> bool:
        """Whether the test speaks of nothing but what the authority judges."""
        names = list(facts_of(test))
        book = self._book.with_members(names)
        return bool(names) and all(book[name].judged for name in names)

    def _joined(self, clause: str, work: _Sentence) -> Tree | None:
        """Clauses joined by commas, 且 and 或, the outermost joint first."""
        loud_or = re.split(",(?:或者|或)", clause)
        if len(loud_or) > 1:
            tests = [self._clause(part, work) for part in loud_or]
            if None not in tests and ("," in "".join(loud_or) or _AND.search("".join(loud_or))):
                return self._unless_mixed(tests, work, clause)
            return _together(tests, any_of)
        for joint in (re.compile(",(?:且|并且|并|而且|同时|但)?"), _AND):
            parts = [part for part in joint.split(clause) if part]
            if len(parts) > 1 and _OR.search(clause) and (joint is _AND or not _or_at_an_end(parts)):
                return self._tight(parts, work)
            if len(parts) > 1:
                return _together([self._clause(part, work) for part in parts], all_of)
        return self._either(clause, work) or self._list(clause, work)

    def _unless_mixed(self, tests: Sequence[Tree | None], work: _Sentence, clause: str) -> Tree | None:
        """A,且B,或者C且D: alternatives, as long as the comma before 或 is the only comma."""
        if clause.count(",") == len(tests) - 1 or _same_facts(tests):
            return _together(tests, any_of)
        work.mixed = True
        return None

    def _tight(self, parts: Sequence[str], work: _Sentence) -> Tree | None:
        """且 beside 或: read only where each 或 joins two values of the same fact."""
        tests = [self._clause(part, work) for part in parts]
        loose = [test for part, test in zip(parts, tests, strict=True) if test and _OR.search(part) and "any" in test]
        if None not in tests and any(not _same_facts(test["any"]) for test in loose):
            work.mixed = True
            return None
        return _together(tests, all_of)

    def _either(self, clause: str, work: _Sentence) -> Tree | None:
        parts = [part for part in _OR.split(clause) if part]
        denied = _NEGATION.match(clause) and not _says_again(_NEGATION.sub("", clause, count=1), work.quantities)
        if len(parts) < 2 or denied and not all(map(_OF_ITS_OWN.search, parts[1:])):
            return None
        tail = _TAIL.search(parts[-1])
        tests = [self._clause(parts[-1], work)]
        for part in parts[:-1]:
            found = self._clause(part, work)
            if found is None and tail:
                found = self._clause(part.removesuffix("的") + tail.group(), work)
            tests.insert(-1, found)
        return _together(tests, any_of)

    def _list(self, clause: str, work: _Sentence) -> Tree | None:
        """首次违法、及时改正、没有危害后果."""
        parts = [part for part in clause.split("、") if part]
        if len(parts) < 2 or _OR.search(clause):
            return None
        return _together([self._clause(part, work) for part in parts], all_of)

    def _negated_list(self, clause: str, work: _Sentence) -> Tree | None:
        """未造成A或者B、C: none of them."""
        for form in forms(clause, self._vocabulary):
            match = _NEGATION.match(form)
            if match is None or match.end() == len(form):
                continue
            for rest in dict.fromkeys((form[match.end() :], _TOGETHER.sub("", form[match.end() :]))):
                parts = [part for part in re.split("或者|或|、|,|和|以及|及", rest) if part]
                tests = [self._denied(match[0], part, work) for part in parts] if len(parts) > 1 else []
                if (found := _together(tests, all_of)) is not None:
                    return found
        return None

    def _denied(self, denial: str, part: str, work: _Sentence) -> Tree | None:
        """One of the things denied together; a part that says something of its own is not denied by the word before."""
        if _NEGATION.match(part):
            return self._clause(part, work)
        return None if self._clause(part, work) is not None else self._clause(denial + part, work)


def _join(head: str) -> Callable[[Sequence[Tree]], Tree] | None:
    """How the words before a numbered list join its parts; None when they do not say."""
    if excludes(head):
        return lambda tests: negated(any_of(tests))
    if (count := at_least(head)) is not None:
        return lambda tests: {"of": list(tests), "at_least": count}
    join = says_any(head)
    return None if join is None else any_of if join else all_of


def _together(tests: Sequence[Tree | None], join: Callable[[Sequence[Tree]], Tree]) -> Tree | None:
    if not tests or any(test is None for test in tests):
        return None
    return join([test for test in tests if test is not None])


def _says_again(denied: str, said: Sequence[Quantity]) -> bool:
    """没有X或者有X, 没有X或者Y不足100元: what follows 或 is not denied by the word before X."""
    first, *others = re.split(f"{_OR.pattern}|、", denied)
    return bool(others) and all(part.startswith("有") or _says_at_most(first, part, said) for part in others)


def _says_at_most(first: str, part: str, said: Sequence[Quantity]) -> bool:
    """Whether a part says how little it is, or how much of what was denied before it."""
    found = [said[int(token[2])] for token in TOKEN.finditer(part)]
    little = any(q.bounds and q.kind not in "TW" and set(q.bounds) <= {"lt", "lte"} for q in found)
    return little or bool(found) and len(os.path.commonprefix([first, part])) > 1


def _or_at_an_end(parts: Sequence[str]) -> bool:
    """Whether the commas show how far 或 reaches: it stands in the first or the last part alone, with no 且 inside."""
    either = [number for number, part in enumerate(parts) if _OR.search(part)]
    return either in ([0], [len(parts) - 1]) and not _AND.search(parts[either[0]])


def _same_facts(tests: Iterable[Tree | None]) -> bool:
    return len({frozenset(facts_of(test)) for test in tests if test}) == 1
