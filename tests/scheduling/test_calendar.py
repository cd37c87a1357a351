"""The calendar at the desk: weeks from Monday, seats, what is to be seen to, in words."""

from datetime import date, time, timedelta

import pytest

from tests.factories.scheduling import (
    NOW,
    THURSDAY,
    book,
    close,
    make_learners,
    make_room,
    make_session,
    make_shift,
)
from tests.scheduling.shown import shown
from whatthetech.scheduling.month import month_of
from whatthetech.scheduling.sessions import cancel_session

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("first_of_october")]
AT = "/admin/desk/calendar/"
OCTOBER = f"{AT}?month=2026-10"
FIRST = date(2026, 10, 1)


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


def only_entry(*, today=FIRST):
    days = [day for week in month_of(FIRST, today=today).weeks for day in week]
    [entry] = [entry for day in days for entry in day.entries]
    return entry


class TestMonth:
    @pytest.mark.parametrize("first", [date(2026, month, 1) for month in range(1, 13)])
    def test_weeks_are_whole_and_from_monday_to_sunday(self, first):
        month = month_of(first, today=FIRST)

        days = [day.day for week in month.weeks for day in week]
        assert {len(week) for week in month.weeks} == {7}
        assert all(week[0].day.weekday() == 0 for week in month.weeks)
        assert days == [days[0] + timedelta(days=number) for number in range(len(days))]
        in_month = [day.day for week in month.weeks for day in week if day.is_in_month]
        assert in_month[0] == first
        assert (in_month[-1] + timedelta(days=1)).day == 1

    def test_months_before_and_after(self):
        month = month_of(date(2026, 1, 1), today=FIRST)

        assert (month.before, month.after) == (date(2025, 12, 1), date(2026, 2, 1))
        assert month_of(date(2000, 1, 1), today=FIRST).before is None
        assert month_of(date(2099, 12, 1), today=FIRST).after is None

    def test_a_session_stands_on_its_day_in_london(self):
        """Half past midnight in summer is still yesterday in UTC."""
        make_session(on=FIRST, begins=time(0, 30))

        entry = only_entry()
        assert entry.session.on == FIRST

    def test_seats_and_who_waits(self):
        session = make_session(seats=2)
        for learner in make_learners(3):
            book(session, learner)

        entry = only_entry()
        assert entry.seats_in_words == "2 of 2 seats"
        assert entry.waiting == 1
        assert entry.gap == ""

    def test_gaps_in_shifts(self):
        session = make_session()
        assert only_entry().gap == "No helpers"
        assert only_entry().seats_in_words == "no seats yet"

        make_shift(session=session, confirmed=False)
        assert only_entry().gap == "1 helper offered, none confirmed"
        make_shift(session=session, confirmed=False)
        assert only_entry().gap == "2 helpers offered, none confirmed"
        make_shift(session=session)
        assert only_entry().gap == ""

    def test_what_has_been_has_no_gap(self):
        make_session()

        assert only_entry(today=THURSDAY + timedelta(days=1)).gap == ""

    @pytest.mark.parametrize("count", [1, 3, 30])
    def test_it_costs_the_same_for_one_session_and_for_thirty(
        self, count, django_assert_num_queries
    ):
        for number in range(count):
            session = make_session(on=FIRST + timedelta(days=number), seats=1)
            book(session, make_learners(1)[0])
            close(FIRST + timedelta(days=number))

        with django_assert_num_queries(9):
            month_of(FIRST, today=FIRST)


class TestPage:
    def test_each_session_says_when_where_and_how_full_it_is(self, desk):
        session = make_session(seats=3)
        book(session, make_learners(1)[0])

        words = shown(desk.get(OCTOBER))

        assert "14:00 on Thursday 8 October, Edward Woods Centre, Hall" in words
        assert "1 of 3 seats" in words
        assert "Thursday 1 October Today" in words

    def test_at_risk_cancelled_and_closed_are_words(self, desk, coordinator):
        at_risk = make_session(seats=1)
        book(at_risk, make_learners(1)[0])
        at_risk.at_risk_since = NOW
        at_risk.save()
        off = make_session(on=date(2026, 10, 15))
        cancel_session(session=off, by=coordinator, now=NOW, why="No heating")
        close(date(2026, 10, 20))
        close(date(2026, 10, 21), confirmed=False)

        words = shown(desk.get(OCTOBER))

        assert "At risk" in words
        assert "Cancelled: No heating" in words
        assert "Closed: Closed" in words
        assert "Closed? Not decided: Closed" in words

    def test_it_leads_to_the_session_to_other_months_and_to_a_list(self, desk):
        session = make_session()

        page = desk.get(OCTOBER).content.decode()

        assert f"/admin/desk/sessions/{session.pk}/" in page
        for link in ("?month=2026-09", "?month=2026-11", "?month=2026-10&amp;as=list"):
            assert link in page

    def test_the_list_has_only_days_with_something(self, desk):
        make_session()
        close(date(2026, 10, 20))

        words = shown(desk.get(f"{OCTOBER}&as=list"))

        assert "Thursday 8 October" in words
        assert "Tuesday 20 October" in words
        assert "Friday 9 October" not in words
        assert "No session in September 2026" in shown(desk.get(f"{AT}?month=2026-09&as=list"))

    def test_one_venue_alone(self, desk):
        make_session()
        other = make_room(venue="Invention Rooms")
        make_session(room=other, begins=time(10))
        close(date(2026, 10, 20), venue=other.venue)
        close(date(2026, 10, 21), venue=make_room(name="Attic").venue)

        page = desk.get(f"{OCTOBER}&venue={other.venue.pk}")

        words = shown(page)
        assert "10:00 on" in words
        assert "14:00 on" not in words
        days = [day for week in page.context["month"].weeks for day in week if day.closed]
        assert [day.day.day for day in days] == [20]
        assert f"?month=2026-11&amp;venue={other.venue.pk}" in page.content.decode()

    @pytest.mark.parametrize(
        "odd", ["", "2026-13", "\x00", "1999-12", "2100-01", "99999-01", "😀", "2026-1-1"]
    )
    def test_what_is_no_month_is_this_month(self, desk, odd):
        page = desk.get(AT, {"month": odd, "venue": odd, "as": odd})

        assert page.context["month"].first == FIRST

    def test_only_coordinators_are_led_to_changes(self, client, lead):
        make_session()
        client.force_login(lead)

        page = client.get(OCTOBER)

        assert "14:00 Edward Woods Centre" in shown(page)
        assert "/admin/desk/sessions/" not in page.content.decode()

    def test_volunteers_have_another_page(self, client, volunteer):
        client.force_login(volunteer)

        assert client.get(OCTOBER).status_code in (302, 403)

    @pytest.mark.parametrize("count", [1, 3, 30])
    def test_it_costs_the_same_for_one_session_and_for_thirty(
        self, desk, count, django_assert_num_queries
    ):
        for number in range(count):
            make_session(on=FIRST + timedelta(days=number), seats=1)
        desk.get(OCTOBER)

        with django_assert_num_queries(20):
            desk.get(OCTOBER)

    def test_a_name_of_a_venue_is_words_and_nothing_else(self, desk):
        make_session(room=make_room(venue="<script>alert(1)</script>"))

        page = desk.get(OCTOBER).content.decode()

        assert "<script>alert(1)" not in page
        assert "&lt;script&gt;alert(1)" in page
