"""A term of Thursdays at two o'clock, learners who want to come, volunteers who may help."""

from datetime import date, timedelta

from django.utils import timezone

from tests.factories.people import walk_path
from tests.factories.scheduling import (
    NOW,
    THURSDAY,
    TWO_O_CLOCK,
    any_room,
    make_learner,
    make_session,
    make_shift,
    make_term,
    make_volunteer,
)
from whatthetech.pairing.models import AboutVolunteer, Pairing, Role
from whatthetech.people.models import (
    Availability,
    Device,
    Language,
    Setting,
    User,
    VolunteerProfile,
)
from whatthetech.scheduling.models import Booking, LearningSession, Term

TODAY = timezone.localdate(NOW)
THURSDAYS = ((3, "afternoon"),)
TUESDAYS = ((1, "morning"),)


def make_thursdays(*, weeks=6) -> Term:
    """Next Thursday and those after it, step-free."""
    term = make_term()
    room = any_room()
    room.venue.is_step_free = True
    room.venue.save()
    for week in range(weeks):
        make_session(room=room, on=THURSDAY + timedelta(weeks=week))
    return term


def make_tuesdays(*, weeks=6, room=None) -> list[LearningSession]:
    first = date(2026, 10, 6)
    begins = TWO_O_CLOCK.replace(hour=10)
    days = (first + timedelta(weeks=week) for week in range(weeks))
    return [make_session(room=room or any_room(), on=day, begins=begins) for day in days]


def make_wanting(*, called="Mary", times=THURSDAYS, language="", devices=(), **details) -> User:
    """A learner who said when they are free."""
    person = make_learner(called=called)
    _free(person, times)
    profile = person.learner_profile
    if language:
        profile.language = Language.objects.get(code=language)
    for name, value in details.items():
        setattr(profile, name, value)
    profile.save()
    profile.devices.set(Device.objects.filter(code__in=devices))
    return person


def make_helper(
    *,
    called="Nadia",
    times=THURSDAYS,
    places=1,
    cleared=True,
    sessions_before=10,
    languages=(),
    devices=(),
    **about,
) -> VolunteerProfile:
    """A volunteer who is cleared for groups, experienced, and said when they are free."""
    volunteer = make_volunteer(called=called, learners_at_once=places)
    _free(volunteer.person, times)
    if cleared:
        walk_path(volunteer, cleared_for=[Setting.GROUP], today=TODAY)
    for name in ("gender", "leaves_on", "paused_from", "paused_until", "left_on"):
        if name in about:
            setattr(volunteer, name, about.pop(name))
    volunteer.save()
    volunteer.languages.set(Language.objects.filter(code__in=languages))
    volunteer.devices.set(Device.objects.filter(code__in=devices))
    AboutVolunteer.objects.create(volunteer=volunteer, sessions_before=sessions_before, **about)
    return volunteer


def _free(person: User, times) -> None:
    Availability.objects.bulk_create(
        Availability(person=person, weekday=weekday, part=part) for weekday, part in times
    )


def make_pairing(
    learner: User, volunteer: VolunteerProfile, term: Term, *, role=Role.PRIMARY, **fields
) -> Pairing:
    return Pairing.objects.create(
        learner=learner,
        volunteer=volunteer,
        term=term,
        role=role,
        **{"begun_on": TODAY - timedelta(weeks=1)} | fields,
    )


def make_attended(
    learner: User, *, helper=None, on=TODAY - timedelta(weeks=1), room=None
) -> Booking:
    """At a session of before, helped by this volunteer."""
    session = LearningSession.objects.filter(starts_at__date=on).first() or make_session(
        room=room, on=on
    )
    shift = session.shifts.filter(volunteer=helper).first() if helper else None
    if helper and shift is None:
        shift = make_shift(session=session, volunteer=helper, places=4)
    return Booking.objects.create(
        session=session,
        learner=learner,
        state=Booking.State.ATTENDED,
        seat=session.bookings.count() + 1,
        channel=Booking.Channel.PHONE,
        made_at=NOW,
        joined_at=NOW,
        helper=shift,
    )


def who_has_whom(pairs) -> dict[str, str]:
    """{learner's name: volunteer's name} of pairs of a round, or of pairings."""
    return {pair.learner.first_name: pair.volunteer.person.first_name for pair in pairs.all()}
