"""An instance as a flow network: learners → volunteers → one sink, each arc for one person.

A learner may also go to the sink alone. The places of a volunteer are arcs of their own, the
first the cheapest, so that the flow fills them in that order. Pinned learners and their places
are left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np

from whatthetech.pairing.instance import Instance, Pair, load_of

TIE_BITS = 30


@dataclass(frozen=True)
class Tier:
    """What one tier takes for each arc. Less is better."""

    costs: np.ndarray  # int64, by arc; none below 0, or none above
    spread: int  # the most by which two flows can differ in it


@dataclass(frozen=True)
class Network:
    tail: np.ndarray  # by arc: edges, then places, then going alone
    head: np.ndarray
    supply: np.ndarray  # by node: learners, volunteers, the sink
    tiers: tuple[Tier, ...]  # the weightiest first
    edges: np.ndarray  # (learner, volunteer, score) of the first arcs, sorted

    @cached_property
    def nodes(self) -> int:
        return len(self.supply)

    def pairs(self, taken: np.ndarray) -> Iterator[Pair]:
        chosen = self.edges[taken[: len(self.edges)], :2]
        return (Pair(learner, volunteer) for learner, volunteer in chosen.tolist())


def network_of(instance: Instance, *, seed: int) -> Network:
    """Arcs are sorted, so that the order in which edges were given makes no difference."""
    n, m = instance.learners, instance.volunteers
    numbers = chain.from_iterable(instance.edges)  # quicker than an array of rows
    edges = np.fromiter(numbers, np.int64, 3 * len(instance.edges)).reshape(-1, 3)
    pinned = np.zeros(n, dtype=bool)
    pinned[[pin.learner for pin in instance.pins]] = True
    edges = edges[~pinned[edges[:, 0]]]
    edges = edges[np.lexsort((edges[:, 1], edges[:, 0]))]

    wanted = np.bincount(edges[:, 1], minlength=m).tolist()
    places = [
        (volunteer, place)
        for volunteer, capacity in enumerate(instance.capacity)
        for place in _free_places(capacity, instance.pinned_places[volunteer], wanted[volunteer])
    ]
    at, load = np.array(places, dtype=np.int64).reshape(-1, 2).T
    alone = np.flatnonzero(~pinned)
    most = min(len(alone), len(places))  # pairs
    supply = np.zeros(n + m + 1, dtype=np.int64)
    supply[alone], supply[-1] = 1, -len(alone)
    return Network(
        tail=np.concatenate([edges[:, 0], at + n, alone]),
        head=np.concatenate([edges[:, 1] + n, np.full(len(at) + len(alone), n + m)]),
        supply=supply,
        tiers=tuple(
            _tiers(instance, edges, load, most, arcs=len(edges) + len(at) + len(alone), seed=seed)
        ),
        edges=edges,
    )


def _free_places(capacity: int, pinned: int, wanted: int) -> range:
    return range(pinned, min(capacity, pinned + wanted))


def _tiers(instance, edges, load, most: int, *, arcs: int, seed: int) -> Iterator[Tier]:
    """PROGRAMME.md, “Pairing”: priority, pairs kept, score, even load, a seeded tie-break.

    The first tier holds two: the number of pairs, and the priorities of who is paired. For
    sets of learners who can all be paired at once are independent in a matroid (transversal:
    Edmonds and Fulkerson 1965), so a set of greatest weight is one of the largest, if every
    weight is above 0; and as all largest sets have one size, adding the same to each weight
    changes nothing among them. So we move priorities until the lowest is 1.
    """
    priority = np.array(instance.priority or [1] * instance.learners, dtype=np.int64)
    if len(priority):
        priority = priority - priority.min() + 1
    keep = np.array(sorted(instance.keep), dtype=np.int64).reshape(-1, 2)
    in_keep = np.isin(_names(edges, instance), _names(keep, instance)).astype(np.int64)
    for cost in (-priority[edges[:, 0]], -in_keep, -edges[:, 2]):
        yield _of_edges(cost, most, arcs)
    load_costs = np.zeros(arcs, dtype=np.int64)
    load_costs[len(edges) : len(edges) + len(load)] = load_of(load)
    yield Tier(load_costs, int(load_costs.sum()))
    yield _of_edges(tie_numbers(edges[:, 0], edges[:, 1], seed=seed), most, arcs)


def _names(pairs: np.ndarray, instance: Instance) -> np.ndarray:
    """One number for each pair."""
    return pairs[:, 0] * instance.volunteers + pairs[:, 1]


def _of_edges(costs: np.ndarray, most: int, arcs: int) -> Tier:
    padded = np.zeros(arcs, dtype=np.int64)
    padded[: len(costs)] = costs
    return Tier(padded, most * int(np.abs(costs).max(initial=0)))


def tie_numbers(learner: np.ndarray, volunteer: np.ndarray, *, seed: int) -> np.ndarray:
    """A number of 30 bits for each pair, drawn by the seed: of two equal pairings, the one whose
    numbers have the smaller sum is taken.

    SplitMix64 (Steele, Lea and Flood 2014), the same on every machine. That two pairings have
    the same sum even so is less likely than edges / 2³⁰ (isolation lemma: Mulmuley, Vazirani
    and Vazirani 1987); then the solver's own order decides, which is always the same too.
    """
    mixed = _mixed(np.full(len(learner), seed % 2**64, dtype=np.uint64))
    mixed = _mixed(mixed ^ learner.astype(np.uint64))
    mixed = _mixed(mixed ^ volunteer.astype(np.uint64))
    return (mixed >> np.uint64(64 - TIE_BITS)).astype(np.int64)


def _mixed(state: np.ndarray) -> np.ndarray:
    state = state + np.uint64(0x9E3779B97F4A7C15)
    state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return state ^ (state >> np.uint64(31))
