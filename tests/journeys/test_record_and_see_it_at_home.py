"""A volunteer writes in a minute what was done; the learner practises it at home."""

import pytest

from tests.journeys.at_a_session import HELPER, LEARNER, a_booking, a_lesson
from tests.journeys.at_the_desk import A_LAPTOP
from tests.journeys.test_call_desk import faults
from whatthetech.people.models import Concern
from whatthetech.scheduling.models import SessionRecord

pytestmark = pytest.mark.browser


@pytest.fixture
def booking(site, database_put_back):
    return a_booking(state="booked")


def test_recorded_in_a_minute_and_practised_at_home(reader, make_reader, booking):
    lesson = a_lesson()
    first, second = lesson.steps_on("iphone")[:2]
    reader.sign_in_as(HELPER)
    reader.open("/help/")
    reader.press("Write what you did with Mary")
    reader.press("Yes, Mary came")
    reader.press("Choose the lesson you worked on")
    reader.press(lesson.title)
    reader.choose(f"1. {first.title}")
    reader.choose(f"2. {second.title}")
    reader.press("Save these steps")
    assert reader.heading == "What shall Mary practise at home?"
    reader.choose(f"2. {second.title}")
    reader.type("In your own words (optional)", "Once a day")
    reader.press("Save what to practise")
    assert second.title in reader.words and "Once a day" in reader.words
    reader.press("Print this in large type")
    reader.press("Go back without printing")
    reader.press("Done: back to my page")
    assert reader.offers("Change what you did with Mary")

    with make_reader(with_script=reader.with_script) as mary:
        mary.sign_in_as(LEARNER)
        mary.open("/me/")
        assert "with Priya" in mary.words and first.title in mary.words
        mary.press("Practise this")
        assert mary.heading == second.title
        assert mary.path == lesson.address("show_step", 2, track="iphone")
        mary.go_back(to="Hello, Mary")
        mary.press("Print it in large type")
        assert "Once a day" in mary.words


def test_something_worrying_goes_to_the_lead_and_is_seen_no_more(reader, make_reader, booking):
    reader.sign_in_as(HELPER)
    reader.open(f"/help/record/{booking.pk}/")
    reader.press("Tell the safeguarding lead")
    reader.type("What worries you?", "A nephew keeps her bank card")
    reader.press("Look at it before I send it")
    reader.press("No, change my words")
    reader.press("Look at it before I send it")
    reader.press("Yes, send it to the lead")
    assert reader.heading == "It is sent"
    reader.press("Back to what you did")
    assert "nephew" not in reader.words
    assert not SessionRecord.objects.exists()

    with make_reader(viewport=A_LAPTOP) as lead:
        lead.sign_in_as("lead@example.org")
        lead.open("/admin/")
        lead.press("1 concern waits to be read")
        lead.page.locator("main table a").first.click()
        lead.settle()
        assert "A nephew keeps her bank card" in lead.words
        assert faults(lead) == []
        lead.press("I have read this")
        lead.page.get_by_label("In your words").fill("Rang her bank with her")
        lead.press("Keep what was done")
        lead.press("It may be erased with the record")
        lead.press("Keep it after all")

    concern = Concern.objects.get()
    assert concern.read_at and concern.may_go_at is None
    assert concern.what_was_done == "Rang her bank with her"


def test_on_a_telephone_the_coordinator_writes_it(make_reader, booking):
    lesson = a_lesson()
    with make_reader() as sam:
        sam.sign_in_as("coordinator@example.org")
        sam.open(f"/help/record/{booking.pk}/")
        sam.press("Yes, Mary came")
        sam.press("Choose the lesson you worked on")
        sam.press(lesson.title)
        sam.press("We did all of them")
        sam.choose("The whole lesson")
        sam.press("Save what to practise")
        sam.press("Say who helped")
        sam.choose("Priya")
        sam.press("Save who helped")

    kept = SessionRecord.objects.get()
    assert kept.helper.person.email == HELPER and kept.practise_lesson == lesson
