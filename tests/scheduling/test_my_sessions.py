"""/me/: what is booked, what is waited for, what is offered, and a way out of each."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from tests.factories.scheduling import book, coming, make_learner, make_session
from whatthetech.scheduling.booking import cancel_booking
from whatthetech.scheduling.sessions import cancel_session
from whatthetech.scheduling.words import day_in_words

pytestmark = pytest.mark.django_db

ME = "/me/"


@pytest.fixture
def mary(client, learner):
    client.force_login(learner)
    return learner


def page_of(client) -> str:
    return " ".join(client.get(ME).content.decode().split())


def test_the_next_one_comes_first_each_with_its_way_out(client, mary):
    later = book(make_session(on=coming(weeks=2), seats=1), mary)
    sooner = book(make_session(on=coming(), seats=1), mary)

    page = page_of(client)

    places = [page.index(f"/sessions/seat/{booking.pk}/cancel/") for booking in (sooner, later)]
    assert places == sorted(places)
    assert page.count("You have a seat.") == 2


def test_a_link_names_the_hour_only_where_two_are_on_one_day(client, mary):
    alone = make_session(on=coming(weeks=2), seats=1)
    for session in (
        alone,
        make_session(on=coming(), begins=time(10), seats=1),
        make_session(on=coming(), begins=time(14), seats=1),
    ):
        book(session, mary)

    page = page_of(client)

    today = timezone.localdate()
    assert f"I can’t come on {day_in_words(alone.on, today=today)}</a>" in page
    day = day_in_words(coming(), today=today)
    for hour in ("10 o’clock", "2 o’clock"):
        assert f"I can’t come on {day}, {hour}</a>" in page


def test_who_waits_reads_so(client, mary):
    book(make_session(on=coming(), seats=0), mary)

    assert "You are waiting for a seat." in page_of(client)


def test_an_offer_names_its_day(client, mary):
    session = make_session(on=coming(), seats=1)
    first = book(session, make_learner())
    book(session, mary)
    cancel_booking(booking=first, by=first.learner, now=timezone.now())

    page = page_of(client)

    assert f"Take the seat on Thursday {session.on.day}" in page
    assert f"I can’t come on Thursday {session.on.day}" in page


def test_what_is_past_or_cancelled_is_not_there(client, mary):
    book(make_session(on=coming(weeks=-1), seats=1), mary)
    booking = book(make_session(on=coming(), seats=1), mary)
    cancel_booking(booking=booking, by=mary, now=timezone.now())

    assert "You have booked no session." in page_of(client)


def test_a_session_that_was_called_off_is_said_until_its_day(client, mary, coordinator):
    session = make_session(on=coming(), seats=1)
    book(session, mary)
    cancel_session(session=session, by=coordinator, now=timezone.now(), why="Heating")

    page = page_of(client)

    assert "This session is called off." in page and "You have a seat." not in page


def test_nobody_elses_stands_there(client, mary):
    session = make_session(on=coming(), seats=2)
    other = book(session, make_learner(called="Winifred"))

    page = page_of(client)

    assert f"/sessions/seat/{other.pk}/" not in page and "Winifred" not in page


def test_it_leads_to_the_sessions_and_to_when_they_could_come(client, mary):
    page = page_of(client)

    assert "Book a session" in page and "Say when you could come" in page


def test_staff_have_none_of_it(client, volunteer):
    client.force_login(volunteer)

    assert "My sessions" not in page_of(client)


@pytest.mark.parametrize("count", [1, 3])
def test_more_sessions_ask_no_more_of_the_database(client, mary, count, django_assert_num_queries):
    for week in range(1, count + 1):
        session = make_session(on=coming(weeks=week), seats=1)
        first = book(session, make_learner())
        book(session, mary)
        cancel_booking(booking=first, by=first.learner, now=timezone.now())
    client.get(ME)

    with django_assert_num_queries(11):
        client.get(ME)


class TestWhatIsOnNow:
    @pytest.fixture
    def session(self):
        return make_session(on=coming(), seats=1)

    def begin(self, session):
        now = timezone.now()
        session.starts_at, session.ends_at = now - timedelta(minutes=5), now + timedelta(hours=1)
        session.save()

    def test_who_is_late_reads_that_they_can_still_come(self, client, mary, session):
        booking = book(session, mary)
        self.begin(session)

        page = page_of(client)

        assert "It has begun, and you have a seat." in page and f"/sessions/{session.pk}/" in page
        assert f"/sessions/seat/{booking.pk}/cancel/" not in page
        assert "You have booked no session." not in page

    def test_who_waited_in_vain_reads_nothing_of_it(self, client, mary, session):
        book(session, make_learner())
        book(session, mary)
        self.begin(session)

        assert "You have booked no session." in page_of(client)

    @pytest.mark.parametrize("which", ["booked", "print"])
    def test_what_happens_next_is_no_longer_said(self, client, mary, session, which):
        book(session, mary)
        self.begin(session)

        page = " ".join(
            client.get(f"/sessions/{session.pk}/{which}/", follow=True).content.decode().split()
        )

        assert "What happens next" not in page
        assert "You have a seat, and you can still come." in page
        assert "How to get there" in page and "I can’t come" not in page
