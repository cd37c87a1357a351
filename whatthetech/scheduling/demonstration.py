"""Made-up sessions round today for the made-up people. Never on a site in use."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from lessons.models import LessonPage
from whatthetech.people.models import COORDINATORS, LearnerProfile, User, VolunteerProfile
from whatthetech.scheduling.booking import book_place
from whatthetech.scheduling.cleared import is_cleared
from whatthetech.scheduling.closed_days import propose_bank_holidays
from whatthetech.scheduling.models import (
    Attendance,
    Booking,
    LearningSession,
    Practice,
    Room,
    SessionSeries,
    Term,
    Venue,
    VolunteerShift,
)
from whatthetech.scheduling.recording import record_session
from whatthetech.scheduling.series import set_up_series
from whatthetech.scheduling.shifts import confirm_shift, offer_shift
from whatthetech.scheduling.times import instant, same_week

TUESDAY, THURSDAY = 1, 3
WEEKS_BEFORE, WEEKS_AFTER, WEEKS_TO_EXAMS = 4, 7, 4
SERIES = (
    # weekday, begins, minutes, venue, helpers in each, learners who book into the next sessions
    (THURSDAY, time(14), 90, "Edward Woods Centre", 3, (4, 9, 2, 1, 0)),
    (TUESDAY, time(10, 30), 90, "The Invention Rooms", 2, (2, 1, 0, 0, 0)),
)
VENUES = (
    {
        "name": "Edward Woods Centre",
        "address": "60 Norland Road\nLondon W11 4TX",
        "how_to_get_there": "Bus 295 and bus 316 stop in Queensdale Crescent, two minutes away."
        " The centre is the low brick house beside the tall towers. Go in by the green door."
        " Say at the desk that you come to What the Tech.",
        "is_step_free": True,
        "has_hearing_loop": True,
        "has_quiet_room": False,
        "toilets": "On the left after the green door. One is wide enough for a wheelchair.",
    },
    {
        "name": "The Invention Rooms",
        "address": "68 Wood Lane\nLondon W12 7TA",
        "how_to_get_there": "Bus 72, bus 95 and bus 220 stop in Wood Lane, outside the door."
        " The rooms have large windows to the street. A volunteer stands at the door.",
        "is_step_free": True,
        "has_hearing_loop": False,
        "has_quiet_room": True,
        "toilets": "Down the corridor, on the right.",
    },
)


@transaction.atomic
def load_demonstration_sessions(*, now: datetime) -> list[LearningSession]:
    """Venues, a term round today, two series, helpers and bookings; nothing where a term is."""
    if Term.objects.exists():
        return []
    coordinator = User.objects.filter(groups__name=COORDINATORS).order_by("pk").first()
    today = timezone.localdate(now)
    term = Term.objects.create(
        name="This term",
        begins_on=same_week(today, 0) - timedelta(weeks=WEEKS_BEFORE),
        ends_on=same_week(today, 6) + timedelta(weeks=WEEKS_AFTER),
        exams_begin_on=same_week(today, 0) + timedelta(weeks=WEEKS_TO_EXAMS),
        exams_end_on=same_week(today, 4) + timedelta(weeks=WEEKS_TO_EXAMS + 1),
    )
    propose_bank_holidays(term=term)
    rooms = {venue["name"]: _room(venue) for venue in VENUES}
    for weekday, begins, minutes, venue, helpers, booked in SERIES:
        rule = {"weekday": weekday, "begins": begins, "length_minutes": minutes}
        series = set_up_series(room=rooms[venue], term=term, by=coordinator, now=now, **rule)
        _fill(series, helpers, booked, coordinator, now)
        _look_back(series, today, coordinator, now)
    return list(LearningSession.objects.all())


def _room(venue: dict) -> Room:
    house = Venue.objects.create(**venue)
    return Room.objects.create(venue=house, name="The hall", learners_at_most=12)


def _fill(series, helpers: int, booked: tuple[int, ...], by: User, now: datetime) -> None:
    """Helpers for all but the last two weeks; the last of them has only offered."""
    sessions = list(series.sessions.order_by("starts_at"))
    learners = list(LearnerProfile.objects.order_by("pk").values_list("person", flat=True))
    for week, session in enumerate(sessions[:-2]):
        team = _cleared(session.on)[: helpers + 1]
        for number, volunteer in enumerate(team):
            shift = offer_shift(
                session=session, volunteer=volunteer, by=volunteer.person, now=now, places=2
            )
            if number < helpers:
                confirm_shift(shift=shift, by=by, now=now)
        count = booked[week] if week < len(booked) else 0
        people = User.objects.in_bulk(learners[week : week + count])
        for learner in people.values():
            book_place(
                session=session,
                learner=learner,
                by=by,
                channel=Booking.Channel.PHONE,
                key="",
                now=now,
            )


def _cleared(day: date) -> list[VolunteerProfile]:
    volunteers = VolunteerProfile.objects.with_path().order_by("pk")
    return [volunteer for volunteer in volunteers if is_cleared(volunteer, on=day)]


def _look_back(series: SessionSeries, today: date, by: User, now: datetime) -> None:
    """The session of last week, with its register: two came and one did not."""
    day = same_week(today, series.weekday) - timedelta(weeks=1)
    starts_at = instant(day, series.begins)
    session = LearningSession.objects.create(
        series=series,
        slot_on=day,
        room=series.room,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=series.length_minutes),
        changed_at=starts_at,
    )
    for volunteer in _cleared(day)[:2]:
        VolunteerShift.objects.create(
            session=session,
            volunteer=volunteer,
            places=2,
            state=VolunteerShift.State.CONFIRMED,
            offered_at=starts_at,
            offered_by=volunteer.person,
            confirmed_at=starts_at,
            confirmed_by=by,
        )
    for number, profile in enumerate(LearnerProfile.objects.order_by("pk")[:3]):
        came = number < 2
        booking = Booking.objects.create(
            session=session,
            learner=profile.person,
            state=Booking.State.ATTENDED if came else Booking.State.MISSED,
            seat=number + 1 if came else None,
            channel=Booking.Channel.PHONE,
            made_at=starts_at,
            made_by=by,
            joined_at=starts_at,
        )
        Attendance.objects.create(booking=booking, came=came, marked_at=starts_at, marked_by=by)
        if came:
            _record(booking, by)


def _record(booking: Booking, by: User) -> None:
    """They worked on the first steps of a lesson, and practise the second. None: no lesson yet."""
    lesson = LessonPage.objects.live().order_by("path").first()
    shift = booking.session.shifts.confirmed().first()
    if lesson is None or shift is None:
        return
    first, second, third = [step.id for step in lesson.steps_on(lesson.track_names[0])][:3]
    record_session(
        booking=booking,
        by=by,
        now=booking.session.ends_at,
        worked_on=(lesson, (first, second, third)),
        practice=Practice(lesson, second, "Three times before we meet again."),
        helper=shift.volunteer,
    )
