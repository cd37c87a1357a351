"""What would change: each question is solved anew, so the cost it tells is the true one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from whatthetech.pairing.instance import Edge, Instance, Pair, Result
from whatthetech.pairing.solving import solve


@dataclass(frozen=True)
class Difference:
    """From one pairing to another of the same learners."""

    before: Result
    after: Result

    @property
    def gained(self) -> list[int]:
        """Learners who are paired only after."""
        return sorted(set(self.after.volunteer_of) - set(self.before.volunteer_of))

    @property
    def lost(self) -> list[int]:
        """Learners who are paired only before."""
        return sorted(set(self.before.volunteer_of) - set(self.after.volunteer_of))

    @property
    def moved(self) -> list[int]:
        """Learners who get somebody else."""
        after = self.after.volunteer_of
        return sorted(
            pair.learner
            for pair in self.before.pairs
            if after.get(pair.learner, pair.volunteer) != pair.volunteer
        )

    @property
    def score(self) -> int:
        return self.after.score - self.before.score


def if_given(instance: Instance, result: Result, *, learner: int, volunteer: int) -> Difference:
    """What it would cost to give this learner that volunteer, whatever else must give way.

    Raises PinRefused where they are no edge, or pins take all of the volunteer's places.
    """
    others = {pin for pin in instance.pins if pin.learner != learner}
    forced = replace(instance, pins=frozenset({*others, Pair(learner, volunteer)}))
    return Difference(result, solve(forced, seed=result.seed))


def runner_up(instance: Instance, result: Result, *, learner: int) -> Difference | None:
    """The best pairing in which this learner has another volunteer; None where there is none.

    With the highest priority of all, a learner who can be paired at all is in every best
    pairing: the matroid's greedy rule takes them first.
    """
    now = result.volunteer_of.get(learner)
    priority = list(instance.priority or [1] * instance.learners)
    priority[learner] = max(priority) + 1
    forced = replace(
        instance,
        edges=tuple(edge for edge in instance.edges if edge[:2] != (learner, now)),
        priority=tuple(priority),
        pins=frozenset(pin for pin in instance.pins if pin.learner != learner),
    )
    found = solve(forced, seed=result.seed)
    if learner not in found.volunteer_of:
        return None
    return Difference(result, _with_priorities_of(instance, found))


def _with_priorities_of(instance: Instance, found: Result) -> Result:
    if not instance.priority:
        return replace(found, priority=found.paired)
    return replace(found, priority=sum(instance.priority[pair.learner] for pair in found.pairs))


def if_left(instance: Instance, result: Result, *, volunteer: int) -> Difference:
    """What would become of a volunteer's learners if the volunteer left today.

    Everybody else stays where they are. Nobody else who waits can be in the way: had there
    been a place for them, they would have it already.
    """
    capacity = list(instance.capacity)
    capacity[volunteer] = 0
    without = replace(
        instance,
        capacity=tuple(capacity),
        pins=frozenset(pair for pair in result.pairs if pair.volunteer != volunteer),
    )
    return Difference(result, solve(without, seed=result.seed))


def if_possible(instance: Instance, result: Result, *, edges: Iterable[Edge]) -> Difference:
    """What would change if these pairs were possible too: another day, one more language."""
    more = {(edge.learner, edge.volunteer): edge for edge in (*edges, *instance.edges)}
    wider = replace(instance, edges=tuple(more.values()))
    return Difference(result, solve(wider, seed=result.seed))
