"""A freed seat is offered on the screen; it is taken or declined in one press."""

import pytest
from django.utils import timezone

from tests.factories.scheduling import book, book_two, coming, make_learner, make_session
from whatthetech.scheduling.booking import cancel_booking
from whatthetech.scheduling.models import Booking, Offer
from whatthetech.scheduling.waiting_list import lapse_offers

pytestmark = pytest.mark.django_db
State = Booking.State


@pytest.fixture
def mary(client, learner):
    client.force_login(learner)
    return learner


@pytest.fixture
def offer(mary):
    return offer_to(mary)


def offer_to(learner, *others, seats=1):
    """A session whose seats were all taken, and are freed for these."""
    session, now = make_session(on=coming(weeks=3), seats=seats), timezone.now()
    first = [book(session, make_learner(), now=now) for _ in range(seats)]
    if others:
        book_two(session, [learner, *others], now=now)
    else:
        book(session, learner, now=now)
    for booking in first:
        cancel_booking(booking=booking, by=booking.learner, now=now)
    return Offer.objects.open().get(booking__learner=learner)


def address(offer, answer: str) -> str:
    return f"/sessions/offer/{offer.pk}/{answer}/"


def words_of(response) -> str:
    return " ".join(response.content.decode().split())


def press(client, offer, answer: str) -> str:
    return words_of(client.post(address(offer, answer), follow=True))


def state_of(offer) -> str:
    return Booking.objects.get(offers=offer).state


@pytest.mark.parametrize("path", ["/me/", "/sessions/{}/", "/sessions/{}/booked/"])
def test_it_stands_where_they_look_with_both_answers_and_by_when(client, offer, path):
    page = words_of(client.get(path.format(offer.booking.session_id)))

    assert "A seat is free for you." in page and "Say by " in page
    assert address(offer, "accept") in page and address(offer, "decline") in page


def test_the_seat_is_taken(client, offer):
    page = press(client, offer, "accept")

    assert state_of(offer) == State.BOOKED
    assert "<h1>You have a seat</h1>" in page


def test_a_second_press_is_the_same_press(client, offer):
    press(client, offer, "accept")

    assert "<h1>You have a seat</h1>" in press(client, offer, "accept")


def test_who_can_not_come_leaves_and_the_seat_goes_on(client, offer):
    following = book(offer.booking.session, make_learner(), now=timezone.now())

    page = press(client, offer, "decline")

    assert state_of(offer) == State.CANCELLED
    assert "You are not coming on" in page and "Undo" in page
    assert Offer.objects.open().get().booking == following
    assert "You are not coming on" in press(client, offer, "decline")


def test_an_answer_after_another_says_that_it_is_over(client, offer):
    press(client, offer, "accept")

    page = press(client, offer, "decline")

    assert state_of(offer) == State.BOOKED
    assert "That offer is over" in page and "You have a seat." in page


def test_an_offer_that_lapsed_is_said_to_be_over(client, offer):
    lapse_offers(now=offer.booking.session.starts_at)

    page = press(client, offer, "accept")

    assert "That offer is over" in page and "You have a seat." not in page


def test_two_who_come_together_answer_once(client, mary):
    friend = make_learner(called="Jim")
    offer = offer_to(mary, friend, seats=2)
    assert "Your answer counts for both." in words_of(
        client.get(f"/sessions/{offer.booking.session_id}/")
    )

    page = press(client, offer, "accept")

    assert {booking.state for booking in Booking.objects.filter(learner__in=[mary, friend])} == {
        State.BOOKED
    }
    assert "<h1>You have two seats</h1>" in page and "Jim" not in page


@pytest.mark.parametrize("answer", ["accept", "decline"])
def test_nobody_answers_for_another(client, mary, answer):
    offer = offer_to(make_learner())

    assert client.post(address(offer, answer)).status_code == 404
    assert client.post(f"/sessions/offer/{10**30}/{answer}/").status_code == 404
    assert state_of(offer) == State.OFFERED


@pytest.mark.parametrize("answer", ["accept", "decline"])
def test_a_link_that_is_opened_answers_nothing(client, offer, answer):
    """A message's preview opens links too."""
    assert client.get(address(offer, answer)).status_code == 405
    assert state_of(offer) == State.OFFERED
