"""Days on which nothing is held. A bank holiday is proposed, and a coordinator confirms it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, Q
from wagtail.log_actions import log

from whatthetech.people.models import User
from whatthetech.scheduling.locking import lock_sessions
from whatthetech.scheduling.models import (
    Booking,
    ClosedDay,
    LearningSession,
    Task,
    Term,
    Venue,
    VolunteerShift,
)
from whatthetech.scheduling.risk import open_task
from whatthetech.scheduling.sessions import cancel_session
from whatthetech.scheduling.times import midnight_after, midnight_before


class ClosedAlready(Exception):
    """On this day, at this venue or everywhere."""


def bank_holidays(begins_on: date, ends_on: date) -> dict[date, str]:
    """{day: name} in England, with the substitute days, earliest first."""
    from holidays import country_holidays  # half a second, which no page should wait for

    years = range(begins_on.year, ends_on.year + 1)
    found = country_holidays("GB", subdiv="ENG", years=years, language="en_GB")
    return {
        day: name.replace("(observed)", "(substitute day)")
        for day, name in sorted(found.items())
        if begins_on <= day <= ends_on
    }


@transaction.atomic
def propose_bank_holidays(*, term: Term) -> list[ClosedDay]:
    """Those of the term that nobody has entered yet. They close nothing until confirmed.

    One that was dismissed stays entered, and so is not proposed again.
    """
    entered = ClosedDay.objects.filter(venue=None).days()
    return ClosedDay.objects.bulk_create(
        ClosedDay(day=day, name=name, is_bank_holiday=True)
        for day, name in bank_holidays(term.begins_on, term.ends_on).items()
        if day not in entered
    )


@transaction.atomic
def confirm_closed_day(*, closed_day: ClosedDay, by: User, now: datetime) -> ClosedDay:
    """From now on it closes. A session on it that nobody comes to is called off; one with bookings
    or helpers has a task, and stays until a coordinator has seen to it.
    """
    closed_day = ClosedDay.objects.select_for_update().get(pk=closed_day.pk)
    if closed_day.confirmed_at:
        return closed_day
    closed_day.confirmed_at, closed_day.confirmed_by = now, by
    closed_day.dismissed_at = None
    closed_day.save(update_fields=["confirmed_at", "confirmed_by", "dismissed_at"])
    log(closed_day, "scheduling.confirm_closed_day", user=by)
    affected = sessions_on(closed_day).after(now).values_list("pk", flat=True)
    for session in lock_sessions(affected):
        if session.bookings.live().exists() or session.shifts.live().exists():
            open_task(Task.Kind.CLOSED_DAY, session=session, now=now)
        else:
            cancel_session(session=session, by=by, now=now, why=closed_day.name)
    return closed_day


@transaction.atomic
def dismiss_closed_day(*, closed_day: ClosedDay, by: User, now: datetime) -> ClosedDay:
    """We are open on it, and it is not proposed again. Raises ClosedAlready."""
    closed_day = ClosedDay.objects.select_for_update().get(pk=closed_day.pk)
    if closed_day.confirmed_at:
        raise ClosedAlready
    if closed_day.dismissed_at is None:
        closed_day.dismissed_at = now
        closed_day.save(update_fields=["dismissed_at"])
        log(closed_day, "scheduling.dismiss_closed_day", user=by)
    return closed_day


@transaction.atomic
def close_day(*, day: date, venue: Venue | None, name: str, by: User, now: datetime) -> ClosedDay:
    """Entered and confirmed at once; one that was proposed or dismissed is confirmed.

    `venue` None: all of them. Raises ClosedAlready.
    """
    closed_day, _ = ClosedDay.objects.get_or_create(day=day, venue=venue, defaults={"name": name})
    if closed_day.confirmed_at:
        raise ClosedAlready
    closed_day.name = name
    closed_day.save(update_fields=["name"])
    return confirm_closed_day(closed_day=closed_day, by=by, now=now)


@dataclass(frozen=True)
class DayOfTerm:
    """A bank holiday of a term, and the sessions that it closes, or would close."""

    closed_day: ClosedDay
    sessions: list[LearningSession]  # with `live_bookings` and `live_shifts`, earliest first


def bank_holidays_of(term: Term, *, now: datetime) -> list[DayOfTerm]:
    """Earliest first; in two queries."""
    days = ClosedDay.objects.filter(
        is_bank_holiday=True, venue=None, day__range=(term.begins_on, term.ends_on)
    )
    sessions = with_people(LearningSession.objects.going_ahead().after(now)).filter(
        starts_at__gte=midnight_before(term.begins_on), starts_at__lt=midnight_after(term.ends_on)
    )
    on = defaultdict(list)
    for session in sessions.select_related("room__venue"):
        on[session.on].append(session)
    return [DayOfTerm(one, on[one.day]) for one in days]


def with_people(sessions):
    """Sessions with `live_bookings` and `live_shifts`: how many would have to be rung."""
    booked = ~Q(bookings__state=Booking.State.CANCELLED)
    helping = ~Q(shifts__state=VolunteerShift.State.WITHDRAWN)
    return sessions.annotate(
        live_bookings=Count("bookings", filter=booked, distinct=True),
        live_shifts=Count("shifts", filter=helping, distinct=True),
    )


def sessions_on(closed_day: ClosedDay):
    """Those that go ahead on that day, where it closes."""
    day = {
        "starts_at__gte": midnight_before(closed_day.day),
        "starts_at__lt": midnight_after(closed_day.day),
    }
    sessions = LearningSession.objects.going_ahead().filter(**day)
    if closed_day.venue_id is None:
        return sessions
    return sessions.filter(room__venue=closed_day.venue_id)
