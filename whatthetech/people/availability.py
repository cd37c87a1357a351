"""When somebody can come, most weeks, and the weeks in which they can't: one deed for everybody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from whatthetech.people.look_ups import note_look_up
from whatthetech.people.models import Availability, LookUp, PartOfDay, User, WeekAway, Weekday
from whatthetech.people.wording import listed

WEEKS_AHEAD = 16  # as many as are asked about; the terms' dates aren't known yet
TimeOfWeek = tuple[Weekday, PartOfDay]


@dataclass(frozen=True)
class Week:
    monday: date

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    def __str__(self):
        """“7 to 13 December”, “30 Nov to 6 Dec”: as much as one line holds."""
        first, last = self.monday, self.sunday
        if first.month == last.month:
            return f"{first.day} to {last.day} {last:%B}"
        return f"{first.day} {first:%b} to {last.day} {last:%b}"


@dataclass(frozen=True)
class WhenFree:
    """In the order of the week and of the year."""

    free: tuple[TimeOfWeek, ...]
    away: tuple[Week, ...]

    @property
    def days(self) -> list[tuple[str, str]]:
        """Such as (“Monday”, “morning and evening”), one a day that has any."""
        parts = {day: [part for at, part in self.free if at == day] for day in Weekday}
        return [
            (day.label, listed([part.value for part in of_day]))
            for day, of_day in parts.items()
            if of_day
        ]


@transaction.atomic
def say_when_free(
    *,
    person: User,
    free: Iterable[TimeOfWeek],
    away: Iterable[date],
    by: User,
    now: datetime,
) -> WhenFree:
    """All that is known from now on: it replaces what was said before.

    Any day of a week away stands for the week; weeks that have passed are dropped.
    """
    User.objects.select_for_update().get(pk=person.pk)
    this_monday = monday_of(timezone.localdate(now))
    mondays = {monday_of(day) for day in away}
    person.availability.all().delete()
    person.weeks_away.all().delete()
    Availability.objects.bulk_create(
        Availability(person=person, weekday=weekday, part=part) for weekday, part in set(free)
    )
    WeekAway.objects.bulk_create(
        WeekAway(person=person, monday=monday) for monday in mondays if monday >= this_monday
    )
    if by.pk != person.pk:
        note_look_up(
            by=by, deed=LookUp.Deed.CHANGED, now=now, person=person, remark="when they are free"
        )
    return when_free(person, on=timezone.localdate(now))


def when_free(person: User, *, on: date) -> WhenFree:
    """What they last said, without the weeks that have passed by this day. Two queries."""
    order = list(PartOfDay)
    said = {(Weekday(row.weekday), PartOfDay(row.part)) for row in person.availability.all()}
    mondays = sorted(row.monday for row in person.weeks_away.all() if row.monday >= monday_of(on))
    return WhenFree(
        free=tuple(sorted(said, key=lambda at: (at[0], order.index(at[1])))),
        away=tuple(Week(monday) for monday in mondays),
    )


def coming_weeks(on: date) -> list[Week]:
    """This week and those after it."""
    first = monday_of(on)
    return [Week(first + timedelta(weeks=number)) for number in range(WEEKS_AHEAD)]


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())
