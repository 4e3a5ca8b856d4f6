"""What must always hold, on made-up rules: checked against every world that what is told leaves possible."""

from __future__ import annotations

from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_rules import Scene, World, outcome, scenes

from bot.eligibility.changes import LARGEST, apply, what_would_help
from bot.eligibility.questions import Question, questions
from bot.eligibility.values import is_exact

thorough = settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


@thorough
@given(scenes(derived=True), st.data())
def test_more_facts_never_turn_a_decided_condition_round(scene: Scene, data: st.DataObject) -> None:
    more = data.draw(st.sets(st.sampled_from(sorted(scene.book))))
    before = {route.item.id: route.states for route in scene.decide(scene.told).routes}
    after = scene.decide({**scene.told, **{name: scene.truth[name] for name in more}})
    turned = [
        (route.item.id, then, now)
        for route in after.routes
        for then, now in zip(before[route.item.id], route.states, strict=True)
        if then is not None and now is not then
    ]
    assert turned == []


@thorough
@given(scenes(derived=True))
def test_no_item_is_decided_that_an_unknown_fact_could_overturn(scene: Scene) -> None:
    decided = {r.item.id: r.holds for r in scene.decide(scene.told).routes if r.holds is not None}
    for world in scene.worlds(scene.told):
        assert {r.item.id: r.holds for r in scene.decide(world).routes if r.item.id in decided} == decided


@thorough
@given(scenes(derived=True))
def test_no_verdict_that_an_unknown_fact_could_overturn(scene: Scene) -> None:
    status = scene.decide(scene.told).status
    worlds = scene.worlds(scene.told) if status != "undetermined" else ()
    assert {scene.decide(world).status for world in worlds} <= {status}


@thorough
@given(scenes())
def test_an_incomplete_item_never_gives_a_treatment(scene: Scene) -> None:
    decision = scene.decide(scene.truth)
    whole = [route for route in decision.routes if not route.item.incomplete]
    assert (decision.status == "qualifies") == any(route.holds for route in whole)


@thorough
@given(scenes())
def test_the_outcome_can_hang_on_every_question(scene: Scene) -> None:
    for question in questions(scene.decide(scene.told), frozenset(), scene.book):
        assert hangs_on(question, scene)


def hangs_on(question: Question, scene: Scene) -> bool:
    """Whether in some world the answer, or having no answer, makes a difference when all else is known."""
    outcomes: dict[tuple[object, ...], set[object]] = {}
    for world in scene.worlds(scene.told):
        others = {name: value for name, value in world.items() if name != question.fact}
        unanswered = {**others, **{name: v for name, v in scene.told.items() if name == question.fact}}
        found = outcomes.setdefault(tuple(others.values()), {outcome(scene.decide(unanswered))})
        found.add(outcome(scene.decide(world)))
    return any(len(found) > 1 for found in outcomes.values())


@thorough
@given(scenes(derived=True))
def test_asking_to_the_end_gives_the_true_outcome(scene: Scene) -> None:
    facts = answer_all(scene)
    assert outcome(scene.decide(facts)) == outcome(scene.decide(scene.truth)) or has_blind_spot(scene, facts)


def answer_all(scene: Scene) -> World:
    """The facts after every question was answered truthfully; each is asked once."""
    facts, asked = dict(scene.told), []
    while question := next(questions(scene.decide(facts), frozenset(), scene.book), None):
        assert question.fact not in asked
        assert not is_exact(facts.get(question.fact))
        asked.append(question.fact)
        facts[question.fact] = scene.truth[question.fact]
    return facts


def has_blind_spot(scene: Scene, facts: World) -> bool:
    """Whether some item is left open although it is the same in every world, as in `a and not a`."""
    left_open = [r.item for r in scene.decide(facts).routes if r.holds is None]
    states = {
        made.id: {r.holds for world in scene.worlds(facts) for r in scene.decide(world).routes if r.item is made}
        for made in left_open
    }
    return any(len(found) == 1 for found in states.values())


@thorough
@given(scenes(), st.data())
def test_a_declined_fact_is_not_asked_again(scene: Scene, data: st.DataObject) -> None:
    declined = frozenset(data.draw(st.sets(st.sampled_from(sorted(scene.book)))))
    asked = {question.fact for question in questions(scene.decide(scene.told), declined, scene.book)}
    assert not asked & declined


@thorough
@given(scenes(changeable=True))
def test_the_changes_give_a_better_outcome(scene: Scene) -> None:
    decision = scene.decide(scene.told)
    changes = what_would_help(decision, scene.told, scene.book, scene.decide)
    assert not changes or scene.decide(apply(changes, scene.told, scene.book)).rank < decision.rank


@thorough
@given(scenes(changeable=True))
def test_no_part_of_the_changes_is_enough(scene: Scene) -> None:
    decision = scene.decide(scene.told)
    changes = what_would_help(decision, scene.told, scene.book, scene.decide)
    for size in range(1, len(changes)):
        for fewer in combinations(changes, size):
            assert scene.decide(apply(fewer, scene.told, scene.book)).rank >= decision.rank


@thorough
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
