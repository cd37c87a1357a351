"""The device is chosen once, changed from any step, and remembered."""

import pytest

from lessons.models import LessonPage
from tests.journeys.pages import PHONE, SCAM

pytestmark = pytest.mark.browser


def test_a_reader_changes_device_on_a_step_and_keeps_their_place(reader):
    lesson = LessonPage.objects.get(slug="spot-and-report-a-scam")
    on_phone, on_laptop = lesson.steps_on("android"), lesson.steps_on("windows")
    reader.open(SCAM + "4/" + PHONE)
    reader.press("Show me this step on: Windows laptop")

    same = next(step for step in on_laptop if step.id == on_phone[3].id)
    assert (reader.place, reader.heading) == (f"Step {same.number} of {len(on_laptop)}", same.title)
    assert "You are reading the steps for a Windows laptop." in reader.words


def test_the_device_is_remembered_in_the_next_lesson(reader):
    reader.open(SCAM + "4/" + PHONE)
    reader.press("Show me this step on: Windows laptop")

    reader.open("/learn/keeping-in-touch/video-call/1/")

    assert "You are reading the steps for a Windows laptop." in reader.words


def test_the_remembered_device_stands_out_on_the_next_lessons_first_page(reader):
    reader.open(SCAM + "1/?on=windows")
    reader.open("/learn/keeping-in-touch/video-call/")

    main_actions = reader.page.locator("#device .main-button").all_inner_texts()
    assert main_actions == ["Start on: Windows laptop"]


def test_a_step_asked_for_without_a_device_asks_for_it_first(reader):
    reader.open(SCAM + "4/")

    assert reader.path == SCAM
    assert reader.page.url.endswith("#device")
