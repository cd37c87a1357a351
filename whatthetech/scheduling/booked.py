"""What somebody has booked, waits for and is offered, and what they could book: for their call."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, Prefetch

from whatthetech.people.models import User
from whatthetech.scheduling import aloud
from whatthetech.scheduling.aloud import Aloud
from whatthetech.scheduling.models import Booking, BookingRules, LearningSession, Offer
from whatthetech.scheduling.register import OPENS_BEFORE
from whatthetech.scheduling.seats import occupancies

State = Booking.State
WITH_PLACE = ("session__room__venue", "learner__learner_profile")


@dataclass(frozen=True)
class Theirs:
    """A booking as it is said on the telephone."""

    booking: Booking
    aloud: Aloud
    offer: Offer | None  # the open one, with its attempts
    companion: User | None  # the other of two who come together
    may_undo: bool  # cancelled a moment ago
    has_begun: bool
    is_open_at_the_door: bool

    @property
    def session(self) -> LearningSession:
        return self.booking.session


@dataclass(frozen=True)
class Bookable:
    """A session that they could come to."""

    session: LearningSession
    free: int  # seats, of which none is anybody's who waits
    waiting: int
    ask: str  # read aloud before the button is pressed
    has_begun: bool
    is_open_at_the_door: bool

    @property
    def is_full(self) -> bool:
        return not self.free

    @property
    def seats_in_words(self) -> str:
        if self.free:
            return "1 seat left" if self.free == 1 else f"{self.free} seats left"
        return f"No seats left, {self.waiting} waiting" if self.waiting else "No seats left"


def bookings_of(person: User, *, now: datetime, today: date) -> list[Theirs]:
    """Live ones of sessions that have not ended, and those that ended with their session or
    were cancelled a moment ago. In the order of the sessions; eight queries, however many.
    """
    since = now - timedelta(minutes=BookingRules.now_in_force().undo_minutes)
    all_to_come = person.bookings.filter(session__ends_at__gt=now)
    called_off = all_to_come.filter(session__cancelled_at=F("cancelled_at"))
    to_come = all_to_come.filter(session__cancelled_at=None)
    live = to_come.live().exclude(state=State.MISSED)
    lately = to_come.filter(cancelled_at__gte=since).exclude(
        session__in=live.values("session")  # booked again since
    )
    rows = list((live | lately | called_off).order_by("session__starts_at", "cancelled_at", "pk"))
    return tell([row.pk for row in rows], now=now, today=today)


def tell(keys: Collection[int], *, now: datetime, today: date) -> list[Theirs]:
    """These bookings in words, in the order given."""
    since = now - timedelta(minutes=BookingRules.now_in_force().undo_minutes)
    offers = Prefetch("offers", Offer.objects.open().prefetch_related("attempts__by"), "open")
    by_key = Booking.objects.select_related(*WITH_PLACE).prefetch_related(offers).in_bulk(keys)
    rows = [by_key[key] for key in keys]
    numbers, companions = _numbers(rows), _companions(rows)
    told = []
    for row in rows:
        offer = next(iter(row.open), None)
        number, companion = numbers.get(row.pk, 0), companions.get(row.pk)
        words = {"number": number, "offer": offer, "companion": _called(companion)}
        told.append(
            Theirs(
                booking=row,
                aloud=aloud.of_booking(row, today=today, **words),
                offer=offer,
                companion=companion,
                may_undo=_may_undo(row, since),
                has_begun=row.session.starts_at <= now,
                is_open_at_the_door=is_open_at_the_door(row.session, now),
            )
        )
    return told


def _may_undo(booking: Booking, since: datetime) -> bool:
    is_lately = booking.cancelled_at is not None and booking.cancelled_at >= since
    return is_lately and not booking.session.is_cancelled


def _numbers(rows: list[Booking]) -> dict[int, int]:
    """{booking: its place on the waiting list, from 1}; two who come together share one."""
    sessions = {row.session_id for row in rows if row.state == State.WAITING}
    places: dict[int, dict] = {session: {} for session in sessions}
    numbers = {}
    for waiting in Booking.objects.filter(session__in=sessions).waiting():
        parties = places[waiting.session_id]
        numbers[waiting.pk] = parties.setdefault(waiting.together or waiting.pk, len(parties) + 1)
    return numbers


def _companions(rows: list[Booking]) -> dict[int, User]:
    pairs = {row.together for row in rows if row.together}
    coming = Booking.objects.filter(together__in=pairs).exclude(learner=None)
    coming = list(coming.select_related("learner"))
    return {
        row.pk: other.learner
        for row in rows
        for other in coming
        if row.together == other.together and row.pk != other.pk
    }


def _called(person: User | None) -> str:
    return (person.called or str(person)) if person else ""


def bookable_by(
    person: User, *, now: datetime, today: date, limit: int, to_move: bool = False
) -> list[Bookable]:
    """The next sessions that they are not booked in, the soonest first. Six queries.

    A session that is on now, or begins within the hour, is there for whoever stands at the door.
    """
    booked = person.bookings.live().values("session")
    sessions = (
        LearningSession.objects.going_ahead()
        .filter(ends_at__gt=now)
        .exclude(pk__in=booked)
        .select_related("room__venue")
        .order_by("starts_at", "pk")
    )
    sessions = list(sessions.after(now)[:limit] if to_move else sessions[:limit])
    rooms, waiting = occupancies(sessions), _waiting_in(sessions)
    return [
        Bookable(
            session=session,
            free=0 if waiting[session.pk] else rooms[session.pk].free,
            waiting=waiting[session.pk],
            ask=_ask(session, rooms[session.pk].free, waiting[session.pk], today, to_move),
            has_begun=session.starts_at <= now,
            is_open_at_the_door=is_open_at_the_door(session, now),
        )
        for session in sessions
    ]


def _ask(session, free: int, waiting: int, today: date, to_move: bool) -> str:
    if waiting or not free:
        return aloud.ask_to_wait(session, today=today)
    return (aloud.ask_to_move if to_move else aloud.ask_for_seat)(session, today=today)


def _waiting_in(sessions: list[LearningSession]) -> Counter:
    waiting = Booking.objects.filter(session__in=sessions, state=State.WAITING)
    return Counter(waiting.values_list("session", flat=True))


def is_open_at_the_door(session: LearningSession, now: datetime) -> bool:
    return session.starts_at - OPENS_BEFORE <= now < session.ends_at
