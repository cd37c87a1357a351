"""The practice pads of the lesson “Touch, type or mouse”: plain forms and the device's own."""

import pytest

from lessons.models import LessonPage
from tests.journeys.pages import TOUCH

pytestmark = pytest.mark.browser


def open_pad(reader, kind: str, track: str = "iphone") -> None:
    """The first step with a pad of this kind."""
    lesson = LessonPage.objects.get(slug="touch-type-or-mouse")
    step = next(step for step in lesson.steps_on(track) if step.practice == kind)
    reader.open(f"{TOUCH}{step.number}/?on={track}")


def test_a_tap_is_answered_as_often_as_one_likes(reader):
    open_pad(reader, "tap")
    place = reader.place
    for _time in range(2):
        reader.press("Tap me")
        assert "You did it. You can do it again." in reader.words
        assert reader.place == place
        reader.page.wait_for_timeout(1100)  # a second press within a second is the same press


def test_on_a_laptop_the_pad_says_click(reader):
    open_pad(reader, "tap", track="windows")
    reader.press("Click me")

    assert "You did it." in reader.words


def test_a_word_is_there_to_hold(reader):
    open_pad(reader, "hold")

    assert reader.page.locator(".practice-word").inner_text() == "Strawberry"
    selectable = reader.page.evaluate(
        "getComputedStyle(document.querySelector('.practice-word')).userSelect"
    )
    assert selectable in ("auto", "text")


def test_F1_a_list_scrolls_to_its_end_by_finger_and_by_keyboard(reader):
    open_pad(reader, "scroll")
    pad = reader.page.locator(".practice-list")
    last = pad.locator("p").last
    assert "You have reached the end." in last.inner_text()
    before = last.bounding_box()["y"]

    pad.focus()
    reader.page.keyboard.press("End")
    box = pad.bounding_box()
    bottom = box["y"] + box["height"]
    assert before > bottom
    reader.wait_until(lambda: lower_edge(last) <= bottom)


def lower_edge(part) -> float:
    box = part.bounding_box()
    return box["y"] + box["height"]


def test_what_was_typed_is_shown_and_not_kept(reader):
    open_pad(reader, "type")
    reader.type("Type a word or two", "Ann <b>")
    reader.press("Show me")
    assert "You typed: Ann <b>" in reader.words

    reader.press("Next step")
    reader.press("Back one step")
    assert "You typed" not in reader.words


def test_letters_taken_away_are_put_back(reader):
    open_pad(reader, "undo")
    box = reader.page.get_by_label("Take away a few letters from the end")
    box.fill("I like tea and bis")
    reader.press("Put it back")

    assert box.input_value() == "I like tea and biscuits"
    assert "The words are back." in reader.words


def test_an_answer_on_a_pad_leads_on_to_the_next_step(reader):
    open_pad(reader, "tap")
    reader.press("Tap me")
    reader.press("Next step")

    assert reader.place == "Step 2 of 9"
