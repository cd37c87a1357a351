"""The call desk: somebody on the telephone books, waits, comes as a pair, cancels, is offered."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.factories.scheduling import (
    book,
    book_two,
    coming,
    make_learner,
    make_session,
    make_shift,
    states,
)
from whatthetech.people.models import Channel, LearnerProfile, LookUp, User
from whatthetech.scheduling.models import Booking, Offer
from whatthetech.scheduling.waiting_list import lapse_offers
from whatthetech.scheduling.words import day_in_words

pytestmark = pytest.mark.django_db

State = Booking.State
ODD = ("\x00", "\u202eeniw", "😀", "x" * 5000, "<script>alert(1)</script>", "%", "'", "&#")


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


@pytest.fixture
def mary():
    return make_learner(called="Mary")


@pytest.fixture
def session():
    return make_session(on=coming(), seats=1)


def at(session) -> str:
    """As it is said on the telephone."""
    day = day_in_words(session.on, today=timezone.localdate())
    return f"{day} at 2 o’clock, at the Edward Woods Centre"


def call(client, person, **asked) -> str:
    response = client.get(f"/admin/desk/call/{person.pk}/", asked)
    assert response.status_code == 200
    return response.content.decode()


def press(client, address, **sent) -> str:
    """The page that comes after it."""
    response = client.post(f"/admin/desk/{address}/", sent, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def book_by_telephone(client, person, session, *, key="") -> str:
    return press(client, f"call/{person.pk}/book/{session.pk}", key=key or str(uuid4()))


def booked(session, learner, **fields) -> Booking:
    return book(session, learner, now=timezone.now(), **fields)


def offered(session) -> Offer:
    """To the one who waited, since the other gave up the seat."""
    from whatthetech.scheduling.booking import cancel_booking

    first = booked(session, make_learner(called="Joan"))
    booked(session, make_learner(called="Rita"))
    cancel_booking(booking=first, by=first.learner, now=timezone.now())
    return Offer.objects.open().get()


class TestBook:
    def test_the_next_sessions_are_there_to_read_aloud(self, desk, mary, session):
        shown = call(desk, mary)

        assert f"Shall I keep you a seat on {at(session)}?" in shown
        assert "1 seat left" in shown and "They have booked nothing" in shown

    def test_one_press_books_and_says_what_to_read(self, desk, coordinator, mary, session):
        shown = book_by_telephone(desk, mary, session)

        assert f"You have a seat on {at(session)}." in shown and "If you can’t come" in shown
        booking = Booking.objects.get()
        assert (booking.state, booking.channel, booking.made_by) == ("booked", "phone", coordinator)
        assert f"You have a seat on {at(session)}." in call(desk, mary)

    def test_a_button_pressed_twice_books_once(self, desk, mary, session):
        key = str(uuid4())
        for _ in range(2):
            assert "already" not in book_by_telephone(desk, mary, session, key=key)
        assert states(session) == ["booked"]

    def test_who_is_in_it_already_hears_how_that_stands(self, desk, mary, session):
        booked(session, mary)

        shown = book_by_telephone(desk, mary, session)

        assert "They are in this session already." in shown and "You have a seat on" in shown
        assert states(session) == ["booked"]

    def test_where_no_seat_is_left_they_wait_and_hear_how_they_are_told(self, desk, session):
        booked(session, make_learner())
        rita = make_learner(called="Rita", reached_by=Channel.TEXT)
        assert "There is no seat left on" in call(desk, rita)

        shown = book_by_telephone(desk, rita, session)

        assert f"You are on the waiting list for {at(session)}. You are number 1." in shown
        assert "When a seat is free, we send you a text message." in shown

    def test_who_books_where_others_wait_waits_too(self, desk, mary, session):
        booked(session, make_learner())
        booked(session, make_learner())
        make_shift(session=session)  # a seat for the one who waits; nobody has offered it yet

        assert "No seats left, 1 waiting" in call(desk, mary)
        book_by_telephone(desk, mary, session)
        assert states(session) == ["booked", "offered", "waiting"]

    def test_what_has_begun_or_is_cancelled_is_not_booked(self, desk, mary, session):
        begun = make_session(on=timezone.localdate() - timedelta(days=1), seats=1)
        session.cancelled_at = timezone.now()
        session.save()

        assert "has begun, and nothing was changed" in book_by_telephone(desk, mary, begun)
        assert "is cancelled, and nothing was changed" in book_by_telephone(desk, mary, session)
        assert not Booking.objects.exists()
        assert "No session is planned" in call(desk, mary)

    def test_the_person_was_looked_up_and_spoken_with(self, desk, coordinator, mary, session):
        book_by_telephone(desk, mary, session)

        assert LookUp.objects.get(by=coordinator).person == mary
        spoken_on = LearnerProfile.objects.get(person=mary).last_contact_on
        assert spoken_on == timezone.localdate()

    def test_later_sessions_are_one_press_away(self, desk, mary):
        for week in range(1, 9):
            make_session(on=coming(weeks=week), seats=1)

        shown = call(desk, mary)
        assert shown.count("Shall I keep you") == 6 and "Show later sessions" in shown
        assert call(desk, mary, sessions="all").count("Shall I keep you") == 8

    def test_a_volunteer_on_the_line_has_no_seats_to_book(self, desk, session):
        helper = session.shifts.get().volunteer.person

        assert "Book a session" not in call(desk, helper)
        response = desk.post(f"/admin/desk/call/{helper.pk}/book/{session.pk}/")
        assert response.status_code == 404

    @pytest.mark.parametrize("odd", ODD)
    def test_a_key_that_is_none_of_ours_does_no_harm(self, desk, mary, session, odd):
        assert "You have a seat on" in book_by_telephone(desk, mary, session, key=odd)

    def test_odd_names_are_escaped(self, desk, session):
        odd = make_learner(called="<b>😀</b>\u202e")

        assert "&lt;b&gt;😀&lt;/b&gt;" in book_by_telephone(desk, odd, session)


class TestCancel:
    def test_it_is_read_back_and_can_be_undone(self, desk, mary, session):
        booking = booked(session, mary)

        shown = press(desk, f"bookings/{booking.pk}/cancel")
        assert f"You are not booked any more on {at(session)}." in shown
        assert states(session) == ["cancelled"]
        assert f"/bookings/{booking.pk}/undo/" in call(desk, mary)

        assert "You have a seat on" in press(desk, f"bookings/{booking.pk}/undo")
        assert states(session) == ["booked"]

    def test_where_the_seat_has_gone_on_they_wait_and_are_told(self, desk, mary, session):
        booking = booked(session, mary)
        booked(session, make_learner(called="Rita"))

        press(desk, f"bookings/{booking.pk}/cancel")
        assert "You are on the waiting list" in press(desk, f"bookings/{booking.pk}/undo")
        assert states(session) == ["waiting", "offered"]

    def test_too_late_is_said(self, desk, mary, session):
        booking = booked(session, mary)
        press(desk, f"bookings/{booking.pk}/cancel")
        Booking.objects.update(cancelled_at=timezone.now() - timedelta(hours=1))

        assert "too late to take this back" in press(desk, f"bookings/{booking.pk}/undo")
        assert "/undo/" not in call(desk, mary)

    def test_twice_is_once(self, desk, mary, session):
        booking = booked(session, mary)
        for _ in range(2):
            shown = press(desk, f"bookings/{booking.pk}/cancel")
        assert "not booked any more" in shown

    def test_who_was_erased_has_no_page(self, desk, mary, session):
        booking = booked(session, mary)
        Booking.objects.update(learner=None)

        assert desk.get(f"/admin/desk/bookings/{booking.pk}/aloud/").status_code == 404
        assert desk.post(f"/admin/desk/bookings/{booking.pk}/cancel/").status_code == 404


class TestOffer:
    def test_it_is_read_and_taken(self, desk, coordinator, session):
        offer = offered(session)
        rita = offer.booking.learner
        shown = call(desk, rita)
        assert f"A seat is free for you on {at(session)}. Would you like it?" in shown
        assert "We keep it for you until" in shown

        assert "You have a seat on" in press(desk, f"offers/{offer.pk}/accept")
        assert Offer.objects.get().answered_by == coordinator
        assert "You have a seat on" in press(desk, f"offers/{offer.pk}/accept")

    def test_it_is_declined_and_goes_on(self, desk, session):
        offer = offered(session)
        booked(session, make_learner(called="Third"))

        assert "You are not booked any more" in press(desk, f"offers/{offer.pk}/decline")
        assert states(session) == ["cancelled", "cancelled", "offered"]
        assert "was answered before" in press(desk, f"offers/{offer.pk}/accept")

    def test_nobody_answered_is_logged_once_a_press_and_shown(self, desk, session):
        offer = offered(session)
        for _ in range(2):
            shown = press(desk, f"offers/{offer.pk}/attempt", seen="0", back="call")
        assert "Rang and reached nobody" in shown and "(<bdi>Sam</bdi>)" in shown
        assert offer.attempts.count() == 1

        press(desk, f"offers/{offer.pk}/attempt", seen="1")
        assert lapse_offers(now=timezone.now()) == [offer]
        press(desk, f"offers/{offer.pk}/attempt", seen="2")
        assert offer.attempts.count() == 2  # over: nothing more to log

    def test_ringing_in_vain_is_no_contact(self, desk, session):
        offer = offered(session)
        press(desk, f"offers/{offer.pk}/attempt", seen="0", back="session")

        profile = LearnerProfile.objects.get(person=offer.booking.learner)
        assert profile.last_contact_on is None


class TestTwoTogether:
    @pytest.fixture
    def session(self):
        return make_session(on=coming(), seats=2)

    def pair(self, desk, mary, session, **sent) -> str:
        key = sent.pop("key", str(uuid4()))
        return press(desk, f"call/{mary.pk}/pair/{session.pk}", key=key, **sent)

    def test_somebody_we_know_is_found_and_both_have_seats(self, desk, mary, session):
        joan = make_learner(called="Joan")
        address = f"/admin/desk/call/{mary.pk}/pair/{session.pk}/"
        assert f'value="{joan.pk}"' in desk.get(address, {"q": "jone"}).content.decode()

        shown = self.pair(desk, mary, session, other=joan.pk)

        assert "Joan has a seat beside you." in shown
        assert states(session) == ["booked", "booked"]

    def test_a_name_is_enough_for_somebody_new_and_twice_is_once(self, desk, mary, session):
        key = str(uuid4())
        for _ in range(2):
            shown = self.pair(desk, mary, session, key=key, name="Doris Day", telephone="")

        assert "Doris has a seat beside you." in shown
        doris = User.objects.get(first_name="Doris")
        assert doris.last_name == "Day" and doris.bookings.get().channel == "phone"
        assert states(session) == ["booked", "booked"]

    def test_where_one_seat_is_left_it_says_so_and_both_wait(self, desk, mary, session):
        booked(session, make_learner())
        address = f"/admin/desk/call/{mary.pk}/pair/{session.pk}/"
        assert "There is one seat." in desk.get(address).content.decode()

        shown = self.pair(desk, mary, session, other=make_learner(called="Joan").pk)

        assert "You wait together with Joan." in shown
        assert states(session) == ["booked", "waiting", "waiting"]

    def test_an_offer_to_two_names_both(self, desk, session):
        first, second = (booked(session, make_learner()) for _ in range(2))
        pair = book_two(
            session, [make_learner(called="Ann"), make_learner(called="Bob")], now=timezone.now()
        )
        for booking in (first, second):
            press(desk, f"bookings/{booking.pk}/cancel")

        shown = call(desk, pair[0].learner)
        assert "Two seats are free for you and Bob" in shown
        press(desk, f"offers/{pair[0].offers.get().pk}/accept")
        assert states(session)[2:] == ["booked", "booked"]

    @pytest.mark.parametrize(
        ("sent", "sentence"),
        [
            ({"name": "", "telephone": ""}, "Type their name."),
            ({"name": "a\x00", "telephone": ""}, "in letters and numbers"),
            ({"name": "x" * 81, "telephone": ""}, "80 letters at most"),
            ({"name": "Doris", "telephone": "9"}, "such as 07700 900123"),
        ],
    )
    def test_what_is_missing_is_said_and_nobody_is_added(self, desk, mary, session, sent, sentence):
        assert sentence in self.pair(desk, mary, session, **sent)
        assert LearnerProfile.objects.count() == 1 and not Booking.objects.exists()

    def test_one_person_is_no_pair(self, desk, mary, session):
        assert "These are one person." in self.pair(desk, mary, session, other=mary.pk)

    @pytest.mark.parametrize("odd", ODD)
    def test_whatever_is_typed_to_find_them_is_answered(self, desk, mary, session, odd):
        address = f"/admin/desk/call/{mary.pk}/pair/{session.pk}/"
        shown = desk.get(address, {"q": odd})
        assert shown.status_code == 200 and "<script>alert" not in shown.content.decode()
        assert desk.post(address, {"other": odd}).status_code == 404


class TestAtTheDoor:
    @pytest.fixture
    def session_now(self):
        session = make_session(on=timezone.localdate(), seats=1)
        session.starts_at = timezone.now() + timedelta(minutes=20)
        session.ends_at = session.starts_at + timedelta(minutes=90)
        session.save()
        return session

    def test_who_stands_there_is_let_in(self, desk, mary, session_now):
        assert "They are at the door: let them in" in call(desk, mary)

        shown = press(desk, f"call/{mary.pk}/drop-in/{session_now.pk}")

        assert "You are on the list of who came" in shown
        assert states(session_now) == ["attended"]

    def test_not_before_the_register_opens(self, desk, mary, session):
        assert "They are at the door" not in call(desk, mary)
        shown = press(desk, f"call/{mary.pk}/drop-in/{session.pk}")
        assert "an hour before the session" in shown
        assert not Booking.objects.exists()

    def test_a_full_room_is_said(self, desk, mary, session_now):
        booked(session_now, make_learner())

        shown = press(desk, f"call/{mary.pk}/drop-in/{session_now.pk}")
        assert "Every place is taken" in shown


@pytest.mark.parametrize("many", [1, 3])
def test_more_sessions_ask_no_more_of_the_database(
    desk, mary, coordinator, django_assert_num_queries, many
):
    for week in range(1, many + 1):
        make_session(on=coming(weeks=week), seats=1)
        seat = make_session(on=coming(weekday=1, weeks=week), seats=2)
        pair = [mary, make_learner(called="Joan")]
        book_two(seat, pair, now=timezone.now())
        full = make_session(on=coming(weekday=2, weeks=week))
        booked(full, mary)
        offer = Booking.objects.get(learner=mary, session=full)
        Offer.objects.create(
            booking=offer,
            reach_by=Channel.TELEPHONE,
            made_at=timezone.now(),
            held_until=timezone.now() + timedelta(days=1),
        ).attempts.create(at=timezone.now(), by=coordinator)
    call(desk, mary)

    with django_assert_num_queries(CALL_QUERIES):
        shown = call(desk, mary)
    assert shown.count("Shall I keep you") == many


CALL_QUERIES = 38


@pytest.mark.parametrize("who", ["volunteer", "lead", "learner"])
def test_nobody_but_coordinators_books_for_others(client, request, mary, session, who):
    client.force_login(request.getfixturevalue(who))

    response = client.post(f"/admin/desk/call/{mary.pk}/book/{session.pk}/")

    assert response.status_code in (302, 403)
    assert not Booking.objects.exists()
