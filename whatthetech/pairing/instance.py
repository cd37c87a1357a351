"""What is asked of the solver, and what it answers. Learners and volunteers are numbers from 0."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple


class Pair(NamedTuple):
    learner: int
    volunteer: int


class Edge(NamedTuple):
    """A pair that breaks no hard rule, and how well the two would suit each other."""

    learner: int
    volunteer: int
    score: int  # 0 or more; the programme's own go up to 1000


class PinRefused(Exception):
    """A pin that can't be kept. Its text is the sentence to show."""


@dataclass(frozen=True)
class Instance:
    """One question: who helps whom?"""

    learners: int
    capacity: tuple[int, ...]  # places of each volunteer
    edges: tuple[Edge, ...]  # in any order, a pair at most once; other pairs are never made
    priority: tuple[int, ...] = ()  # of each learner, 0 or more; empty: all count alike
    keep: frozenset[Pair] = frozenset()  # pairs of today; one that is no edge can't be kept
    pins: frozenset[Pair] = frozenset()  # made first, whatever it costs

    @property
    def volunteers(self) -> int:
        return len(self.capacity)

    @cached_property
    def score_of(self) -> dict[tuple[int, int], int]:
        """By learner and volunteer. A slice is quicker than a Pair, and equals it."""
        return {edge[:2]: edge[2] for edge in self.edges}

    @cached_property
    def pinned_places(self) -> Counter[int]:
        """How many places of a volunteer pins have taken."""
        return Counter(pin.volunteer for pin in self.pins)

    def check_pins(self) -> None:
        """Raises PinRefused: a pin is an edge, a learner has one, a volunteer has the places."""
        pinned = Counter(pin.learner for pin in self.pins)
        for learner, volunteer in sorted(self.pins):
            if (learner, volunteer) not in self.score_of:
                raise PinRefused(
                    f"learner {learner} and volunteer {volunteer} are not among the edges,"
                    " so they can’t be pinned"
                )
            if pinned[learner] > 1:
                raise PinRefused(f"learner {learner} is pinned to more than one volunteer")
            if self.pinned_places[volunteer] > self.capacity[volunteer]:
                raise PinRefused(
                    f"volunteer {volunteer} has {self.pinned_places[volunteer]} pins and a"
                    f" capacity of {self.capacity[volunteer]}"
                )


class Why(StrEnum):
    """Why somebody is left without a volunteer."""

    NO_CANDIDATE = "no_candidate"  # no edge at all
    CONTENTION = "contention"  # too many need the same few volunteers, pins or no pins
    PIN = "pin"  # without the pins, this learner would have been paired


@dataclass(frozen=True)
class Unpaired:
    learner: int
    why: Why
    # Of contention: these learners have edges to these volunteers only, and the volunteers have
    # one place fewer in all than there are learners (Hall's theorem, 1935).
    hall_learners: tuple[int, ...] = ()
    hall_volunteers: tuple[int, ...] = ()
    # Of a pin: those held by the volunteers this learner could come to, if others moved.
    pins: tuple[Pair, ...] = ()


@dataclass(frozen=True)
class Result:
    """The best pairing, with the sums of the tiers it was chosen by."""

    pairs: tuple[Pair, ...]  # by learner
    priority: int  # the sum over paired learners
    kept: int
    score: int  # the sum over pairs
    load: int  # 0 for a volunteer's first learner, 10 for the second, 30, 60, … for the next
    seed: int  # of the tie-break

    @property
    def paired(self) -> int:
        return len(self.pairs)

    @property
    def merit(self) -> tuple[int, int, int, int, int]:
        """Of two pairings of one instance, the better has the greater merit."""
        return self.paired, self.priority, self.kept, self.score, -self.load

    @cached_property
    def volunteer_of(self) -> dict[int, int]:
        return dict(self.pairs)


def load_of(place: int) -> int:
    """What it costs to fill a volunteer's place, the first being 0: 0, 10, 30, 60, 100, …

    Each step is 10 longer than the one before, so a learner more always goes to whoever has
    fewer, all else being equal.
    """
    return 5 * place * (place + 1)
