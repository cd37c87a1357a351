"""What a volunteer sees of sessions: their own, those that want helpers, and exams to come."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from whatthetech.people.availability import monday_of
from whatthetech.people.models import VolunteerProfile
from whatthetech.scheduling import cleared
from whatthetech.scheduling.models import Booking, LearningSession, Term, VolunteerShift
from whatthetech.scheduling.seats import Occupancy, occupancies

WEEKS_AHEAD = 8  # as far as volunteers are asked (default)
EXAMS_SAID_BEFORE = timedelta(weeks=5)  # (default)


@dataclass(frozen=True)
class Said:
    """What a volunteer ought to know of themselves and one session."""

    away_from: date | None  # the Monday of that week, where they said they are away in it
    is_in_exams: bool
    missing: tuple[str, ...]  # to be cleared on that day; sentences that say what to do


@dataclass(frozen=True)
class MyShift:
    shift: VolunteerShift
    said: Said
    has_begun: bool  # and can't be withdrawn any more

    @property
    def session(self) -> LearningSession:
        return self.shift.session


@dataclass(frozen=True)
class Wanted:
    """A session that wants helpers."""

    session: LearningSession
    said: Said
    without_helper: int  # people who are booked and have none
    waiting: int  # people on the waiting list
    room_for: int  # learners more, before the room is full
    is_beside: bool  # another that wants helpers begins at the same time


class Reading:
    """Reads what `Said` says of any number of sessions, for two queries."""

    def __init__(self, volunteer: VolunteerProfile, *, on: date):
        self.volunteer, self.on = volunteer, on
        self.away = set(volunteer.person.weeks_away.values_list("monday", flat=True))
        self.exams = exams_from(on)

    def exams_to_say(self) -> list[Term]:
        """Those of which volunteers are reminded now."""
        return [term for term in self.exams if term.exams_begin_on - EXAMS_SAID_BEFORE <= self.on]

    def said(self, session: LearningSession) -> Said:
        day = session.on
        monday = monday_of(day)
        return Said(
            away_from=monday if monday in self.away else None,
            is_in_exams=any(term.exams_begin_on <= day <= term.exams_end_on for term in self.exams),
            missing=cleared.what_is_missing(self.volunteer, on=day),
        )


def exams_from(on: date) -> list[Term]:
    """Terms whose exams are not over on this day, the next first."""
    return list(Term.objects.filter(exams_end_on__gte=on).order_by("exams_begin_on"))


def shifts_ahead(
    volunteer: VolunteerProfile, *, now: datetime, reading: Reading | None = None
) -> list[MyShift]:
    """Offered and confirmed ones that are not over, the next first."""
    reading = reading or Reading(volunteer, on=timezone.localdate(now))
    shifts = VolunteerShift.objects.live().filter(
        volunteer=volunteer, session__ends_at__gt=now, session__cancelled_at=None
    )
    with_places = shifts.select_related("session__room__venue").order_by("session__starts_at", "pk")
    return [
        MyShift(shift, reading.said(shift.session), shift.session.starts_at <= now)
        for shift in with_places
    ]


def sessions_wanting_helpers(
    volunteer: VolunteerProfile,
    *,
    now: datetime,
    at_most: int | None = None,
    reading: Reading | None = None,
) -> list[Wanted]:
    """Sessions to come with room for more helpers, without those this volunteer offered.

    Those at risk come first, then those for which somebody waits, then the next.
    """
    reading = reading or Reading(volunteer, on=timezone.localdate(now))
    own = VolunteerShift.objects.live().filter(session=OuterRef("pk"), volunteer=volunteer)
    waiting = Count("bookings", filter=Q(bookings__state=Booking.State.WAITING))
    sessions = list(
        LearningSession.objects.going_ahead()
        .after(now)
        .filter(~Exists(own), starts_at__lte=now + timedelta(weeks=WEEKS_AHEAD))
        .select_related("room__venue")
        .annotate(waiting=waiting)
        .order_by("starts_at", "pk")
    )
    rooms = occupancies(sessions)
    starts = Counter(session.starts_at for session in sessions)
    found = [
        _wanted(
            session,
            rooms[session.pk],
            reading.said(session),
            is_beside=starts[session.starts_at] > 1,
        )
        for session in sessions
    ]
    found = [one for one in found if one.room_for or one.without_helper]
    found.sort(key=lambda one: (not one.without_helper, not one.waiting))
    return found[:at_most]


def _wanted(session: LearningSession, room: Occupancy, said: Said, *, is_beside: bool) -> Wanted:
    return Wanted(
        session,
        said,
        without_helper=max(0, room.used - room.seats),
        waiting=session.waiting,
        room_for=max(0, session.room.learners_at_most - room.capacity),
        is_beside=is_beside,
    )
