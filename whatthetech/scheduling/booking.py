"""Booking and cancelling a place: the same deeds on the site, by telephone and by a partner."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction

from whatthetech.people.models import User
from whatthetech.scheduling.locking import lock_session
from whatthetech.scheduling.models import Booking, BookingRules, LearningSession
from whatthetech.scheduling.seats import next_seat, occupancy
from whatthetech.scheduling.waiting_list import free_seat, seat_booking, settle, waiting_parties

State = Booking.State


class SessionIsCancelled(Exception):
    """Nobody can be booked into it."""


class SessionHasBegun(Exception):
    """Too late to book or cancel; whoever is at the door drops in."""


@dataclass
class AlreadyBooked(Exception):
    """They have a live booking in this session."""

    booking: Booking


class TooLateToUndo(Exception):
    """The cancellation stands; they may book again."""


class SamePersonTwice(Exception):
    """A pair is two people."""


class NoSeatBeside(Exception):
    """They have their own seat, and no second one is free. Nobody is asked to risk the first."""


class AlreadyMarked(Exception):
    """The register says whether they came: nothing is left to cancel."""


# --- Booking --------------------------------------------------------------------------------


@transaction.atomic
def book_place(
    *,
    session: LearningSession,
    learner: User,
    by: User,
    channel: Booking.Channel,
    key: str,
    now: datetime,
    priority: int = 0,
) -> Booking:
    """A seat, or a place on the waiting list where none is free or others wait already.

    The same key makes no second booking (a button pressed twice). Raises SessionIsCancelled,
    SessionHasBegun, AlreadyBooked.
    """
    made = {"by": by, "channel": channel, "key": key, "now": now, "priority": priority}
    return _book(session, [learner], **made)[0]


@transaction.atomic
def book_pair(
    *,
    session: LearningSession,
    learners: tuple[User, User],
    by: User,
    channel: Booking.Channel,
    key: str,
    now: datetime,
    priority: int = 0,
) -> list[Booking]:
    """Two who come together: both get seats, or both wait.

    Where the first has a seat already, they keep it and the other gets one beside them. Raises as
    book_place, SamePersonTwice, NoSeatBeside.
    """
    if learners[0] == learners[1]:
        raise SamePersonTwice
    session = lock_session(session.pk)
    made = {"by": by, "channel": channel, "key": key, "now": now, "priority": priority}
    seated = session.bookings.filter(learner=learners[0], state=State.BOOKED)
    own = seated.exclude(idempotency_key=key).first() if key else seated.first()
    return _book_beside(own, learners[1], **made) if own else _book(session, learners, **made)


def _book_beside(
    own: Booking, companion: User, *, key: str, now: datetime, **made
) -> list[Booking]:
    """One companion, and only where a seat is free and nobody waits."""
    if own.together:
        beside = own.session.bookings.filter(together=own.together).exclude(pk=own.pk)
        if key and (before := beside.filter(idempotency_key=key).first()):
            return [own, before]
        raise AlreadyBooked(own)
    refuse_late(own.session, now)
    refuse_twice(own.session, companion)
    if not _has_room_for(own.session, 1):
        raise NoSeatBeside
    (beside,) = _book(own.session, [companion], key=key, now=now, **made)
    Booking.objects.filter(pk__in=[own.pk, beside.pk]).update(together=uuid4())
    return _as_they_are([own, beside])


def _book(
    session: LearningSession,
    learners: Sequence[User],
    *,
    by: User,
    channel: Booking.Channel,
    key: str,
    now: datetime,
    priority: int,
) -> list[Booking]:
    session = lock_session(session.pk)
    if pressed_before := _made_with(key, session, learners):
        return pressed_before
    refuse_late(session, now)
    for learner in learners:
        refuse_twice(session, learner)
    is_seated = _has_room_for(session, len(learners))
    together = uuid4() if len(learners) > 1 else None
    made = [
        Booking.objects.create(
            session=session,
            learner=learner,
            state=State.BOOKED if is_seated else State.WAITING,
            seat=next_seat(session) if is_seated else None,
            channel=channel,
            made_at=now,
            made_by=by,
            idempotency_key=key,
            priority=priority,
            joined_at=now,
            together=together,
        )
        for learner in learners
    ]
    if is_seated:
        return made
    settle(session, by=None, now=now)  # a seat that is too few for the pair in front may be theirs
    return _as_they_are(made)


def _made_with(key: str, session: LearningSession, learners: Sequence[User]) -> list[Booking]:
    """What this press made before, in the order of the learners; or nothing."""
    if not key:
        return []
    made = session.bookings.filter(idempotency_key=key, learner__in=learners)
    by_learner = {booking.learner_id: booking for booking in made}
    return [by_learner[learner.pk] for learner in learners if learner.pk in by_learner]


def _has_room_for(session: LearningSession, count: int) -> bool:
    """And nobody waits: a new booker never jumps the queue."""
    return not session.bookings.waiting().exists() and occupancy(session).free >= count


def _as_they_are(bookings: list[Booking]) -> list[Booking]:
    by_key = Booking.objects.in_bulk([booking.pk for booking in bookings])
    return [by_key[booking.pk] for booking in bookings]


def refuse_late(session: LearningSession, now: datetime) -> None:
    """Raise SessionIsCancelled or SessionHasBegun."""
    if session.is_cancelled:
        raise SessionIsCancelled
    if session.starts_at <= now:
        raise SessionHasBegun


def refuse_twice(session: LearningSession, learner: User) -> None:
    """Raise AlreadyBooked."""
    if live := session.bookings.live().filter(learner=learner).first():
        raise AlreadyBooked(live)


# --- Cancelling, and taking that back ---------------------------------------------------------


@transaction.atomic
def cancel_booking(*, booking: Booking, by: User, now: datetime) -> Booking:
    """One place, also one of a pair. A second press changes nothing.

    Raises SessionHasBegun, AlreadyMarked.
    """
    session = lock_session(booking.session_id)
    booking = session.bookings.get(pk=booking.pk)
    if not booking.is_live:
        return booking
    if booking.state in (State.ATTENDED, State.MISSED):
        raise AlreadyMarked
    if session.starts_at <= now:
        raise SessionHasBegun
    free_seat(booking, by=by, now=now)
    settle(session, by=None, now=now)
    return booking


@transaction.atomic
def undo_cancel(*, booking: Booking, by: User, now: datetime) -> Booking:
    """Back to a seat, or to their old place on the waiting list where the seat has gone on.

    Of two who came together both come together again, where both have seats or both wait.
    Raises TooLateToUndo, SessionIsCancelled, SessionHasBegun, AlreadyBooked.
    """
    session = lock_session(booking.session_id)
    booking = session.bookings.get(pk=booking.pk)
    if booking.is_live:
        return booking
    minutes = BookingRules.now_in_force().undo_minutes
    if now - booking.cancelled_at > timedelta(minutes=minutes):
        raise TooLateToUndo
    refuse_late(session, now)
    refuse_twice(session, booking.learner)
    booking.state, booking.cancelled_at, booking.cancelled_by = State.WAITING, None, None
    booking.save(update_fields=["state", "cancelled_at", "cancelled_by"])
    if waiting_parties(session)[0] == [booking] and occupancy(session).free:
        seat_booking(booking, State.BOOKED)
    _put_together_again(booking)
    booking.tasks.open().update(closed_at=now, closed_by=by)  # to ring them: they were reached
    settle(session, by=None, now=now)
    return session.bookings.get(pk=booking.pk)


def _put_together_again(booking: Booking) -> None:
    """With whom one press made a pair of them, unless that one stands otherwise by now."""
    pressed = booking.session.bookings.filter(
        idempotency_key=booking.idempotency_key, made_at=booking.made_at
    )
    pair = pressed.exclude(idempotency_key="").filter(state=booking.state, together=None)
    if pair.count() == 2:
        pair.update(together=uuid4())
