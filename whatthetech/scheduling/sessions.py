"""A session on its own, and a session called off."""

from datetime import date, datetime, time, timedelta

from django.db import transaction

from whatthetech.people.models import User
from whatthetech.scheduling.booking import SessionHasBegun
from whatthetech.scheduling.history_words import write_down
from whatthetech.scheduling.locking import lock_session
from whatthetech.scheduling.models import (
    LONGEST_MINUTES,
    LearningSession,
    Room,
    SessionSeries,
    Task,
)
from whatthetech.scheduling.risk import open_task, settle_risk
from whatthetech.scheduling.rooms import lock_rooms, refuse_taken
from whatthetech.scheduling.seats import occupancy
from whatthetech.scheduling.times import instant
from whatthetech.scheduling.waiting_list import free_seat


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

    Raises SessionHasBegun.
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
        free_seat(booking, by=by, now=now)
        open_task(Task.Kind.RING, session=session, booking=booking, now=now)
    session.tasks.open().filter(kind=Task.Kind.CLOSED_DAY).update(closed_at=now, closed_by=by)
    settle_risk(session, occupancy(session), now=now)
    write_down("scheduling.cancel_session", session=session, by=by)
    return session
