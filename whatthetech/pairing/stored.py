"""What a round is solved from, as it is stored: keys of people, and the solver's own file.

Nothing in it is a name, and nothing says what somebody needs: edges carry one number each. The
file can be given to `manage.py solve_pairing` as it is.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.metadata import version
from typing import Any

from whatthetech.pairing.facts import Facts
from whatthetech.pairing.instance import Edge, Instance, Pair, Result
from whatthetech.pairing.models import Round
from whatthetech.pairing.reading import read_instance
from whatthetech.pairing.solving import solve

Keys = tuple[int, int]  # of a learner (User) and of a volunteer (VolunteerProfile)


class DigestDiffers(Exception):
    """What is stored of a round was changed since, so it can't be replayed."""


class InputsForgotten(Exception):
    """The time to keep what went into this round is over."""


@dataclass(frozen=True)
class Question:
    """An instance, and whose numbers its numbers are."""

    learners: tuple[int, ...]
    volunteers: tuple[int, ...]
    instance: Instance

    @cached_property
    def at_learner(self) -> dict[int, int]:
        return {key: at for at, key in enumerate(self.learners)}

    @cached_property
    def at_volunteer(self) -> dict[int, int]:
        return {key: at for at, key in enumerate(self.volunteers)}

    def at(self, keys: Keys) -> Pair:
        return Pair(self.at_learner[keys[0]], self.at_volunteer[keys[1]])

    def knows(self, keys: Keys) -> bool:
        return keys[0] in self.at_learner and keys[1] in self.at_volunteer

    def keys(self, pair: Pair) -> Keys:
        return self.learners[pair.learner], self.volunteers[pair.volunteer]

    def pairs(self, result: Result) -> tuple[Keys, ...]:
        return tuple(self.keys(pair) for pair in result.pairs)

    def pinned(self, *pins: Keys) -> "Question":
        """With these pins, in place of those that their learners had."""
        made = frozenset(self.at(keys) for keys in pins)
        learners = {pin.learner for pin in made}
        kept = frozenset(pin for pin in self.instance.pins if pin.learner not in learners)
        return replace(self, instance=replace(self.instance, pins=kept | made))

    def as_inputs(self) -> dict[str, Any]:
        """Ready for JSON."""
        one = self.instance
        return {
            "learners": list(self.learners),
            "volunteers": list(self.volunteers),
            "file": {
                "learners": one.learners,
                "volunteers": one.volunteers,
                "capacity": list(one.capacity),
                "edges": [list(edge) for edge in sorted(one.edges)],
                "priority": list(one.priority),
                "keep": [list(pair) for pair in sorted(one.keep)],
                "pin": [list(pair) for pair in sorted(one.pins)],
            },
        }

    @classmethod
    def of(cls, round: Round) -> "Question":
        """Raises DigestDiffers, InputsForgotten."""
        if not round.inputs:
            raise InputsForgotten
        if digest_of(round) != round.digest:
            raise DigestDiffers
        inputs = round.inputs
        return cls(
            tuple(inputs["learners"]),
            tuple(inputs["volunteers"]),
            read_instance(json.dumps(inputs["file"])),
        )


def digest_of(round: Round) -> str:
    told = [round.inputs, round.seed, round.weights, round.solver]
    written = json.dumps(told, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def solver_name() -> str:
    return f"OR-Tools {version('ortools')}"


def replay(round: Round) -> tuple[Keys, ...]:
    """(learner, volunteer) of each pair, found again from what is stored.

    Raises DigestDiffers, InputsForgotten.
    """
    question = Question.of(round)
    return question.pairs(solve(question.instance, seed=round.seed))


# --- From facts ----------------------------------------------------------------------------


def ask(
    facts: Facts,
    *,
    keep: Collection[Keys] = (),
    taken: Counter[int] | None = None,
    apart: Collection[Keys] = (),
    first: Collection[Keys] = (),
) -> tuple[Question, dict[Keys, dict[str, int]]]:
    """The question, and the points by part of every pair that may be made.

    `taken`: places that others hold and keep, by volunteer. `apart`: pairs not to be made now.
    `first`: pairs that any number of points is less than. A pin that breaks a rule now leaves its
    learner without an edge; one beyond a volunteer's places is left out.
    """
    learners = tuple(wish.number for wish in facts.learners)
    volunteers = tuple(offer.number for offer in facts.volunteers)
    taken, pinned = taken or Counter(), facts.circumstances.pinned
    parts = {}
    for candidate in facts.candidates():
        keys = learners[candidate.learner], volunteers[candidate.volunteer]
        if keys not in apart:
            parts[keys] = candidate.parts
    dead = {learner for learner in pinned if (learner, pinned[learner]) not in parts}
    parts = {keys: found for keys, found in parts.items() if keys[0] not in dead}
    question = Question(learners, volunteers, Instance(0, (), ()))
    capacity = tuple(max(0, one.places - taken[one.number]) for one in facts.volunteers)
    bonus = _more_than_all(parts, len(learners)) if first else 0
    instance = Instance(
        learners=len(learners),
        capacity=capacity,
        edges=tuple(
            Edge(*question.at(keys), sum(found.values()) + bonus * (keys in first))
            for keys, found in parts.items()
        ),
        priority=tuple(wish.priority for wish in facts.learners),
        keep=frozenset(question.at(keys) for keys in keep if keys in parts),
        pins=_pins(question, parts, pinned, capacity),
    )
    return replace(question, instance=instance), parts


def _more_than_all(parts: dict, learners: int) -> int:
    return learners * max((sum(found.values()) for found in parts.values()), default=0) + 1


def _pins(question: Question, parts, pinned: dict[int, int], capacity) -> frozenset[Pair]:
    left, pins = list(capacity), set()
    for learner, volunteer in pinned.items():  # the oldest first
        if (learner, volunteer) in parts and left[question.at_volunteer[volunteer]]:
            left[question.at_volunteer[volunteer]] -= 1
            pins.add(question.at((learner, volunteer)))
    return frozenset(pins)
