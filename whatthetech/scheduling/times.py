"""Wall time in London and instants, days of a series, working days.

A series is at two o'clock on the clock, in winter and in summer: days are counted as days and
each instant is derived anew. Nothing here adds 7 × 24 hours to an instant.
"""

from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from django.conf import settings

ZONE = ZoneInfo(settings.TIME_ZONE)
SATURDAY = 5


class Rule(Protocol):
    """What a SessionSeries says of days."""

    weekday: int
    first_on: date
    last_on: date


class Period(Protocol):
    """What a Term says of days."""

    begins_on: date
    ends_on: date


def instant(day: date, wall: time) -> datetime:
    """In UTC. Of a time that the clock shows twice, the first.

    A time that the clock leaves out in spring is taken by the clock of before (PEP 495), and so
    shows an hour later.
    """
    return datetime.combine(day, wall.replace(fold=0), tzinfo=ZONE).astimezone(UTC)


def midnight_before(day: date) -> datetime:
    return instant(day, time.min)


def midnight_after(day: date) -> datetime:
    return instant(day + timedelta(days=1), time.min)


def wall_time_of(at: datetime) -> datetime:
    return at.astimezone(ZONE)


def dates_of(series: Rule, term: Period, closed_days: Collection[date]) -> list[date]:
    """The days of a series that fall into the term and on no closed day, earliest first."""
    first, last = max(series.first_on, term.begins_on), min(series.last_on, term.ends_on)
    return [day for day in _weekly(series.weekday, first, last) if day not in closed_days]


def _weekly(weekday: int, first: date, last: date) -> Iterator[date]:
    day = same_week(first, weekday)
    if day < first:
        day += timedelta(weeks=1)
    while day <= last:
        yield day
        day += timedelta(weeks=1)


def same_week(day: date, weekday: int) -> date:
    """The weekday of the week, from Monday, that the day is in."""
    return day + timedelta(days=weekday - day.weekday())


def is_working_day(day: date, closed_days: Collection[date]) -> bool:
    return day.weekday() < SATURDAY and day not in closed_days


def after_working_days(at: datetime, count: int, closed_days: Collection[date]) -> datetime:
    """The same time on the clock, so many working days later."""
    wall = wall_time_of(at)
    day = wall.date()
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day, closed_days)
    return instant(day, wall.time())
