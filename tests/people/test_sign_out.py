"""“I have finished”: nothing of the person stays on the device."""

import pytest
from django.test import Client

from tests.factories.lessons import make_course, make_lesson
from tests.factories.people import link_of, make_card, sign_in, signed_in_person

pytestmark = pytest.mark.django_db

OUT = "/card/sign-out/"
OF_THE_DEVICE = {"display", "device"}  # how it looks and what it is: nobody's in particular


@pytest.fixture
def lesson():
    return make_lesson(course=make_course())


@pytest.fixture
def card():
    return make_card()


@pytest.fixture
def learner(client, card):
    sign_in(client, card, device="mine")
    return client


def cookies_of(client) -> set[str]:
    return {name for name, cookie in client.cookies.items() if cookie.value}


def test_leaves_no_cookie_of_ours_but_the_devices_own(learner, lesson):
    learner.post("/display/", {"size": "28"})
    learner.get(lesson.address("leave_footprint", 2, track="android"))
    learner.post(lesson.address("ask_for_help", 2, track="android"))
    learner.get("/card/new/")
    learner.get("/card/device/")
    assert {"sessionid", "signed-in", "stuck", "csrftoken"} <= cookies_of(learner)

    response = learner.post(OUT)

    assert response["Location"] == "/card/signed-out/"
    assert cookies_of(learner) == OF_THE_DEVICE
    assert "no-store" in response["Cache-Control"]
    assert response["Clear-Site-Data"] == '"cache"'


def test_the_session_is_gone_from_the_site_too(learner):
    key = learner.cookies["sessionid"].value

    learner.post(OUT)

    somebody = Client()
    somebody.cookies["sessionid"] = key
    assert somebody.get("/me/")["Location"] == "/card/sign-in/"


@pytest.mark.parametrize("address", ["/me/", "/card/device/", "/card/is-this-you/"])
def test_back_leads_to_sign_in_and_shows_nothing(learner, card, address):
    learner.get(link_of(card))

    learner.post(OUT)

    response = learner.get(address)
    assert response["Location"] == "/card/sign-in/"
    assert "no-store" in response["Cache-Control"]
    assert "Mary" not in learner.get(address, follow=True).content.decode()


def test_the_page_after_it_says_so_and_greets_nobody(learner):
    learner.post(OUT)
    for name in set(learner.cookies) - cookies_of(learner):
        del learner.cookies[name]  # as a browser does, and the test's client doesn't

    page = learner.get("/card/signed-out/").content.decode()

    assert "Nothing of yours is left on this device." in page
    assert "Mary" not in page
    assert "sign me out" not in page
    assert cookies_of(learner) == set()


def test_what_is_read_afterwards_is_nobodys(learner, lesson, card):
    learner.post(OUT)

    learner.get(lesson.address("leave_footprint", 5, track="android"))

    assert not card.card.person.kept_places.exists()
    assert learner.cookies["place"].value


class TestFromAnyPage:
    def test_every_page_offers_it_to_whoever_is_signed_in_and_to_nobody_else(self, client, lesson):
        pages = ["/", "/learn/", lesson.address("show_step", 1, track="android"), "/card/"]
        button, visitor = f'action="{OUT}" method="post"', Client()
        sign_in(client, make_card())

        for page in [*pages, "/me/", "/card/device/"]:
            assert client.get(page).content.decode().count(button) == 1
        for page in pages:
            assert button not in visitor.get(page).content.decode()

    @pytest.mark.parametrize(
        "sent",
        [
            {},
            {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"},
            {"Origin": "null"},
        ],
        ids=["an old browser", "ours", "a browser that hides where from"],
    )
    def test_without_a_token_since_public_pages_are_the_same_for_everybody(self, card, sent):
        careful = Client(enforce_csrf_checks=True)
        careful.force_login(card.card.person)

        assert careful.post(OUT, headers=sent)["Location"] == "/card/signed-out/"
        assert signed_in_person(careful) is None

    @pytest.mark.parametrize(
        "sent",
        [
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
            {"Origin": "https://elsewhere.example"},
        ],
    )
    def test_but_not_from_another_site(self, learner, card, sent):
        assert learner.post(OUT, headers=sent).status_code == 403
        assert signed_in_person(learner) == card.card.person_id

    def test_nor_by_a_link(self, learner, card):
        assert learner.get(OUT).status_code == 405
        assert signed_in_person(learner) == card.card.person_id

    def test_pressed_twice_it_says_the_same(self, learner):
        learner.post(OUT)

        assert learner.post(OUT)["Location"] == "/card/signed-out/"
