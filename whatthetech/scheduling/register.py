"""On the day: who came, who didn't, and who came without a booking."""

from datetime import datetime, timedelta

from django.db import transaction

from whatthetech.people.models import User
from whatthetech.scheduling.booking import AlreadyBooked, SessionIsCancelled
from whatthetech.scheduling.locking import lock_session
from whatthetech.scheduling.models import Attendance, Booking, LearningSession
from whatthetech.scheduling.seats import Occupancy, next_seat, occupancy
from whatthetech.scheduling.waiting_list import seat_booking, settle

State = Booking.State
OPENS_BEFORE = timedelta(hours=1)


class RegisterIsClosed(Exception):
    """It opens an hour before the session."""


class NoSeatAtTheDoor(Exception):
    """Every place is taken, or the free ones belong to those who wait."""


class NotBooked(Exception):
    """They hold no seat: at the door they drop in."""


@transaction.atomic
def drop_in(*, session: LearningSession, learner: User, by: User, now: datetime) -> Booking:
    """Somebody at the door: seat and attendance in one press. A second press changes nothing.

    The seats kept for walk-ins come first; others only once nobody waits or the session has
    begun. Whoever waits and comes gets their own booking. Raises SessionIsCancelled,
    RegisterIsClosed, NoSeatAtTheDoor, AlreadyBooked.
    """
    session = lock_session(session.pk)
    _refuse_early(session, now)
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
    _write(booking, came=True, by=by, now=now)
    settle(session, by=None, now=now)
    return booking


def _refuse_full(session: LearningSession, learner: User, now: datetime) -> None:
    room = occupancy(session)
    others_wait = session.bookings.waiting().exclude(learner=learner).exists()
    is_theirs = _is_kept(room) or not others_wait or session.starts_at <= now
    if not room.free_at_the_door or not is_theirs:
        raise NoSeatAtTheDoor


def _is_kept(room: Occupancy) -> bool:
    return room.dropped_in < room.kept


@transaction.atomic
def mark_attendance(*, booking: Booking, came: bool, by: User, now: datetime) -> Booking:
    """Came or didn't; marked again, the later mark counts.

    Who didn't come gives up the seat for whoever is at the door. Raises SessionIsCancelled,
    RegisterIsClosed, NotBooked.
    """
    session = lock_session(booking.session_id)
    booking = session.bookings.get(pk=booking.pk)
    _refuse_early(session, now)
    if booking.state not in (State.BOOKED, State.ATTENDED, State.MISSED):
        raise NotBooked
    if came:
        _sit(booking, State.ATTENDED)
    else:
        booking.state, booking.seat = State.MISSED, None
        booking.save(update_fields=["state", "seat"])
    _write(booking, came=came, by=by, now=now)
    settle(session, by=None, now=now)
    return booking


@transaction.atomic
def undo_attendance(*, booking: Booking, by: User, now: datetime) -> Booking:
    """As if nothing was marked. Whoever dropped in by mistake is taken off. Raises NotBooked."""
    session = lock_session(booking.session_id)
    booking = session.bookings.get(pk=booking.pk)
    if booking.state not in (State.ATTENDED, State.MISSED):
        raise NotBooked
    Attendance.objects.filter(booking=booking).delete()
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


def _write(booking: Booking, *, came: bool, by: User, now: datetime) -> None:
    marked = {"came": came, "marked_at": now, "marked_by": by}
    Attendance.objects.update_or_create(booking=booking, defaults=marked)
