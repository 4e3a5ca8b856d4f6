"""What must always hold, on thousands of made-up rules: checked against every world the told facts leave possible."""

from __future__ import annotations

from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_rules import Scene, outcome, scenes

from bot.eligibility.changes import LARGEST, apply, what_would_help
from bot.eligibility.questions import questions
from bot.eligibility.values import meet

slow = settings(max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


@slow
@given(scenes(derived=True), st.data())
def test_more_facts_never_turn_a_decided_condition_round(scene: Scene, data: st.DataObject) -> None:
    more = data.draw(st.sets(st.sampled_from(sorted(scene.book))))
    before = {route.item.id: route for route in scene.decide(scene.told).routes}
    for after in scene.decide({**scene.told, **{name: scene.truth[name] for name in more}}).routes:
        for then, now in zip(before[after.item.id].states, after.states):
            assert then is None or now is then


@slow
@given(scenes(derived=True))
def test_no_verdict_that_an_unknown_fact_could_overturn(scene: Scene) -> None:
    status = scene.decide(scene.told).status
    if status != "undetermined":
        assert {scene.decide(world).status for world in scene.worlds(scene.told)} == {status}


@slow
@given(scenes())
def test_every_question_can_change_the_outcome(scene: Scene) -> None:
    decision = scene.decide(scene.told)
    for question in questions(decision, frozenset(), scene.book):
        outcomes: dict[tuple[object, ...], set[object]] = {}
        for world in scene.worlds(scene.told):
            others = tuple(value for name, value in world.items() if name != question.fact)
            outcomes.setdefault(others, set()).add(outcome(scene.decide(world)))
        assert any(len(found) > 1 for found in outcomes.values()), question


@slow
@given(scenes(derived=True))
def test_asking_to_the_end_gives_the_true_outcome(scene: Scene) -> None:
    facts = dict(scene.told)
    for _ in scene.book:
        question = next(questions(scene.decide(facts), frozenset(), scene.book), None)
        if question is None:
            break
        assert not isinstance(facts.get(question.fact), (bool, str, float)), f"{question} asked again"
        facts[question.fact] = scene.truth[question.fact]
    assert next(questions(scene.decide(facts), frozenset(), scene.book), None) is None
    possible = {outcome(scene.decide(world)) for world in scene.worlds(facts)}
    assert possible == {outcome(scene.decide(scene.truth))}, facts


@slow
@given(scenes(changeable=True))
def test_changes_are_the_smallest_set_that_helps(scene: Scene) -> None:
    decision = scene.decide(scene.told)
    changes = what_would_help(decision, scene.told, scene.book, scene.decide)
    if changes:
        assert scene.decide(apply(changes, scene.told, scene.book)).rank < decision.rank
    for size in range(1, len(changes)):
        for fewer in combinations(changes, size):
            assert scene.decide(apply(fewer, scene.told, scene.book)).rank >= decision.rank


@slow
@given(scenes(changeable=True))
def test_no_change_that_would_help_is_kept_back(scene: Scene) -> None:
    decision = scene.decide(scene.told)
    can = {name: fact.can_change for name, fact in scene.book.items() if fact.can_change}
    open_to = {name: can[name].to for name, value in scene.told.items() if name in can and value in can[name].start}
    helps = any(
        scene.decide({**scene.told, **{name: open_to[name] for name in chosen}}).rank < decision.rank
        for size in range(1, LARGEST + 1)
        for chosen in combinations(open_to, size)
    )
    assert bool(what_would_help(decision, scene.told, scene.book, scene.decide)) == helps


@slow
@given(scenes(), st.data())
def test_declined_facts_are_not_asked_again(scene: Scene, data: st.DataObject) -> None:
    declined = frozenset(data.draw(st.sets(st.sampled_from(sorted(scene.book)))))
    asked = {question.fact for question in questions(scene.decide(scene.told), declined, scene.book)}
    assert not asked & declined


def _unused() -> None:
    meet(1, 1)
