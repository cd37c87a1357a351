"""Who could come to a session where helpers are missing, and bringing them in by telephone."""

from datetime import datetime

from django.db import transaction

from whatthetech.people.availability import TimeOfWeek, monday_of
from whatthetech.people.models import PartOfDay, User, VolunteerProfile, Weekday
from whatthetech.scheduling import cleared
from whatthetech.scheduling.models import LearningSession, VolunteerShift
from whatthetech.scheduling.shifts import confirm_shift, offer_shift
from whatthetech.scheduling.times import wall_time_of

HOURS = {  # on the clock, as people are asked when they are free
    PartOfDay.MORNING: (0, 12),
    PartOfDay.AFTERNOON: (12, 17),
    PartOfDay.EVENING: (17, 24),
}


@transaction.atomic
def bring_in(
    *, session: LearningSession, volunteer: VolunteerProfile, by: User, now: datetime
) -> VolunteerShift:
    """They said that they will come: offered, where they had not yet, and confirmed.

    Raises NotCleared, SessionIsCancelled, SessionHasBegun.
    """
    shift = offer_shift(session=session, volunteer=volunteer, by=by, now=now)
    return confirm_shift(shift=shift, by=by, now=now)


def who_to_ask(session: LearningSession) -> list[VolunteerProfile]:
    """Cleared on the day, free at that time, and neither asked here nor helping elsewhere then.

    By name. Whoever withdrew from this session is not asked again. Six queries, however many.
    """
    at_that_time = VolunteerShift.objects.filter(
        session__starts_at__lt=session.ends_at, session__ends_at__gt=session.starts_at
    )
    elsewhere = at_that_time.live().filter(session__cancelled_at=None)
    asked = elsewhere | at_that_time.filter(session=session)
    volunteers = (
        VolunteerProfile.objects.still_here(session.on)
        .exclude(pk__in=asked.exclude(volunteer=None).values("volunteer"))
        .exclude(person__weeks_away__monday=monday_of(session.on))
        .with_path()
        .prefetch_related("person__availability")
        .order_by("person__first_name", "person__last_name", "pk")
    )
    times = times_of(session)
    return [
        volunteer
        for volunteer in volunteers
        if times <= _free(volunteer) and cleared.is_cleared(volunteer, on=session.on)
    ]


def times_of(session: LearningSession) -> set[TimeOfWeek]:
    """The parts of the week that it falls into."""
    ends = wall_time_of(session.ends_at)
    last = ends.hour + (1 if ends.minute else 0)
    return {
        (Weekday(session.on.weekday()), part)
        for part, (begins, until) in HOURS.items()
        if session.begins.hour < until and begins < last
    }


def _free(volunteer: VolunteerProfile) -> set[TimeOfWeek]:
    said = volunteer.person.availability.all()
    return {(Weekday(row.weekday), PartOfDay(row.part)) for row in said}
