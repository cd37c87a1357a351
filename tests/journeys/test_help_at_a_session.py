"""A volunteer offers on a phone, the desk confirms, and late they can’t come after all."""

import pytest

from tests.factories.scheduling import book, make_begun_session, make_learner
from tests.journeys.at_a_session import HELPER, a_helper
from tests.journeys.at_the_desk import at_the_desk
from tests.journeys.test_call_desk import faults
from whatthetech.people.models import VolunteerProfile
from whatthetech.scheduling.models import Booking, LearningSession, VolunteerShift
from whatthetech.scheduling.words import start_of

pytestmark = pytest.mark.browser


@pytest.fixture
def tomorrow(site, database_put_back) -> LearningSession:
    """Within two days: to withdraw from it is late."""
    a_helper()
    return make_begun_session(hours_ago=-20)


def start(session) -> str:
    return start_of(session, today=session.on)


def test_offered_confirmed_by_the_desk_and_withdrawn_late_with_a_reason(
    reader, make_reader, tomorrow
):
    waiting = book(tomorrow, make_learner(called="John"))
    reader.sign_in_as(HELPER)
    reader.open("/help/")
    assert "1 person waits for a seat." in reader.words
    reader.press(f"I will come on {start(tomorrow)}")
    assert reader.heading == "Thank you for offering"

    with at_the_desk(make_reader) as desk:
        desk.press("1 shift to confirm")
        assert "Cleared" in desk.words and faults(desk) == []
        desk.page.get_by_role("button", name="Confirm Priya").click()
        desk.settle()
        assert "No shift waits to be confirmed." in desk.words
    assert Booking.objects.get(pk=waiting.pk).state == "offered"

    reader.press("Back to my page")
    assert "Confirmed. We count on you." in reader.words
    reader.press(f"I can’t come on {start(tomorrow)}")
    assert reader.heading == "You can’t come?"
    reader.press("Tell them that I can’t come")
    assert "There is a problem" in reader.words
    reader.choose("An exam or a deadline")
    reader.press("Tell them that I can’t come")

    assert reader.heading == "You are not expected any more"
    shift = VolunteerShift.objects.get()
    assert (shift.state, shift.why_withdrawn) == ("withdrawn", "An exam or a deadline")
    assert Booking.objects.get(pk=waiting.pk).is_live
    assert tomorrow.tasks.open().filter(kind="at risk").exists()

    reader.press("I will come after all")
    assert reader.heading == "Thank you for offering"


def test_the_desk_does_the_same_for_who_telephones(make_reader, tomorrow):
    with at_the_desk(make_reader) as desk:
        helper = VolunteerProfile.objects.get()
        desk.open(f"/admin/desk/call/{helper.person_id}/")
        desk.press("Offer, confirm or withdraw a shift")
        assert faults(desk) == []
        for name in ("They will come on", "Confirm for", "They can’t come on"):
            desk.page.get_by_role("button", name=name).click()
            desk.settle()
        desk.page.get_by_label("Away, or no way to travel").check()
        desk.press("They can’t come")

    assert VolunteerShift.objects.get().why_withdrawn == "Away, or no way to travel"


def test_the_pages_of_the_desk_fit_on_a_telephone(make_reader, tomorrow):
    helper = VolunteerProfile.objects.get()
    with at_the_desk(make_reader) as desk:
        desk.page.set_viewport_size({"width": 360, "height": 740})
        for path in ("/admin/desk/shifts/", f"/admin/desk/volunteers/{helper.pk}/shifts/"):
            desk.page.goto(path)
            width = desk.page.evaluate("document.scrollingElement.scrollWidth")
            assert (path, width) == (path, 360)
        desk.page.set_viewport_size({"width": 1280, "height": 900})
