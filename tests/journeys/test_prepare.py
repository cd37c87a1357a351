"""A learner is stuck at home; the volunteer who meets them tomorrow reads it, and prepares."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.factories.people import make_card, walk_path
from tests.factories.pictures import jpeg
from tests.factories.records import be_stuck, keep_place, make_what_helps
from tests.factories.scheduling import make_learner, make_shift
from tests.journeys.accessibility import findings_on
from tests.journeys.at_the_desk import sign_in_by_link
from tests.journeys.pages import PHONE, SCAM, VOLUNTEER
from tests.pairing.meeting import in_hours, pair, seat
from whatthetech.pairing.portraits import give_portrait
from whatthetech.people.models import Language, Setting, User, VolunteerProfile

pytestmark = pytest.mark.browser

PREPARE = "/help/prepare/"


@pytest.fixture
def priya(site, database_put_back) -> VolunteerProfile:
    """The demonstration volunteer, cleared for groups."""
    person = User.objects.get(email=VOLUNTEER)
    profile, _ = VolunteerProfile.objects.get_or_create(person=person)
    walk_path(profile, cleared_for=[Setting.GROUP], today=timezone.localdate())
    profile.languages.set(Language.objects.filter(name__in=["English", "Hindi"]))
    return profile


@pytest.fixture
def tomorrow(priya):
    return in_hours(24)


@pytest.fixture
def card(tomorrow, priya):
    """Mary's, who comes tomorrow, and whom Priya helps."""
    card = make_card(called="Mary")
    seat(tomorrow, card.card.person, helper=make_shift(session=tomorrow, volunteer=priya, places=3))
    return card


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def both(request, make_reader, card):
    """(Mary's telephone, Priya's telephone)"""
    with (
        make_reader(with_script=request.param) as mary,
        make_reader(with_script=request.param) as priya,
    ):
        sign_in_by_link(mary, card)
        priya.sign_in_as(VOLUNTEER)
        yield mary, priya


def test_stuck_at_home_helped_at_the_session(both):
    mary, priya = both
    mary.open("/me/")
    assert "Priya speaks English and Hindi." in mary.words

    mary.open(SCAM + "6/" + PHONE)
    step = mary.heading
    mary.press("I’m stuck")
    assert "Priya will see that you are stuck here" in mary.words

    priya.open("/help/")
    priya.page.get_by_role("link", name="Prepare for").click()
    priya.settle()
    assert f"at step 6 of Spot and report a scam, since today: {step}" in priya.words
    priya.press("Open step 6 of “Spot and report a scam”, where Mary is stuck")
    assert priya.heading == step
    assert priya.path == SCAM + "6/" + PHONE

    priya.open(PREPARE)
    priya.press("Seen to: Mary, step 6 of “Spot and report a scam”")
    assert "Pressed “I’m stuck”" not in priya.words
    assert "step 6 of 10" in priya.words  # where she is in the lesson stays


def test_once_she_is_past_the_step_nobody_is_called_any_more(both):
    mary, priya = both
    mary.open(SCAM + "6/" + PHONE)
    mary.press("I’m stuck")
    priya.open(PREPARE)
    assert "Pressed “I’m stuck”" in priya.words

    mary.press("Back to step 6")
    mary.press("Next step")
    priya.open(PREPARE)

    assert "Pressed “I’m stuck”" not in priya.words
    assert "step 7 of 10" in priya.words


def test_whom_one_meets_is_seen_from_two_days_before_until_a_day_after(both, tomorrow):
    _, priya = both
    for hours, sees in ((49, False), (47, True), (-24.5, True), (-26.5, False)):
        tomorrow.starts_at = timezone.now() + timedelta(hours=hours)
        tomorrow.ends_at = tomorrow.starts_at + timedelta(minutes=90)
        tomorrow.save()
        priya.open(PREPARE)
        assert (hours, "Mary" in priya.words) == (hours, sees)


def test_a_learner_asks_for_somebody_else(both, card, priya):
    mary, _ = both
    pair(card.card.person, priya)
    mary.open("/me/")
    mary.press("I would like another volunteer")
    assert "You need not say why." in mary.words
    mary.press("No, change nothing")
    mary.press("I would like another volunteer")
    mary.press("Yes, look for somebody else")

    assert mary.heading == "We look for somebody else for you"
    mary.press("Go to my page")
    assert "We look for somebody else for you, and ring you." in mary.words
    assert "Priya" not in mary.words


def test_a_volunteer_shows_their_face(both):
    mary, priya = both
    priya.open("/help/picture/")
    file = {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": jpeg()}
    priya.page.get_by_label("A picture of your face").set_input_files(file)
    priya.press("Show this picture")
    assert priya.offers("Delete my picture")

    mary.open("/me/")
    width = mary.page.get_by_alt_text("Priya").evaluate("image => image.naturalWidth")
    assert width == 240


class TestTheStandard:
    @pytest.fixture
    def mary(self, card, tomorrow, priya):
        """With all that stands on a page, and two who come beside her."""
        mary = card.card.person
        make_what_helps(mary, hearing="Speak to her left side", seat_near_door=True)
        mary.learner_profile.goals_in_own_words = "See my grandson in Leeds"
        mary.learner_profile.save()
        lessons = {lesson.slug: lesson for lesson in lessons_on_the_site()}
        keep_place(mary, lessons["spot-and-report-a-scam"], 6)
        be_stuck(mary, lessons["spot-and-report-a-scam"], 6)
        mary.learner_profile.goal_lessons.set([lessons["video-call"]])
        shift = tomorrow.shifts.get()
        for number, name in enumerate(("John", "John"), start=2):
            seat(tomorrow, make_learner(called=name), helper=shift, number=number)
        pair(mary, priya)
        file = SimpleUploadedFile("me.jpg", jpeg())
        give_portrait(volunteer=priya, file=file, by=priya.person, now=timezone.now())
        return mary

    def test_pages_of_a_volunteer_keep_it(self, make_reader, mary):
        with make_reader() as priya:
            priya.sign_in_as(VOLUNTEER)
            for path in (
                "/help/picture/",
                "/help/",
                PREPARE,
                f"{PREPARE}{mary.bookings.get().pk}/print/",
            ):
                priya.open(path)
                assert path == "/help/picture/" or "Mary" in priya.words
                assert (path, findings_on(priya.page)) == (path, {})

    def test_pages_of_a_learner_keep_it(self, make_reader, mary, card):
        with make_reader() as reader:
            sign_in_by_link(reader, card)
            reader.open("/me/")
            assert "Who will help me" in reader.words
            assert reader.page.get_by_alt_text("Priya").count() == 1
            assert findings_on(reader.page) == {}
            reader.open(SCAM + "6/" + PHONE)
            reader.press("I’m stuck")
            assert "will see that you are stuck here" in reader.words
            assert findings_on(reader.page) == {}
            reader.open("/me/another-volunteer/")
            assert findings_on(reader.page) == {}
            reader.press("Yes, look for somebody else")
            assert findings_on(reader.page) == {}


def lessons_on_the_site():
    from lessons.models import LessonPage

    return LessonPage.objects.live()
