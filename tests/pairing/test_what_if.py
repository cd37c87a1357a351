"""What would change, and what it would truly cost."""

import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.pairing.instances import instances, make_instance, same_cases, small_instance
from tests.pairing.second_opinions import every_pairing, faults, merit
from whatthetech.pairing.instance import Edge
from whatthetech.pairing.solving import solve
from whatthetech.pairing.what_if import if_given, if_left, if_possible, runner_up


def test_giving_a_learner_another_volunteer_says_who_would_be_left_alone():
    instance = make_instance((0, 0, 900), (0, 1, 800), (1, 1, 500), capacity=(1, 1))

    difference = if_given(instance, solve(instance), learner=0, volunteer=1)

    assert (difference.moved, difference.lost, difference.gained) == ([0], [1], [])
    assert difference.score == 800 - 900 - 500


def test_a_swap_that_leaves_nobody_alone_costs_only_score():
    edges = [(0, 0, 900), (0, 1, 800), (1, 1, 500), (1, 0, 100)]
    instance = make_instance(*edges, capacity=(1, 1))

    difference = if_given(instance, solve(instance), learner=0, volunteer=1)

    assert (difference.moved, difference.lost, difference.score) == ([0, 1], [], -500)


def test_a_pinned_learner_may_be_given_somebody_else():
    instance = make_instance((0, 0), (0, 1), capacity=(1, 1), pins=[(0, 0)])

    difference = if_given(instance, solve(instance), learner=0, volunteer=1)

    assert difference.after.volunteer_of == {0: 1}


def test_the_runner_up_is_the_best_of_all_others():
    draw, found = random.Random(2), 0
    for seed in range(250):
        instance = small_instance(draw, people=4)
        result = solve(instance, seed=seed)
        for learner in range(instance.learners):
            now = result.volunteer_of.get(learner)
            pins = frozenset(pin for pin in instance.pins if pin.learner != learner)
            others = [
                merit(instance, pairs, seed)[:5]
                for pairs in every_pairing(replace(instance, pins=pins))
                if dict(pairs).get(learner, now) != now
            ]

            second = runner_up(instance, result, learner=learner)

            assert (second.after.merit if second else None) == max(others, default=None)
            found += bool(second)

    assert found > 50


def test_without_another_candidate_there_is_no_runner_up():
    instance = make_instance((0, 0), (1, 0), priority=(2, 1))

    assert runner_up(instance, solve(instance), learner=0) is None
    assert runner_up(instance, solve(instance), learner=1).lost == [0]


def test_when_a_volunteer_leaves_those_who_can_are_covered():
    edges = [(0, 0), (1, 0), (2, 0), (0, 1), (1, 2), (3, 2)]
    pins = [(0, 0), (1, 0), (2, 0), (3, 2)]
    instance = make_instance(*edges, capacity=(3, 1, 1), pins=pins)

    difference = if_left(instance, solve(instance), volunteer=0)

    assert difference.after.volunteer_of == {0: 1, 3: 2}
    assert (difference.moved, difference.lost) == ([0], [1, 2])


@same_cases
@given(instances(people=8), st.integers(0, 8))
def test_when_a_volunteer_leaves_only_their_learners_move(instance, number):
    result = solve(instance)
    for volunteer in range(instance.volunteers)[number : number + 1]:
        difference = if_left(instance, result, volunteer=volunteer)

        theirs = {pair.learner for pair in result.pairs if pair.volunteer == volunteer}
        unaffected = set(result.pairs) - {pair for pair in result.pairs if pair.learner in theirs}
        assert unaffected <= set(difference.after.pairs)
        assert {*difference.moved, *difference.lost} == theirs
        assert difference.gained == []
        assert volunteer not in difference.after.volunteer_of.values()
        assert faults(replace(instance, pins=frozenset()), difference.after) == []


def test_one_more_possible_pair_says_who_gains():
    instance = make_instance((0, 0, 5), (1, 0, 1), capacity=(1, 1))

    difference = if_possible(instance, solve(instance), edges=[Edge(1, 1, 3)])

    assert (difference.gained, difference.moved, difference.score) == ([1], [], 3)
