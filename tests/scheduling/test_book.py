"""A learner books in two presses: the session's page, the check page, and it is done."""

import re

import pytest
from django.utils import timezone

from tests.factories.scheduling import book, coming, make_learner, make_learners, make_session
from whatthetech.people.models import Channel, LearnerProfile
from whatthetech.scheduling.models import Booking
from whatthetech.scheduling.sessions import cancel_session

pytestmark = pytest.mark.django_db
State = Booking.State


@pytest.fixture
def mary(client, learner):
    client.force_login(learner)
    return learner


@pytest.fixture
def session():
    return make_session(on=coming(), seats=1)


def address(session, page: str) -> str:
    return f"/sessions/{session.pk}/{page}/"


def words_of(response) -> str:
    return " ".join(response.content.decode().split())


def fields_of(response) -> dict[str, str]:
    """What the hidden fields of the page say."""
    hidden = r'type="hidden" name="(key|sees)" value="([^"]*)"'
    return dict(re.findall(hidden, response.content.decode()))


def press(client, session, **fields):
    """From the check page, with all that it holds."""
    page = client.get(address(session, "book"))
    return client.post(address(session, "book"), fields_of(page) | fields, follow=True)


def test_before_the_press_they_check_who_when_and_where(client, mary, session):
    page = words_of(client.get(address(session, "book")))

    assert "You, <bdi>Mary</bdi>" in page and "Edward Woods Centre" in page
    assert "Yes, book this seat" in page
    assert not Booking.objects.exists()


def test_the_press_books_the_seat(client, mary, session):
    page = words_of(press(client, session))

    booking = Booking.objects.get()
    assert (booking.learner, booking.state, booking.channel) == (mary, State.BOOKED, "web")
    assert booking.made_by == mary
    assert "<h1>You have a seat</h1>" in page and "What happens next" in page


def test_two_presses_of_one_form_book_once(client, mary, session):
    fields = fields_of(client.get(address(session, "book")))
    for _ in range(2):
        response = client.post(address(session, "book"), fields, follow=True)

    assert Booking.objects.count() == 1
    assert "<h1>You have a seat</h1>" in words_of(response)


def test_two_forms_book_once_too(client, mary, session):
    forms = [fields_of(client.get(address(session, "book"))) for _ in range(2)]
    for fields in forms:
        response = client.post(address(session, "book"), fields, follow=True)

    assert forms[0]["key"] != forms[1]["key"]
    assert Booking.objects.count() == 1
    assert "<h1>You have a seat</h1>" in words_of(response)


@pytest.mark.parametrize("key", ["", "x", "\x00", "<script>", "a" * 5000])
def test_a_key_that_is_not_ours_books_all_the_same(client, mary, session, key):
    client.post(address(session, "book"), {"key": key})

    assert Booking.objects.get().state == State.BOOKED


def test_where_no_seat_is_left_the_same_two_presses_wait(client, mary, session):
    book(session, make_learner())
    check = words_of(client.get(address(session, "book")))
    assert "No seats are left." in check and "Yes, wait for a seat" in check

    page = words_of(press(client, session))

    assert mary.bookings.get().state == State.WAITING
    assert "<h1>You are on the waiting list</h1>" in page
    assert "The last seat went" not in page


def test_where_the_last_seat_goes_before_the_press_they_wait_and_are_told(client, mary, session):
    fields = fields_of(client.get(address(session, "book")))
    book(session, make_learner())

    page = words_of(client.post(address(session, "book"), fields, follow=True))

    assert mary.bookings.get().state == State.WAITING
    assert "The last seat went a moment ago." in page


def test_where_a_seat_is_freed_before_the_press_they_have_it(client, mary, session):
    first = book(session, make_learner())
    fields = fields_of(client.get(address(session, "book")))
    first.delete()

    page = words_of(client.post(address(session, "book"), fields, follow=True))

    assert "<h1>You have a seat</h1>" in page


@pytest.mark.parametrize(
    ("channel", "held", "said"),
    [
        ("", {"telephone": "020 7946 0000"}, "We ring you when a seat is free."),
        (Channel.TELEPHONE, {"telephone": "020 7946 0000"}, "We ring you"),
        (Channel.TEXT, {"telephone": "07700 900123"}, "We send you a text message"),
        (Channel.EMAIL, {"email": "mary@example.org"}, "We send you an email"),
        (Channel.LETTER, {"address": "1 Made-up Road"}, "We write to you"),
        (Channel.TELEPHONE, {}, "We do not know how to reach you."),
        (Channel.LETTER, {}, "We do not know how to reach you."),
    ],
)
def test_who_waits_is_told_how_they_hear(client, mary, session, channel, held, said):
    profile = {"preferred_channel": channel, "address": held.pop("address", "")}
    LearnerProfile.objects.filter(person=mary).update(**profile)
    type(mary).objects.filter(pk=mary.pk).update(**held)
    book(session, make_learner())

    page = words_of(press(client, session))

    assert said in page
    assert not any(value in page for value in held.values())  # a card shows no number (S7)


def test_a_session_called_off_meanwhile_is_not_booked(client, mary, session, coordinator):
    fields = fields_of(client.get(address(session, "book")))
    cancel_session(session=session, by=coordinator, now=timezone.now(), why="Heating")

    page = words_of(client.post(address(session, "book"), fields, follow=True))

    assert "This session is called off." in page
    assert not Booking.objects.exists()


def test_one_that_is_over_is_not_booked(client, mary):
    session = make_session(on=coming(weeks=-1), seats=1)

    page = words_of(client.post(address(session, "book"), {}, follow=True))

    assert "This session is over." in page
    assert not Booking.objects.exists()


@pytest.mark.parametrize("which", ["book", "bring"])
def test_who_has_a_seat_is_shown_it(client, mary, session, which):
    book(session, mary)

    assert "You have a seat." in words_of(client.get(address(session, which), follow=True))


@pytest.mark.parametrize("which", ["booked", "print"])
def test_who_has_none_is_led_to_the_session(client, mary, session, which):
    book(session, make_learner(called="Winifred"))

    response = client.get(address(session, which), follow=True)

    assert response.redirect_chain[-1][0] == f"/sessions/{session.pk}/"
    assert "Winifred" not in words_of(response)


@pytest.mark.parametrize("which", ["book", "bring", "booked", "print"])
def test_without_a_card_they_are_asked_for_it(client, session, which):
    for response in (client.get(address(session, which)), client.post(address(session, which))):
        assert response["Location"] == "/card/sign-in/"
    assert not Booking.objects.exists()


@pytest.mark.parametrize("which", ["book", "bring", "booked", "print"])
def test_staff_book_no_seat_for_themselves(client, session, coordinator, which):
    client.force_login(coordinator)

    for response in (client.get(address(session, which)), client.post(address(session, which))):
        assert response["Location"] == "/me/"
    assert not Booking.objects.exists()


@pytest.mark.parametrize("which", ["book", "bring", "ask", "asked"])
def test_a_session_that_never_was_is_not_there(client, mary, which):
    for pk in (404, 10**30):
        assert client.get(f"/sessions/{pk}/{which}/").status_code == 404


def test_the_sheet_to_print_has_all_that_they_need_on_the_way(client, mary, session):
    book(session, mary)

    page = words_of(client.get(address(session, "print")))

    for said in ("60 Norland Road", "What to bring", "You have a seat.", "If you can’t come"):
        assert said in page
    assert "data-print" in page and "Mary" not in page.partition("</title>")[0]


def test_the_sheet_of_who_waits_promises_no_seat(client, mary, session):
    for one in (*make_learners(1), mary):
        book(session, one)

    page = words_of(client.get(address(session, "print")))

    assert "You are waiting for a seat." in page and "You have a seat." not in page
