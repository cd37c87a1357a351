"""Who it may be that stands at the door, by the name they say.

A coordinator looks among all learners. A volunteer must not browse them: they find whoever is
on this session's list, or came to this house before, and said a name that is exactly theirs;
five at most, told apart by the first letter of the surname. Anybody else shows their card, or
is added by a first name.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from whatthetech.people.finding import find_people
from whatthetech.people.models import User
from whatthetech.people.names import words_of
from whatthetech.scheduling.models import Booking, LearningSession
from whatthetech.scheduling.register_rows import told_apart

AT_MOST = 5
AT_THE_DESK = 10


class TooManyOfThisName(Exception):
    """To show them all would be to browse."""


@dataclass(frozen=True)
class Candidate:
    person: User
    name: str


def find_for_volunteer(name: str, *, session: LearningSession) -> list[Candidate]:
    """In no order of likeness: all have the name. Raises TooManyOfThisName."""
    asked = set(words_of(name))
    known = _known_here(session).only("first_name", "known_as", "last_name")
    found = [person for person in known if asked and asked <= _first_names(person)]
    if len(found) > AT_MOST:
        raise TooManyOfThisName
    return _candidates(found, with_surnames=False)


def find_for_coordinator(name: str, *, now: datetime) -> list[Candidate]:
    """The likeliest first."""
    found = [one.person for one in find_people(name, now=now, limit=AT_THE_DESK)]
    learners = [person for person in found if hasattr(person, "learner_profile")]
    return _candidates(learners, with_surnames=True)


def _candidates(people: Iterable[User], *, with_surnames: bool) -> list[Candidate]:
    people = list(people)
    names = told_apart(((person.pk, person) for person in people), with_surnames=with_surnames)
    return [Candidate(person, names[person.pk]) for person in people]


def _known_here(session: LearningSession):
    on_the_list = Q(session=session) & ~Q(state=Booking.State.CANCELLED)
    came_before = Q(session__room__venue=session.room.venue_id, state=Booking.State.ATTENDED)
    bookings = Booking.objects.filter(on_the_list | came_before)
    return User.objects.learners().filter(
        pk__in=bookings.values("learner"), merged_into=None, is_active=True
    )


def _first_names(person: User) -> set[str]:
    return {*words_of(person.first_name), *words_of(person.known_as)}
