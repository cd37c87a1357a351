"""Somebody rings. A coordinator finds or adds them, and asks what helps them."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories.people import make_card, make_learner
from tests.journeys.accessibility import AXE, RUN_AXE, findings_on
from whatthetech.people.demonstration import PASSWORD
from whatthetech.people.models import Consent, LearnerProfile, WhatHelps

pytestmark = pytest.mark.browser

A_LAPTOP = {"width": 1280, "height": 900}
CALL = "/admin/desk/call/"
AT_A_AND_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
BOX = "Who is ringing? Name, telephone or card number"


@pytest.fixture
def margaret(site, database_put_back):
    return make_learner(known_as="Peggy", address="12 Bloemfontein Road")


@pytest.fixture
def desk(make_reader, margaret):
    with make_reader(viewport=A_LAPTOP) as desk:
        sign_in(desk)
        yield desk


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def any_desk(request, make_reader, margaret):
    with make_reader(viewport=A_LAPTOP, with_script=request.param) as desk:
        sign_in(desk)
        yield desk


def sign_in(desk) -> None:
    desk.open("/admin/login/?next=" + CALL)
    desk.page.get_by_label("Email").fill("coordinator@example.org")
    desk.page.get_by_label("Password").fill(PASSWORD)
    desk.press("Sign in")


def faults(desk) -> list:
    """What axe-core finds at A and AA. On Wagtail's menu and lists it can't tell the contrast."""
    desk.page.evaluate(AXE)
    found = desk.page.evaluate(RUN_AXE, {"tags": AT_A_AND_AA, "off": []})
    wagtails = re.compile("menuitem|sidebar|background gradient")
    return [fault for fault in found if not wagtails.search(" ".join(fault))]


def test_a_misspelt_name_is_found_while_it_is_typed_and_opened_by_keyboard(desk):
    assert desk.page.evaluate("document.activeElement.id") == "who"
    desk.page.keyboard.type("margret smyth")

    expect(desk.page.locator("#how-many")).to_have_text("1 found")
    assert desk.path == CALL  # no name in the address, while one types
    assert faults(desk) == []
    desk.page.keyboard.press("ArrowDown")
    assert desk.focused.startswith("Margaret Smith, called Peggy")
    desk.page.keyboard.press("Enter")

    expect(desk.page.get_by_role("heading", name="Say first")).to_be_visible()
    assert desk.path == f"{CALL}{LearnerProfile.objects.get().person_id}/"
    assert "07700 900123" in desk.words
    assert faults(desk) == []


def test_arrow_up_leads_back_to_the_box(desk):
    desk.page.keyboard.type("margaret")
    expect(desk.page.locator("#how-many")).to_have_text("1 found")

    desk.page.keyboard.press("ArrowDown")
    desk.page.keyboard.press("ArrowUp")

    assert desk.page.evaluate("document.activeElement.id") == "who"


def test_find_works_by_a_press_too(any_desk):
    any_desk.type(BOX, "margret smyth")
    any_desk.press("Find")

    assert "1 found" in any_desk.words
    any_desk.page.locator(".caller").click()
    assert "Who am I speaking to?" in any_desk.words


def test_somebody_new_keeps_what_was_typed_and_is_added(any_desk):
    any_desk.type(BOX, "doris day 020 8743 0018")
    any_desk.press("Find")
    any_desk.press("Somebody new: add “doris day 020 8743 0018”")

    assert any_desk.page.get_by_label("First name").input_value() == "Doris"
    assert any_desk.page.get_by_label("Telephone").input_value() == "020 8743 0018"
    any_desk.press("Add them")

    assert "Who am I speaking to?" in any_desk.words
    assert LearnerProfile.objects.get(person__first_name="Doris").person.last_name == "Day"


def test_who_may_be_here_already_is_asked_about_before_anybody_is_added(any_desk):
    any_desk.open(f"{CALL}new/?q=doris day")
    any_desk.type("Telephone", "07700 900123")
    if any_desk.with_script:
        expect(any_desk.page.locator("#duplicates")).to_contain_text("Margaret Smith")
        assert faults(any_desk) == []
    any_desk.press("Add them")

    assert "Is it one of these?" in any_desk.words
    assert LearnerProfile.objects.count() == 1
    any_desk.press("None of these: add somebody new")
    assert LearnerProfile.objects.count() == 2


def test_the_words_are_read_the_answer_is_kept_and_then_what_helps(any_desk, margaret):
    any_desk.open(f"{CALL}{margaret.person_id}/")
    any_desk.press("What helps them")
    assert "May we write down what helps you?" in any_desk.words
    any_desk.page.get_by_label("What they answered").fill("Yes, that’s fine, love.")
    any_desk.press("They said yes")

    assert Consent.objects.get().said == "Yes, that’s fine, love."
    any_desk.page.get_by_label("With hearing").fill("Better on the left")
    any_desk.press("Keep what helps them")

    assert WhatHelps.objects.get().hearing == "Better on the left"
    assert "Better on the left" in any_desk.words


def test_the_other_pages_of_the_desk_have_no_fault_at_A_and_AA(desk, margaret):
    at = f"/admin/desk/people/{margaret.person_id}/what-helps/"
    for path in (
        CALL,
        f"{CALL}new/",
        at + "ask/",
        "/admin/desk/learners/",
        f"/admin/desk/learners/inspect/{margaret.pk}/",
        f"/admin/desk/learners/edit/{margaret.pk}/",
    ):
        desk.open(path)
        assert (path, faults(desk)) == (path, [])


def test_the_desk_fits_on_a_telephone(desk, margaret):
    desk.page.set_viewport_size({"width": 360, "height": 740})
    for path in (f"{CALL}?q=margaret", f"{CALL}new/?q=margaret", f"{CALL}{margaret.person_id}/"):
        desk.page.goto(path)  # Wagtail's folded menu never loads its picture: nothing to wait for
        width = desk.page.evaluate("document.scrollingElement.scrollWidth")
        assert (path, width) == (path, 360)
    desk.page.set_viewport_size(A_LAPTOP)


class TestOnTheirOwnScreen:
    @pytest.fixture
    def mary(self, make_reader, site, database_put_back):
        issued = make_card(called="Mary")
        with make_reader() as mary:
            mary.open("/card/sign-in/")
            mary.type("The number on your card", issued.printed_number)
            mary.page.locator("main form button").click()
            mary.press("It is shared or borrowed")
            yield mary

    def test_every_page_of_what_helps_keeps_the_standard(self, mary):
        mary.press("Say what helps you when we meet")
        assert findings_on(mary.page) == {}
        mary.open("/me/what-helps/")
        mary.press("Yes, you may keep what helps me")
        assert findings_on(mary.page) == {}

    def test_the_questions_keep_it_too(self, mary):
        mary.open("/me/what-helps/")
        mary.press("Yes, you may keep what helps me")
        box = mary.page.get_by_label("What helps you to hear?")
        box.evaluate("box => box.removeAttribute('maxlength')")
        box.fill("x" * 201)
        mary.press("Go on")
        assert findings_on(mary.page) == {}
        for question in ("sight", "pace", "seat_near_door", "other"):
            mary.open(f"/me/what-helps/{question}/")
            assert (question, findings_on(mary.page)) == (question, {})

    def test_all_of_them_and_the_last_question_keep_it_too(self, mary):
        mary.open("/me/what-helps/")
        mary.press("Yes, you may keep what helps me")
        mary.type("What helps you to hear?", "I hear better on my left")
        mary.press("Go on")
        mary.press("Go back to all of them")
        assert findings_on(mary.page) == {}
        mary.press("Delete all of this")
        assert findings_on(mary.page) == {}
        mary.press("Yes, delete all of it")
        assert "May we write down what helps you?" in mary.words
        assert not WhatHelps.objects.exists()
