"""A student writes a lesson, a coordinator sends it back, then publishes it, and it is read.

In Wagtail's editor as it comes, with script: its editor is made of it.
"""

import re
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from tests.factories.pictures import jpeg
from whatthetech.people.demonstration import PASSWORD

pytestmark = pytest.mark.browser

A_LAPTOP = {"width": 1280, "height": 900}
SEND = "Submit to Check a lesson"
NO_PICTURE = "Step 1 has no picture. Add one, or mark the step as words only and say why."
WHAT_TO_CHANGE = "Say in step 2 where the red button is."
LESSON = "/learn/staying-safe/leave-a-call/"


@pytest.fixture(autouse=True)
def no_autosave(settings):
    """Nothing is saved but by a press: a save in between would be one of what is half typed."""
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0


@pytest.fixture
def sign_in(make_reader):
    """`with sign_in("volunteer") as desk`: a demonstration person in Wagtail's admin."""

    @contextmanager
    def signed_in(role: str):
        with make_reader(viewport=A_LAPTOP) as desk:
            # Wagtail saves by itself as one types, and is told so while words are missing.
            desk.watch.expected.add("status 400")
            desk.open("/admin/")
            desk.page.get_by_label("Email").fill(f"{role}@example.org")
            desk.page.get_by_label("Password").fill(PASSWORD)
            desk.press("Sign in")
            yield desk

    return signed_in


def test_a_lesson_is_written_sent_back_mended_approved_and_read(sign_in, make_reader):
    with sign_in("volunteer") as author:
        begin_lesson(author)
        write_first_page(author)
        write_step(author, 0, "Hear who it is")
        write_step(author, 1, "End the call", words_only="It is the same screen.")
        write_question(author, 0, "A caller asks for money. What do you do?")
        write_question(author, 1, "Is it rude to end such a call?")
        be_saved(author)
        send(author, SEND)
        assert NO_PICTURE in told(author)

        put_picture(author, 0)
        be_saved(author)
        send(author, SEND)
        assert "submitted for moderation" in told(author)

    with make_reader() as learner:
        learner.watch.expected.add("status 404")
        learner.open(LESSON)
        assert learner.heading == "This page is not here"

    with sign_in("coordinator") as checker:
        open_from_first_page(checker)
        send_back(checker, WHAT_TO_CHANGE)

    with sign_in("volunteer") as author:
        open_from_first_page(author)
        assert WHAT_TO_CHANGE in what_was_said(author)
        turn_to(author, "Steps")
        write(author, step(author, 1), "action", "Tap the red button, at the bottom.")
        be_saved(author)
        send(author, "Resubmit to A coordinator reads it")
        assert "submitted for moderation" in told(author)

    with sign_in("coordinator") as checker:
        open_from_first_page(checker)
        send(checker, "Approve and Publish")

    with make_reader(with_script=False) as learner:
        learner.open("/learn/staying-safe/")
        learner.press("Open “Leave a call”")
        learner.press("Start on: Android phone or tablet")
        assert learner.heading == "Hear who it is"
        assert learner.page.get_by_alt_text("A phone that rings.").is_visible()
        learner.press("Next step")
        assert "Tap the red button, at the bottom." in learner.words
        learner.press("Finish the lesson")
        assert learner.heading == "Well done!"


# --- Writing -----------------------------------------------------------------------------


def begin_lesson(author) -> None:
    author.open("/admin/pages/")
    author.press("Explore child pages of 'Staying safe'")
    author.page.get_by_role("link", name="Add child page").first.click()
    author.settle()


def write_first_page(author) -> None:
    for label, words in (
        ("Title*", "Leave a call"),
        ("What you will be able to do*", "leave a call that feels wrong"),
        ("What to have to hand*", "Your phone"),
    ):
        author.page.get_by_role("textbox", name=label, exact=True).fill(words)
    author.page.get_by_label("Device*", exact=True).select_option("android")


def turn_to(author, tab: str):
    author.page.get_by_role("tab", name=tab).click()
    return author.page.get_by_role("tabpanel", name=tab)


def block(author, number: int, tab: str, part: str):
    """The step or question of this number, from 0, known by a part that only it has."""
    blocks = turn_to(author, tab).locator(
        f"[data-streamfield-child]:has([data-contentpath={part}])"
    )
    return blocks.nth(number)


def step(author, number: int):
    return block(author, number, "Steps", "words_only_because")


def write_step(author, number: int, title: str, *, words_only: str = "") -> None:
    turn_to(author, "Steps").get_by_role("button", name="Insert a block").last.click()
    new = step(author, number)
    new.get_by_label("Title*").fill(title)
    write(author, new, "action", "Tap the green button. Listen to the voice.")
    write(author, new, "see", "You hear somebody talk.")
    write(author, new, "otherwise", "Hear nothing? Tap the red button. You are where you were.")
    new.get_by_label("Words only, because").fill(words_only)


def write(author, where, part: str, words: str) -> None:
    """In place of whatever stands there."""
    field = where.locator(f"[data-contentpath={part}]")
    field.get_by_role("textbox").click()
    author.page.keyboard.press("Control+A")
    author.page.keyboard.type(words)
    # The editor writes down what was typed a quarter of a second after it was.
    expect(field.locator("input[type=hidden]")).to_have_value(re.compile(re.escape(words)))


def write_question(author, number: int, ask: str) -> None:
    turn_to(author, "Last page").get_by_role("button", name="Insert a block").last.click()
    new = block(author, number, "Last page", "ask")
    new.get_by_label("Question*").fill(ask)
    answers = new.locator("[data-contentpath=answers]")
    for place, text in enumerate(("End the call", "Do what the caller says")):
        if place:
            answers.get_by_role("button", name="Add", exact=True).last.click()
        expect(answers.get_by_label("Text*")).to_have_count(place + 1)
        answers.get_by_label("Text*").nth(place).fill(text)
    answers.get_by_label("This is the right answer").first.check()
    write(author, new, "because", "You may end any call at any time.")


def be_saved(author) -> None:
    """Nothing the editor asked for is still under way: its preview, its look at the words."""
    author.page.wait_for_timeout(1000)
    for _ in range(100):
        if not author.watch.under_way:
            return
        author.page.wait_for_timeout(100)


def put_picture(author, number: int) -> None:
    step(author, number).get_by_role("button", name="Choose an image").click()
    choosing = author.page.get_by_role("dialog")
    choosing.get_by_role("tab", name="Upload").click()
    choosing.get_by_label("File*").set_input_files(
        {"name": "IMG_2041.jpg", "mimeType": "image/jpeg", "buffer": jpeg()}
    )
    choosing.get_by_label("Title*").fill("A phone that rings")
    choosing.get_by_label("There are no real names").check()
    choosing.get_by_role("button", name="Upload").click()
    expect(choosing).to_be_hidden()
    step(author, number).get_by_label("Alt text").fill("A phone that rings.")


# --- Sending on, sending back --------------------------------------------------------------


def send(desk, name: str) -> None:
    desk.page.get_by_role("button", name="More actions").click()
    follow(desk, desk.find(name))


def follow(desk, button) -> None:
    """Press what sends the whole form, which Wagtail does a moment later."""
    with desk.page.expect_navigation():
        button.click()
    desk.settle()


def told(desk) -> str:
    return desk.page.locator(".messages").inner_text()


def open_from_first_page(desk) -> None:
    desk.open("/admin/")
    desk.page.get_by_role("link", name="Leave a call").first.click()
    desk.settle()


def what_was_said(author) -> str:
    author.find("Toggle status").click()
    author.find("View details").click()
    details = author.page.get_by_role("dialog")
    said = details.inner_text()
    details.get_by_role("button", name="Close dialog").click()
    return said


def send_back(checker, why: str) -> None:
    checker.page.get_by_role("button", name="More actions").click()
    checker.find("Request changes").click()
    asking = checker.page.get_by_role("dialog")
    asking.get_by_label("Comment").fill(why)
    follow(checker, asking.get_by_role("button", name="Request changes"))
