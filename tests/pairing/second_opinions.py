"""Other ways to the best pairing, to check ours by, and two wrong ones to check the checks by."""

from collections import Counter
from collections.abc import Iterator

import networkx as nx
import numpy as np

from whatthetech.pairing.instance import Instance, Pair, Result
from whatthetech.pairing.network import tie_numbers

Pairs = frozenset[Pair]


def ties(instance: Instance, seed: int) -> dict[Pair, int]:
    pairs = sorted(instance.score_of)
    learner, volunteer = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    return dict(zip(pairs, tie_numbers(learner, volunteer, seed=seed).tolist(), strict=True))


def merit(instance: Instance, pairs: Pairs, seed: int) -> tuple[int, ...]:
    """What the tiers come to, counted from the words of PROGRAMME.md."""
    priority = instance.priority or [1] * instance.learners
    tie = ties(instance, seed)
    load = 0
    for count in Counter(volunteer for _, volunteer in pairs).values():
        load += sum((0, 10, 30, 60, 100, 150, 210, 280, 360, 450, 550)[:count])
    return (
        len(pairs),
        sum(priority[learner] for learner, _ in pairs),
        sum(pair in instance.keep for pair in pairs),
        sum(score for *pair, score in instance.edges if tuple(pair) in pairs),
        -load,
        -sum(tie.get(pair, 0) for pair in pairs),
    )


# --- By networkx: integers without an end, so all tiers in one cost -----------------------


def by_networkx(instance: Instance, *, seed: int) -> Pairs:
    """The network simplex method, with a cost above all others for whoever goes alone."""
    n, priority = instance.learners, instance.priority or [1] * instance.learners
    most_load = 5 * (n + 1) ** 3
    weights = [1]  # of the last tier, then of each before it
    most_points = n * max((edge.score for edge in instance.edges), default=0)
    for spread in (n * 2**30, most_load, most_points, n, n * max(priority, default=0)):
        weights.append(weights[-1] * (spread + 1))
    tie_weight, load_weight, score_weight, keep_weight, priority_weight, count_weight = weights
    tie, pinned = ties(instance, seed), dict(instance.pins)

    graph = nx.DiGraph()
    graph.add_node("end", demand=n)
    for learner in range(n):
        graph.add_node(("learner", learner), demand=-1)
        if learner not in pinned:
            alone = count_weight + priority_weight * priority[learner]
            graph.add_edge(("learner", learner), "end", capacity=1, weight=alone)
    for learner, volunteer, score in instance.edges:
        if pinned.get(learner, volunteer) != volunteer:
            continue
        cost = tie_weight * tie[learner, volunteer] - score_weight * score
        cost -= keep_weight * ((learner, volunteer) in instance.keep)
        ends = ("learner", learner), ("volunteer", volunteer)
        graph.add_edge(*ends, capacity=1, weight=cost)
    for volunteer, capacity in enumerate(instance.capacity):
        for place in range(capacity):
            seat = ("seat", volunteer, place)
            load = load_weight * (0, 10, 30, 60, 100, 150, 210, 280, 360, 450, 550)[place]
            graph.add_edge(("volunteer", volunteer), seat, capacity=1, weight=load)
            graph.add_edge(seat, "end", capacity=1, weight=0)
    flow = nx.min_cost_flow(graph)
    return frozenset(
        Pair(learner, volunteer)
        for learner, volunteer, _ in instance.edges
        if flow[("learner", learner)].get(("volunteer", volunteer))
    )


# --- By hand: every pairing there is ------------------------------------------------------


def by_trying_all(instance: Instance, *, seed: int) -> Pairs:
    return max(every_pairing(instance), key=lambda pairs: merit(instance, pairs, seed))


def every_pairing(instance: Instance) -> Iterator[Pairs]:
    pinned = dict(instance.pins)
    options = [[] if learner in pinned else [None] for learner in range(instance.learners)]
    for learner, volunteer, _ in instance.edges:
        if pinned.get(learner, volunteer) == volunteer:
            options[learner].append(volunteer)

    def go_on(learner: int, room: tuple[int, ...], made: tuple[Pair, ...]) -> Iterator[Pairs]:
        if learner == instance.learners:
            yield frozenset(made)
            return
        for volunteer in options[learner]:
            if volunteer is None:
                yield from go_on(learner + 1, room, made)
            elif room[volunteer]:
                left = (*room[:volunteer], room[volunteer] - 1, *room[volunteer + 1 :])
                yield from go_on(learner + 1, left, (*made, Pair(learner, volunteer)))

    return go_on(0, instance.capacity, ())


# --- Wrong on purpose ---------------------------------------------------------------------


def greedily(instance: Instance, *, seed: int) -> Pairs:
    """The best pair that is left, and again: what a hurried coordinator would do."""
    made, room = dict(instance.pins), Counter(dict(enumerate(instance.capacity)))
    room -= instance.pinned_places
    for learner, volunteer, _ in sorted(instance.edges, key=lambda edge: -edge.score):
        if learner not in made and room[volunteer]:
            made[learner] = volunteer
            room[volunteer] -= 1
    return frozenset(Pair(*pair) for pair in made.items())


def by_score_first(instance: Instance, *, seed: int) -> Pairs:
    """Exact, for the wrong question: score before the pairs that are kept."""
    return _by_tiers(instance, (0, 1, 3, 2, 4, 5), seed)


def by_load_first(instance: Instance, *, seed: int) -> Pairs:
    """Exact, for the wrong question: even load before score."""
    return _by_tiers(instance, (0, 1, 2, 4, 3, 5), seed)


def _by_tiers(instance: Instance, order: tuple[int, ...], seed: int) -> Pairs:
    def wrong_merit(pairs: Pairs) -> list[int]:
        right = merit(instance, pairs, seed)
        return [right[tier] for tier in order]

    return max(every_pairing(instance), key=wrong_merit)


# --- What must be true of any answer ------------------------------------------------------


def faults(instance: Instance, result: Result) -> list[str]:
    """What is wrong with the pairs and sums, however good they are."""
    pairs = frozenset(result.pairs)
    told = (result.paired, result.priority, result.kept, result.score, -result.load)
    helped = Counter(volunteer for _, volunteer in result.pairs)
    found = {
        "not sorted": list(result.pairs) != sorted(result.pairs),
        "a pair that is no edge": not pairs <= set(instance.score_of),
        "a learner twice": len({learner for learner, _ in pairs}) < len(result.pairs),
        "more learners than places": any(
            count > instance.capacity[volunteer] for volunteer, count in helped.items()
        ),
        "a pin that isn't kept": not instance.pins <= pairs,
        "wrong sums": told != merit(instance, pairs, result.seed)[:5],
    }
    return [fault for fault, is_there in found.items() if is_there]


def most_pairs(instance: Instance) -> int:
    """By networkx's maximum flow, which knows no costs. Without pins only."""
    graph = nx.DiGraph()
    graph.add_nodes_from(["start", "end"])
    for learner, volunteer, _ in instance.edges:
        graph.add_edge("start", ("learner", learner), capacity=1)
        graph.add_edge(("learner", learner), ("volunteer", volunteer), capacity=1)
        places = instance.capacity[volunteer]
        graph.add_edge(("volunteer", volunteer), "end", capacity=places)
    return nx.maximum_flow_value(graph, "start", "end")
