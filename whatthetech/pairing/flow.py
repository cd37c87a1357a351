"""The best flow by strict tiers: integers of 64 bits, exact, and proved so.

As many tiers as fit go into one cost, each a weight above all that the next can sum up to. What
doesn't fit is solved next, among the flows that are best so far: by complementary slackness
those are all flows that leave alone every arc whose reduced cost isn't 0. In practice few arcs
are left for a second flow.
"""

import numpy as np

from whatthetech.pairing.network import Network, Tier

# A path's cost may be summed over all nodes, and OR-Tools multiplies costs by their number.
LARGEST = 2**62


class TooLarge(Exception):
    """Even one tier alone may sum up to more than 64 bits hold."""


def best_flow(network: Network) -> np.ndarray:
    """Whether each arc is taken, in the order of the network's arcs.

    Raises TooLarge.
    """
    taken = np.zeros(len(network.tail), dtype=bool)
    open_arcs = np.ones(len(network.tail), dtype=bool)
    tiers = network.tiers
    while tiers and open_arcs.any():
        costs, packed = pack(tiers, network.nodes)
        tiers = tiers[packed:]
        taken[open_arcs] = _cheapest(network, costs, taken, open_arcs)
        reduced = reduced_costs(network, costs, taken, open_arcs)
        open_arcs &= reduced == 0
    return taken


def pack(tiers: tuple[Tier, ...], nodes: int) -> tuple[np.ndarray, int]:
    """One cost for as many of the first tiers as fit, and how many those are.

    Raises TooLarge.
    """
    costs, highest = tiers[0].costs, _highest(tiers[0])
    if highest * (nodes + 1) > LARGEST:
        raise TooLarge(
            f"costs up to {highest} on {nodes} nodes may go beyond 64 bits:"
            " use smaller priorities or scores"
        )
    packed = 1
    for tier in tiers[1:]:
        weight = tier.spread + 1
        highest = highest * weight + _highest(tier)
        if highest * (nodes + 1) > LARGEST:
            break
        costs, packed = costs * weight + tier.costs, packed + 1
    return costs, packed


def _highest(tier: Tier) -> int:
    return int(np.abs(tier.costs).max(initial=0))


def _cheapest(network: Network, costs, taken, open_arcs) -> np.ndarray:
    """Which open arcs a cheapest flow takes, where the others stay as they are."""
    from ortools.graph.python import min_cost_flow  # 40 MB: only where it solves

    fixed = taken & ~open_arcs
    supply = network.supply - _at_nodes(network, network.tail[fixed])
    supply += _at_nodes(network, network.head[fixed])
    tail, head = network.tail[open_arcs], network.head[open_arcs]
    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        tail, head, np.ones(len(tail), dtype=np.int64), costs[open_arcs]
    )
    solver.set_nodes_supplies(np.arange(network.nodes), supply)
    if (status := solver.solve()) != solver.OPTIMAL:
        raise RuntimeError(f"OR-Tools says {status.name}, though everybody may go alone.")
    return solver.flows(arcs).astype(bool)


def _at_nodes(network: Network, nodes: np.ndarray) -> np.ndarray:
    return np.bincount(nodes, minlength=network.nodes)


def reduced_costs(network: Network, costs, taken, open_arcs) -> np.ndarray:
    """By arc, 0 where closed: what is above 0 no best flow takes, what is below 0 each takes.

    They prove the flow: Bellman and Ford's shortest paths through what is left of the network
    exist only where no cycle makes the flow cheaper. Raises RuntimeError if one does.
    """
    forward, backward = open_arcs & ~taken, open_arcs & taken
    start = np.concatenate([network.tail[forward], network.head[backward]])
    end = np.concatenate([network.head[forward], network.tail[backward]])
    length = np.concatenate([costs[forward], -costs[backward]])
    distance = np.zeros(network.nodes, dtype=np.int64)
    for _ in range(network.nodes + 1):
        nearer = distance.copy()
        np.minimum.at(nearer, end, distance[start] + length)
        if np.array_equal(nearer, distance):
            break
        distance = nearer
    else:
        raise RuntimeError("The flow that was found is not the cheapest.")
    return np.where(open_arcs, costs + distance[network.tail] - distance[network.head], 0)
