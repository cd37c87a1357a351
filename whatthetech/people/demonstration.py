"""Made-up people to try the site with, one for each role. Never on a site in use."""

from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from whatthetech.people.demonstration_learners import make_demonstration_learners
from whatthetech.people.demonstration_volunteers import make_demonstration_volunteers
from whatthetech.people.models import COORDINATORS, User

PASSWORD = "only-for-trying-it-out"


@dataclass(frozen=True)
class Demonstration:
    email: str
    first_name: str
    last_name: str
    group: str
    does: str


PEOPLE = (
    Demonstration(
        "volunteer@example.org", "Priya", "Nair", "Volunteers", "writes lessons, helps at sessions"
    ),
    Demonstration(
        "coordinator@example.org",
        "Sam",
        "Okafor",
        "Coordinators",
        "publishes lessons, runs sessions, takes calls",
    ),
    Demonstration(
        "lead@example.org", "Ruth", "Bennett", "Safeguarding leads", "sees who looked at whom"
    ),
)


@transaction.atomic
def load_demonstration() -> list[User]:
    """The made-up people, made where they are not there yet."""
    now = timezone.now()
    staff = load_staff()
    coordinator = next(person for person in staff if person.is_in(COORDINATORS))
    learners = make_demonstration_learners(now=now, by=coordinator)
    volunteers = make_demonstration_volunteers(now)
    return [*staff, *learners, *(volunteer.person for volunteer in volunteers)]


def load_staff() -> list[User]:
    """One person for each role at the desk."""
    return [_load(person) for person in PEOPLE]


def _load(person: Demonstration) -> User:
    user = User.objects.filter(email=person.email).first()
    if user is None:
        user = User.objects.create_user(
            person.email, PASSWORD, first_name=person.first_name, last_name=person.last_name
        )
    user.groups.add(Group.objects.get(name=person.group))
    return user
