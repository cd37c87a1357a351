"""Nadia stands at the door with a phone: with script and without, and without a connection."""

import time
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db.models import F
from django.utils import timezone
from playwright.sync_api import Error, expect

from tests.factories.people import link_of, make_card
from tests.journeys.accessibility import findings_on
from tests.journeys.at_the_door import NADIA, booking_of, make_open_register
from whatthetech.people.models import User
from whatthetech.scheduling.models import Attendance, Booking, LearningSession
from whatthetech.scheduling.register import mark_attendance

pytestmark = pytest.mark.browser

NO_CONNECTION = {"ERR_INTERNET_DISCONNECTED", "ERR_FAILED"}
IS_KEPT = "caches.open('register').then(copies => copies.match(location.pathname)).then(Boolean)"
IS_IN_CHARGE = "Boolean(navigator.serviceWorker.controller)"


@pytest.fixture
def session(site, database_put_back):
    return make_open_register("Mary", "Fred")


def open_register(reader, session) -> None:
    reader.sign_in_as(NADIA)
    reader.open(f"/help/register/{session.pk}/")


@pytest.fixture
def phone(reader_with_script, session):
    """At the register, which is kept to be opened without a connection."""
    reader = reader_with_script
    reader.watch.expected |= NO_CONNECTION
    open_register(reader, session)
    wait_until(reader, IS_KEPT)
    wait_until(reader, IS_IN_CHARGE)
    return reader


def wait_until(reader, promise: str) -> None:
    """Playwright's own waiting takes a promise for a yes."""
    eventually(lambda: reader.page.evaluate(promise))


def eventually(is_so) -> None:
    until = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < until, "it never came to be so"
        time.sleep(0.05)


def lose_connection(reader) -> None:
    reader.context.set_offline(True)


def find_connection(reader) -> None:
    reader.context.set_offline(False)


def row(reader, called: str):
    return reader.page.locator(".register-row").filter(has=reader.page.get_by_text(called)).first


def says(reader, what: str):
    return reader.page.locator(f"[data-says='{what}']")


def state(session, called: str) -> str:
    return booking_of(session, called).state


def test_came_did_not_come_undo_who_helps_and_a_drop_in(reader, session):
    reader.sign_in_as(NADIA)
    reader.open("/help/")
    reader.press("Take the register")
    assert "Here: 0 of 2" in reader.words

    reader.press("Came Mary")
    eventually(lambda: state(session, "Mary") == "attended")
    assert "Here: 1 of 2" in reader.words

    reader.press("Did not come Fred")
    eventually(lambda: state(session, "Fred") == "missed")
    reader.press("Undo Fred")
    eventually(lambda: state(session, "Fred") == "booked")
    assert reader.find("Came Fred").is_visible()

    reader.press("Who helps? Mary")
    assert reader.heading == "Who helps Mary?"
    reader.press("Ben")
    assert "Here, with Ben" in reader.words

    reader.type("Who else is here?", "Wilhelmina")
    reader.press("Find them")
    expect(reader.page.locator("main")).to_contain_text("We know nobody called Wilhelmina here.")
    reader.press("Add somebody new called Wilhelmina")
    assert "Here: 2 of 3" in reader.words

    booking = booking_of(session, "Wilhelmina")
    assert (booking.state, booking.channel) == ("attended", "drop-in")


def test_a_card_is_typed_or_scanned(reader, session):
    typed, scanned = make_card(called="Ada"), make_card(called="Bess")
    open_register(reader, session)

    reader.type("Who else is here?", typed.printed_number)
    reader.press("Find them")
    eventually(lambda: session.bookings.filter(learner__first_name="Ada").exists())
    assert state(session, "Ada") == "attended"
    expect(row(reader, "Ada")).to_be_visible()

    reader.open(link_of(scanned))
    assert reader.heading == "This is Bess’s card"
    reader.press("Bess is here")
    assert "Here: 2 of 4" in reader.words
    assert state(session, "Bess") == "attended"


def test_without_a_connection_taps_are_kept_and_sent_when_it_is_back(phone, session):
    lose_connection(phone)
    phone.press("Came Mary")
    phone.press("Did not come Fred")
    phone.type("Who else is here?", "Wilhelmina")
    phone.press("Find them")

    expect(row(phone, "Mary")).to_contain_text("Not sent yet")
    expect(row(phone, "Fred")).to_contain_text("Did not come")
    expect(row(phone, "Wilhelmina")).to_contain_text("Here, kept on this phone")
    expect(says(phone, "kept")).to_contain_text("Kept on this phone, not sent yet: 3.")
    assert not Attendance.objects.exists()

    find_connection(phone)

    expect(says(phone, "sent")).to_be_visible()
    expect(phone.page.locator(".register-tag:visible")).to_have_count(0)
    expect(row(phone, "Wilhelmina")).to_contain_text("Undo")
    assert (state(session, "Mary"), state(session, "Fred")) == ("attended", "missed")
    assert state(session, "Wilhelmina") == "attended"
    assert phone.page.evaluate("localStorage.length") == 0


def test_what_is_kept_holds_no_name_of_whoever_is_booked(phone):
    lose_connection(phone)
    phone.press("Came Mary")

    kept = phone.page.evaluate("JSON.stringify(localStorage)")
    assert "mark_attendance" in kept and "Mary" not in kept
    find_connection(phone)
    expect(says(phone, "sent")).to_be_visible()


def test_without_a_connection_who_helps_is_chosen_in_the_row(phone, session):
    lose_connection(phone)
    phone.press("Came Mary")
    phone.press("Who helps? Mary")
    assert findings_on(phone.page) == {}
    phone.press("Ben helps Mary")

    expect(row(phone, "Mary")).to_contain_text("Here, with Ben")
    assert phone.focused == "Mary"
    assert not phone.offers("Nobody yet helps Mary")
    find_connection(phone)

    expect(says(phone, "sent")).to_be_visible()
    assert booking_of(session, "Mary").helper.volunteer.person.called == "Ben"
    expect(row(phone, "Mary")).to_contain_text("Here, with Ben")


def test_a_link_that_needs_a_connection_says_so_and_leads_nowhere(phone, session):
    lose_connection(phone)
    phone.press("Back to my page")

    expect(says(phone, "needed")).to_be_in_viewport()
    assert phone.heading == "The register"
    find_connection(phone)
    expect(says(phone, "needed")).to_be_hidden()


def test_undone_without_a_connection_and_taken_off(phone, session):
    lose_connection(phone)
    phone.press("Came Mary")
    phone.press("Undo Mary")
    phone.type("Who else is here?", "Wilhelmina")
    phone.press("Find them")
    phone.press("Take off Wilhelmina")
    find_connection(phone)

    expect(says(phone, "sent")).to_be_visible()
    assert state(session, "Mary") == "booked"
    assert not User.objects.filter(first_name="Wilhelmina").exists()


def test_a_connection_that_is_gone_unnoticed_takes_no_name_with_it(phone, session):
    phone.page.route("**/worker.js", lambda route: route.abort())
    phone.type("Who else is here?", "Wilhelmina")
    phone.press("Find them")

    expect(row(phone, "Wilhelmina")).to_contain_text("Here, kept on this phone")
    phone.page.reload()
    eventually(lambda: session.bookings.filter(learner__first_name="Wilhelmina").exists())


def leave_unsent(phone) -> None:
    """Tapped without a connection, and the page is closed before it comes back."""
    lose_connection(phone)
    phone.press("Came Mary")
    phone.page.goto("about:blank")
    find_connection(phone)
    phone.open("/help/")


def test_what_was_never_sent_is_said_on_ones_own_page_and_sent_from_there(phone, session):
    leave_unsent(phone)

    assert "still on this phone: 1." in phone.words and findings_on(phone.page) == {}
    phone.press("Send what I tapped")

    eventually(lambda: state(session, "Mary") == "attended")
    eventually(lambda: phone.page.evaluate("localStorage.length") == 0)
    phone.open("/help/")
    assert "Not sent yet" not in phone.words


def test_who_signs_out_is_asked_first_and_leaves_nothing_on_the_phone(phone):
    leave_unsent(phone)
    phone.watch.requests.clear()

    phone.press("Sign me out here")
    assert "If you sign out now, it is lost." in phone.words
    assert phone.focused == "Send what I tapped"
    phone.page.wait_for_timeout(1000)  # within a second it would be the same press
    phone.press("Sign me out here")

    phone.page.wait_for_url("**/admin/login/")
    wait_until(phone, "Promise.resolve(!JSON.stringify(localStorage).includes('register '))")
    assert not any(address.endswith("/send/") for _, address, _ in phone.watch.requests)


def test_what_was_kept_too_long_is_taken_from_the_phone_and_said(phone, session):
    leave_unsent(phone)
    LearningSession.objects.update(
        starts_at=F("starts_at") - timedelta(days=2), ends_at=F("ends_at") - timedelta(days=2)
    )
    phone.watch.expected |= {"status 403"}

    phone.press("Send what I tapped")

    assert "came too late, and is taken from it" in phone.words
    assert phone.page.evaluate("localStorage.length") == 0


def test_a_card_needs_a_connection_and_says_so(phone):
    lose_connection(phone)
    phone.type("Who else is here?", "1234 5678 9012")
    phone.press("Find them")

    expect(says(phone, "number-offline")).to_be_visible()
    find_connection(phone)


def test_opened_again_without_a_connection_the_list_is_there_with_what_was_tapped(phone, session):
    lose_connection(phone)
    phone.press("Came Mary")
    phone.page.reload()

    expect(says(phone, "old")).to_contain_text("This is the list as it was at")
    expect(row(phone, "Mary")).to_contain_text("Not sent yet")
    phone.press("Did not come Fred")
    find_connection(phone)

    eventually(lambda: (state(session, "Mary"), state(session, "Fred")) == ("attended", "missed"))
    expect(says(phone, "old")).to_be_hidden()


def test_once_signed_out_the_list_is_gone_from_the_phone(phone, session):
    address = phone.path
    phone.open("/help/")
    phone.press("Sign me out here")
    phone.page.wait_for_url("**/admin/login/**")
    wait_until(phone, "caches.has('register').then(has => !has)")
    lose_connection(phone)

    with pytest.raises(Error):
        phone.page.goto(address)
    find_connection(phone)


def test_a_copy_older_than_a_day_is_not_shown(phone):
    yesterday = (timezone.now() - timedelta(hours=25)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    phone.page.evaluate(
        """date => caches.open('register').then(copies => copies.put(
          location.href.split('#')[0], new Response('Mary', { headers: { Date: date } })))""",
        yesterday,
    )
    lose_connection(phone)

    with pytest.raises(Error):
        phone.page.reload()
    find_connection(phone)
    phone.page.goto("/help/")


def test_who_is_signed_out_meanwhile_signs_in_again_and_loses_nothing(phone, session):
    Session.objects.all().delete()
    phone.press("Came Mary")

    expect(phone.find("Sign in again to send it")).to_be_visible()
    expect(row(phone, "Mary")).to_contain_text("Not sent yet")
    assert state(session, "Mary") == "booked"

    phone.press("Sign in again to send it")
    phone.page.get_by_label("Email").fill(NADIA)
    phone.page.get_by_label("Password").fill("a long password")
    phone.press("Sign in")
    assert phone.heading == "The register"
    eventually(lambda: state(session, "Mary") == "attended")


def test_what_is_refused_is_shown_and_the_list_says_what_counts(phone, session):
    ben = User.objects.get(first_name="Ben")
    lose_connection(phone)
    phone.press("Did not come Mary")
    later = timezone.now() + timedelta(seconds=1)
    mark_attendance(booking=booking_of(session, "Mary"), came=True, by=ben, now=later)
    find_connection(phone)

    expect(says(phone, "refused")).to_contain_text("Mary: Somebody else marked them after you.")
    expect(row(phone, "Mary")).to_contain_text("Here")
    assert Booking.objects.get(learner__first_name="Mary").state == "attended"

    phone.press("I have read this")
    expect(says(phone, "refused")).to_be_hidden()


def test_what_another_marked_comes_with_the_next_tap(phone, session):
    ben = User.objects.get(first_name="Ben")
    mark_attendance(booking=booking_of(session, "Fred"), came=True, by=ben, now=timezone.now())

    phone.press("Came Mary")

    expect(row(phone, "Fred")).to_contain_text("Undo")
    expect(phone.page.locator(".register-count")).to_have_text("Here: 2 of 2")


def test_F1_by_keyboard_the_place_is_not_lost(phone, session):
    phone.find("Came Mary").focus()
    phone.page.keyboard.press("Enter")
    expect(row(phone, "Mary")).to_contain_text("Undo")

    assert phone.focused == "Mary"
    phone.page.keyboard.press("Tab")
    assert phone.focused == "Who helps? Mary"
    eventually(lambda: state(session, "Mary") == "attended")


def test_the_page_passes_the_audits_without_a_connection_too(phone):
    lose_connection(phone)
    phone.press("Came Mary")
    phone.type("Who else is here?", "Bartholomew")
    phone.press("Find them")
    expect(says(phone, "kept")).to_be_visible()
    phone.page.evaluate("document.querySelector(\"[data-says='signed-out']\").hidden = false")
    phone.page.evaluate("document.querySelector(\"[data-says='refused']\").hidden = false")

    assert findings_on(phone.page) == {}
    find_connection(phone)
    expect(says(phone, "kept")).to_be_hidden()
