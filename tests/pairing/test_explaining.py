"""Why somebody is left out, and that it is true."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.pairing.instances import (
    instances,
    large_instance,
    make_instance,
    same_cases,
    small_instance,
)
from tests.pairing.second_opinions import by_networkx, greedily
from whatthetech.pairing.explaining import explain_unpaired
from whatthetech.pairing.instance import Unpaired, Why
from whatthetech.pairing.solving import result_of, solve


def explained(instance, seed=0):
    return explain_unpaired(instance, solve(instance, seed=seed))


def hall_faults(instance, unpaired: Unpaired) -> list[str]:
    """What is wrong with a Hall set, counted from the edges and places alone."""
    learners, volunteers = set(unpaired.hall_learners), set(unpaired.hall_volunteers)
    reached = {edge.volunteer for edge in instance.edges if edge.learner in learners}
    places = sum(instance.capacity[volunteer] for volunteer in volunteers)
    found = {
        "without the learner": unpaired.learner not in learners,
        "somebody else could help": reached != volunteers,
        "places for all": len(learners) != places + 1,
    }
    return [fault for fault, is_there in found.items() if is_there]


def test_nobody_is_left_out_and_nothing_is_said():
    assert explained(make_instance((0, 0), capacity=(1,))) == ()


def test_a_learner_without_an_edge_has_no_candidate():
    assert explained(make_instance(capacity=(1,), learners=1)) == (Unpaired(0, Why.NO_CANDIDATE),)


def test_candidates_without_a_place_are_contention():
    """They exist; it is their places that are missing."""
    unpaired = Unpaired(0, Why.CONTENTION, hall_learners=(0,), hall_volunteers=(0,))

    assert explained(make_instance((0, 0), capacity=(0,))) == (unpaired,)


def test_contention_names_those_who_need_the_same_volunteers_and_nobody_else():
    three_for_two = [(learner, volunteer) for learner in range(3) for volunteer in range(2)]
    instance = make_instance(
        *three_for_two, (0, 0), (3, 2), (3, 0), capacity=(1, 1, 1), priority=(9, 9, 1, 9)
    )
    instance = replace(instance, edges=tuple(dict.fromkeys(instance.edges)))

    assert explained(instance) == (
        Unpaired(2, Why.CONTENTION, hall_learners=(0, 1, 2), hall_volunteers=(0, 1)),
    )


def test_a_pin_that_takes_the_only_place_is_named():
    instance = make_instance((0, 0, 1), (1, 0, 9), pins=[(0, 0)])

    assert explained(instance) == (Unpaired(1, Why.PIN, pins=((0, 0),)),)


def test_a_pin_further_along_is_named_too():
    """Learner 1 could move to volunteer 1, were learner 0 not pinned there."""
    edges = [(0, 1), (0, 2), (1, 0), (1, 1), (2, 0)]
    instance = make_instance(*edges, capacity=(1, 1, 1), priority=(1, 2, 1), pins=[(0, 1)])

    assert explained(instance) == (Unpaired(2, Why.PIN, pins=((0, 1),)),)


def test_who_would_stay_out_without_the_pin_too_is_told_of_contention():
    edges = [(0, 0), (1, 0), (2, 1)]
    instance = make_instance(*edges, capacity=(1, 1), priority=(9, 1, 1), pins=[(2, 1)])

    assert explained(instance) == (Unpaired(1, Why.CONTENTION, (0, 1), (0,)),)


@pytest.mark.parametrize("block", range(5))
def test_every_reason_is_true(block):
    draw, seen = random.Random(block), set()
    for seed in range(150):
        instance = small_instance(draw, people=8)
        result = solve(instance, seed=seed)
        reasons = explain_unpaired(instance, result)

        left = set(range(instance.learners)) - {learner for learner, _ in result.pairs}
        assert [unpaired.learner for unpaired in reasons] == sorted(left)
        free = {
            learner for learner, _ in by_networkx(replace(instance, pins=frozenset()), seed=seed)
        }
        with_edges = {edge.learner for edge in instance.edges}
        for unpaired in reasons:
            assert (unpaired.why == Why.NO_CANDIDATE) == (unpaired.learner not in with_edges)
            assert (unpaired.why == Why.PIN) == (unpaired.learner in free)
            assert set(unpaired.pins) <= instance.pins
            if unpaired.why == Why.CONTENTION:
                assert hall_faults(instance, unpaired) == []
            seen.add(unpaired.why)

    assert seen == set(Why)


@same_cases
@given(instances(people=9), st.integers(0, 9))
def test_every_hall_set_is_too_large_for_its_volunteers(instance, seed):
    for unpaired in explained(instance, seed):
        if unpaired.why == Why.CONTENTION:
            assert hall_faults(instance, unpaired) == []


def test_every_hall_set_of_a_large_round_is_too_large_for_its_volunteers():
    instance = large_instance(600, options=(2, 6))

    reasons = explained(instance)

    assert len(reasons) > 50
    assert [hall_faults(instance, unpaired) for unpaired in reasons] == [[]] * len(reasons)


def test_a_hall_set_of_a_pairing_that_is_not_the_largest_is_caught():
    """The control: explained from a greedy pairing, somebody with a way to a place stays out."""
    draw, caught = random.Random(11), 0
    for _ in range(200):
        instance = replace(small_instance(draw, people=7), pins=frozenset())
        made = result_of(instance, greedily(instance, seed=0), seed=0)
        for unpaired in explain_unpaired(instance, made):
            if unpaired.why == Why.CONTENTION and hall_faults(instance, unpaired):
                caught += 1

    assert caught >= 5
