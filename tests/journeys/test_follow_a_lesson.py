"""From the first page to the end of a lesson, as plain pages and with script."""

import pytest

from lessons.models import LessonPage
from tests.journeys.pages import PHONE, SCAM

pytestmark = pytest.mark.browser


def scam_lesson() -> LessonPage:
    return LessonPage.objects.get(slug="spot-and-report-a-scam")


def test_a_reader_finds_a_lesson_and_follows_it_to_the_end_and_to_the_next(reader):
    reader.open("/")
    reader.press("See the lessons")
    reader.press("See “Staying safe”")
    reader.press("Open “Spot and report a scam”")
    assert reader.heading == "Spot and report a scam"
    reader.press("Start on: Android phone or tablet")

    steps = scam_lesson().steps_on("android")
    for number, step in enumerate(steps, start=1):
        assert (reader.place, reader.heading) == (f"Step {number} of {len(steps)}", step.title)
        reader.press("Next step" if number < len(steps) else "Finish the lesson")

    assert reader.heading == "Well done!"
    next_lesson = reader.page.get_by_role("link", name="Go to “").inner_text()
    reader.press(next_lesson)
    assert next_lesson == f"Go to “{reader.heading}”"
    assert "Which device do you have?" in reader.words


def test_a_reader_checks_themself_and_is_never_told_off(reader):
    question = scam_lesson().questions[0].value
    right = next(answer["text"] for answer in question["answers"] if answer["is_right"])
    other = next(answer["text"] for answer in question["answers"] if not answer["is_right"])
    reader.open(SCAM + "done/" + PHONE)
    reader.press("Start the questions")
    assert reader.heading == question["ask"]

    reader.press("Check my answer")
    assert reader.page.title().startswith("Error: ")
    assert "There is a problem" in reader.words
    assert reader.focused == "There is a problem Choose one of the answers"

    reader.choose(other)
    reader.press("Check my answer")
    assert "Many people think so. Here is another thought" in reader.words
    assert f"You chose: {other}" in reader.words

    reader.press("Answer again")
    reader.choose(right)
    reader.press("Check my answer")
    assert "Yes, that is right" in reader.words

    for _later in range(1, len(scam_lesson().questions)):
        reader.press("Next question")
        reader.page.get_by_role("radio").first.check()
        reader.press("Check my answer")
    reader.press("Finish the questions")
    assert reader.heading == "Well done!"


def test_a_reader_looks_at_the_picture_alone_and_goes_back(reader):
    reader.open(SCAM + "6/" + PHONE)
    step = reader.heading
    reader.press("Make the picture bigger")

    [picture] = reader.page.locator("main img").all()
    assert picture.get_attribute("alt") == scam_lesson().steps_on("android")[5].outline.alt
    assert picture.bounding_box()["width"] == 360 - 2 * 16

    reader.press("Back to step 6")
    assert reader.heading == step


def test_a_lost_page_says_so_calmly_and_leads_on(reader):
    reader.watch.expected.add("status 404")
    reader.open("/learn/no-such-course/")
    assert reader.heading == "This page is not here"
    assert "You have done nothing wrong." in reader.words

    reader.press("Go to the first page")
    assert reader.path == "/"


def test_the_short_address_on_a_sheet_leads_to_the_lesson(reader):
    reader.open(f"/l/{scam_lesson().pk}/")

    assert reader.path == SCAM
