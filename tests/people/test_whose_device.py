"""“Whose device is this?”: shared until they say otherwise, and for how long then."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from tests.factories.lessons import make_course, make_lesson
from tests.factories.people import make_card, sign_in, signed_in_person

pytestmark = pytest.mark.django_db

DEVICE, PLACES = "/card/device/", "/card/places/"
DAY = 60 * 60 * 24


@pytest.fixture
def card():
    return make_card()


@pytest.fixture
def learner(client, card):
    """Mary's browser, before she says whose it is."""
    client.post("/card/sign-in/", {"number": card.number})
    return client


def ends_in(client) -> timedelta:
    """How long the site itself lets the session live."""
    return Session.objects.get(pk=client.session.session_key).expire_date - timezone.now()


@pytest.mark.parametrize(
    "answer",
    [None, {}, {"device": "shared"}, {"device": "\x00"}, {"device": "MINE"}],
    ids=["not answered", "empty", "shared", "null byte", "made up"],
)
def test_no_answer_is_shared_until_the_browser_closes_and_a_day_at_most(learner, answer):
    if answer is not None:
        assert learner.post(DEVICE, answer)["Location"] == "/me/"

    for name in ("sessionid", "signed-in"):
        assert (learner.cookies[name]["max-age"], learner.cookies[name]["expires"]) == ("", "")
    assert timedelta(hours=23) < ends_in(learner) <= timedelta(hours=24)


def test_mine_is_thirty_days(learner):
    assert learner.post(DEVICE, {"device": "mine"})["Location"] == "/me/"

    for name in ("sessionid", "signed-in"):
        assert 30 * DAY - 60 < int(learner.cookies[name]["max-age"]) <= 30 * DAY
    assert timedelta(days=29) < ends_in(learner) <= timedelta(days=30)


def test_after_a_day_on_a_shared_device_nobody_is_signed_in(learner):
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))

    assert learner.get("/me/")["Location"] == "/card/sign-in/"


def test_signing_in_again_on_ones_own_device_asks_again(learner, card):
    learner.post(DEVICE, {"device": "mine"})

    learner.post("/card/sign-in/", {"number": card.number})

    assert learner.cookies["sessionid"]["max-age"] == ""


def test_neither_cookie_says_who_it_is_or_can_be_read_by_a_script(learner, card):
    assert learner.cookies["signed-in"].value == "yes"
    for name in ("sessionid", "signed-in"):
        assert learner.cookies[name]["httponly"]
        assert learner.cookies[name]["samesite"] == "Lax"


def test_the_question_offers_shared_first_and_is_not_kept(learner):
    response = learner.get(DEVICE)

    page = response.content.decode()
    assert page.index('value="shared"') < page.index('value="mine"')
    assert "no-store" in response["Cache-Control"]


def test_whoever_is_not_signed_in_is_led_to_sign_in(client):
    for response in (client.get(DEVICE), client.post(DEVICE, {"device": "mine"})):
        assert response["Location"] == "/card/sign-in/"
        assert "no-store" in response["Cache-Control"]


def test_staff_cannot_stay_signed_in_this_way(client, volunteer):
    client.force_login(volunteer)
    before = ends_in(client)

    response = client.post(DEVICE, {"device": "mine"})

    assert response["Location"] == "/me/"
    assert ends_in(client) <= before <= timedelta(hours=24)


def test_the_answer_must_come_from_our_own_page(card):
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(card.card.person)

    assert careful.post(DEVICE, {"device": "mine"}).status_code == 403


class TestPlacesOfTheDevice:
    """What was learnt here before: theirs on their own device, asked about on another."""

    @pytest.fixture
    def lesson(self):
        return make_lesson(course=make_course())

    @pytest.fixture
    def read_here(self, client, lesson):
        """Somebody came to step 4 on this device, without a card."""
        client.get(lesson.address("leave_footprint", 4, track="android"))
        return client

    @pytest.mark.parametrize("way", ["number", "link"])
    def test_on_their_own_device_they_come_along_and_the_cookie_goes(self, read_here, card, way):
        if way == "number":
            read_here.post("/card/sign-in/", {"number": card.number})
        else:
            read_here.get(f"/card/q/{card.token}/")
            read_here.post("/card/is-this-you/")
        assert not card.card.person.kept_places.exists()

        assert read_here.post(DEVICE, {"device": "mine"})["Location"] == "/me/"

        assert read_here.cookies["place"].value == ""
        assert "step 4 of 6" in read_here.get("/me/").content.decode()

    def test_on_a_shared_one_somebody_elses_place_is_asked_about_first(self, read_here, card):
        read_here.post("/card/sign-in/", {"number": card.number})

        response = read_here.post(DEVICE, {"device": "shared"}, follow=True)

        page = response.content.decode()
        assert response.redirect_chain == [(PLACES, 302)]
        assert "“Find the settings”, step 4 of 6" in page
        assert not card.card.person.kept_places.exists()

    @pytest.mark.parametrize(("answer", "kept"), [("yes", 1), ("no", 0)])
    def test_the_answer_decides_and_the_question_is_over(self, read_here, card, answer, kept):
        sign_in(read_here, card)

        response = read_here.post(PLACES, {"was_me": answer})

        assert response["Location"] == "/me/"
        assert card.card.person.kept_places.count() == kept
        assert read_here.cookies["place"].value == ""
        assert read_here.get(PLACES)["Location"] == "/me/"

    @pytest.mark.parametrize("answer", [{}, {"was_me": "perhaps"}, {"was_me": "\x00"}])
    def test_without_an_answer_nothing_is_taken_and_nothing_lost(self, read_here, card, answer):
        sign_in(read_here, card)

        assert read_here.post(PLACES, answer).status_code == 200

        assert not card.card.person.kept_places.exists()
        assert read_here.cookies["place"].value
        assert "See if that was you" in read_here.get("/me/").content.decode()

    def test_what_they_read_from_now_on_is_theirs_whatever_was_left_here(
        self, read_here, card, lesson
    ):
        sign_in(read_here, card)

        read_here.get(lesson.address("leave_footprint", 2, track="android"))

        assert "step 2 of 6" in read_here.get("/me/").content.decode()

    def test_the_answer_must_come_from_our_own_page(self, card, lesson):
        careful = Client(enforce_csrf_checks=True)
        careful.force_login(card.card.person)
        careful.cookies["place"] = f"{lesson.pk}.done.android"

        assert careful.post(PLACES, {"was_me": "yes"}).status_code == 403
        assert not card.card.person.kept_places.exists()

    def test_two_devices_meet_on_the_card_without_loss(self, card, lesson):
        other = make_lesson(course=lesson.get_parent().specific, slug="other", title="Photos")
        home, library = Client(), Client()
        home.get(lesson.address("leave_footprint", 2, track="android"))
        library.get(lesson.address("leave_footprint", 5, track="android"))
        library.get(other.address("leave_footprint", 1, track="android"))

        sign_in(home, card, device="mine")
        sign_in(library, card)
        library.post(PLACES, {"was_me": "yes"})

        for device in (home, library):
            page = device.get("/me/").content.decode()
            assert "step 5 of 6" in page
            assert "Photos" in page

    @pytest.mark.parametrize(
        "cookie",
        ["", "~~~", "9999999999999999999.aaaaaaaa.android", "<script>", "1.done.android~x"],
    )
    def test_a_cookie_that_cannot_be_read_keeps_nobody_out(self, client, card, cookie):
        client.cookies["place"] = cookie

        client.post("/card/sign-in/", {"number": card.number})

        assert signed_in_person(client) == card.card.person_id

    @pytest.mark.parametrize("front", ["/", "/learn/", "/learn/staying-safe/find-the-settings/"])
    def test_the_way_back_to_ones_place_is_still_on_the_first_pages(
        self, client, card, lesson, front
    ):
        assert "Carry on where you stopped" not in client.get(front).content.decode()

        sign_in(client, card)

        assert "Carry on where you stopped" in client.get(front).content.decode()
