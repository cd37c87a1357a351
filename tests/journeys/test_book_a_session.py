"""A learner comes to a session: books, prints, cancels, waits, comes with somebody, or asks us."""

import pytest
from django.utils import timezone

from tests.factories.people import make_card, make_volunteer
from tests.factories.scheduling import book, coming, make_learner, make_session, make_shift
from tests.journeys.at_the_desk import sign_in_by_link
from whatthetech.people.models import Setting, User
from whatthetech.scheduling.booking import cancel_booking
from whatthetech.scheduling.models import Booking, SeatRequest

pytestmark = pytest.mark.browser
State = Booking.State


@pytest.fixture
def session(site, database_put_back):
    return make_session_with(seats=2)


def make_session_with(*, seats: int, weeks=3):
    """In which a cleared volunteer helps so many."""
    session = make_session(on=coming(weeks=weeks))
    volunteer = make_volunteer(cleared_for=[Setting.GROUP])
    make_shift(session=session, volunteer=volunteer, places=seats)
    return session


@pytest.fixture
def mary(reader, session):
    issued = make_card(called="Mary")
    sign_in_by_link(reader, issued)
    return issued.card.person


def take(session, seats=1) -> list[Booking]:
    """Others book so many seats."""
    return [book(session, make_learner(), now=timezone.now()) for _ in range(seats)]


def open_session(reader, session) -> None:
    reader.open("/sessions/")
    reader.page.locator(f'.session-card a[href="/sessions/{session.pk}/"]').click()
    reader.settle()


def state_of(person) -> str:
    return person.bookings.get().state


def test_two_presses_book_a_seat_and_it_prints_cancels_and_comes_back(reader, session, mary):
    open_session(reader, session)
    assert "2 seats left." in reader.words
    reader.press("Book a seat")
    assert "You, Mary" in reader.words and "Edward Woods Centre" in reader.words
    reader.press("Yes, book this seat")
    assert reader.heading == "You have a seat"

    reader.press("Print this in large type")
    assert "You have a seat." in reader.words
    reader.press("Go back without printing")

    reader.press("I can’t come on this day")
    reader.press("No, keep it")
    assert state_of(mary) == State.BOOKED
    reader.press("I can’t come on this day")
    reader.press("Yes, I can’t come")
    assert state_of(mary) == State.CANCELLED

    reader.press("Undo: keep my seat")
    assert reader.heading == "You have your seat again"
    reader.press("Go to my own page")
    assert "You have a seat." in reader.words
    assert state_of(mary) == State.BOOKED


def test_going_back_after_booking_books_nothing_twice(reader, session, mary):
    reader.open(f"/sessions/{session.pk}/book/")
    reader.press("Yes, book this seat")
    reader.page.go_back()
    reader.settle()

    assert mary.bookings.count() == 1
    assert reader.heading != "Check before you book"  # nothing of it was kept in the browser


def test_who_waits_is_offered_the_freed_seat_and_takes_it(reader, session, mary):
    first, _ = take(session, 2)
    open_session(reader, session)
    reader.press("Wait for a seat")
    reader.press("Yes, wait for a seat")
    assert reader.heading == "You are on the waiting list"

    cancel_booking(booking=first, by=first.learner, now=timezone.now())
    reader.press("Go to my own page")
    assert "A seat is free for you." in reader.words
    reader.page.locator(".offer .main-button").click()
    reader.settle()

    assert reader.heading == "You have a seat"
    assert state_of(mary) == State.BOOKED


def test_who_is_offered_a_seat_may_not_want_it(reader, session, mary):
    first, _ = take(session, 2)
    book(session, mary, now=timezone.now())
    cancel_booking(booking=first, by=first.learner, now=timezone.now())
    reader.open(f"/sessions/{session.pk}/")
    reader.press("I can’t come")

    assert "You are not coming" in reader.heading
    assert state_of(mary) == State.CANCELLED


def test_the_last_seat_goes_between_the_check_and_the_press(reader, session, mary):
    take(session, 1)
    open_session(reader, session)
    assert "One seat left." in reader.words
    reader.press("Book a seat")
    take(session, 1)
    reader.press("Yes, book this seat")

    assert reader.heading == "You are on the waiting list"
    assert "The last seat went a moment ago." in reader.words


def test_two_come_together_and_one_of_them_stays_at_home(reader, session, mary):
    open_session(reader, session)
    reader.press("I want to bring somebody")
    reader.press("Look at it before I book")
    assert "Type the name of the person you bring." in reader.words
    reader.type("Who comes with you?", "Jim Brown")
    reader.press("Look at it before I book")
    assert "You, and Jim Brown" in reader.words
    reader.press("Yes, book two seats")
    assert reader.heading == "You have two seats"
    assert session.bookings.filter(state=State.BOOKED).count() == 2

    reader.press("I can’t come on this day")
    reader.press("Yes, I can’t come")
    reader.press("They can’t come either")
    reader.press("Yes, they can’t come")
    assert session.bookings.live().count() == 0


def test_who_has_a_seat_brings_somebody_after_all(reader, session, mary):
    book(session, mary, now=timezone.now())
    open_session(reader, session)
    reader.press("I want to bring somebody")
    reader.type("Who comes with you?", "Jim Brown")
    reader.press("Look at it before I book")
    assert "You have a seat. We book one beside you." in reader.words
    reader.press("Yes, book the second seat")

    assert reader.heading == "You have two seats"
    assert session.bookings.filter(state=State.BOOKED).count() == 2


def test_with_one_seat_left_they_choose_to_wait_together(reader, session, mary):
    take(session, 1)
    reader.open(f"/sessions/{session.pk}/bring/")
    reader.type("Who comes with you?", "Jim")
    reader.press("Look at it before I book")
    assert "There is one seat. Come alone, or both wait." in reader.words
    reader.press("Both of us wait")

    assert reader.heading == "You are both on the waiting list"


def test_or_one_of_them_comes_alone(reader, session, mary):
    take(session, 1)
    reader.open(f"/sessions/{session.pk}/bring/")
    reader.type("Who comes with you?", "Jim")
    reader.press("Look at it before I book")
    reader.press("Come alone")
    reader.press("Yes, book this seat")

    assert state_of(mary) == State.BOOKED
    assert not User.objects.filter(first_name="Jim").exists()


def test_without_an_account_a_name_and_a_number_are_enough(reader, session):
    reader.open("/")
    reader.press("When and where")
    reader.page.locator(".session-card a").first.click()
    reader.settle()
    assert reader.page.locator("main .call-button").is_visible()
    reader.press("Leave your name: we ring you")
    reader.type("Your name", "Doris Day")
    reader.press("Look at it before I send it")
    assert "Type a telephone number, an email address, or where you live." in reader.words
    reader.type("How can we reach you?", "020 7946 0000")
    reader.press("Look at it before I send it")
    reader.press("Change what I typed")
    reader.press("Look at it before I send it")
    reader.press("Yes, send it")

    assert "No seat is kept until then." in reader.words
    assert SeatRequest.objects.get().name == "Doris Day"
    assert not Booking.objects.exists()


def test_a_double_press_on_book_books_once(reader, session, mary):
    reader.open(f"/sessions/{session.pk}/book/")
    reader.find("Yes, book this seat").dblclick()
    reader.page.get_by_role("heading", name="You have a seat").wait_for()
    reader.settle()

    assert mary.bookings.count() == 1


def test_the_sheet_is_large_and_carries_no_buttons(reader, session, mary):
    book(session, mary, now=timezone.now())
    reader.open(f"/sessions/{session.pk}/print/")
    reader.page.emulate_media(media="print")

    size = reader.page.locator("main p").last.evaluate("one => getComputedStyle(one).fontSize")
    assert float(size.removesuffix("px")) >= 24  # 18 pt
    assert reader.page.locator("button:visible, main a:visible").count() == 0


def test_the_button_prints_and_is_there_with_script_only(reader, session, mary):
    book(session, mary, now=timezone.now())
    reader.page.add_init_script("window.print = () => { window.printed = true }")
    reader.open(f"/sessions/{session.pk}/print/")
    assert reader.find("Print this sheet").is_visible() == reader.with_script

    if reader.with_script:
        reader.press("Print this sheet")
        assert reader.page.evaluate("window.printed") is True
