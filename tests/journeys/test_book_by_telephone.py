"""Somebody rings: a coordinator books, moves, cancels, offers a freed seat, saves a session."""

import re

import pytest
from django.utils import timezone

from tests.factories.people import make_learner, make_volunteer
from tests.factories.scheduling import book, coming, make_session, make_shift
from tests.factories.scheduling import make_learner as make_plain_learner
from tests.journeys.test_call_desk import A_LAPTOP, BOX, faults
from whatthetech.people.availability import say_when_free
from whatthetech.people.models import PartOfDay, Setting, Weekday
from whatthetech.scheduling.models import Attempt, Booking, Offer, Task
from whatthetech.scheduling.requests import ask_for_seat
from whatthetech.scheduling.shifts import withdraw_shift
from whatthetech.scheduling.words import when

pytestmark = pytest.mark.browser

COORDINATOR = "coordinator@example.org"  # of the demonstration people


@pytest.fixture
def margaret(site, database_put_back):
    return make_learner(known_as="Peggy", address="12 Bloemfontein Road").person


@pytest.fixture
def session(site, database_put_back):
    """Thursday of next week."""
    return session_with_helper(weeks=1)


@pytest.fixture
def later(session):
    return session_with_helper(weeks=2)


def session_with_helper(*, weeks: int, places=1):
    session = make_session(on=coming(weeks=weeks))
    helper = make_volunteer(first_name=f"Helper {weeks}", cleared_for=[Setting.GROUP])
    make_shift(session=session, volunteer=helper, places=places)
    return session


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def desk(request, make_reader, margaret):
    with make_reader(viewport=A_LAPTOP, with_script=request.param) as desk:
        desk.sign_in_as(COORDINATOR)
        yield desk


@pytest.fixture
def desk_with_script(make_reader, margaret):
    with make_reader(viewport=A_LAPTOP) as desk:
        desk.sign_in_as(COORDINATOR)
        yield desk


def press(desk, words: str) -> None:
    """The first button or link that begins so; its end says of which session or person."""
    name = re.compile("^" + re.escape(words))
    link, button = (desk.page.get_by_role(role, name=name) for role in ("link", "button"))
    desk.page.locator("main").locator(link.or_(button)).first.click()
    desk.settle()


def aloud(desk) -> str:
    return desk.page.locator(".call-words").inner_text()


def in_words(session) -> str:
    """“Thursday 8 October”."""
    return when(session, today=timezone.localdate()).partition(",")[0]


def booked(session, called: str) -> Booking:
    return book(session, make_plain_learner(called=called), now=timezone.now())


def test_a_caller_is_found_booked_moved_cancelled_and_comes_after_all(
    desk, margaret, session, later
):
    desk.open("/admin/desk/call/")
    desk.type(BOX, "margret smyth")
    desk.page.get_by_role("button", name="Find", exact=True).click()
    desk.page.locator(".caller").click()
    desk.settle()
    assert f"Shall I keep you a seat on {in_words(session)}" in desk.words

    press(desk, "Book a seat")
    assert f"You have a seat on {in_words(session)} at 2 o’clock" in aloud(desk)

    press(desk, "Move them")
    press(desk, "Move to this session")
    assert f"You have a seat on {in_words(later)}" in aloud(desk)
    assert session.bookings.get().state == "cancelled"

    press(desk, "Cancel their seat")
    assert "You are not booked any more" in aloud(desk)
    press(desk, "Undo: they come after all")
    assert f"You have a seat on {in_words(later)}" in aloud(desk)

    press(desk, "Back to their call")
    assert f"You have a seat on {in_words(later)}" in desk.words
    assert later.bookings.get().state == "booked"


def test_a_button_pressed_again_after_going_back_books_nothing_twice(desk, margaret, session):
    desk.open(f"/admin/desk/call/{margaret.pk}/")
    press(desk, "Book a seat")
    desk.page.go_back()
    desk.settle()

    assert Booking.objects.count() == 1
    assert f"You have a seat on {in_words(session)}" in desk.words  # read anew, not kept


def test_two_who_come_together_have_seats_or_wait_together(desk, margaret):
    session = session_with_helper(weeks=1, places=2)
    desk.open(f"/admin/desk/call/{margaret.pk}/")
    press(desk, "Two together")
    desk.type("Who comes along? Name or telephone", "nobody of this name")
    desk.press("Find")
    assert "Nobody is found by" in desk.words
    desk.page.get_by_label("Their name").fill("Doris Day")
    press(desk, "Add them and book both")

    assert "Doris has a seat beside you." in aloud(desk)
    assert session.bookings.holding_seats().count() == 2


def test_a_freed_seat_is_offered_and_rung_about_until_they_take_it(desk, margaret, session):
    first = booked(session, "First")
    book(session, margaret, now=timezone.now())

    desk.open(f"/admin/desk/call/{first.learner_id}/")
    press(desk, "Cancel their seat")
    press(desk, "The session")
    assert "Offered a seat: ring them" in desk.words and "07700 900123" in desk.words

    press(desk, "I rang and reached nobody")
    assert "Rang and reached nobody:" in desk.words
    assert Attempt.objects.count() == 1

    press(desk, "They take it")
    assert "You have a seat on" in aloud(desk)
    assert Offer.objects.get().answer == Offer.Answer.ACCEPTED


def test_a_session_at_risk_is_taken_on_and_solved_by_a_substitute(desk, session):
    booked(session, "Mary")
    grace = make_volunteer(
        first_name="Grace", cleared_for=[Setting.GROUP], telephone="07700 900222"
    )
    free = [(Weekday.THURSDAY, PartOfDay.AFTERNOON)]
    say_when_free(person=grace.person, free=free, away=[], by=grace.person, now=timezone.now())
    shift = session.shifts.get()
    withdraw_shift(shift=shift, by=shift.volunteer.person, now=timezone.now(), why="ill")

    desk.open("/admin/")
    press(desk, "Tasks about sessions")
    press(desk, "Take it")
    assert "Yours." in desk.words and "less than an hour" in desk.words
    press(desk, "Find helpers, or ring people")
    assert "1 person is booked, and no helper is confirmed." in desk.words

    press(desk, "No answer")
    assert "Rang and reached nobody:" in desk.words
    press(desk, "They will come")

    assert "There are seats for all. The task is done." in desk.words
    assert not Task.objects.open().exists()


def test_whoever_asked_on_the_site_is_added_booked_and_answered(desk, session):
    ask_for_seat(
        session=session, name="Doris Day", reach_them_by="020 8743 0018", now=timezone.now()
    )
    desk.open("/admin/desk/tasks/")
    press(desk, "Find or add this person")
    press(desk, "Somebody new")
    desk.press("Add them")
    press(desk, "Book a seat")
    assert "You have a seat on" in aloud(desk)

    desk.open("/admin/desk/tasks/")
    press(desk, "Answered")
    assert "Find or add this person" not in desk.words
    assert session.bookings.get().learner.first_name == "Doris"


@pytest.fixture
def every_page(margaret, session, later):
    """Each with something on it."""
    booking = book(session, margaret, now=timezone.now())
    booked(session, "Waits")
    seated, _ = (booked(later, called) for called in ("Seated", "Next"))
    from whatthetech.scheduling.booking import cancel_booking

    cancel_booking(booking=seated, by=seated.learner, now=timezone.now())
    shift = session.shifts.get()
    withdraw_shift(shift=shift, by=shift.volunteer.person, now=timezone.now(), why="ill")
    ask_for_seat(session=later, name="Doris", reach_them_by="doris@example.org", now=timezone.now())
    desk = "/admin/desk/"
    return [
        "/admin/",
        f"{desk}call/{margaret.pk}/",
        f"{desk}call/{margaret.pk}/pair/{later.pk}/?q=waits",
        f"{desk}bookings/{booking.pk}/aloud/",
        f"{desk}bookings/{booking.pk}/move/",
        f"{desk}sessions/{session.pk}/bookings/",
        f"{desk}sessions/{later.pk}/bookings/",
        f"{desk}sessions/{session.pk}/at-risk/",
        f"{desk}tasks/",
    ]


def test_the_pages_have_no_fault_at_A_and_AA(desk_with_script, every_page):
    for path in every_page[1:]:  # the first one is Wagtail's
        desk_with_script.open(path)
        assert (path, faults(desk_with_script)) == (path, [])


def test_the_pages_fit_on_a_telephone(desk_with_script, every_page):
    desk = desk_with_script
    desk.page.set_viewport_size({"width": 360, "height": 740})
    for path in every_page:
        desk.page.goto(path)  # Wagtail's folded menu never loads its picture
        width = desk.page.evaluate("document.scrollingElement.scrollWidth")
        assert (path, width) == (path, 360)
    desk.page.set_viewport_size(A_LAPTOP)
