"""Ours against a second independent exact solver: an integer programme, by OR-Tools' CP-SAT.

It shares nothing with the flow but the words of PROGRAMME.md: yes-or-no for each pair and for each
place of a volunteer, one objective in integers. networkx's flow is the first (test_solving.py).
"""

import random

import pytest
from ortools.sat.python import cp_model

from tests.pairing.instances import large_instance, small_instance
from tests.pairing.second_opinions import by_load_first, merit
from whatthetech.pairing.instance import Instance, Pair
from whatthetech.pairing.solving import solve

INSTANCES = 2_000


def by_integer_programme(instance: Instance) -> frozenset[Pair]:
    """Number paired, priority, pairs kept, score, even load: each outweighs all after it."""
    model, priority = cp_model.CpModel(), instance.priority or [1] * instance.learners
    made = {
        Pair(learner, volunteer): model.new_bool_var("") for learner, volunteer, _ in instance.edges
    }
    for learner in range(instance.learners):
        model.add_at_most_one(made[pair] for pair in made if pair.learner == learner)
    load = []
    for volunteer, capacity in enumerate(instance.capacity):
        theirs = [made[pair] for pair in made if pair.volunteer == volunteer]
        places = [model.new_bool_var("") for _ in range(min(capacity, len(theirs)))]
        model.add(sum(theirs) == sum(places))
        load += [10 * at * (at + 1) // 2 * place for at, place in enumerate(places)]
    for pin in instance.pins:
        model.add(made[pin] == 1)
    tiers = [
        (sum(made.values()), instance.learners),
        (sum(priority[pair.learner] * made[pair] for pair in made), sum(priority)),
        (sum(made[pair] for pair in made if pair in instance.keep), instance.learners),
        (
            sum(instance.score_of[pair] * made[pair] for pair in made),
            instance.learners * max(instance.score_of.values(), default=0),
        ),
        (-sum(load), instance.learners * 10 * instance.learners**2),
    ]
    objective = 0
    for total, most in tiers:
        objective = objective * (most + 1) + total
    model.maximize(objective)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(model) == cp_model.OPTIMAL
    return frozenset(pair for pair in made if solver.boolean_value(made[pair]))


def differ(instance: Instance) -> bool:
    found = merit(instance, by_integer_programme(instance), 0)
    return found[:5] != merit(instance, frozenset(solve(instance).pairs), 0)[:5]


@pytest.mark.parametrize("seed", range(4))
def test_both_come_to_the_same_in_every_tier(seed):
    """With pins, priorities, pairs to keep and scarce places."""
    draw = random.Random(seed)
    cases = [small_instance(draw, people=7) for _ in range(INSTANCES // 4)]

    assert [case for case in cases if differ(case)] == []
    assert sum(bool(case.pins) for case in cases) > 20
    assert sum(bool(case.keep) for case in cases) > 50
    assert sum(solve(case).paired < case.learners for case in cases) > 100


def test_both_agree_on_a_whole_term():
    instance = large_instance(50, options=(3, 8))

    assert not differ(instance)


def test_a_solver_that_takes_the_tiers_in_another_order_is_found_out():
    draw = random.Random(1)
    cases = [small_instance(draw, people=5) for _ in range(60)]

    def differs(instance: Instance) -> bool:
        wrong = by_load_first(instance, seed=0)
        right = by_integer_programme(instance)
        return merit(instance, wrong, 0)[:5] != merit(instance, right, 0)[:5]

    assert any(differs(case) for case in cases)
