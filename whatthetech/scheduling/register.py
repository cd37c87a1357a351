"""On the day: who came, who didn't, who came without a booking, and who helps whom.

`now` is when the deed is done. `at` is when it was tapped, where a phone without a connection
kept it and sent it later; None: now. A tap never overrules what somebody else marked after it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from whatthetech.people.models import User
from whatthetech.people.registering import add_walk_in
from whatthetech.scheduling.booking import AlreadyBooked, SessionIsCancelled
from whatthetech.scheduling.locking import lock_session
from whatthetech.scheduling.models import (
    HOLDING,
    Attendance,
    Booking,
    LearningSession,
    Offer,
    SentTap,
    VolunteerShift,
)
from whatthetech.scheduling.seats import Occupancy, next_seat, occupancy
from whatthetech.scheduling.waiting_list import (
    accept_offer,
    lapse_offers_of,
    seat_booking,
    settle,
)

State = Booking.State
OPENS_BEFORE = timedelta(hours=1)


class RegisterIsClosed(Exception):
    """It opens an hour before the session."""


class NoSeatAtTheDoor(Exception):
    """Every place is taken, or the free ones belong to those who wait."""


class NotBooked(Exception):
    """They hold no seat: at the door they drop in."""


class MarkedLater(Exception):
    """Somebody else marked them after this was tapped: their mark counts."""


class NotHelping(Exception):
    """The volunteer has no confirmed shift in this session."""


@dataclass
class HelperIsFull(Exception):
    """They help as many as they said they could."""

    shift: VolunteerShift


# --- At the door ----------------------------------------------------------------------------


@transaction.atomic
def drop_in(
    *,
    session: LearningSession,
    learner: User,
    by: User,
    now: datetime,
    at: datetime | None = None,
) -> Booking:
    """Somebody at the door: seat and attendance in one press. A second press changes nothing.

    The seats kept for walk-ins come first; others only once nobody waits or the session has
    begun. Whoever waits or was offered a seat, and comes, gets their own booking. Raises
    SessionIsCancelled, RegisterIsClosed, NoSeatAtTheDoor, AlreadyBooked.
    """
    session = lock_session(session.pk)
    _refuse_early(session, at or now)
    if offer := _open_offer(session, learner):
        if session.starts_at > now:
            booking = accept_offer(offer=offer, by=by, now=now)
            return mark_attendance(booking=booking, came=True, by=by, now=now, at=at)
        lapse_offers_of(session.pk, now)
    booking = session.bookings.live().filter(learner=learner).first()
    if booking and booking.state == State.ATTENDED:
        return booking
    if booking and booking.state != State.WAITING:
        raise AlreadyBooked(booking)
    _refuse_full(session, learner, now)
    if booking is None:
        booking = Booking(session=session, learner=learner, made_at=now, made_by=by, joined_at=now)
    booking.channel, booking.state = Booking.Channel.DROP_IN, State.ATTENDED
    booking.seat = next_seat(session)
    booking.save()
    _write(booking, came=True, by=by, at=at or now)
    settle(session, by=None, now=now)
    return booking


@transaction.atomic
def drop_in_somebody_new(
    *,
    session: LearningSession,
    called: str,
    key: UUID,
    by: User,
    now: datetime,
    at: datetime | None = None,
) -> Booking | None:
    """Of whom we know a first name and nothing else. Without a seat nobody is added.

    None: the same press was done before, by its key. Raises as drop_in.
    """
    session = lock_session(session.pk)
    if is_done(session, key):
        return None
    learner = add_walk_in(called=called, by=by, now=now).person
    booking = drop_in(session=session, learner=learner, by=by, now=now, at=at)
    note_done(session, key, now)
    return booking


def is_done(session: LearningSession, key: UUID) -> bool:
    """Only under the session's lock."""
    return session.sent_taps.filter(key=key).exists()


def note_done(session: LearningSession, key: UUID, now: datetime) -> SentTap:
    return SentTap.objects.create(session=session, key=key, sent_at=now)


def _open_offer(session: LearningSession, learner: User) -> Offer | None:
    """By coming they take it up; once the session has begun it is over."""
    offers = Offer.objects.open().select_related("booking__session")
    return offers.filter(booking__session=session, booking__learner=learner).first()


def _refuse_full(session: LearningSession, learner: User, now: datetime) -> None:
    room = occupancy(session)
    others_wait = session.bookings.waiting().exclude(learner=learner).exists()
    is_theirs = _is_kept(room) or not others_wait or session.starts_at <= now
    if not room.free_at_the_door or not is_theirs:
        raise NoSeatAtTheDoor


def _is_kept(room: Occupancy) -> bool:
    return room.dropped_in < room.kept


# --- Who came -------------------------------------------------------------------------------


@transaction.atomic
def mark_attendance(
    *, booking: Booking, came: bool, by: User, now: datetime, at: datetime | None = None
) -> Booking:
    """Came or didn't; marked again, the later mark counts.

    Who didn't come gives up the seat for whoever is at the door. Raises SessionIsCancelled,
    RegisterIsClosed, MarkedLater, NotBooked.
    """
    session = lock_session(booking.session_id)
    booking = session.bookings.get(pk=booking.pk)
    _refuse_early(session, at or now)
    if booking.state not in (State.BOOKED, State.ATTENDED, State.MISSED):
        raise NotBooked
    if _is_overtaken(booking, by, at):
        if booking.state == (State.ATTENDED if came else State.MISSED):
            return booking
        raise MarkedLater
    if came:
        _sit(booking, State.ATTENDED)
    else:
        booking.state, booking.seat = State.MISSED, None
        booking.save(update_fields=["state", "seat"])
    _write(booking, came=came, by=by, at=at or now)
    settle(session, by=None, now=now)
    return booking


@transaction.atomic
def undo_attendance(
    *, booking: Booking, by: User, now: datetime, at: datetime | None = None
) -> Booking:
    """As if nothing was marked. Whoever dropped in by mistake is taken off.

    A second press changes nothing. Raises MarkedLater.
    """
    session = lock_session(booking.session_id)
    booking = session.bookings.get(pk=booking.pk)
    if booking.state not in (State.ATTENDED, State.MISSED):
        return booking
    if _is_overtaken(booking, by, at):
        raise MarkedLater
    Attendance.objects.filter(booking=booking).delete()
    _note_when(booking, at or now)
    if booking.channel == Booking.Channel.DROP_IN:
        booking.state, booking.seat = State.CANCELLED, None
        booking.cancelled_at, booking.cancelled_by = now, by
        booking.save(update_fields=["state", "seat", "cancelled_at", "cancelled_by"])
    else:
        _sit(booking, State.BOOKED)
    settle(session, by=None, now=now)
    return booking


def _sit(booking: Booking, state: Booking.State) -> None:
    """They keep their seat; whoever gave it up gets another, and the session may be at risk."""
    if booking.seat is None:
        return seat_booking(booking, state)
    booking.state = state
    booking.save(update_fields=["state"])


def _refuse_early(session: LearningSession, now: datetime) -> None:
    if session.is_cancelled:
        raise SessionIsCancelled
    if now < session.starts_at - OPENS_BEFORE:
        raise RegisterIsClosed


def _is_overtaken(booking: Booking, by: User, at: datetime | None) -> bool:
    """Somebody else marked them later. One's own taps come in the order in which they were made."""
    if at is None or booking.marked_at is None or booking.marked_at < at:
        return False
    return not Attendance.objects.filter(booking=booking, marked_by=by).exists()


def _write(booking: Booking, *, came: bool, by: User, at: datetime) -> None:
    marked = {"came": came, "marked_at": at, "marked_by": by}
    Attendance.objects.update_or_create(booking=booking, defaults=marked)
    _note_when(booking, at)


def _note_when(booking: Booking, at: datetime) -> None:
    booking.marked_at = at
    booking.save(update_fields=["marked_at"])


# --- Who helps whom -------------------------------------------------------------------------


@transaction.atomic
def say_who_helps(
    *, booking: Booking, shift: VolunteerShift | None, by: User, now: datetime
) -> Booking:
    """`shift` None: nobody yet. Raises NotBooked, NotHelping, HelperIsFull."""
    session = lock_session(booking.session_id)
    booking = session.bookings.get(pk=booking.pk)
    if booking.state not in HOLDING:
        raise NotBooked
    booking.helper = shift and _shift_with_room(session, shift, booking)
    booking.save(update_fields=["helper"])
    return booking


def _shift_with_room(
    session: LearningSession, shift: VolunteerShift, booking: Booking
) -> VolunteerShift:
    confirmed = session.shifts.confirmed().filter(pk=shift.pk).first()
    if confirmed is None:
        raise NotHelping
    others = confirmed.helped.filter(state__in=HOLDING).exclude(pk=booking.pk)
    if others.count() >= confirmed.places:
        raise HelperIsFull(confirmed)
    return confirmed
