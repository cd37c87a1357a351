"""If a volunteer left today, how many of their learners could somebody else take?"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from whatthetech.pairing.current import pairings_in
from whatthetech.pairing.facts import term_facts
from whatthetech.pairing.models import Pairing
from whatthetech.pairing.solving import solve
from whatthetech.pairing.stored import ask
from whatthetech.people.models import User, VolunteerProfile
from whatthetech.scheduling.models import Term


@dataclass(frozen=True)
class Cover:
    volunteer: VolunteerProfile
    learners: int
    uncovered: tuple[User, ...]  # who would have nobody

    @property
    def covered(self) -> int:
        return self.learners - len(self.uncovered)

    def __str__(self):
        return f"If they left today, {self.covered} of {self.learners} are covered."


def cover(term: Term, *, now: datetime) -> list[Cover]:
    """One for each volunteer who helps somebody this term, the least covered first.

    Each is solved: their learners, and the places that nobody holds. As many queries for all
    volunteers as for one.
    """
    current = pairings_in(term)
    facts = term_facts(term, now=now)
    found = [_cover(theirs, current, facts) for theirs in _by_volunteer(current).values()]
    return sorted(found, key=lambda one: (-len(one.uncovered), str(one.volunteer)))


def _by_volunteer(current: dict[int, Pairing]) -> dict[int, list[Pairing]]:
    theirs: dict[int, list[Pairing]] = {}
    for pairing in current.values():
        theirs.setdefault(pairing.volunteer_id, []).append(pairing)
    return theirs


def _cover(theirs: list[Pairing], current: dict[int, Pairing], facts) -> Cover:
    learners = {pairing.learner_id: pairing.learner for pairing in theirs}
    volunteer = theirs[0].volunteer
    taken = Counter(one.volunteer_id for one in current.values() if one.learner_id not in learners)
    apart = {(learner, volunteer.pk) for learner in learners}
    question, _ = ask(facts.only(set(learners)).unpinned, taken=taken, apart=apart)
    paired = {learner for learner, _ in question.pairs(solve(question.instance))}
    uncovered = [person for key, person in learners.items() if key not in paired]
    return Cover(volunteer, len(theirs), tuple(sorted(uncovered, key=str)))
