"""From what is known to the next question or the verdict; several acts are taken one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.assess import Assessment
from bot.dialogue import acts, replies
from bot.dialogue.hearing import answers_the_question, hear, is_correcting, says_wrong
from bot.dialogue.replies import Reply
from bot.dialogue.turn import Turn
from bot.eligibility.questions import Question
from bot.records import given

_OPENING = {"ask_eligibility", "ask_penalty", "tell_facts", "correct"}


_MORE_EXACTLY = "只知道一部分，还要再说具体一点，说不准就说“不知道”。"
ENOUGH = 4  # nothing is asked more often, whatever stands in the way of an answer
_MAY_BE, _PLAINLY = 0.1, 0.6  # how likely another act must be when something is taken back, and when it is not
_FITS_BETTER = 5.0  # how much likelier than the act at hand
ASIDES = 3  # asides in a row after which a question is left open


def listen_and_assess(turn: Turn) -> list[Reply]:
    """Take in a message about the matter and go on with it."""
    if turn.state.choosing and (chosen := _choose(turn)) is not None:
        return chosen
    turn.worked_out["acts_before"] = list(turn.state.acts)
    direct = turn.state.conflict is not None or answers_the_question(turn)
    if turn.state.has_matter:
        interruption, unclear = hear(turn), _take_acts(turn, direct)
    else:  # what happened comes first: it decides which contradictions matter
        unclear, interruption = _take_acts(turn, direct), hear(turn)
    if not interruption and _takes_back_nothing(turn):
        interruption = [replies.what_to_correct(turn.state, turn.catalogue)]
    return interruption or unclear or proceed(turn)


def _takes_back_nothing(turn: Turn) -> bool:
    """The person takes something back and it is not clear what: nothing may be concluded before that is known."""
    if turn.worked_out.get("retracted"):
        return False
    return says_wrong(turn) and not turn.learned and bool(turn.state.facts) and not acts.named(turn).acts


def proceed(turn: Turn) -> list[Reply]:
    """The next question, or the verdict and then the next act's question or verdict."""
    if not turn.state.has_matter:
        return [_what_happened(turn)]
    said = replies.understood([told for told in turn.learned if told[0] in turn.relevant], turn.catalogue)
    out: list[Reply] = []
    while True:
        assessment = turn.assess()
        found = assessment.next_question
        if found is not None and turn.state.asked_so_far.get(found.fact, 0) >= ENOUGH:
            turn.state.declined.append(found.fact)
            continue
        if found is not None:
            return [*out, ask(turn, assessment, found, _newly_taken(turn, found) + said)]
        out.append(_conclude(turn, assessment, said))
        said = ""
        if len(turn.state.acts) < 2:
            return out
        turn.state.acts.pop(0)


def _newly_taken(turn: Turn, asked: Question) -> str:
    """Which acts this message was taken to be about, when it began the matter or added to it."""
    before = turn.worked_out.get("acts_before", turn.state.acts)
    taken = [act for act in turn.state.acts if act not in before]
    items = {act: turn.items_for(act)[:1] for act in taken}
    own = turn.catalogue.items[asked.item]
    if own.act in items:
        items[own.act] = [own]
    return replies.about(item for found in items.values() for item in found)


def ask_again(turn: Turn) -> list[Reply]:
    """The question that is still open, so that an aside does not lose the thread; left open after a few asides."""
    state = turn.state
    if state.asked is None or not state.has_matter:
        return []
    state.asides += 1
    if state.asides > ASIDES:
        state.declined.append(state.asked)
        state.asked, state.asides = None, 0
        return proceed(turn)
    assessment = turn.assess()
    found = assessment.next_question
    return [ask(turn, assessment, found, "接着刚才的问题：")] if found else []


def ask(turn: Turn, assessment: Assessment, found: Question, said: str) -> Reply:
    """The question, and how far it is to the verdict: facts that are clear, and those that may still be asked."""
    if turn.state.missed and turn.state.asked == found.fact:
        partly = found.fact in turn.state.facts
        said += _MORE_EXACTLY if partly else "没听明白这一点，换个说法再说一次，或者说“不知道”。"
    state = turn.state
    state.asked = found.fact
    state.asked_so_far[found.fact] = state.asked_so_far.get(found.fact, 0) + 1
    asked = replies.question(found, turn.catalogue, turn.state.values().get(found.fact), said)
    known, _ = turn.catalogue.facts.complete(assessment.case.facts)
    clear = len(assessment.facts_read & known.keys())
    return {**asked, "progress": {"known": clear, "open": max(1, len(assessment.questions))}}


def _conclude(turn: Turn, assessment: Assessment, said: str) -> Reply:
    turn.state.asked = None
    verdict = assessment.verdict(given.new_id())
    rule_set = turn.services.rule_set(turn.catalogue)
    with turn.services.database.session() as session:
        given.store(session, verdict, assessment, given.Giving(rule_set, turn.asker.owner, turn.conversation))
    head, _, rest = verdict["text"].partition("\n")
    verdict["text"] = f"{head}\n{said}{rest}"
    for condition in verdict["conditions"]:
        condition["told"] = _told_for(turn, assessment, condition)
    turn.state.verdict = {
        key: verdict[key] for key in ("status", "treatment", "item", "list", "to_qualify", "citations", "audit")
    }
    return verdict


def _told_for(turn: Turn, assessment: Assessment, condition: Mapping[str, Any]) -> list[str]:
    """The titles of what the person told that a condition rests on, to be taken back by; none where the record decides."""
    if condition["evidence"]["source"] == "record":
        return []
    roots = dict.fromkeys(_root(assessment.decision.origin, name) for name in condition["facts"])
    told = [name for name in roots if name in turn.state.facts or name in turn.state.declined]
    return [turn.catalogue.facts[name].title for name in told]


def _root(origin: Mapping[str, str], fact: str) -> str:
    """What a fact was worked out from."""
    while fact in origin:
        fact = origin[fact]
    return fact


def _choose(turn: Turn) -> list[Reply] | None:
    """Settle an offered choice; None when the message is about something else."""
    picked = acts.pick(turn)
    if picked is None:
        return (
            None
            if acts.named(turn).acts or len(turn.text) > 12
            else [replies.choose_item(turn.state.choosing, turn.catalogue)]
        )
    turn.state.choosing = []
    if picked:
        act = turn.catalogue.items[picked].act
        turn.state.acts = [act, *(other for other in turn.state.acts if other != act)]
    elif not turn.state.described:
        turn.state.described = "你说的情况"
    return proceed(turn)


def _take_acts(turn: Turn, direct: bool) -> list[Reply]:
    """Note the acts the message names; a reply when one must be chosen first."""
    named = acts.named(turn)
    state = turn.state
    fresh = [act for act in named.acts if act not in state.acts]
    if state.has_matter:
        if fresh and not direct:
            _another_matter(turn, fresh)
        return [] if fresh or direct else _in_doubt(turn)
    if fresh:
        state.choosing, state.acts = [], fresh
        return []
    if turn.intent not in _OPENING and not acts.describes_something(turn):
        return []
    return _offer(turn, [c.item for c in named.near or acts.possible(turn)])


def _in_doubt(turn: Turn) -> list[Reply]:
    """不对，后来我直接开过去了: words that take something back and fit another act better than the one at hand."""
    state, naming = turn.state, turn.understanding.naming
    if not state.acts or turn.learned:
        return []
    other = next(iter(acts.possible(turn, least=0.0)), None)
    if other is None or other.act in state.acts or not naming.knows(other.act):
        return []
    likely = naming.likelihood(turn.text, other.act)
    by_words = any(found.act == other.act for found in naming.finder.find(turn.text))
    if not (by_words or says_wrong(turn)):
        return []
    if likely < (_MAY_BE if says_wrong(turn) else _PLAINLY) or likely < _FITS_BETTER * naming.likelihood(
        turn.text, state.acts[0]
    ):
        return []
    state.choosing = [other.item, turn.items_for(state.acts[0])[0].id]
    state.acts, state.asked = state.acts[1:], None
    return [replies.choose_item(state.choosing, turn.catalogue)]


def _offer(turn: Turn, items: list[str]) -> list[Reply]:
    """Offer what it may be; with nothing near, an act that is described but not listed goes on by the general clauses."""
    if len(items) == 1 and not acts.describes_something(turn):
        items = []
    if len(items) == 1 and acts.possible(turn)[0].score >= acts.ALMOST_CLEAR:
        turn.state.acts = [turn.catalogue.items[items[0]].act]
        return []
    if items:
        turn.state.choosing, turn.state.asked = items, None
        return [replies.choose_item(items, turn.catalogue)]
    if acts.describes_something(turn):
        turn.state.described = turn.text[:80]
    return []


def _another_matter(turn: Turn, fresh: list[str]) -> None:
    """A new act: after a verdict it begins a new matter; before, it waits its turn (or replaces what was taken back)."""
    state = turn.state
    if is_correcting(turn) and turn.learned:
        return
    if is_correcting(turn):
        state.acts, state.described, state.verdict = fresh, "", None
    elif state.verdict is not None or not state.acts:
        learned = {name: state.facts[name] for name, _ in turn.learned if name in state.facts}
        state.forget_matter(frozenset(name for name, fact in turn.catalogue.facts.items() if fact.lasting))
        state.facts.update(learned)
        state.acts = fresh
    else:
        state.acts += fresh


def _what_happened(turn: Turn) -> Reply:
    turn.state.unheard += 1
    text, citations = turn.services.knowledge.answer("clarify", turn.text)
    if turn.state.unheard > 2:
        text += "\n如果总说不清，可以拨打12345，请接线员帮你问。"
    said = replies.understood(turn.learned, turn.catalogue)
    return replies.answer("clarify", said + text, citations)
