"""Venues, terms, sessions with seats, volunteers and learners, around 1 October 2026."""

from datetime import UTC, date, datetime, time, timedelta

from django.contrib.auth.models import Group
from django.utils import timezone

from whatthetech.people.models import (
    VOLUNTEERS,
    Channel,
    LearnerProfile,
    User,
    VolunteerProfile,
)
from whatthetech.scheduling.booking import book_pair, book_place
from whatthetech.scheduling.models import (
    HOLDING,
    Booking,
    ClosedDay,
    LearningSession,
    Room,
    SessionSeries,
    Term,
    Venue,
    VolunteerShift,
)
from whatthetech.scheduling.seats import next_seat
from whatthetech.scheduling.sessions import new_session
from whatthetech.scheduling.times import same_week, wall_time_of

NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)  # a Thursday, ten o'clock in London
THURSDAY = date(2026, 10, 8)
TWO_O_CLOCK = time(14)


def make_room(*, venue="Edward Woods Centre", name="Hall", learners_at_most=30) -> Room:
    house, _ = Venue.objects.get_or_create(name=venue, defaults={"address": "60 Norland Road"})
    return Room.objects.create(venue=house, name=name, learners_at_most=learners_at_most)


def make_term(
    *, name="Autumn 2026", begins_on=date(2026, 9, 28), ends_on=date(2026, 12, 18)
) -> Term:
    return Term.objects.create(name=name, begins_on=begins_on, ends_on=ends_on)


def make_series(*, room=None, term=None, weekday=3, begins=TWO_O_CLOCK) -> SessionSeries:
    """The rule alone, through its term, with no session yet."""
    term = term or make_term(name="Of a series")
    return SessionSeries.objects.create(
        room=room or any_room(),
        term=term,
        weekday=weekday,
        begins=begins,
        length_minutes=90,
        first_on=term.begins_on,
        last_on=term.ends_on,
    )


def make_session(
    *, room=None, on=THURSDAY, begins=TWO_O_CLOCK, minutes=90, seats=0, kept=0
) -> LearningSession:
    """With so many seats to book, by volunteers of whom each helps one."""
    session = new_session(room or any_room(), on, begins, minutes, now=NOW)
    session.kept_for_walk_ins = kept
    session.save()
    for _ in range(seats + (kept or 0)):
        make_shift(session=session)
    return session


def any_room() -> Room:
    return Room.objects.first() or make_room()


def make_volunteer(*, called="Priya", learners_at_once=1) -> VolunteerProfile:
    number = User.objects.count()
    person = User.objects.create_user(f"helper{number}@example.org", first_name=called)
    person.groups.add(Group.objects.get(name=VOLUNTEERS))
    return VolunteerProfile.objects.create(person=person, learners_at_once=learners_at_once)


def make_shift(
    *, session: LearningSession, volunteer=None, places=1, confirmed=True
) -> VolunteerShift:
    volunteer = volunteer or make_volunteer()
    state = VolunteerShift.State.CONFIRMED if confirmed else VolunteerShift.State.OFFERED
    return VolunteerShift.objects.create(
        session=session,
        volunteer=volunteer,
        places=places,
        state=state,
        offered_at=NOW,
        offered_by=volunteer.person,
        confirmed_at=NOW if confirmed else None,
    )


def make_learner(*, called="Mary", reached_by=Channel.TELEPHONE) -> User:
    person = User.objects.create_user(first_name=called)
    LearnerProfile.objects.create(person=person, preferred_channel=reached_by)
    return person


def make_learners(count: int, **fields) -> list[User]:
    return [make_learner(called=f"Learner {number}", **fields) for number in range(count)]


def close(day: date, *, confirmed=True, venue=None) -> ClosedDay:
    return ClosedDay.objects.create(
        day=day, name="Closed", venue=venue, confirmed_at=NOW if confirmed else None
    )


def book(session: LearningSession, learner: User, *, key="", now=NOW, **fields) -> Booking:
    made = {"by": learner, "channel": Booking.Channel.WEB, "key": key, "now": now} | fields
    return book_place(session=session, learner=learner, **made)


def book_two(session: LearningSession, learners: list[User], *, key="", now=NOW) -> list[Booking]:
    made = {"by": learners[0], "channel": Booking.Channel.PHONE, "key": key, "now": now}
    return book_pair(session=session, learners=tuple(learners), **made)


def states(session: LearningSession) -> list[str]:
    """Of its bookings, in the order in which they were made."""
    return list(session.bookings.order_by("made_at", "pk").values_list("state", flat=True))


def holding(session: LearningSession) -> int:
    return Booking.objects.holding_seats().filter(session=session).count()


# --- Relative to the real now, for pages ------------------------------------------------------


def coming(weekday=3, weeks=1) -> date:
    """That weekday of the next week, or of a later one: for pages, which read the clock."""
    return same_week(timezone.localdate(), weekday) + timedelta(weeks=weeks)


def make_session_soon(*, starts_in: timedelta, **fields) -> LearningSession:
    """By the real clock, for pages; `starts_in` may be negative."""
    starts = wall_time_of(datetime.now(UTC) + starts_in)
    return make_session(on=starts.date(), begins=starts.time(), **fields)


def put_down(session: LearningSession, learner: User, **fields) -> Booking:
    """A seat in a session whatever the time is: too late to book it by the deed."""
    made = {"channel": Booking.Channel.PHONE, "made_at": NOW, "joined_at": NOW} | fields
    made.setdefault("state", Booking.State.BOOKED)
    seat = next_seat(session) if made["state"] in HOLDING else None
    return Booking.objects.create(session=session, learner=learner, seat=seat, **made)


def make_begun_session(*, hours_ago=2.0, minutes=90, room=None) -> LearningSession:
    """One that began so long ago."""
    return make_session_soon(starts_in=-timedelta(hours=hours_ago), minutes=minutes, room=room)


def put_on_register(session: LearningSession, learner: User, *, state="attended") -> Booking:
    """A seat in a session that has begun."""
    return put_down(session, learner, state=state, channel=Booking.Channel.WEB)
