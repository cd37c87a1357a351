"""The best flow by strict tiers: integers of 64 bits, exact, and proved so.

As many tiers as fit go into one cost, each a weight above all that the next can sum up to. What
doesn't fit is solved next, among the flows that are best so far: by complementary slackness
those are all flows that leave alone every arc whose reduced cost isn't 0. In practice few arcs
are left for a second flow.
"""

import numpy as np

from whatthetech.pairing.network import Network, Tier

# OR-Tools multiplies costs by the number of nodes and adds a few of them up; how far its prices
# then go is known only once it has solved. It stops before 64 bits overflow, and we ask again
# with fewer tiers. Below this bound that was never seen.
LARGEST = 2**58
TOO_LARGE = "The numbers add up to more than 64 bits hold; use smaller priorities or scores."


class TooLarge(Exception):
    """Even one tier alone may sum up to more than 64 bits hold. Its text is a sentence."""


def best_flow(network: Network) -> np.ndarray:
    """Whether each arc is taken, in the order of the network's arcs.

    Raises TooLarge.
    """
    taken = np.zeros(len(network.tail), dtype=bool)
    open_arcs = np.ones(len(network.tail), dtype=bool)
    tiers, at_once = network.tiers, len(network.tiers)
    while tiers and open_arcs.any():
        costs, packed = pack(tiers[:at_once], network.nodes)
        try:
            taken[open_arcs] = _cheapest(network, costs, taken, open_arcs)
        except TooLarge:
            if packed == 1:
                raise
            at_once = packed - 1
            continue
        open_arcs &= reduced_costs(network, costs, taken, open_arcs) == 0
        tiers, at_once = tiers[packed:], len(network.tiers)
    return taken


def pack(tiers: tuple[Tier, ...], nodes: int) -> tuple[np.ndarray, int]:
    """One cost for as many of the first tiers as fit, and how many those are.

    Raises TooLarge.
    """
    costs, highest = tiers[0].costs, _highest(tiers[0])
    if highest * (nodes + 1) > LARGEST:
        raise TooLarge(TOO_LARGE)
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
    """Which open arcs a cheapest flow takes, where the others stay as they are.

    Raises TooLarge.
    """
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
    status = solver.solve()
    if status == solver.BAD_COST_RANGE:
        raise TooLarge(TOO_LARGE)
    if status != solver.OPTIMAL:
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
