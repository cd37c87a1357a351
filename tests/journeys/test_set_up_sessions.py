"""A coordinator sets up a term of sessions: the venue, the bank holidays, the series, a change."""

import re
from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from tests.journeys.accessibility import AXE, RUN_AXE
from whatthetech.people.models import User, Weekday
from whatthetech.scheduling import series
from whatthetech.scheduling.closed_days import bank_holidays
from whatthetech.scheduling.models import ClosedDay, LearningSession, Room, SessionSeries, Term
from whatthetech.scheduling.words import day_in_words

pytestmark = pytest.mark.browser

A_LAPTOP = {"width": 1280, "height": 900}
A_SMALL_PHONE = {"width": 360, "height": 740}
AT_A_AND_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
COORDINATOR = "coordinator@example.org"


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def desk(request, make_reader, database_put_back):
    with make_reader(viewport=A_LAPTOP, with_script=request.param) as desk:
        desk.sign_in_as(COORDINATOR)
        yield desk


@pytest.fixture
def holiday() -> date:
    """The next bank holiday with two weeks before it and one after, in one year of term."""
    today = timezone.localdate()
    days = bank_holidays(today + timedelta(weeks=3), today + timedelta(weeks=45))
    return next(day for day in days if day.weekday() < 5)


def today() -> date:
    return timezone.localdate()


def faults(desk) -> list:
    """What axe-core finds at A and AA. On Wagtail's menu and lists it can't tell the contrast."""
    desk.page.evaluate(AXE)
    found = desk.page.evaluate(RUN_AXE, {"tags": AT_A_AND_AA, "off": []})
    wagtails = re.compile("menuitem|sidebar|background gradient")
    return [fault for fault in found if not wagtails.search(" ".join(fault))]


def fits_on_a_telephone(desk) -> bool:
    desk.page.set_viewport_size(A_SMALL_PHONE)
    width = desk.page.evaluate("document.scrollingElement.scrollWidth")
    desk.page.set_viewport_size(A_LAPTOP)
    return width <= A_SMALL_PHONE["width"]


def add_venue(desk) -> None:
    desk.open("/admin/desk/venues/new/")
    desk.page.locator("#id_name").fill("Edward Woods Centre")
    desk.page.locator("#id_address").fill("60 Norland Road\nLondon W11 4TX")
    room = desk.page.get_by_role("group", name="A room")
    room.get_by_label("Name of the room").fill("The hall")
    room.get_by_label("Learners at most").fill("12")
    assert fits_on_a_telephone(desk)
    desk.press("Create")
    assert Room.objects.get().learners_at_most == 12


def add_term(desk, holiday: date) -> None:
    desk.open("/admin/desk/terms/new/")
    desk.page.locator("#id_name").fill("Next term")
    desk.page.locator("#id_begins_on").fill(f"{holiday - timedelta(weeks=2)}")
    desk.page.locator("#id_ends_on").fill(f"{holiday + timedelta(weeks=1)}")
    desk.press("Create")


def decide_bank_holidays(desk, holiday: date) -> None:
    """Closed on one of them; open on any other of the term."""
    assert "for your word" in desk.words
    assert fits_on_a_telephone(desk)
    desk.press(f"Yes, we are closed on {holiday.day} {holiday:%B}")
    for other in ClosedDay.objects.proposed():
        desk.press(f"We are open on {other.day.day} {other.day:%B}")
    assert "All bank holidays are decided." in desk.words


def set_up_series(desk, holiday: date) -> None:
    desk.press("Set up a series", within="main .desk")
    desk.page.get_by_label("On which weekday").select_option(Weekday(holiday.weekday()).label)
    desk.type("Begins at", "14:00")
    desk.type("Ends at", "13:30")
    desk.page.get_by_label("Room").select_option(f"{Room.objects.get().pk}")
    desk.press("Look at the sessions")
    assert "It ends before it starts. Choose an end after 14:00." in desk.words
    desk.type("Ends at", "15:30")
    desk.press("Look at the sessions")
    assert "3 sessions" in desk.words
    assert f"{day_in_words(holiday, today=today())} (closed:" in desk.words
    assert not SessionSeries.objects.exists()
    assert fits_on_a_telephone(desk)
    desk.press("Make these 3 sessions")


def change_later_ones(desk) -> None:
    """From the second on they begin an hour later."""
    second = LearningSession.objects.order_by("starts_at")[1]
    desk.open(f"/admin/desk/sessions/{second.pk}/change/")
    desk.choose("This session and all later ones")
    desk.type("Begins at", "15:00")
    desk.type("Ends at", "16:30")
    desk.press("Look at what changes")
    assert "2 sessions change." in desk.words
    assert "3 o’clock to half past 4" in desk.words
    assert {one.begins for one in LearningSession.objects.all()} == {time(14)}
    assert fits_on_a_telephone(desk)
    desk.press("Change these sessions")


def test_from_the_venue_to_a_series_that_is_changed(desk, holiday):
    add_venue(desk)
    add_term(desk, holiday)
    decide_bank_holidays(desk, holiday)
    set_up_series(desk, holiday)

    assert desk.heading == "Calendar"
    assert "14:00" in desk.words
    assert "No helpers" in desk.words
    change_later_ones(desk)

    begins = [one.begins for one in LearningSession.objects.order_by("starts_at")]
    assert begins == [time(14), time(15), time(15)]


def test_every_page_of_setting_up_has_no_fault(make_reader, database_put_back, holiday):
    with make_reader(viewport=A_LAPTOP) as desk:
        desk.sign_in_as(COORDINATOR)
        add_venue(desk)
        add_term(desk, holiday)
        set_up_series_quietly(holiday)
        session = LearningSession.objects.order_by("starts_at").first()
        month = f"?month={session.on:%Y-%m}"
        for path in (
            f"/admin/desk/calendar/{month}",
            f"/admin/desk/calendar/{month}&as=list",
            "/admin/desk/series/new/",
            "/admin/desk/sessions/new/",
            f"/admin/desk/sessions/{session.pk}/change/",
            f"/admin/desk/sessions/{session.pk}/cancel/",
            f"/admin/desk/terms/{session.series.term.pk}/bank-holidays/",
            "/admin/desk/booking-rules/",
        ):
            desk.open(path)
            assert (path, faults(desk)) == (path, [])
            assert (path, fits_on_a_telephone(desk)) == (path, True)


def set_up_series_quietly(holiday: date) -> None:
    series.set_up_series(
        room=Room.objects.get(),
        term=Term.objects.get(),
        weekday=holiday.weekday(),
        begins=time(14),
        length_minutes=90,
        by=User.objects.get(email=COORDINATOR),
        now=timezone.now(),
    )
