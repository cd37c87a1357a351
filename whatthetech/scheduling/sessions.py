"""A session on its own, a session called off, and one that goes ahead after all."""

from datetime import date, datetime, time, timedelta

from django.db import transaction

from whatthetech.people.models import User
from whatthetech.scheduling.booking import SessionHasBegun
from whatthetech.scheduling.history_words import write_down
from whatthetech.scheduling.locking import lock_session
from whatthetech.scheduling.models import (
    LONGEST_MINUTES,
    Booking,
    BookingRules,
    ClosedDay,
    LearningSession,
    Room,
    SessionSeries,
    Task,
)
from whatthetech.scheduling.risk import open_task, settle_risk
from whatthetech.scheduling.rooms import lock_rooms, refuse_taken
from whatthetech.scheduling.seats import occupancy
from whatthetech.scheduling.times import instant
from whatthetech.scheduling.waiting_list import (
    come_back_with_session,
    end_with_session,
    settle,
)


class InThePast(Exception):
    """Nobody can come to it."""


class EndsBeforeItStarts(Exception):
    """Or takes no time at all, or the whole day."""


@transaction.atomic
def add_session(
    *, room: Room, on: date, begins: time, length_minutes: int, by: User, now: datetime
) -> LearningSession:
    """One that belongs to no series. Raises InThePast, EndsBeforeItStarts, RoomIsTaken."""
    refuse_length(length_minutes)
    lock_rooms([room])
    session = new_session(room, on, begins, length_minutes, now=now)
    if session.starts_at <= now:
        raise InThePast
    refuse_taken([session])
    session.save()
    write_down("scheduling.add_session", session=session, by=by)
    return session


def refuse_length(minutes: int) -> None:
    """Raise EndsBeforeItStarts."""
    if not 1 <= minutes <= LONGEST_MINUTES:
        raise EndsBeforeItStarts


def new_session(
    room: Room,
    on: date,
    begins: time,
    length_minutes: int,
    *,
    now: datetime,
    series: SessionSeries | None = None,
) -> LearningSession:
    """Not saved."""
    starts_at = instant(on, begins)
    return LearningSession(
        series=series,
        slot_on=on if series else None,
        room=room,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=length_minutes),
        changed_at=now,
    )


@transaction.atomic
def cancel_session(
    *, session: LearningSession, by: User, now: datetime, why: str
) -> LearningSession:
    """Its bookings end, and each has a task: somebody rings. It stays in calendars as cancelled.

    Until it begins it can be brought back. Raises SessionHasBegun.
    """
    session = lock_session(session.pk)
    if session.is_cancelled:
        return session
    if session.starts_at <= now:
        raise SessionHasBegun
    session.cancelled_at, session.cancelled_by, session.why_cancelled = now, by, why
    session.sequence, session.changed_at = session.sequence + 1, now
    session.save()
    for booking in session.bookings.live():
        end_with_session(booking, by=by, now=now)
        open_task(Task.Kind.RING, session=session, booking=booking, now=now)
    session.tasks.open().filter(kind=Task.Kind.CLOSED_DAY).update(closed_at=now, closed_by=by)
    settle_risk(session, occupancy(session), now=now)
    write_down("scheduling.cancel_session", session=session, by=by)
    return session


@transaction.atomic
def bring_back_session(*, session: LearningSession, by: User, now: datetime) -> LearningSession:
    """It goes ahead after all, with those who were booked, waited and helped, as they stood.

    Whoever may have heard that it is cancelled has a task: somebody rings. Where helpers are
    fewer by now, it is at risk. A second press changes nothing. Raises SessionHasBegun,
    RoomIsTaken.
    """
    session = lock_session(session.pk)
    if not session.is_cancelled:
        return session
    if session.starts_at <= now:
        raise SessionHasBegun
    lock_rooms([session.room])
    refuse_taken([session])
    cancelled_at = session.cancelled_at
    session.cancelled_at, session.cancelled_by, session.why_cancelled = None, None, ""
    session.sequence, session.changed_at = session.sequence + 1, now
    session.save()
    for booking in ended_with(session):
        _bring_back(booking, cancelled_at, now)
    if ClosedDay.objects.confirmed().at(session.venue).filter(day=session.on).exists():
        open_task(Task.Kind.CLOSED_DAY, session=session, now=now)
    settle(session, by=None, now=now)
    write_down("scheduling.bring_back_session", session=session, by=by)
    return session


def ended_with(session: LearningSession) -> list[Booking]:
    """Bookings that a cancelled session took with it; of two records made one, the first."""
    ended = session.bookings.exclude(ended_as="").exclude(learner=None)
    found = {}
    for booking in ended.select_related("session", "learner").order_by("joined_at", "pk"):
        found.setdefault(booking.learner_id, booking)
    return list(found.values())


def _bring_back(booking: Booking, cancelled_at: datetime, now: datetime) -> None:
    about = {"session": booking.session, "booking": booking}
    if _may_have_heard(booking, cancelled_at, now):
        open_task(Task.Kind.RING, **about, now=now)
    else:
        Task.objects.open().filter(kind=Task.Kind.RING, **about).update(closed_at=now)
    come_back_with_session(booking)


def _may_have_heard(booking: Booking, cancelled_at: datetime, now: datetime) -> bool:
    """They were rung, or made other plans, or it stood on their own page for a while."""
    minutes = BookingRules.now_in_force().undo_minutes
    is_told = not booking.tasks.open().filter(kind=Task.Kind.RING).exists()
    elsewhere = Booking.objects.live().filter(learner=booking.learner_id, made_at__gt=cancelled_at)
    return is_told or now - cancelled_at > timedelta(minutes=minutes) or elsewhere.exists()
