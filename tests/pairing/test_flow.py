"""64 bits: what fits is one flow, what doesn't is several, and both are the same pairing."""

import random

import numpy as np
import pytest

from tests.pairing.instances import large_instance, make_instance, small_instance
from tests.pairing.second_opinions import by_networkx
from whatthetech.pairing import flow, network
from whatthetech.pairing.solving import solve


def flows_needed(instance) -> list[int]:
    """How many tiers each flow takes."""
    made = network.network_of(instance, seed=0)
    tiers, needed = made.tiers, []
    while tiers:
        _, packed = flow.pack(tiers, made.nodes)
        tiers = tiers[packed:]
        needed.append(packed)
    return needed


def test_a_round_of_hundreds_takes_two_flows():
    assert flows_needed(large_instance(200, options=(5, 10))) == [4, 1]


def test_tier_by_tier_comes_to_the_same_pairs(monkeypatch):
    monkeypatch.setattr(network, "TIE_BITS", 10)
    draw = random.Random(5)
    cases = [small_instance(draw, people=7) for _ in range(150)]
    cases.append(large_instance(120, options=(3, 8)))
    together = [solve(instance, seed=1).pairs for instance in cases]

    monkeypatch.setattr(flow, "LARGEST", 2**18)
    assert flows_needed(cases[-1]) == [1, 1, 1, 1, 1]

    assert [solve(instance, seed=1).pairs for instance in cases] == together


def test_where_or_tools_stops_before_an_overflow_fewer_tiers_come_to_the_same_pairs(monkeypatch):
    draw, stops, cheapest = random.Random(1002), [], flow._cheapest
    cases = [small_instance(draw, people=9) for _ in range(150)]
    alone = [solve(instance, seed=seed).pairs for seed, instance in enumerate(cases)]

    def counted(*arguments):
        try:
            return cheapest(*arguments)
        except flow.TooLarge:
            stops.append(arguments)
            raise

    monkeypatch.setattr(flow, "_cheapest", counted)
    monkeypatch.setattr(flow, "LARGEST", 2**62)

    assert [solve(instance, seed=seed).pairs for seed, instance in enumerate(cases)] == alone
    assert stops  # or this proves nothing


def test_costs_close_to_the_bound_are_still_exact():
    draw = random.Random(3)
    for seed in range(100):
        edges = [
            (learner, volunteer, draw.randint(0, 1_000_000))
            for learner in range(9)
            for volunteer in range(5)
            if draw.random() < 0.5
        ]
        priority = tuple(draw.randint(0, 1_000_000_000_000_000) for _ in range(9))
        instance = make_instance(*edges, learners=9, capacity=[1, 2, 1, 2, 1], priority=priority)

        assert set(solve(instance, seed=seed).pairs) == by_networkx(instance, seed=seed)


def test_what_cannot_fit_is_refused_with_what_to_do():
    instance = make_instance((0, 0), (1, 0), priority=(0, 2**61))

    with pytest.raises(flow.TooLarge, match="use smaller priorities or scores"):
        solve(instance)


def test_no_cost_is_ever_beyond_the_bound():
    for instance in (large_instance(60, options=(2, 5)), large_instance(1000, options=(2, 5))):
        made = network.network_of(instance, seed=0)
        tiers = made.tiers
        while tiers:
            costs, packed = flow.pack(tiers, made.nodes)
            assert int(np.abs(costs).max()) * (made.nodes + 1) <= flow.LARGEST
            tiers = tiers[packed:]


def test_a_flow_that_is_not_the_cheapest_is_not_believed():
    made = network.network_of(make_instance((0, 0, 5), (0, 1, 9), capacity=(1, 1)), seed=0)
    costs, every_arc = made.tiers[2].costs, np.ones(5, dtype=bool)
    worse = np.array([True, False, True, False, False])  # learner 0 to volunteer 0 to the sink
    better = np.array([False, True, False, True, False])

    assert flow.reduced_costs(made, costs, better, every_arc)[1] <= 0
    with pytest.raises(RuntimeError, match="not the cheapest"):
        flow.reduced_costs(made, costs, worse, every_arc)
