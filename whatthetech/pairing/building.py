"""From wishes and offers to an instance: only those who meet somewhere are ever compared."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from whatthetech.pairing.eligibility import RULES, meetings_needed, share_enough_meetings
from whatthetech.pairing.instance import Edge, Instance
from whatthetech.pairing.scoring import Scale, score_parts
from whatthetech.pairing.wishes import Circumstances, LearnerWish, VolunteerOffer


class Candidate(NamedTuple):
    """Two who may be paired: their places in the sequences that were given, and the score."""

    learner: int
    volunteer: int
    parts: dict[str, int]  # points by part

    @property
    def edge(self) -> Edge:
        return Edge(self.learner, self.volunteer, sum(self.parts.values()))


# That enough meetings are shared is counted below, for all of a learner's volunteers at once.
ASKED_OF_PAIRS = [rule.pair for rule in RULES if rule.pair not in (None, share_enough_meetings)]


def build_instance(
    learners: Sequence[LearnerWish],
    volunteers: Sequence[VolunteerOffer],
    circumstances: Circumstances,
    scale: Scale | None = None,
) -> Instance:
    """Of term or session alike; pairs to keep and pins are the caller's to add."""
    found = candidates(learners, volunteers, circumstances, scale or Scale.of(volunteers))
    return Instance(
        learners=len(learners),
        capacity=tuple(volunteer.places for volunteer in volunteers),
        edges=tuple(candidate.edge for candidate in found),
        priority=tuple(learner.priority for learner in learners),
    )


def candidates(
    learners: Sequence[LearnerWish],
    volunteers: Sequence[VolunteerOffer],
    circumstances: Circumstances,
    scale: Scale,
) -> Iterator[Candidate]:
    """Every pair that breaks no hard rule, by learner.

    A meeting has one place and one time, so volunteers are listed by meeting, and a learner is
    put beside those only whom enough of the learner's own meetings list. The rules about one
    person, and about one person's meetings, are asked once of each, not of each pair.
    """
    listed = defaultdict(list)
    for at, volunteer in enumerate(volunteers):
        for number in _meetings(volunteer, "volunteer", circumstances):
            listed[number].append(at)
    for at, learner in enumerate(learners):
        numbers = _meetings(learner, "learner", circumstances)
        shared = Counter(volunteer for number in numbers for volunteer in listed[number])
        needed = meetings_needed(learner, circumstances)
        for other, count in sorted(shared.items()):
            if count < needed:
                continue
            volunteer = volunteers[other]
            for is_kept in ASKED_OF_PAIRS:
                if not is_kept(learner, volunteer, circumstances):
                    break
            else:
                parts = score_parts(learner, volunteer, scale, shared=count)
                yield Candidate(at, other, parts)


def _meetings(
    person: LearnerWish | VolunteerOffer, side: str, circumstances: Circumstances
) -> list[int]:
    """Those of their meetings at which no rule is in the person's way."""
    if not all(getattr(rule, side)(person) for rule in RULES if getattr(rule, side)):
        return []
    rules = [rule for rule in (getattr(rule, f"{side}_at") for rule in RULES) if rule]
    return [
        number
        for number in person.meetings
        if all(rule(person, circumstances.meetings[number]) for rule in rules)
    ]
