"""Why somebody is left without a volunteer: no candidate, contention, or a pin."""

from bisect import bisect
from collections import defaultdict
from dataclasses import replace

from whatthetech.pairing.instance import Instance, Result, Unpaired, Why
from whatthetech.pairing.solving import solve


def explain_unpaired(instance: Instance, result: Result) -> tuple[Unpaired, ...]:
    """Everybody whom the result leaves out, by number.

    Whoever would be paired if nothing were pinned is blocked by a pin. Everybody else stays out
    with or without pins, and their Hall set is that of the pairing without: it is true of the
    edges and places alone, whatever a coordinator pins.
    """
    unpinned = replace(instance, pins=frozenset())
    free = solve(unpinned, seed=result.seed) if instance.pins else result
    crowds = Alternatives(unpinned, free)
    pinned_crowds = Alternatives(instance, result) if instance.pins else crowds

    def explain(learner: int) -> Unpaired:
        if not crowds.volunteers_of[learner]:
            return Unpaired(learner, Why.NO_CANDIDATE)
        if learner in free.volunteer_of:
            reached = pinned_crowds.volunteers_within_reach(learner)
            pins = sorted(pin for pin in instance.pins if pin.volunteer in reached)
            return Unpaired(learner, Why.PIN, pins=tuple(pins))
        volunteers, others = crowds.crowd(crowds.volunteers_within_reach(learner))
        at = bisect(others, learner)
        learners = (*others[:at], learner, *others[at:])
        return Unpaired(learner, Why.CONTENTION, learners, volunteers)

    left = sorted(set(range(instance.learners)) - set(result.volunteer_of))
    return tuple(explain(learner) for learner in left)


class Alternatives:
    """Whom a learner could come to if others moved, who moved others, and so on.

    Everybody within reach of somebody unpaired has no place left, or that path would end in
    one more pair. Pinned learners don't move.
    """

    def __init__(self, instance: Instance, result: Result):
        self.volunteers_of: dict[int, set[int]] = defaultdict(set)
        self.learners_at: dict[int, list[int]] = defaultdict(list)  # who may move away
        for learner, volunteer, _ in instance.edges:
            self.volunteers_of[learner].add(volunteer)
        for pair in set(result.pairs) - instance.pins:
            self.learners_at[pair.volunteer].append(pair.learner)
        self._reach: dict[int, frozenset[int]] = {}
        self._crowds: dict[frozenset[int], tuple[tuple[int, ...], tuple[int, ...]]] = {}

    def volunteers_within_reach(self, learner: int) -> frozenset[int]:
        reaches = {self._reach_of(volunteer) for volunteer in self.volunteers_of[learner]}
        return reaches.pop() if len(reaches) == 1 else frozenset().union(*reaches)

    def crowd(self, volunteers: frozenset[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """These volunteers and those they help now, each sorted."""
        if volunteers not in self._crowds:
            learners = (learner for at in volunteers for learner in self.learners_at[at])
            self._crowds[volunteers] = tuple(sorted(volunteers)), tuple(sorted(learners))
        return self._crowds[volunteers]

    def _reach_of(self, start: int) -> frozenset[int]:
        """Kept for each start. Volunteers within reach of each other share one set, for in a
        large round hundreds of learners may need the same thousand volunteers.
        """
        if start in self._reach:
            return self._reach[start]
        found, ahead, known = {start}, [start], set()
        while ahead:
            if (at := ahead.pop()) in known:
                continue
            for volunteer in self._next(at) - found:
                reach = self._reach.get(volunteer, frozenset())
                if start in reach:
                    self._reach[start] = reach
                    return reach
                found |= {volunteer, *reach}
                known |= reach
                ahead.append(volunteer)
        self._reach[start] = frozenset(found)
        return self._reach[start]

    def _next(self, volunteer: int) -> set[int]:
        return set().union(
            *(self.volunteers_of[learner] for learner in self.learners_at[volunteer])
        )
