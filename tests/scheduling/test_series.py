from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.factories.scheduling import (
    NOW,
    THURSDAY,
    book,
    close,
    make_learner,
    make_room,
    make_session,
    make_shift,
    make_term,
)
from whatthetech.scheduling.booking import SessionHasBegun
from whatthetech.scheduling.closed_days import confirm_closed_day, propose_bank_holidays
from whatthetech.scheduling.models import Booking, ClosedDay, LearningSession, Task
from whatthetech.scheduling.series import (
    Change,
    NoDates,
    NotInASeries,
    PreviewIsStale,
    Scope,
    Why,
    change_series,
    preview_series_change,
    set_up_series,
)
from whatthetech.scheduling.sessions import (
    EndsBeforeItStarts,
    InThePast,
    add_session,
    cancel_session,
)

pytestmark = pytest.mark.django_db
TUESDAY, FRIDAY = 1, 4


@pytest.fixture
def set_up(coordinator):
    """Thursdays at two, all of autumn, unless told otherwise."""

    def set_up_thursdays(**fields):
        given = {"weekday": 3, "begins": time(14), "length_minutes": 90, "now": NOW} | fields
        room, term = given.pop("room", None), given.pop("term", None)
        return set_up_series(
            room=room or make_room(), term=term or make_term(), by=coordinator, **given
        )

    return set_up_thursdays


@pytest.fixture
def change(coordinator):
    """Look at the preview, then do it."""

    def look_and_change(session, scope, *, now=NOW, **what):
        asked = {"session": session, "scope": scope, "change": Change(**what), "now": now}
        seen = preview_series_change(**asked).fingerprint
        return change_series(**asked, seen=seen, by=coordinator)

    return look_and_change


def session_on(series, day):
    return LearningSession.objects.get(series=series, slot_on=day)


def days(series):
    return [session.on for session in series.sessions.order_by("starts_at")]


class TestSetUp:
    def test_each_open_week_of_the_term_has_a_session_at_two_on_the_clock(self, set_up):
        close(date(2026, 10, 15))
        close(date(2026, 10, 22), confirmed=False)  # only proposed

        series = set_up()

        assert days(series)[:4] == [
            date(2026, 10, 1),
            date(2026, 10, 8),
            date(2026, 10, 22),
            date(2026, 10, 29),
        ]
        assert {session.begins for session in series.sessions.all()} == {time(14)}
        assert {session.starts_at.hour for session in series.sessions.all()} == {13, 14}
        assert days(series)[-1] == date(2026, 12, 17)

    def test_what_has_passed_gets_none(self, set_up):
        assert days(set_up(now=NOW + timedelta(days=8)))[0] == date(2026, 10, 15)

    def test_a_day_closed_at_another_venue_is_open(self, set_up):
        close(THURSDAY, venue=make_room(venue="Invention Rooms").venue)

        assert THURSDAY in days(set_up())

    @pytest.mark.parametrize("minutes", [0, -30, 24 * 60])
    def test_it_takes_some_time_and_not_all_day(self, set_up, minutes):
        with pytest.raises(EndsBeforeItStarts):
            set_up(length_minutes=minutes)

    @pytest.mark.parametrize(
        "fields", [{"now": NOW + timedelta(days=365)}, {"last_on": date(2026, 9, 1)}]
    )
    def test_a_series_without_days_is_refused(self, set_up, fields):
        with pytest.raises(NoDates):
            set_up(**fields)


class TestThisOne:
    def test_it_moves_with_its_bookings_and_stays_moved(self, set_up, change):
        series = set_up()
        session = session_on(series, THURSDAY)
        make_shift(session=session)
        booking = book(session, make_learner())

        preview = change(session, Scope.THIS_ONE, on=date(2026, 10, 9), begins=time(10))

        assert preview.bookings == [booking]
        moved = LearningSession.objects.get(pk=session.pk)
        assert (moved.on, moved.begins) == (date(2026, 10, 9), time(10))
        assert moved.ends_at - moved.starts_at == timedelta(minutes=90)
        assert (moved.uid, moved.sequence, moved.is_detached) == (session.uid, 1, True)
        assert moved.bookings.get() == booking

        later = change(session_on(series, date(2026, 10, 15)), Scope.ALL_FUTURE, begins=time(15))
        assert [stay.why for stay in later.stays] == [Why.DETACHED]
        moved.refresh_from_db()
        assert moved.begins == time(10)

    def test_not_into_the_past_and_not_once_begun(self, set_up, change):
        session = session_on(set_up(), THURSDAY)

        with pytest.raises(InThePast):
            change(session, Scope.THIS_ONE, on=date(2026, 9, 1))
        with pytest.raises(SessionHasBegun):
            change(session, Scope.THIS_ONE, begins=time(15), now=session.starts_at)

    def test_a_smaller_room_is_at_risk_and_a_larger_one_has_seats(self, change):
        session = make_session(seats=2)
        for _ in range(3):
            book(session, make_learner())

        change(session, Scope.THIS_ONE, room=make_room(name="Kitchen", learners_at_most=1))

        session.refresh_from_db()
        assert session.is_at_risk
        assert session.bookings.live().count() == 3


class TestThisAndLater:
    def test_the_series_is_split_and_rows_stay_themselves(self, set_up, change):
        series = set_up()
        before = {session.pk: session.uid for session in series.sessions.all()}
        session = session_on(series, date(2026, 10, 22))
        make_shift(session=session)
        booking = book(session, make_learner())

        preview = change(session, Scope.THIS_AND_LATER, weekday=TUESDAY)

        series.refresh_from_db()
        new = session.__class__.objects.get(pk=session.pk).series
        assert (new.split_from, new.weekday) == (series, TUESDAY)
        assert days(series) == [date(2026, 10, 1), THURSDAY, date(2026, 10, 15)]
        assert days(new)[:2] == [date(2026, 10, 20), date(2026, 10, 27)]
        assert {one.pk: one.uid for one in LearningSession.objects.all()} == before
        assert preview.bookings == [booking]
        assert {one.sequence for one in new.sessions.all()} == {1}
        assert {one.sequence for one in series.sessions.all()} == {0}

    def test_from_the_first_on_nothing_is_split(self, set_up, change):
        series = set_up()

        change(session_on(series, date(2026, 10, 1)), Scope.THIS_AND_LATER, begins=time(15))

        series.refresh_from_db()
        assert series.begins == time(15)
        assert not series.split_into.exists()


class TestAllFuture:
    def test_what_has_been_stays_and_all_else_moves(self, set_up, change):
        series = set_up()
        now = datetime(2026, 10, 9, 9, tzinfo=UTC)

        change(session_on(series, date(2026, 11, 5)), Scope.ALL_FUTURE, now=now, begins=time(11))

        begins = [one.begins for one in series.sessions.order_by("starts_at")]
        assert begins == [time(14)] * 2 + [time(11)] * 10

    def test_a_day_that_is_closed_or_out_of_term_leaves_a_session_where_it_is(self, set_up, change):
        series = set_up(term=make_term(ends_on=date(2026, 12, 17)))
        close(date(2026, 10, 16))

        preview = change(session_on(series, THURSDAY), Scope.ALL_FUTURE, weekday=FRIDAY)

        assert {(stay.session.on, stay.why) for stay in preview.stays} == {
            (date(2026, 10, 15), Why.CLOSED),
            (date(2026, 12, 17), Why.OUT_OF_TERM),
        }

    def test_so_does_a_time_that_has_passed(self, set_up):
        preview = preview_series_change(
            session=session_on(set_up(), THURSDAY),
            scope=Scope.ALL_FUTURE,
            change=Change(weekday=TUESDAY),
            now=datetime(2026, 10, 7, 9, tzinfo=UTC),  # Wednesday
        )

        assert [(stay.session.on, stay.why) for stay in preview.stays] == [(THURSDAY, Why.PAST)]

    def test_a_week_that_was_closed_and_is_open_on_the_new_day_gets_a_session(self, set_up, change):
        close(date(2026, 10, 15))
        series = set_up()

        preview = change(session_on(series, THURSDAY), Scope.ALL_FUTURE, weekday=TUESDAY)

        assert preview.new_days == (date(2026, 10, 13),)
        assert date(2026, 10, 13) in days(series)

    def test_a_week_that_was_called_off_gets_no_other(self, set_up, change, coordinator):
        series = set_up()
        session = session_on(series, THURSDAY)
        cancel_session(session=session, by=coordinator, now=NOW, why="No heating")

        preview = change(session_on(series, date(2026, 10, 15)), Scope.ALL_FUTURE, weekday=TUESDAY)

        assert preview.new_days == ()
        session.refresh_from_db()
        assert session.on == THURSDAY

    def test_a_session_of_its_own_has_no_others(self, change):
        with pytest.raises(NotInASeries):
            change(make_session(), Scope.ALL_FUTURE, begins=time(15))


class TestPreview:
    def test_it_saves_nothing(self, set_up):
        series = set_up()
        before = list(LearningSession.objects.order_by("pk").values())

        preview_series_change(
            session=session_on(series, THURSDAY),
            scope=Scope.ALL_FUTURE,
            change=Change(weekday=TUESDAY),
            now=NOW,
        )

        assert list(LearningSession.objects.order_by("pk").values()) == before

    @pytest.mark.parametrize("weeks", [1, 3])
    def test_it_costs_the_same_for_a_week_and_for_three(
        self, set_up, weeks, django_assert_num_queries
    ):
        series = set_up(last_on=THURSDAY + timedelta(weeks=weeks - 1), first_on=THURSDAY)
        for session in series.sessions.all():
            book(session, make_learner())
        first = LearningSession.objects.select_related("series__term", "series__room__venue")
        what = {"session": first.get(slot_on=THURSDAY), "scope": Scope.ALL_FUTURE, "now": NOW}

        with django_assert_num_queries(6):
            preview = preview_series_change(change=Change(begins=time(15)), **what)

        assert len(preview.bookings) == weeks

    def test_what_changed_since_is_shown_again_before_anything_is_done(self, set_up, coordinator):
        session = session_on(set_up(), THURSDAY)
        make_shift(session=session)
        what = {
            "session": session,
            "scope": Scope.THIS_AND_LATER,
            "change": Change(begins=time(15)),
            "now": NOW,
        }
        seen = preview_series_change(**what).fingerprint
        booking = book(session, make_learner())

        with pytest.raises(PreviewIsStale) as stale:
            change_series(**what, seen=seen, by=coordinator)

        assert stale.value.preview.bookings == [booking]
        session.refresh_from_db()
        assert session.begins == time(14)

    def test_a_change_that_changes_nothing_raises_no_sequence(self, set_up, change):
        series = set_up()

        assert change(session_on(series, THURSDAY), Scope.ALL_FUTURE).bookings == []
        assert {one.sequence for one in series.sessions.all()} == {0}


class TestOneSession:
    def test_it_is_added_by_itself(self, coordinator):
        given = {"room": make_room(), "begins": time(10), "by": coordinator, "now": NOW}

        assert add_session(on=THURSDAY, length_minutes=60, **given).slot_on is None
        with pytest.raises(InThePast):
            add_session(on=date(2026, 9, 1), length_minutes=60, **given)
        with pytest.raises(EndsBeforeItStarts):
            add_session(on=THURSDAY, length_minutes=0, **given)

    def test_the_database_holds_none_that_ends_before_it_starts(self):
        session = make_session()
        session.ends_at = session.starts_at

        with pytest.raises(IntegrityError), transaction.atomic():
            session.save()

    def test_nor_a_room_for_nobody(self):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_room(learners_at_most=0)

    def test_called_off_its_people_are_rung_and_calendars_told(self, coordinator):
        session = make_session(seats=1)
        booked, waiting = book(session, make_learner()), book(session, make_learner())

        cancelled = cancel_session(session=session, by=coordinator, now=NOW, why="No heating")

        assert (cancelled.sequence, cancelled.is_cancelled) == (1, True)
        tasks = Task.objects.open().filter(kind=Task.Kind.RING)
        assert {task.booking for task in tasks} == {booked, waiting}
        assert not Booking.objects.live().exists()


class TestClosedDays:
    def test_bank_holidays_are_proposed_once_and_close_nothing(self, set_up):
        term = make_term(name="Spring", begins_on=date(2027, 3, 1), ends_on=date(2027, 4, 30))

        assert [day.name for day in propose_bank_holidays(term=term)] == [
            "Good Friday",
            "Easter Monday",
        ]
        assert propose_bank_holidays(term=term) == []
        assert date(2027, 3, 29) in days(set_up(term=term, weekday=0))

    def test_confirmed_it_calls_off_what_nobody_comes_to(self, set_up, coordinator):
        series = set_up()
        booked = session_on(series, date(2026, 10, 15))
        make_shift(session=booked)
        for day in (THURSDAY, booked.on):
            closed = close(day, confirmed=False)
            confirm_closed_day(closed_day=closed, by=coordinator, now=NOW)

        assert session_on(series, THURSDAY).is_cancelled
        assert not session_on(series, booked.on).is_cancelled
        assert Task.objects.open().get().kind == Task.Kind.CLOSED_DAY
        assert ClosedDay.objects.first().confirmed_by == coordinator

    def test_a_day_is_entered_once_everywhere_and_once_a_venue(self):
        venue = make_room().venue
        close(THURSDAY)
        close(THURSDAY, venue=venue)
        for where in (None, venue):
            with pytest.raises(IntegrityError), transaction.atomic():
                close(THURSDAY, venue=where)
