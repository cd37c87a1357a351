"""The sessions somebody may come to, and how each stands for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Exists, OuterRef, QuerySet, Value, When

from whatthetech.people.models import User
from whatthetech.scheduling.models import Booking, LearningSession, Venue
from whatthetech.scheduling.seats import occupancies

State = Booking.State


@dataclass(frozen=True)
class Choice:
    """One session, for one person or for a visitor."""

    session: LearningSession
    seats_left: int  # none where somebody waits: a new booker never jumps the queue
    booking: Booking | None  # theirs, if it is live

    @property
    def in_words(self) -> str:
        return in_words(self.seats_left, self.booking)

    @property
    def has_seat(self) -> bool:
        return self.booking is not None and self.booking.state in (State.BOOKED, State.ATTENDED)

    @property
    def comes_alone(self) -> bool:
        """They have a seat, and could still bring somebody."""
        booking = self.booking
        return booking is not None and booking.state == State.BOOKED and booking.together is None

    @property
    def is_waiting(self) -> bool:
        return self.booking is not None and self.booking.state == State.WAITING

    @property
    def is_offered(self) -> bool:
        return self.booking is not None and self.booking.state == State.OFFERED


def in_words(seats_left: int, booking: Booking | None) -> str:
    """“3 seats left”, or how it stands for them."""
    if booking:
        return OF_THEIRS[booking.state]
    if seats_left == 0:
        return "No seats left. You can wait for one."
    return "One seat left." if seats_left == 1 else f"{seats_left} seats left."


OF_THEIRS = {
    State.BOOKED: "You have a seat.",
    State.ATTENDED: "You have a seat.",
    State.WAITING: "You are waiting for a seat.",
    State.OFFERED: "A seat is free for you.",
    State.MISSED: "We have noted that you did not come.",
}


def choices_of(sessions: Iterable[LearningSession], person: User | None) -> list[Choice]:
    """In the order of the sessions, in as many queries for a term as for one.

    The sessions come with their rooms. `person` None: a visitor.
    """
    sessions = list(sessions)
    room, waited_for = occupancies(sessions), _waited_for(sessions)
    theirs = _live_bookings(sessions, person)
    return [
        Choice(
            session=session,
            seats_left=0 if session.pk in waited_for else room[session.pk].free,
            booking=theirs.get(session.pk),
        )
        for session in sessions
    ]


def choice_of(session: LearningSession, person: User | None) -> Choice:
    return choices_of([session], person)[0]


def _waited_for(sessions: list[LearningSession]) -> set[int]:
    waiting = Booking.objects.waiting().filter(session__in=sessions).order_by()
    return set(waiting.values_list("session", flat=True).distinct())


def _live_bookings(sessions, person: User | None) -> dict[int, Booking]:
    if person is None:
        return {}
    bookings = Booking.objects.live().filter(learner=person, session__in=sessions)
    return {booking.session_id: booking for booking in bookings}


# --- Which sessions, and where -----------------------------------------------------------------


def coming_sessions(*, now: datetime) -> QuerySet[LearningSession]:
    """With room and venue, the next one first."""
    return LearningSession.objects.going_ahead().after(now).select_related("room__venue")


def coming_venues(*, now: datetime) -> list[Venue]:
    """Where there are sessions to come, by name."""
    here = coming_sessions(now=now).filter(room__venue=OuterRef("pk"))
    return list(Venue.objects.filter(Exists(here)))


def usual_venue(person: User) -> Venue | None:
    """Where they went last; else where they are booked. None: nowhere yet."""
    went_first = Case(When(state=State.ATTENDED, then=Value(0)), default=Value(1))
    bookings = Booking.objects.live().filter(learner=person).exclude(state=State.MISSED)
    last = (
        bookings.select_related("session__room__venue")
        .order_by(went_first, "-session__starts_at")
        .first()
    )
    return last.session.venue if last else None
