"""Sessions in words, as they are said on the telephone: “Thursday 8 October, 2 o’clock …”."""

from datetime import date, time

from whatthetech.scheduling.models import LearningSession
from whatthetech.scheduling.times import wall_time_of

OCLOCK, PAST, TO = "o’clock", "past", "to"
PARTS = {15: "quarter", 30: "half"}


def when(session: LearningSession, *, today: date) -> str:
    """“Thursday 8 October, 2 o’clock to half past 3”. Another year than today's is named."""
    return f"{day_in_words(session.on, today=today)}, {hours_of(session)}"


def start_of(session: LearningSession, *, today: date) -> str:
    """“Thursday 8 October, 2 o’clock”."""
    return f"{day_in_words(session.on, today=today)}, {clock(session.begins)}"


def from_to(first: date, last: date) -> str:
    """“7 to 18 December”, “30 November to 11 December”, “7 December”."""
    if first == last:
        return f"{first.day} {first:%B}"
    month = "" if (first.year, first.month) == (last.year, last.month) else f" {first:%B}"
    return f"{first.day}{month} to {last.day} {last:%B}"


def hours_of(session: LearningSession) -> str:
    """“2 o’clock to half past 3”."""
    ends = wall_time_of(session.ends_at).time()
    return f"{clock(session.begins)} to {clock(ends)}"


def day_in_words(day: date, *, today: date) -> str:
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day:%A} {day.day} {day:%B}{year}"


def clock(at: time) -> str:
    """“2 o’clock”, “half past 3”, “10 to 4”; “7.52” where no hand of a clock says it in short."""
    if at.minute % 5:
        return f"{_hour(at.hour)}.{at.minute:02}"
    if at.minute == 0:
        return f"{_hour(at.hour)} {OCLOCK}"
    if at.minute <= 30:
        return f"{PARTS.get(at.minute, at.minute)} {PAST} {_hour(at.hour)}"
    left = 60 - at.minute
    return f"{PARTS.get(left, left)} {TO} {_hour(at.hour + 1)}"


def _hour(hour: int) -> int:
    return (hour - 1) % 12 + 1
