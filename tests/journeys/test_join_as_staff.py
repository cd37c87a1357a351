"""A volunteer is invited, joins, signs in with a second factor, and says when they are free."""

import re
from base64 import b32decode
from contextlib import contextmanager

import pytest
from django.core import mail

from tests.factories.people import code_shown_by
from tests.journeys.accessibility import AXE, State, run_axe
from whatthetech.people.demonstration import PASSWORD

pytestmark = pytest.mark.browser

A_LAPTOP = {"width": 1280, "height": 900}
EMAIL, NEW_PASSWORD = "nadia@example.org", "horse battery staple"
CARRY_ON = "I have them on paper: go on"


def found_by_axe(person) -> list:
    """axe-core's findings on a light and a dark page; without script it can't run."""
    if not person.with_script:
        return []
    person.page.evaluate(AXE)
    found = []
    for colours in ("dark", "light"):
        person.page.emulate_media(color_scheme=colours)
        found += run_axe(person.page, State(name=colours, colours=colours))
    return found


@contextmanager
def at_the_desk(make_reader):
    """Sam, a coordinator, in Wagtail's admin."""
    with make_reader(viewport=A_LAPTOP) as sam:
        sam.open("/admin/")
        sam.type("Email address", "coordinator@example.org")
        sam.type("Password", PASSWORD)
        sam.press("Sign in")
        yield sam


def be_invited(make_reader) -> str:
    """The path of the link that Sam had sent to Nadia."""
    with at_the_desk(make_reader) as sam:
        sam.open("/admin/desk/invitations/")
        sam.press("Invite somebody", within="main")
        sam.type("First name", "Nadia")
        sam.type("Last name", "Rahman")
        sam.type("Email address", EMAIL)
        sam.choose("Volunteer: helps learners, writes lessons")
        sam.press("Send the invitation")
        assert "Nadia Rahman" in sam.words
        assert "Waits, good until" in sam.words
    [message] = mail.outbox
    assert message.to == [EMAIL]
    return re.search(r"/admin/join/\S+", message.body)[0]


def sign_in(person) -> None:
    person.open("/admin/login/?next=/admin/second-factor/")
    assert found_by_axe(person) == []
    person.type("Email address", EMAIL)
    person.type("Password", NEW_PASSWORD)
    person.press("Sign in")


def give_code(person, code: str) -> None:
    assert person.heading == "Type your code"
    assert found_by_axe(person) == []
    person.type("Code", code)
    person.press("Go on")


def sign_out(person) -> None:
    person.open("/admin/second-factor/")
    person.press("Sign out")
    person.open("/admin/second-factor/")
    assert person.heading == "Sign in to What the Tech!?"


def test_a_volunteer_is_invited_signs_in_with_a_second_factor_and_gives_availability(
    reader, make_reader
):
    link = be_invited(make_reader)

    reader.open(link)
    assert reader.heading == "Welcome, Nadia"
    assert reader.path == "/admin/join/"
    assert found_by_axe(reader) == []
    reader.type("Choose a password", NEW_PASSWORD)
    reader.type("Type the same password again", NEW_PASSWORD)
    reader.press("Join")

    assert reader.heading == "Set up your second factor"
    assert found_by_axe(reader) == []
    shown = reader.page.locator(".staff-door-key").inner_text()
    key = b32decode(shown.replace(" ", "")).hex()
    reader.type("The six digits", "000000")
    reader.press("Turn it on")
    assert "This code does not open it." in reader.words
    assert found_by_axe(reader) == []
    reader.type("The six digits", code_shown_by(key))
    reader.press("Turn it on")

    assert reader.heading == "Your recovery codes"
    assert found_by_axe(reader) == []
    codes = reader.page.locator(".staff-door-codes li").all_inner_texts()
    assert len(set(codes)) == 10
    assert reader.offers("Print this page") == reader.with_script
    # Not pressed: on a small phone Wagtail's first page has a picture that is never fetched.
    assert reader.find(CARRY_ON).get_attribute("href") == "/admin/"

    sign_out(reader)
    sign_in(reader)
    give_code(reader, code_shown_by(key, steps_later=1))  # the one before is used up
    assert reader.heading == "Second factor"
    assert "You have 10 recovery codes left." in reader.words

    sign_out(reader)
    sign_in(reader)
    give_code(reader, codes[0])
    assert "You have 9 recovery codes left." in reader.words
    assert found_by_axe(reader) == []

    reader.open("/help/")
    reader.press("Say when I am free")
    reader.choose("Monday Morning")
    reader.press("Save when I am free")
    assert "Monday: morning" in reader.words

    reader.open(link)
    assert reader.heading == "This invitation has ended"
    assert found_by_axe(reader) == []


def test_a_coordinator_without_a_second_factor_sets_one_up_first(reader, settings):
    settings.SECOND_FACTOR = True

    reader.open("/admin/desk/invitations/")
    reader.type("Email address", "coordinator@example.org")
    reader.type("Password", PASSWORD)
    reader.press("Sign in")
    assert reader.heading == "Set up your second factor"
    assert not reader.offers("Not now")

    reader.open("/admin/desk/invitations/")
    assert reader.heading == "Set up your second factor"


def test_after_five_wrong_passwords_the_page_says_how_long_to_wait(reader):
    reader.watch.expected.add("status 429")
    for _ in range(5):
        reader.open("/admin/login/")
        reader.type("Email address", "volunteer@example.org")
        reader.type("Password", "not the password")
        reader.press("Sign in")

    assert reader.heading == "Wait 15 minutes"
    assert found_by_axe(reader) == []
    assert reader.offers("Choose a new password")
