"""Carry on where you stopped: on one's own device, without an account."""

import pytest

from tests.journeys.pages import PHONE, SCAM, TOUCH

pytestmark = pytest.mark.browser

CARRY_ON = "Carry on where you stopped"
TO_STEP_3 = "Go to step 3 of “Spot and report a scam”"


def test_a_reader_stops_at_a_step_and_carries_on_from_the_first_page(reader):
    reader.open(SCAM + "1/" + PHONE)
    reader.press("Next step")
    reader.press("Next step")
    step = reader.heading
    reader.press("What the Tech!?")
    reader.press(CARRY_ON)
    assert f"You stopped at step 3 of 10: {step}." in reader.words

    reader.press(TO_STEP_3)
    assert (reader.place, reader.heading) == ("Step 3 of 10", step)


def test_the_newest_lesson_stands_first(reader):
    reader.open(SCAM + "3/" + PHONE)
    reader.open(TOUCH + "2/" + PHONE)
    reader.open("/learn/carry-on/")
    assert reader.page.locator("h2").all_inner_texts()[:2] == [
        "Touch, type or mouse",
        "Spot and report a scam",
    ]

    reader.press(TO_STEP_3)
    reader.press("What the Tech!?")
    reader.press(CARRY_ON)
    assert reader.page.locator("h2").first.inner_text() == "Spot and report a scam"


def test_a_finished_lesson_says_so_and_can_be_done_again(reader):
    reader.open(SCAM + "10/" + PHONE)
    reader.press("Finish the lesson")
    reader.press("What the Tech!?")
    reader.press(CARRY_ON)
    assert "You have finished this lesson. Well done." in reader.words

    reader.press("Do “Spot and report a scam” again")
    assert reader.path == SCAM


def test_nobody_is_offered_to_carry_on_with_nothing(reader):
    reader.open("/")

    assert not reader.offers(CARRY_ON)


def test_one_readers_place_is_no_other_readers(make_reader):
    with make_reader() as mary, make_reader() as john:
        mary.open(SCAM + "3/" + PHONE)
        mary.open("/")
        john.open("/")

        assert mary.offers(CARRY_ON)
        assert not john.offers(CARRY_ON)
