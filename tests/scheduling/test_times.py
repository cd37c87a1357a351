"""Wall time and instants, over ten years of clock changes, leap years and bank holidays."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whatthetech.scheduling.closed_days import bank_holidays
from whatthetech.scheduling.times import (
    ZONE,
    after_working_days,
    dates_of,
    instant,
    midnight_after,
    midnight_before,
    same_week,
    wall_time_of,
)

FIRST, LAST = date(2026, 1, 1), date(2036, 12, 31)
TWO = time(14)
days = st.dates(FIRST, LAST)
wall_times = st.times().map(lambda wall: wall.replace(second=0, microsecond=0))
settings.register_profile("repeatable", derandomize=True, database=None, deadline=None)
settings.load_profile("repeatable")


@dataclass(frozen=True)
class Weekly:
    weekday: int
    first_on: date = FIRST
    last_on: date = LAST


@dataclass(frozen=True)
class Period:
    begins_on: date = FIRST
    ends_on: date = LAST


def change_days(year: int) -> tuple[date, date]:
    """The last Sundays of March and October, by the law (Summer Time Order 2002)."""
    march, october = date(year, 3, 31), date(year, 10, 31)
    return tuple(day - timedelta((day.weekday() + 1) % 7) for day in (march, october))


def easter(year: int) -> date:
    """Sunday, by the anonymous Gregorian rule (Meeus, Astronomical Algorithms, chapter 8)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * e) // 451
    month, day = divmod(h + e - 7 * m + 114, 31)
    return date(year, month, day + 1)


class TestInstant:
    def test_two_o_clock_stays_two_o_clock_when_the_clocks_change(self):
        before, after = instant(date(2026, 10, 22), TWO), instant(date(2026, 10, 29), TWO)

        assert (before.hour, after.hour) == (13, 14)  # by UTC
        assert after - before == timedelta(days=7, hours=1)

    @given(days, wall_times)
    def test_the_clock_on_the_wall_shows_what_was_meant(self, day, wall):
        shown = wall_time_of(instant(day, wall))

        if day == change_days(day.year)[0] and wall.hour == 1:  # the hour that is left out
            shown -= timedelta(hours=1)
        assert (shown.date(), shown.time()) == (day, wall)

    @given(days, wall_times)
    def test_a_later_time_on_the_clock_is_never_an_earlier_instant(self, day, wall):
        assert midnight_before(day) <= instant(day, wall) < midnight_after(day)

    def test_of_a_time_that_comes_twice_the_first_is_meant(self):
        assert instant(date(2026, 10, 25), time(1, 30)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)

    @pytest.mark.parametrize("year", range(FIRST.year, LAST.year + 1))
    def test_the_law_and_the_zone_agree_on_when_clocks_change(self, year):
        for day in change_days(year):
            offsets = [datetime.combine(day, time(at), tzinfo=ZONE).utcoffset() for at in (0, 12)]
            assert offsets[0] != offsets[1]


class TestDates:
    @given(st.integers(0, 6), days, days, st.sets(days, max_size=30))
    def test_every_open_week_has_one_and_no_other_day_is_given(self, weekday, first, last, closed):
        found = dates_of(Weekly(weekday, first, last), Period(), closed)

        every_day = (first + timedelta(n) for n in range(max(0, (last - first).days + 1)))
        wanted = [day for day in every_day if day.weekday() == weekday and day not in closed]
        assert found == wanted

    @given(st.integers(0, 6), days, days)
    def test_a_term_bounds_its_series(self, weekday, begins_on, ends_on):
        found = dates_of(Weekly(weekday), Period(begins_on, ends_on), ())

        assert all(begins_on <= day <= ends_on for day in found)

    @given(st.integers(0, 6), wall_times.filter(lambda wall: wall.hour != 1))
    @settings(max_examples=20)
    def test_ten_years_of_a_series_are_at_the_same_time_on_the_clock(self, weekday, wall):
        found = dates_of(Weekly(weekday), Period(), ())

        assert {wall_time_of(instant(day, wall)).time() for day in found} == {wall}
        assert len(found) in (573, 574, 575)

    def test_a_leap_day_is_a_day(self):
        assert date(2028, 2, 29) in dates_of(Weekly(1), Period(), ())

    @given(days, st.integers(0, 6))
    def test_another_weekday_is_of_the_same_week(self, day, weekday):
        moved = same_week(day, weekday)

        assert moved.weekday() == weekday
        assert moved.isocalendar()[:2] == day.isocalendar()[:2]


class TestWorkingDays:
    @given(days, wall_times.filter(lambda wall: wall.hour != 1), st.integers(1, 10))
    def test_the_same_time_on_the_clock_with_so_many_working_days_between(self, day, wall, count):
        until = wall_time_of(after_working_days(instant(day, wall), count, ()))

        between = [day + timedelta(n) for n in range(1, (until.date() - day).days + 1)]
        assert until.time() == wall
        assert sum(one.weekday() < 5 for one in between) == count
        assert until.weekday() < 5

    def test_a_bank_holiday_is_none(self):
        christmas_eve = instant(date(2026, 12, 24), TWO)
        closed = bank_holidays(date(2026, 12, 1), date(2026, 12, 31))

        assert after_working_days(christmas_eve, 1, closed) == instant(date(2026, 12, 29), TWO)


class TestBankHolidays:
    @pytest.mark.parametrize("year", range(FIRST.year, LAST.year + 1))
    def test_each_year_has_its_easter_and_its_substitute_days(self, year):
        found = bank_holidays(date(year, 1, 1), date(year, 12, 31))

        sunday = easter(year)
        assert found[sunday - timedelta(2)] == "Good Friday"
        assert found[sunday + timedelta(1)] == "Easter Monday"
        days_off = [day for day in found if day.weekday() < 5]
        assert len(days_off) == 8
        assert list(found) == sorted(found)

    def test_substitute_days_are_named_so(self):
        found = bank_holidays(date(2027, 12, 1), date(2027, 12, 31))

        assert found[date(2027, 12, 28)] == "Boxing Day (substitute day)"

    def test_only_those_of_the_term(self):
        assert list(bank_holidays(date(2026, 9, 28), date(2026, 12, 18))) == []
