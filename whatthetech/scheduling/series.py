"""A series, and changing it: this one, this and later, or all that is to come.

What would change is shown before anything is saved. Rows are changed and never made anew, so
that bookings, shifts and calendar identities survive; SEQUENCE rises where something moved.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import TextChoices
from wagtail.log_actions import log

from whatthetech.people.models import User
from whatthetech.scheduling.booking import SessionHasBegun, SessionIsCancelled
from whatthetech.scheduling.history_words import write_down
from whatthetech.scheduling.locking import lock_sessions
from whatthetech.scheduling.models import (
    Booking,
    ClosedDay,
    LearningSession,
    Room,
    SessionSeries,
    Term,
    VolunteerShift,
)
from whatthetech.scheduling.rooms import lock_rooms, refuse_taken
from whatthetech.scheduling.sessions import InThePast, new_session, refuse_length
from whatthetech.scheduling.times import dates_of, instant, same_week, wall_time_of
from whatthetech.scheduling.waiting_list import settle

MONDAY = 0


class NoDates(Exception):
    """No day of the term that is open and still to come falls on this weekday."""


class NotInASeries(Exception):
    """This session stands alone: only this one can be changed."""


@dataclass
class PreviewIsStale(Exception):
    """Somebody booked, or changed something, since the preview was shown. Here is the new one."""

    preview: "Preview"


class Scope(TextChoices):
    THIS_ONE = "this one", "this session"
    THIS_AND_LATER = "this and later", "this session and all later ones"
    ALL_FUTURE = "all future", "every session that is still to come"


@dataclass(frozen=True)
class Change:
    """None: as it is."""

    weekday: int | None = None
    on: date | None = None  # for this one only; goes before the weekday
    begins: time | None = None
    length_minutes: int | None = None
    room: Room | None = None


@dataclass(frozen=True)
class Move:
    """A session as it was when the preview was made, as it will be, and who is touched."""

    session: LearningSession
    slot_on: date | None
    from_starts_at: datetime
    from_ends_at: datetime
    from_room: Room
    starts_at: datetime
    ends_at: datetime
    room: Room
    bookings: tuple[Booking, ...]  # live ones
    shifts: tuple[VolunteerShift, ...]  # live ones

    @property
    def is_change(self) -> bool:
        """Whether anybody's calendar changes."""
        before = (self.from_starts_at, self.from_ends_at, self.from_room)
        return before != (self.starts_at, self.ends_at, self.room)


class Why(TextChoices):
    DETACHED = "detached", "it was changed by itself"
    CLOSED = "closed", "the new day is closed"
    OUT_OF_TERM = "out of term", "the new day is not in the term"
    PAST = "past", "the new time has passed"


@dataclass(frozen=True)
class Stay:
    """A session that the change leaves where it is."""

    session: LearningSession
    why: Why


@dataclass(frozen=True)
class Preview:
    moves: tuple[Move, ...]  # earliest first
    stays: tuple[Stay, ...]
    new_days: tuple[date, ...]  # which the new rule gives, and the old one didn't

    @property
    def bookings(self) -> list[Booking]:
        """Whose bookings are touched."""
        return [booking for move in self.moves if move.is_change for booking in move.bookings]

    @property
    def fingerprint(self) -> str:
        """Differs as soon as anything that the preview shows does."""
        moves = [
            (
                move.session.pk,
                move.session.sequence,
                move.starts_at,
                move.ends_at,
                move.room.pk,
                [booking.pk for booking in move.bookings],
                [shift.pk for shift in move.shifts],
            )
            for move in self.moves
        ]
        stays = [(stay.session.pk, stay.why.value) for stay in self.stays]
        return sha256(repr((moves, stays, self.new_days)).encode()).hexdigest()


# --- Setting up -------------------------------------------------------------------------------


@dataclass(frozen=True)
class NewSeries:
    """What `set_up_series` would make."""

    series: SessionSeries  # not saved
    sessions: tuple[LearningSession, ...]  # not saved, earliest first
    closed: tuple[ClosedDay, ...]  # no session on these days
    proposed: tuple[ClosedDay, ...]  # nobody has said yet: a session is made


def preview_new_series(
    *,
    room: Room,
    term: Term,
    weekday: int,
    begins: time,
    length_minutes: int,
    now: datetime,
    first_on: date | None = None,
    last_on: date | None = None,
) -> NewSeries:
    """A session on each open day still to come. Without days: the whole term. Saves nothing.

    Raises EndsBeforeItStarts, NoDates, RoomIsTaken.
    """
    refuse_length(length_minutes)
    series = SessionSeries(
        room=room,
        term=term,
        weekday=weekday,
        begins=begins,
        length_minutes=length_minutes,
        first_on=max(first_on or term.begins_on, term.begins_on),
        last_on=min(last_on or term.ends_on, term.ends_on),
    )
    entered = _entered(series, now)
    closed = tuple(one for one in entered if one.confirmed_at)
    days = _days_to_come(series, {one.day for one in closed}, now)
    if not days:
        raise NoDates
    sessions = _sessions_on(series, days, now)
    refuse_taken(sessions)
    proposed = tuple(one for one in entered if not one.confirmed_at)
    return NewSeries(series, tuple(sessions), closed, proposed)


def _entered(series: SessionSeries, now: datetime) -> list[ClosedDay]:
    """What was entered for the days still to come: closed, or only proposed."""
    days = _days_to_come(series, (), now)
    here = ClosedDay.objects.at(series.room.venue).filter(day__in=days)
    return list(here.filter(dismissed_at=None).order_by("day", "pk"))


@transaction.atomic
def set_up_series(*, room: Room, by: User, now: datetime, **rule) -> SessionSeries:
    """What `preview_new_series` shows for the same rule, and raises what it raises."""
    lock_rooms([room])
    new = preview_new_series(room=room, now=now, **rule)
    new.series.save()
    log(new.series, "scheduling.begin_series", user=by)
    for session in new.sessions:
        session.series = new.series  # now that it has a key
    for session in LearningSession.objects.bulk_create(new.sessions):
        write_down("scheduling.set_up_series", session=session, by=by)
    return new.series


def _sessions_on(
    series: SessionSeries, days: Collection[date], now: datetime
) -> list[LearningSession]:
    """Not saved."""
    begins, minutes = series.begins, series.length_minutes
    return [new_session(series.room, day, begins, minutes, now=now, series=series) for day in days]


def _closed(room: Room) -> frozenset[date]:
    return ClosedDay.objects.confirmed().at(room.venue).days()


def _days_to_come(series: SessionSeries, closed: Collection[date], now: datetime) -> list[date]:
    days = dates_of(series, series.term, closed)
    return [day for day in days if instant(day, series.begins) > now]


# --- Looking first ----------------------------------------------------------------------------


def preview_series_change(
    *, session: LearningSession, scope: Scope, change: Change, now: datetime
) -> Preview:
    """What `change_series` would do, and whose bookings it touches. Saves nothing.

    Raises NotInASeries, EndsBeforeItStarts, InThePast, SessionIsCancelled, SessionHasBegun,
    RoomIsTaken.
    """
    if change.length_minutes is not None:
        refuse_length(change.length_minutes)
    if scope == Scope.THIS_ONE:
        return _preview_this_one(session, change, now)
    if session.series is None:
        raise NotInASeries
    return _preview_series(session, scope, change, now)


def _preview_this_one(session: LearningSession, change: Change, now: datetime) -> Preview:
    if session.is_cancelled:
        raise SessionIsCancelled
    if session.starts_at <= now:
        raise SessionHasBegun
    day = change.on or session.on
    if change.on is None and change.weekday is not None:
        day = same_week(session.on, change.weekday)
    people = _people([session])
    move = _move(session, day, change, people, slot_on=session.slot_on)
    if move.starts_at <= now:
        raise InThePast
    _refuse_taken([move], [])
    return Preview((move,), (), ())


def _refuse_taken(moves: list[Move], new: list[LearningSession]) -> None:
    """Raise RoomIsTaken. What stays where it is may go on as it was allowed to before."""
    changed = [move for move in moves if move.is_change]
    refuse_taken([*changed, *new], besides=[move.session.pk for move in changed])


def _preview_series(
    session: LearningSession, scope: Scope, change: Change, now: datetime
) -> Preview:
    touched = _touched(session, scope, now)
    rule = _new_rule(session, scope, change, touched)
    closed, people, moves, stays = _closed(rule.room), _people(touched), [], []
    for each in touched:
        day = same_week(each.slot_on, rule.weekday)
        move = _move(each, day, change, people, slot_on=day)
        if why := _why_it_stays(move, rule, closed, now):
            stays.append(Stay(each, why))
        else:
            moves.append(move)
    new_days = _new_days(session, rule, closed, now)
    _refuse_taken(moves, _sessions_on(rule, new_days, now))
    return Preview(tuple(moves), tuple(stays), tuple(new_days))


def _touched(session: LearningSession, scope: Scope, now: datetime) -> list[LearningSession]:
    sessions = session.series.sessions.going_ahead().after(now).order_by("slot_on")
    if scope == Scope.THIS_AND_LATER:
        sessions = sessions.filter(slot_on__gte=session.slot_on)
    return list(sessions.select_related("room__venue"))


def _new_rule(
    session: LearningSession, scope: Scope, change: Change, touched: list[LearningSession]
) -> SessionSeries:
    """The series as it will be; not saved."""
    old = session.series
    weekday = old.weekday if change.weekday is None else change.weekday
    first_on = old.first_on
    if scope == Scope.THIS_AND_LATER:
        first_on = same_week(session.slot_on, MONDAY)  # an earlier weekday is still of this week
    return SessionSeries(
        pk=old.pk,
        room=change.room or old.room,
        term=old.term,
        weekday=weekday,
        begins=old.begins if change.begins is None else change.begins,
        length_minutes=change.length_minutes or old.length_minutes,
        first_on=max(first_on, old.term.begins_on),
        last_on=_last_day(old, weekday),
        split_from=old.split_from,
    )


def _last_day(old: SessionSeries, weekday: int) -> date:
    """Of the last week in which the series is held, so that another weekday loses no week."""
    weeks = [same_week(day, weekday) for day in dates_of(old, old.term, ())]
    return max([*weeks[-1:], old.last_on])


@dataclass(frozen=True)
class _People:
    """By session; each in the order of their keys."""

    bookings: dict[int, list[Booking]]
    shifts: dict[int, list[VolunteerShift]]


def _people(sessions: list[LearningSession]) -> _People:
    """Whom a change of these sessions touches, in two queries."""
    people, keys = _People(defaultdict(list), defaultdict(list)), [one.pk for one in sessions]
    bookings = Booking.objects.live().filter(session__in=keys).select_related("learner")
    for booking in bookings.order_by("pk"):
        people.bookings[booking.session_id].append(booking)
    shifts = VolunteerShift.objects.live().filter(session__in=keys)
    for shift in shifts.select_related("volunteer__person").order_by("pk"):
        people.shifts[shift.session_id].append(shift)
    return people


def _move(
    session: LearningSession, day: date, change: Change, people: _People, *, slot_on: date | None
) -> Move:
    starts_at = instant(day, session.begins if change.begins is None else change.begins)
    length = session.ends_at - session.starts_at
    if change.length_minutes is not None:
        length = timedelta(minutes=change.length_minutes)
    return Move(
        session=session,
        slot_on=slot_on,
        from_starts_at=session.starts_at,
        from_ends_at=session.ends_at,
        from_room=session.room,
        starts_at=starts_at,
        ends_at=starts_at + length,
        room=change.room or session.room,
        bookings=tuple(people.bookings[session.pk]),
        shifts=tuple(people.shifts[session.pk]),
    )


def _why_it_stays(
    move: Move, rule: SessionSeries, closed: Collection[date], now: datetime
) -> Why | None:
    if move.session.is_detached:
        return Why.DETACHED
    if not move.is_change:
        return None
    if not rule.term.begins_on <= move.slot_on <= rule.term.ends_on:
        return Why.OUT_OF_TERM
    if move.slot_on in closed:
        return Why.CLOSED
    return Why.PAST if move.starts_at <= now else None


def _new_days(
    session: LearningSession, rule: SessionSeries, closed: Collection[date], now: datetime
) -> list[date]:
    """A week that has a session, be it cancelled or changed by itself, gets no other."""
    held = session.series.sessions.values_list("slot_on", flat=True)
    weeks = {same_week(day, MONDAY) for day in held}
    days = _days_to_come(rule, closed, now)
    return [day for day in days if same_week(day, MONDAY) not in weeks]


# --- Changing ---------------------------------------------------------------------------------


@transaction.atomic
def change_series(
    *,
    session: LearningSession,
    scope: Scope,
    change: Change,
    seen: str,
    by: User,
    now: datetime,
) -> Preview:
    """What the preview showed, whose fingerprint is `seen`; this is done, as it was shown.

    Raises as preview_series_change, and PreviewIsStale.
    """
    session = _lock(session, scope, change)
    preview = preview_series_change(session=session, scope=scope, change=change, now=now)
    if preview.fingerprint != seen:
        raise PreviewIsStale(preview)
    if scope == Scope.THIS_ONE:
        session.is_detached = session.series_id is not None
        session.save(update_fields=["is_detached"])
        _carry_out(preview, session.series, by, now)
    else:
        _carry_out(preview, _save_rule(session, scope, change, by), by, now)
    for move in preview.moves:
        settle(move.session, by=None, now=now)
    return preview


def _lock(session: LearningSession, scope: Scope, change: Change) -> LearningSession:
    """The session, with it all of its series that the scope may touch, and then their rooms."""
    if scope == Scope.THIS_ONE or session.series_id is None:
        locked, rooms = lock_sessions([session.pk]), []
    else:
        series = SessionSeries.objects.select_for_update().get(pk=session.series_id)
        sessions = LearningSession.objects.filter(series=series)
        locked, rooms = lock_sessions(sessions.values_list("pk", flat=True)), [series.room]
    lock_rooms([change.room] if change.room else [*rooms, *(one.room for one in locked)])
    return next(one for one in locked if one.pk == session.pk)


def _save_rule(session: LearningSession, scope: Scope, change: Change, by: User) -> SessionSeries:
    """The changed series; a new one where earlier sessions go on under the old rule."""
    old = session.series
    was = {"was": f"{old}, {old.first_on:%d %B %Y} to {old.last_on:%d %B %Y}"}
    rule = _new_rule(session, scope, change, [])
    earlier = old.sessions.filter(slot_on__lt=session.slot_on)
    if scope == Scope.THIS_AND_LATER and earlier.exists():
        rule.pk, rule.split_from = None, old
        rule.save(force_insert=True)
        old.sessions.filter(slot_on__gte=session.slot_on).update(series=rule)
        old.last_on = max(old.first_on, session.slot_on - timedelta(days=1))
        old.save(update_fields=["last_on"])
        log(old, "scheduling.change_series", user=by, data=was)
    else:
        rule.save(force_update=True)
    log(rule, "scheduling.change_series", user=by, data=was)
    return rule


def _carry_out(preview: Preview, series: SessionSeries | None, by: User, now: datetime) -> None:
    for move in preview.moves:
        _carry_out_move(move, series, by, now)
    stays = [stay.session.pk for stay in preview.stays]
    LearningSession.objects.filter(pk__in=stays).update(is_detached=True)
    new = _sessions_on(series, preview.new_days, now) if preview.new_days else []
    for session in LearningSession.objects.bulk_create(new):
        write_down("scheduling.set_up_series", session=session, by=by)


def _carry_out_move(move: Move, series: SessionSeries | None, by: User, now: datetime) -> None:
    session = move.session
    session.series, session.slot_on, session.room = series, move.slot_on, move.room
    session.starts_at, session.ends_at = move.starts_at, move.ends_at
    if move.is_change:
        session.sequence, session.changed_at = session.sequence + 1, now
        write_down("scheduling.change_session", session=session, by=by, was=_was(move))
    session.save()


def _was(move: Move) -> str:
    """When and where it was."""
    return f"{wall_time_of(move.from_starts_at):%d %B %Y %H:%M}, {move.from_room}"
