"""A coordinator pairs people: proposes, reads why, pins, publishes; then a volunteer leaves."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.factories.pairing import (
    THURSDAYS,
    TUESDAYS,
    make_helper,
    make_pairing,
    make_wanting,
    who_has_whom,
)
from tests.factories.people import walk_path
from tests.factories.scheduling import make_room, make_session, make_shift, make_term
from tests.journeys.test_call_desk import A_LAPTOP, faults
from whatthetech.pairing.models import Ban, Pairing, Role, Round
from whatthetech.people.models import Setting
from whatthetech.scheduling.models import LearningSession

pytestmark = pytest.mark.browser

PAIRING = "/admin/desk/pairing/"
THURSDAY = 3


def helper(called, **fields):
    """Cleared as of today, whichever day that is."""
    volunteer = make_helper(called=called, cleared=False, **fields)
    walk_path(volunteer, cleared_for=[Setting.GROUP], today=timezone.localdate())
    return volunteer


@pytest.fixture
def people(site, database_put_back):
    """Four who want somebody this term, of whom one can't on Thursdays; three volunteers."""
    today = timezone.localdate()
    thursday = today + timedelta(days=1 + (THURSDAY - today.weekday() - 1) % 7)
    term = make_term(begins_on=today - timedelta(weeks=4), ends_on=today + timedelta(weeks=8))
    room = make_room()
    room.venue.is_step_free = True
    room.venue.save()
    for week in range(6):
        make_session(room=room, on=thursday + timedelta(weeks=week))
    return {
        "term": term,
        "Mary": make_wanting(called="Mary", times=THURSDAYS, helper_must_be="woman"),
        "John": make_wanting(called="John"),
        "Yusuf": make_wanting(called="Yusuf"),
        "Hodan": make_wanting(called="Hodan", times=TUESDAYS),
        "Zara": helper("Zara", gender="woman"),
        "Nadia": helper("Nadia", places=2),
        "Tom": helper("Tom", places=2, gender="man"),
    }


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def any_desk(request, make_reader, people):
    with make_reader(viewport=A_LAPTOP, with_script=request.param) as desk:
        desk.sign_in_as("coordinator@example.org")
        yield desk


def pin(desk, learner: str, *, to: str) -> None:
    """Chosen, looked at once more, pressed."""
    desk.press(f"Pin to somebody else: {learner}")
    desk.page.get_by_label("Which volunteer?").select_option(label=to)
    desk.press("Go on")
    assert f"{learner} with {to}, whatever it costs." in desk.words
    desk.press("Pin them")


def test_from_proposing_to_a_volunteer_who_leaves(any_desk, people):
    desk = any_desk
    desk.open(PAIRING)
    desk.press("Propose for this term")
    assert "3 of 4, 1 left out" in desk.words
    assert not Pairing.objects.exists()

    desk.press("See who would help whom, and why")
    assert "Their times fit." in desk.words and "Next best: " in desk.words
    assert "could help if Thursday afternoon is possible." in desk.words
    desk.press("What if Thursday afternoon were possible? For Hodan")
    assert "Then Hodan would have " in desk.words
    desk.press("Back to the board")

    pin(desk, "Mary", to="Zara")
    assert desk.heading == "Board"
    pin(desk, "Mary", to="Tom")
    assert "They can’t be pinned." in desk.words

    desk.open(PAIRING)
    desk.press("Propose for this term")
    desk.press("Publish")
    had = who_has_whom(Pairing.objects.live())
    assert had["Mary"] == "Zara" and set(had) == {"Mary", "John", "Yusuf"}

    desk.open(PAIRING + "cover/")
    desk.press(f"Leaves: {had['John']}")
    desk.press("Look for somebody else")
    assert "2 learners stay, 1 moves, none loses theirs." in desk.words
    desk.press("Publish")
    has = who_has_whom(Pairing.objects.live())
    assert {name for name in has if has[name] != had[name]} == {"John"}
    assert has["John"] == had["Yusuf"]


def test_a_pin_is_made_by_keyboard_alone(make_reader, people):
    with make_reader(viewport=A_LAPTOP) as desk:
        desk.sign_in_as("coordinator@example.org")
        desk.open(PAIRING)
        desk.press("Propose for this term")
        round = Round.objects.get()
        desk.open(f"{PAIRING}rounds/{round.pk}/pin/?learner={people['Mary'].pk}")
        desk.page.get_by_label("Which volunteer?").focus()
        desk.page.keyboard.type("Zara")
        desk.page.keyboard.press("Tab")
        assert desk.focused == "Go on"
        desk.page.keyboard.press("Enter")
        desk.find("Pin them").focus()
        desk.page.keyboard.press("Enter")

        expect(desk.page.locator("h1")).to_have_text("Board")
        assert people["Mary"].pins.get().volunteer == people["Zara"]


def test_no_page_of_pairing_has_a_fault_at_A_and_AA_and_each_fits_on_a_telephone(
    make_reader, people
):
    with make_reader(viewport=A_LAPTOP) as desk:
        desk.sign_in_as("coordinator@example.org")
        paths = pages_of(desk, people)
        for path in paths:
            desk.open(path)
            assert (path, faults(desk)) == (path, [])
        desk.page.set_viewport_size({"width": 360, "height": 740})
        for path in paths:
            desk.page.goto(path)  # Wagtail's folded menu never loads its picture
            width = desk.page.evaluate("document.scrollingElement.scrollWidth")
            assert (path, width) == (path, 360)
        desk.page.set_viewport_size(A_LAPTOP)


def pages_of(desk, people) -> list[str]:
    """With something to see on each."""
    mary, zara, tom, term = (people[name] for name in ("Mary", "Zara", "Tom", "term"))
    pairing = make_pairing(mary, zara, term, begun_on=timezone.localdate())
    make_pairing(mary, people["Nadia"], term, role=Role.RESERVE, begun_on=timezone.localdate())
    session = LearningSession.objects.order_by("starts_at").first()
    for volunteer in (zara, people["Nadia"]):
        make_shift(session=session, volunteer=volunteer)
    ban = Ban.objects.create(learner=mary, volunteer=tom, made_at=timezone.now())
    desk.open(PAIRING)
    desk.press("Propose for this term")
    of_round = f"{PAIRING}rounds/{Round.objects.get().pk}/"
    return [
        PAIRING,
        of_round,
        f"{of_round}board/",
        f"{of_round}board/?volunteer={zara.pk}",
        f"{of_round}suppose/{people['Hodan'].pk}/?time=3-afternoon",
        f"{of_round}pin/",
        f"{of_round}pin/?learner={mary.pk}&volunteer={zara.pk}",
        f"{of_round}forbid/?learner={mary.pk}&volunteer={zara.pk}",
        f"{of_round}swap/",
        f"{PAIRING}choices/",
        f"{PAIRING}bans/{ban.pk}/allow/",
        f"{PAIRING}cover/",
        f"{PAIRING}volunteers/{zara.pk}/leaves/",
        f"{PAIRING}learners/{mary.pk}/change/",
        f"{PAIRING}handovers/",
        f"{PAIRING}pairs/{pairing.pk}/handover/",
        f"{PAIRING}weights/",
    ]
