"""A month of sessions by weeks, and what a coordinator has to see of each, in words."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from whatthetech.scheduling.clock_inputs import YEARS
from whatthetech.scheduling.models import (
    Booking,
    ClosedDay,
    LearningSession,
    Venue,
    VolunteerShift,
)
from whatthetech.scheduling.seats import Occupancy, occupancies
from whatthetech.scheduling.times import midnight_after, midnight_before, same_week

MONDAY, SUNDAY, DAYS_OF_A_WEEK = 0, 6, 7


@dataclass(frozen=True)
class Entry:
    session: LearningSession
    seats: Occupancy
    offered: int  # helpers not confirmed yet
    confirmed: int
    waiting: int  # learners on the waiting list
    has_been: bool

    @property
    def seats_in_words(self) -> str:
        """“4 of 6 seats”; how many are taken of those to book beforehand."""
        if not self.seats.seats and not self.seats.used:
            return "no seats yet"
        return f"{self.seats.used} of {self.seats.seats} seats"

    @property
    def is_cancelled(self) -> bool:
        return self.session.is_cancelled

    @property
    def is_at_risk(self) -> bool:
        return self.session.is_at_risk and not self.has_been

    @property
    def gap(self) -> str:
        """What is missing of helpers; empty where nothing is."""
        if self.is_cancelled or self.has_been or self.confirmed:
            return ""
        if not self.offered:
            return "No helpers"
        helpers = "1 helper" if self.offered == 1 else f"{self.offered} helpers"
        return f"{helpers} offered, none confirmed"


@dataclass(frozen=True)
class Day:
    day: date
    is_in_month: bool
    is_today: bool
    closed: tuple[ClosedDay, ...]  # closed here, or proposed
    entries: tuple[Entry, ...]  # earliest first


@dataclass(frozen=True)
class Month:
    first: date
    weeks: tuple[tuple[Day, ...], ...]  # from Monday

    @property
    def before(self) -> date | None:
        """The first day of the month before; None at the edge of the calendar."""
        before = (self.first - timedelta(days=1)).replace(day=1)
        return before if before.year in YEARS else None

    @property
    def after(self) -> date | None:
        after = (self.first + timedelta(days=31)).replace(day=1)
        return after if after.year in YEARS else None

    @property
    def days(self) -> list[Day]:
        """Those of the month itself on which something is, or nothing can be."""
        days = (day for week in self.weeks for day in week)
        return [day for day in days if day.is_in_month and (day.entries or day.closed)]


def month_of(first: date, *, today: date, venue: Venue | None = None) -> Month:
    """In nine queries, however many sessions there are. `first`: the first day of the month."""
    begins = same_week(first, MONDAY)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    ends = same_week(last, SUNDAY)
    closed, entries = _closed(begins, ends, venue), _entries(begins, ends, today, venue)
    days = [
        Day(
            day,
            is_in_month=day.month == first.month,
            is_today=day == today,
            closed=tuple(closed[day]),
            entries=tuple(entries[day]),
        )
        for day in (begins + timedelta(days=number) for number in range((ends - begins).days + 1))
    ]
    weeks = (days[start : start + DAYS_OF_A_WEEK] for start in range(0, len(days), DAYS_OF_A_WEEK))
    return Month(first, tuple(tuple(week) for week in weeks))


def _closed(begins: date, ends: date, venue: Venue | None) -> defaultdict[date, list[ClosedDay]]:
    found = defaultdict(list)
    days = ClosedDay.objects.filter(day__range=(begins, ends), dismissed_at=None)
    if venue:
        days = days.at(venue)
    for one in days.select_related("venue").order_by("day", "pk"):
        found[one.day].append(one)
    return found


def _entries(
    begins: date, ends: date, today: date, venue: Venue | None
) -> defaultdict[date, list[Entry]]:
    sessions = LearningSession.objects.filter(
        starts_at__gte=midnight_before(begins), starts_at__lt=midnight_after(ends)
    )
    if venue:
        sessions = sessions.filter(room__venue=venue)
    found = defaultdict(list)
    for entry in entries_of(sessions.select_related("room__venue"), today=today):
        found[entry.session.on].append(entry)
    return found


def entries_of(sessions, *, today: date) -> list[Entry]:
    """In as many queries for a term as for one session. The sessions come with their rooms."""
    sessions = list(sessions)
    keys = [session.pk for session in sessions]
    seats, helpers, waiting = occupancies(sessions), _helpers(keys), _waiting(keys)
    return [
        Entry(
            session,
            seats[session.pk],
            offered=helpers[session.pk, VolunteerShift.State.OFFERED],
            confirmed=helpers[session.pk, VolunteerShift.State.CONFIRMED],
            waiting=waiting[session.pk],
            has_been=session.on < today,
        )
        for session in sessions
    ]


def _helpers(keys: list[int]) -> Counter:
    """{(session's key, state): how many}"""
    shifts = VolunteerShift.objects.live().filter(session__in=keys).exclude(volunteer=None)
    return Counter(shifts.order_by().values_list("session", "state"))


def _waiting(keys: list[int]) -> Counter:
    """{session's key: how many are on its waiting list}"""
    waiting = Booking.objects.filter(state=Booking.State.WAITING, session__in=keys)
    return Counter(waiting.order_by().values_list("session", flat=True))
