"""A volunteer on a phone says when they are free; a learner does; and by keyboard alone."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from tests.factories.people import give_certificate, make_card, make_volunteer
from tests.journeys.accessibility import findings_on
from tests.journeys.pages import VOLUNTEER
from whatthetech.people.availability import coming_weeks
from whatthetech.people.models import Setting, User

pytestmark = pytest.mark.browser


def third_week() -> str:
    return str(coming_weeks(timezone.localdate())[2])


def is_ticked(reader, name: str) -> bool:
    return reader.page.get_by_label(name, exact=True).is_checked()


def test_a_volunteer_taps_times_and_a_week_away_and_sees_them_again(reader):
    reader.sign_in_as(VOLUNTEER)
    reader.open("/help/")
    reader.press("Say when I am free")
    reader.choose("Monday Morning")
    reader.choose("Thursday Evening")
    reader.choose(third_week())
    reader.press("Save when I am free")

    assert reader.heading == "We now know when you are free"
    assert "Monday: morning" in reader.words and "Thursday: evening" in reader.words
    assert third_week() in reader.words

    reader.press("Change it")
    assert is_ticked(reader, "Monday Morning") and is_ticked(reader, third_week())
    assert not is_ticked(reader, "Monday Evening")

    reader.page.get_by_label("Monday Morning", exact=True).uncheck()
    reader.press("Save when I am free")
    assert "Monday" not in reader.words and "Thursday: evening" in reader.words


def test_the_whole_of_a_cell_is_the_target(reader):
    reader.sign_in_as(VOLUNTEER)
    reader.open("/help/availability/")
    cell = reader.page.locator(".day-parts label").first
    box = cell.bounding_box()
    assert box["width"] >= 64 and box["height"] >= 64

    for x, y in ((4, 4), (box["width"] - 4, box["height"] - 4), (box["width"] / 2, 28)):
        before = is_ticked(reader, "Monday Morning")
        reader.page.mouse.click(box["x"] + x, cell.bounding_box()["y"] + y)
        assert is_ticked(reader, "Monday Morning") is not before


def test_a_learner_says_it_by_their_card(reader):
    make_card(called="Mary")
    mary = User.objects.get(first_name="Mary")
    mary.email = "mary@example.org"
    mary.save()
    reader.sign_in_as("mary@example.org")
    reader.open("/me/")
    reader.press("Say when you could come")
    assert reader.heading == "When could you come to a session?"

    reader.choose("Tuesday Morning")
    reader.press("Save when I am free")
    assert "Tuesday: morning" in reader.words


def test_F1_by_keyboard_alone(reader):
    reader.sign_in_as(VOLUNTEER)
    reader.open("/help/availability/")
    keyboard = reader.page.keyboard
    for name in ("Monday Morning", "Wednesday Afternoon", third_week()):
        while reader.page.evaluate("document.activeElement.labels?.[0]?.textContent") != name:
            keyboard.press("Tab")
        keyboard.press("Space")
    while reader.focused != "Save when I am free":
        keyboard.press("Tab")
    with reader.page.expect_navigation():
        keyboard.press("Enter")
    reader.settle()

    assert "Monday: morning" in reader.words and "Wednesday: afternoon" in reader.words
    assert third_week() in reader.words


def test_a_ticked_box_is_told_by_more_than_its_colour_in_forced_colours_too(make_reader):
    """The tick is drawn; where the reader's system chooses the colours, it is still there."""
    with make_reader(forced_colors="active") as reader:
        reader.sign_in_as(VOLUNTEER)
        reader.open("/help/availability/")
        reader.choose("Monday Morning")
        tick = reader.page.locator(".day-parts label").first.evaluate(
            """label => {
              const tick = getComputedStyle(label, '::after');
              const under = getComputedStyle(label.previousElementSibling).backgroundColor;
              return [tick.display, tick.borderBottomWidth, tick.borderBottomColor !== under];
            }"""
        )

    assert tick == ["block", "4px", True]


def test_the_page_of_a_volunteer_with_much_to_read_passes_the_audits(
    make_reader, database_put_back
):
    """Cleared for one, lacking for another, and something that ends soon."""
    today = timezone.localdate()
    volunteer = make_volunteer(
        cleared_for=[Setting.GROUP], email="nadia@example.org", with_password=True
    )
    volunteer.person.groups.add(Group.objects.get(name="Volunteers"))
    give_certificate(
        volunteer, setting=Setting.ONE_TO_ONE, today=today, ends_on=today + timedelta(days=9)
    )
    with make_reader() as reader:
        reader.sign_in_as("nadia@example.org")
        reader.open("/help/")
        assert "What ends soon" in reader.words
        assert findings_on(reader.page) == {}
