"""The best pairing of an instance, by strict tiers (docs/adr/0012-exact-pairing.md)."""

from collections import Counter
from collections.abc import Collection

from whatthetech.pairing.flow import best_flow
from whatthetech.pairing.instance import Instance, Pair, Result, load_of
from whatthetech.pairing.network import network_of


def solve(instance: Instance, *, seed: int = 0) -> Result:
    """The one pairing that is best by number paired, priority, pairs kept, score, even load and,
    where all of these are equal, by the seed. The order of edges makes no difference.

    Raises PinRefused, and TooLarge where 64 bits don't suffice.
    """
    instance.check_pins()
    network = network_of(instance, seed=seed)
    return result_of(instance, {*instance.pins, *network.pairs(best_flow(network))}, seed=seed)


def result_of(instance: Instance, pairs: Collection[Pair], *, seed: int) -> Result:
    """These pairs with their sums."""
    helped = Counter(pair.volunteer for pair in pairs)
    return Result(
        pairs=tuple(sorted(pairs)),
        priority=sum(instance.priority[pair.learner] if instance.priority else 1 for pair in pairs),
        kept=len(instance.keep.intersection(pairs)),
        score=sum(instance.score_of[pair] for pair in pairs),
        load=sum(load_of(place) for count in helped.values() for place in range(count)),
        seed=seed,
    )
