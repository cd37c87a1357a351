"""A learner gives a seat up on the screen, and takes it back while there is time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.scheduling import book, coming, make_learner, make_learners, make_session
from whatthetech.scheduling.booking import cancel_booking
from whatthetech.scheduling.bringing import bring_somebody
from whatthetech.scheduling.models import Booking
from whatthetech.scheduling.register import mark_attendance
from whatthetech.scheduling.sessions import cancel_session

pytestmark = pytest.mark.django_db
State = Booking.State


@pytest.fixture
def mary(client, learner):
    client.force_login(learner)
    return learner


@pytest.fixture
def booking(mary):
    return book(make_session(on=coming(), seats=1), mary)


def address(booking, page: str) -> str:
    return f"/sessions/seat/{booking.pk}/{page}/"


def words_of(response) -> str:
    return " ".join(response.content.decode().split())


def state_of(booking) -> str:
    return Booking.objects.get(pk=booking.pk).state


def press(client, booking, page: str) -> str:
    return words_of(client.post(address(booking, page), follow=True))


def bring(session, learner) -> list[Booking]:
    return bring_somebody(
        session=session,
        learner=learner,
        name="Jim",
        telephone="",
        by=learner,
        key="a",
        now=timezone.now(),
    )


def make_late(booking, minutes: int) -> None:
    ago = timezone.now() - timedelta(minutes=minutes)
    Booking.objects.filter(pk=booking.pk).update(cancelled_at=ago)


class TestCancel:
    def test_they_are_asked_first(self, client, booking):
        page = words_of(client.get(address(booking, "cancel")))

        assert "Give up your seat?" in page and "No, keep it" in page
        assert state_of(booking) == State.BOOKED

    def test_the_press_gives_the_seat_up_and_shows_the_way_back(self, client, booking):
        page = press(client, booking, "cancel")

        assert state_of(booking) == State.CANCELLED
        assert "You are not coming on" in page and "Undo: keep my seat" in page

    def test_pressed_twice_it_is_cancelled_once(self, client, booking):
        press(client, booking, "cancel")
        first = Booking.objects.get(pk=booking.pk).cancelled_at
        page = press(client, booking, "cancel")

        assert Booking.objects.get(pk=booking.pk).cancelled_at == first
        assert "You are not coming on" in page

    def test_the_seat_goes_to_who_waits(self, client, booking):
        waiting = book(booking.session, make_learner())

        press(client, booking, "cancel")

        assert state_of(waiting) == State.OFFERED

    def test_who_waits_leaves_the_list(self, client, mary):
        session = make_session(on=coming(), seats=0)
        booking = book(session, mary)
        assert "Leave the waiting list?" in words_of(client.get(address(booking, "cancel")))

        page = press(client, booking, "cancel")
        assert state_of(booking) == State.CANCELLED
        assert "You have left the waiting list" in page and "my seat" not in page

        page = words_of(client.post(address(booking, "undo"), {"waited": "yes"}, follow=True))
        assert state_of(booking) == State.WAITING
        assert "You are on the waiting list" in page and "gone to somebody else" not in page

    def test_nobody_elses_seat_is_there(self, client, mary):
        session = make_session(on=coming(), seats=2)
        other = book(session, make_learner())
        by_telephone = book(session, make_learner(), by=mary, channel=Booking.Channel.PHONE)

        for booking in (other, by_telephone):
            for page in ("cancel", "undo"):
                assert client.post(address(booking, page)).status_code == 404
            for page in ("cancel", "cancelled"):
                assert client.get(address(booking, page)).status_code == 404
            assert state_of(booking) == State.BOOKED

    def test_what_has_begun_or_is_marked_stays(self, client, mary, volunteer):
        past = book(make_session(on=coming(weeks=-1), seats=1), mary)
        assert "This session is over." in press(client, past, "cancel")

        soon = book(make_session(on=coming(), seats=1), mary)
        soon.session.starts_at = timezone.now() + timedelta(minutes=5)
        soon.session.save()
        mark_attendance(booking=soon, came=True, by=volunteer, now=timezone.now())
        press(client, soon, "cancel")

        assert (state_of(past), state_of(soon)) == (State.BOOKED, State.ATTENDED)

    @pytest.mark.parametrize("pk", [404, 10**30])
    def test_a_booking_that_never_was_is_not_there(self, client, mary, pk):
        assert client.get(f"/sessions/seat/{pk}/cancel/").status_code == 404

    @pytest.mark.parametrize("which", ["cancel", "cancelled", "undo"])
    def test_without_a_card_they_are_asked_for_it(self, client, booking, which):
        client.logout()

        assert client.post(address(booking, which))["Location"] == "/card/sign-in/"
        assert state_of(booking) == State.BOOKED


class TestUndo:
    def test_the_seat_comes_back(self, client, booking):
        press(client, booking, "cancel")

        page = press(client, booking, "undo")

        assert state_of(booking) == State.BOOKED
        assert "You have your seat again" in page

    def test_pressed_twice_it_is_theirs_once(self, client, booking):
        press(client, booking, "cancel")
        press(client, booking, "undo")

        assert "You have your seat again" in press(client, booking, "undo")

    def test_where_the_seat_has_gone_on_it_is_said(self, client, booking):
        book(booking.session, make_learner())
        press(client, booking, "cancel")

        page = press(client, booking, "undo")

        assert state_of(booking) == State.WAITING
        assert "Your seat has gone to somebody else." in page

    def test_after_its_time_it_stands_and_they_can_book_again(self, client, booking):
        press(client, booking, "cancel")
        make_late(booking, minutes=31)

        page = press(client, booking, "undo")

        assert state_of(booking) == State.CANCELLED
        assert "It is too late to take this back." in page and "Undo" not in page

    def test_who_booked_again_is_shown_that(self, client, booking, mary):
        press(client, booking, "cancel")
        book(booking.session, mary, key="again")

        assert "<h1>You have" in press(client, booking, "undo")
        assert state_of(booking) == State.CANCELLED

    def test_a_session_called_off_gives_no_seat_back(self, client, booking, coordinator):
        press(client, booking, "cancel")
        cancel_session(
            session=booking.session, by=coordinator, now=timezone.now(), why="No heating"
        )

        assert "Undo" not in words_of(client.get(address(booking, "cancelled")))
        assert "This session is called off." in press(client, booking, "undo")

    def test_a_look_at_the_address_undoes_nothing(self, client, booking):
        press(client, booking, "cancel")

        assert client.get(address(booking, "undo")).status_code == 405
        assert state_of(booking) == State.CANCELLED


class TestOneOfTwo:
    @pytest.fixture
    def pair(self, mary):
        return bring(make_session(on=coming(), seats=2), mary)

    def test_the_other_keeps_theirs_and_can_be_cancelled_too(self, client, pair):
        mine, other = pair
        page = press(client, mine, "cancel")
        assert (state_of(mine), state_of(other)) == (State.CANCELLED, State.BOOKED)
        assert "Whoever comes with you has a seat." in page
        assert address(other, "cancel") in page

        page = press(client, other, "cancel")

        assert state_of(other) == State.CANCELLED
        assert "They are not coming on" in page and "Jim" not in page

    def test_theirs_can_be_kept_after_all(self, client, pair):
        _, other = pair
        press(client, other, "cancel")

        page = press(client, other, "undo")

        assert state_of(other) == State.BOOKED
        assert "Whoever comes with you has a seat." in page and "your seat again" not in page

    def test_where_their_seat_has_gone_on_it_is_said_of_them(self, client, pair):
        mine, other = pair
        book(mine.session, make_learner())
        press(client, other, "cancel")

        page = press(client, other, "undo")

        assert (state_of(mine), state_of(other)) == (State.BOOKED, State.WAITING)
        assert "You have a seat." in page
        assert "Whoever comes with you is waiting for a seat." in page

    def test_after_the_undo_they_come_together_again(self, client, pair):
        mine, _ = pair
        press(client, mine, "cancel")

        assert "You have two seats again" in press(client, mine, "undo")

    def test_two_who_wait_are_offered_both_seats_or_none_after_an_undo_too(self, client, mary):
        session = make_session(on=coming(), seats=2)
        taken = [book(session, learner) for learner in make_learners(2)]
        pair = bring(session, mary)
        for page in ("cancel", "undo"):
            press(client, pair[0], page)

        cancel_booking(booking=taken[0], by=mary, now=timezone.now())
        assert [state_of(one) for one in pair] == [State.WAITING, State.WAITING]

        cancel_booking(booking=taken[1], by=mary, now=timezone.now())
        assert [state_of(one) for one in pair] == [State.OFFERED, State.OFFERED]

    def test_who_was_asked_alone_meanwhile_is_not_bound_again(self, client, mary):
        session = make_session(on=coming(), seats=2)
        taken = [book(session, learner) for learner in make_learners(2)]
        mine, other = bring(session, mary)
        press(client, mine, "cancel")
        cancel_booking(booking=taken[0], by=mary, now=timezone.now())
        press(client, mine, "undo")

        together = session.bookings.exclude(together=None)
        assert (state_of(mine), state_of(other)) == (State.WAITING, State.OFFERED)
        assert not together.exists()

    def test_the_sessions_page_leads_to_theirs(self, client, pair):
        mine, other = pair
        for cancelled in ((), (mine,)):
            for booking in cancelled:
                cancel_booking(booking=booking, by=mine.learner, now=timezone.now())
            page = words_of(client.get(f"/sessions/{mine.session_id}/"))
            assert address(other, "cancel") in page and "Jim" not in page

    def test_what_the_other_is_never_shows_to_a_third(self, client, pair):
        client.force_login(make_learner(called="Ann"))

        for booking in pair:
            assert client.get(address(booking, "cancel")).status_code == 404
