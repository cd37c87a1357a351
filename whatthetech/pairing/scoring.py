"""How well two people suit each other: whole points, each part by itself, 1000 at most.

The points are a first guess, to be tested (PROGRAMME.md, “Pairing”); coordinators may change
them. Likeness of age, sex or ethnicity counts for nothing, so it isn't even known here.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from whatthetech.pairing.wishes import LearnerWish, VolunteerOffer


@dataclass(frozen=True)
class Part:
    points: int  # at most
    meaning: str  # as a coordinator reads it beside the points
    reason: str  # as a pair is explained by it


PARTS = {
    "known": Part(300, "The volunteer has helped this learner before.", "They know each other."),
    "times": Part(
        200, "How many of the learner’s sessions the volunteer can come to.", "Their times fit."
    ),
    "skills": Part(
        200,
        "What the learner wants to learn and the volunteer can teach; what few can teach"
        " counts for more.",
        "The volunteer can teach what the learner wants to learn.",
    ),
    "device": Part(
        100, "The volunteer knows the learner’s devices.", "The volunteer knows the device."
    ),
    "language": Part(
        80, "They share the learner’s first language.", "They share a first language."
    ),
    "communication": Part(
        60,
        "The volunteer can do what helps the learner with hearing, sight or pace.",
        "The volunteer can do what helps this learner.",
    ),
    "reliability": Part(
        30, "How often the volunteer came when expected.", "The volunteer comes when expected."
    ),
    "interests": Part(30, "They have an interest in common.", "They share an interest."),
}
DEFAULT_POINTS = {name: part.points for name, part in PARTS.items()}


@dataclass(frozen=True)
class Scale:
    """What a round is scored by."""

    points: dict[str, int]  # by part
    teachers: Counter[str]  # how many volunteers can teach a course

    @classmethod
    def of(cls, volunteers: Iterable[VolunteerOffer], points: dict[str, int] | None = None):
        """With the default points, where none are given."""
        teachers = Counter(topic for volunteer in volunteers for topic in volunteer.topics)
        return cls(points or DEFAULT_POINTS, teachers)

    @cached_property
    def rarity(self) -> dict[str, int]:
        """By course: 1000 where one volunteer can teach it, 500 where two can, …"""
        return {topic: max(1, 1000 // count) for topic, count in self.teachers.items()}

    @cached_property
    def _known(self) -> dict[tuple[frozenset[str], frozenset[str]], int]:
        return {}

    def skill_points(self, goals: frozenset[str], topics: frozenset[str]) -> int:
        """By rarity. A course that nobody can teach isn't counted against anybody.

        Many want and teach the same, so the answer is remembered.
        """
        if (goals, topics) not in self._known:
            wanted = sum(self.rarity.get(goal, 0) for goal in goals)
            taught = sum(self.rarity[goal] for goal in goals & topics)
            self._known[goals, topics] = self.points["skills"] * taught // max(1, wanted)
        return self._known[goals, topics]


def score_parts(
    learner: LearnerWish, volunteer: VolunteerOffer, scale: Scale, *, shared: int
) -> dict[str, int]:
    """Points by part, rounded down. `shared`: how many sessions of the learner's they share."""
    points = scale.points
    return {
        "known": points["known"] * (volunteer.number in learner.helped_by),
        "times": points["times"] * shared // max(1, len(learner.meetings)),
        "skills": scale.skill_points(learner.goals, volunteer.topics),
        "device": _share(points["device"], learner.devices, volunteer.devices),
        "language": points["language"] * (learner.first_language in volunteer.languages),
        "communication": _share(points["communication"], learner.what_helps, volunteer.good_with),
        "reliability": points["reliability"] * volunteer.reliability // 100,
        "interests": points["interests"] * (not learner.interests.isdisjoint(volunteer.interests)),
    }


def _share(points: int, wanted: frozenset[str], offered: frozenset[str]) -> int:
    return points * len(wanted & offered) // len(wanted) if wanted else 0


def reasons(parts: dict[str, int]) -> list[str]:
    """Why these two, in plain words, the weightiest first. No points: volunteers may read it."""
    telling = sorted((name for name in PARTS if parts[name]), key=lambda name: -parts[name])
    return [PARTS[name].reason for name in telling]
