"""/sessions/ and the page of one session: when and where, and how it stands for the reader."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from tests.factories.scheduling import (
    NOW,
    book,
    coming,
    make_learner,
    make_learners,
    make_room,
    make_session,
)
from whatthetech.scheduling.booking import cancel_booking
from whatthetech.scheduling.models import Booking, Venue
from whatthetech.scheduling.sessions import cancel_session
from whatthetech.scheduling.views.choosing import SHOWN
from whatthetech.scheduling.words import when

pytestmark = pytest.mark.django_db

SESSIONS = "/sessions/"
ODD = ["<script>alert('x')</script>", "مركز المدينة", "\u202eertneC", "🏠 Centre", "a" * 120]


def words_of(response) -> str:
    return " ".join(response.content.decode().split())


def in_lines(session, then="") -> str:
    """As `in_words`, the day and the hours each in a line of its own."""
    day, _, hours = in_words(session).partition(", ")
    return (
        f'<span class="session-day">{day},</span> <span class="session-hours">{hours}{then}</span>'
    )


def in_words(session) -> str:
    return when(session, today=timezone.localdate())


def address(session) -> str:
    return f"{SESSIONS}{session.pk}/"


class TestAllSessions:
    @pytest.mark.parametrize(
        ("seats", "said"),
        [
            (3, "3 seats left."),
            (1, "One seat left."),
            (0, "No seats left. You can wait for one."),
        ],
    )
    def test_a_session_is_said_in_a_sentence(self, client, seats, said):
        session = make_session(on=coming(), seats=seats)

        page = words_of(client.get(SESSIONS))

        place = '<span class="session-place"><bdi>Edward Woods Centre</bdi></span>'
        assert f"{in_lines(session, ',')} {place}</a></h3> <p>{said}</p>" in page

    def test_a_seat_that_somebody_waits_for_is_not_offered_to_others(self, client):
        session = make_session(on=coming(), seats=1)
        first, second = (book(session, one) for one in make_learners(2))
        cancel_booking(booking=first, by=first.learner, now=NOW)
        assert session.bookings.get(pk=second.pk).state == Booking.State.OFFERED

        assert "No seats left. You can wait for one." in words_of(client.get(SESSIONS))

    @pytest.mark.parametrize(
        ("ahead", "said"), [(0, "You have a seat."), (1, "You are waiting for a seat.")]
    )
    def test_a_learner_reads_how_it_stands_for_them(self, client, learner, ahead, said):
        session = make_session(on=coming(), seats=1)
        for one in make_learners(ahead):
            book(session, one)
        book(session, learner)
        client.force_login(learner)

        assert f"<p>{said}</p>" in words_of(client.get(SESSIONS))

    def test_an_offer_is_said_too(self, client, learner):
        session = make_session(on=coming(), seats=1)
        first = book(session, make_learner())
        book(session, learner)
        cancel_booking(booking=first, by=first.learner, now=timezone.now())
        client.force_login(learner)

        assert "A seat is free for you." in words_of(client.get(SESSIONS))

    def test_neither_what_is_past_nor_what_is_called_off(self, client, coordinator):
        past = make_session(on=coming(weeks=-1), seats=2)
        called_off = make_session(on=coming(weeks=2), seats=2)
        cancel_session(session=called_off, by=coordinator, now=timezone.now(), why="Heating")
        ahead = make_session(on=coming(), seats=2)

        page = client.get(SESSIONS).content.decode()

        assert address(ahead) in page
        assert address(past) not in page and address(called_off) not in page

    def test_it_names_nobody(self, client, learner):
        session = make_session(on=coming(), seats=3)
        book(session, make_learner(called="Winifred"))
        client.force_login(learner)

        for path in (SESSIONS, address(session)):
            page = client.get(path).content.decode()
            assert "Winifred" not in page and "Priya" not in page

    def test_the_next_comes_first_and_later_ones_are_a_link_away(self, client):
        sessions = [make_session(on=coming(weeks=week)) for week in range(1, SHOWN + 3)]

        first = client.get(SESSIONS).content.decode()
        later = client.get(SESSIONS + "?page=2").content.decode()

        places = [first.index(address(session)) for session in sessions[:SHOWN]]
        assert places == sorted(places)
        assert address(sessions[SHOWN]) not in first
        assert "Show later sessions" in first and "Show earlier sessions" not in first
        assert all(address(session) in later for session in sessions[SHOWN:])
        assert "Show earlier sessions" in later and "Show later sessions" not in later

    @pytest.mark.parametrize(
        "typed",
        ["?page=0", "?page=-1", "?page=x", "?page=²", "?page=" + "9" * 40, "?at=x", "?at=9"],
    )
    def test_a_mistyped_address_shows_the_sessions(self, client, typed):
        make_session(on=coming())

        response = client.get(SESSIONS + typed)

        assert response.status_code == 200
        assert "Come to a session" in words_of(response)

    def test_with_none_to_come_it_says_what_to_do(self, client):
        assert "No session is planned yet. Ring us" in words_of(client.get(SESSIONS))

    @pytest.mark.parametrize("count", [1, 3])
    def test_a_longer_list_asks_no_more_of_the_database(
        self, client, learner, count, django_assert_num_queries
    ):
        for week in range(1, count + 1):
            session = make_session(on=coming(weeks=week), seats=2, kept=1)
            book(session, learner)
            make_room(venue=f"Venue {week}")
        client.force_login(learner)
        client.get(SESSIONS)

        with django_assert_num_queries(16):
            assert client.get(SESSIONS).status_code == 200

    @pytest.mark.parametrize("count", [1, 3])
    def test_nor_for_a_visitor(self, client, count, django_assert_num_queries):
        for week in range(1, count + 1):
            book(make_session(on=coming(weeks=week), seats=2), make_learner())
        client.get(SESSIONS)

        with django_assert_num_queries(10):
            assert client.get(SESSIONS).status_code == 200


class TestNearMe:
    @pytest.fixture
    def here(self):
        return make_session(room=make_room(venue="Edward Woods Centre"), on=coming(weeks=2))

    @pytest.fixture
    def there(self):
        return make_session(room=make_room(venue="The Invention Rooms"), on=coming(weeks=1))

    def test_where_they_went_last_comes_first(self, client, learner, here, there):
        went = make_session(room=here.room, on=coming(weeks=-2), seats=1)
        booking = book(went, learner)
        booking.state = Booking.State.ATTENDED
        booking.save()
        book(there, learner, now=timezone.now())  # booked, and not been yet
        client.force_login(learner)

        page = client.get(SESSIONS).content.decode()

        assert "Where you go: <bdi>Edward Woods Centre</bdi>" in page
        assert page.index(address(here)) < page.index(address(there))

    def test_who_has_only_booked_goes_there(self, client, learner, here, there):
        book(here, learner, now=timezone.now())
        client.force_login(learner)

        assert "Where you go: <bdi>Edward Woods Centre</bdi>" in words_of(client.get(SESSIONS))

    def test_what_was_cancelled_says_nothing_of_where_they_go(self, client, learner, here, there):
        booking = book(here, learner, now=timezone.now())
        cancel_booking(booking=booking, by=learner, now=timezone.now())
        client.force_login(learner)

        assert "Where you go" not in words_of(client.get(SESSIONS))

    def test_a_visitor_chooses_a_place_and_the_address_remembers_it(self, client, here, there):
        page = client.get(SESSIONS).content.decode()
        assert "Which place is near you?" in page
        assert f'href="?at={here.venue.pk}"' in page

        response = client.get(f"{SESSIONS}?at={here.venue.pk}")

        chosen = response.content.decode()
        assert address(here) in chosen and address(there) not in chosen
        assert "csrftoken" not in response.cookies and "sessionid" not in response.cookies

    def test_one_place_is_no_choice(self, client, here):
        assert "Which place is near you?" not in words_of(client.get(SESSIONS))


class TestOneSession:
    def test_it_says_how_to_get_there_and_what_is_there(self, client):
        session = make_session(on=coming(), seats=1)
        Venue.objects.update(
            how_to_get_there="Bus 295 stops outside.", is_step_free=True, toilets="On the left."
        )

        page = words_of(client.get(address(session)))

        for said in (
            in_lines(session),
            "60 Norland Road",
            "Bus 295 stops outside.",
            "There is a way in without steps.",
            "There is no hearing loop.",
            "Toilets: <bdi>On the left.</bdi>",
            "What to bring",
        ):
            assert said in page

    @pytest.mark.parametrize("words", ODD)
    def test_odd_words_of_a_venue_do_nothing(self, client, words):
        session = make_session(on=coming())
        Venue.objects.update(name=words, how_to_get_there=words)

        for path in (SESSIONS, address(session)):
            page = client.get(path).content.decode()
            assert "<script>alert(" not in page
            assert "<bdi>" in page

    def test_a_visitor_reads_the_number_before_the_form(self, client):
        page = words_of(client.get(address(make_session(on=coming(), seats=1))))

        assert page.index("Ring to book") < page.index("Leave your name")
        assert "/book/" not in page

    def test_a_visitor_is_promised_no_seat_where_none_is_left(self, client):
        page = words_of(client.get(address(make_session(on=coming(), seats=0))))

        assert "Ring to wait for a seat" in page and "Have a seat kept" not in page

    def test_staff_are_led_to_no_seat_of_their_own(self, client, volunteer):
        client.force_login(volunteer)

        page = words_of(client.get(address(make_session(on=coming(), seats=1))))

        assert "You are signed in as one of us." in page and "/book/" not in page

    def test_one_that_is_called_off_says_so(self, client, coordinator, learner):
        session = make_session(on=coming(), seats=1)
        cancel_session(session=session, by=coordinator, now=timezone.now(), why="Mr Brown is ill")
        client.force_login(learner)

        page = words_of(client.get(address(session)))

        assert "This session is called off." in page
        assert "/book/" not in page and "Mr Brown" not in page

    def test_one_that_is_over_says_so(self, client, learner):
        session = make_session(on=coming(weeks=-1), seats=1)
        client.force_login(learner)

        page = words_of(client.get(address(session)))

        assert "This session is over." in page and "/book/" not in page

    def test_one_that_has_begun_says_so(self, client, learner):
        session = make_session(on=coming(), begins=time(9), seats=1)
        now = timezone.now()
        session.starts_at, session.ends_at = now - timedelta(minutes=5), now + timedelta(hours=1)
        session.save()
        client.force_login(learner)

        page = words_of(client.get(address(session)))

        assert "This session has begun." in page and "/book/" not in page

    @pytest.mark.parametrize("pk", [0, 404, 10**30])
    def test_one_that_never_was_is_said_in_words(self, client, pk):
        response = client.get(f"{SESSIONS}{pk}/")

        assert response.status_code == 404
        assert "We know of no such session" in words_of(response)

    def test_no_browser_keeps_it(self, client):
        session = make_session(on=coming())

        for path in (SESSIONS, address(session)):
            assert "no-store" in client.get(path)["Cache-Control"]


def test_the_first_page_and_the_site_map_lead_here(client):
    for path in ("/", "/site-map/"):
        assert 'href="/sessions/"' in client.get(path).content.decode()
