"""How many queries the page of all sessions takes, with three of them to come and with 3,000."""

from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from whatthetech.people.cards import issue_card
from whatthetech.people.models import LearnerProfile, User, VolunteerProfile
from whatthetech.scheduling.models import Booking, LearningSession, Room, Venue, VolunteerShift

SIZES = (3, 3_000)
PAGES = {
    "first page": "/sessions/",
    "one place": "/sessions/?at={venue}",
    "one session": "/sessions/{session}/",
}
READERS = ("visitor", "learner")


def figures() -> list[str]:
    learner, venues = fill_people(), fill_venues()
    counts = {}
    for size in SIZES:
        fill_sessions(size, venues, learner)
        counts[size] = {
            (page, reader): count(address, learner if reader == "learner" else None)
            for page, address in PAGES.items()
            for reader in READERS
        }
    return [
        "",
        "Queries of the pages of sessions, with so many sessions to come",
        f"{'':34}" + "".join(f"{size:>10,}" for size in SIZES),
        *(
            _row(f"{page}, {reader}", [counted[page, reader] for counted in counts.values()])
            for page in PAGES
            for reader in READERS
        ),
    ]


def fill_people() -> User:
    learner = User.objects.create_user(first_name="Mary")
    LearnerProfile.objects.create(person=learner)
    issue_card(person=learner, by=None, now=timezone.now())
    return learner


def fill_venues() -> list[Room]:
    """Two, as in the programme."""
    venues = [Venue.objects.create(name=name, address="W12") for name in ("Here", "There")]
    return [Room.objects.create(venue=venue, name="Hall", learners_at_most=12) for venue in venues]


def fill_sessions(size: int, rooms: list[Room], learner: User) -> None:
    """So many in all; each with a helper, and every second one booked by the learner."""
    begin, now = LearningSession.objects.count(), timezone.now()
    helper = VolunteerProfile.objects.first() or VolunteerProfile.objects.create(
        person=User.objects.create_user("helper@example.org")
    )
    made = LearningSession.objects.bulk_create(
        LearningSession(
            room=rooms[number % len(rooms)],
            starts_at=now + timedelta(days=number + 1),
            ends_at=now + timedelta(days=number + 1, minutes=90),
            changed_at=now,
        )
        for number in range(begin, size)
    )
    VolunteerShift.objects.bulk_create(
        VolunteerShift(
            session=session,
            volunteer=helper,
            places=4,
            state=VolunteerShift.State.CONFIRMED,
            offered_at=now,
            confirmed_at=now,
        )
        for session in made
    )
    Booking.objects.bulk_create(
        Booking(
            session=session,
            learner=learner,
            state=Booking.State.BOOKED,
            seat=1,
            channel=Booking.Channel.WEB,
            made_at=now,
            joined_at=now,
        )
        for session in made[::2]
    )


def count(address: str, learner: User | None) -> int:
    """After one look at it: the site's root and the like are looked up once in a process."""
    reader = Client(headers={"host": "127.0.0.1"})
    if learner:
        reader.force_login(learner, backend="whatthetech.people.signing_in.LearnerBackend")
    first = LearningSession.objects.select_related("room").first()
    address = address.format(venue=first.room.venue_id, session=first.pk)
    reader.get(address)
    with CaptureQueriesContext(connection) as queries:
        answer = reader.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}")
    return len(queries)


def _row(page: str, counts: list[int]) -> str:
    verdict = "" if len(set(counts)) == 1 else "  NOT EQUAL"
    return f"{page:34}" + "".join(f"{number:10}" for number in counts) + verdict
