"""The link in the QR code asks “Are you Mary?”; only the button signs in."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.people import link_of, make_card, sign_in, signed_in_person
from whatthetech.people.cards import ENDS_AFTER, issue_card
from whatthetech.people.models import Card, User, WrongGuess

pytestmark = pytest.mark.django_db

ASKS, ENDED = "/card/is-this-you/", "/card/ended/"


@pytest.fixture
def card():
    return make_card()


def everything_kept() -> list:
    return [list(model.objects.order_by("pk").values()) for model in (User, Card, WrongGuess)]


class TestOpening:
    @pytest.mark.parametrize("method", ["get", "head"])
    def test_leads_at_once_to_a_clean_address_and_signs_nobody_in(self, client, card, method):
        before = everything_kept()

        response = getattr(client, method)(link_of(card))

        assert (response.status_code, response["Location"]) == (302, ASKS)
        assert response["Referrer-Policy"] == "no-referrer"
        assert "no-store" in response["Cache-Control"]
        assert card.token not in response.content.decode() + str(response.headers)
        assert signed_in_person(client) is None
        assert everything_kept() == before

    def test_a_preview_that_follows_it_changes_nothing_either(self, card):
        before, robot = everything_kept(), Client()

        robot.get(link_of(card), follow=True)
        robot.head(link_of(card), follow=True)

        assert everything_kept() == before
        assert signed_in_person(robot) is None
        assert "signed-in" not in robot.cookies

    @pytest.mark.parametrize("method", ["post", "put", "delete", "options"])
    def test_it_can_only_be_opened(self, client, card, method):
        assert getattr(client, method)(link_of(card)).status_code == 405
        assert signed_in_person(client) is None

    def test_asks_by_first_name_and_shows_nothing_else(self, client, card):
        User.objects.update(last_name="Brown", email="mary@example.org")

        page = client.get(link_of(card), follow=True)

        text = page.content.decode()
        assert "Are you <bdi>Mary</bdi>?" in text
        assert "Brown" not in text and "mary@" not in text and card.token not in text
        assert "no-store" in page["Cache-Control"]

    def test_asks_without_a_name_where_there_is_none(self, client):
        assert "Is this your card?" in (
            client.get(link_of(make_card(called="")), follow=True).content.decode()
        )


class TestAnswering:
    def test_yes_signs_in_and_asks_whose_device_it_is(self, client, card):
        client.get(link_of(card))

        response = client.post(ASKS, {"is_me": "yes"})

        assert response["Location"] == "/card/device/"
        assert signed_in_person(client) == card.card.person_id
        card.card.refresh_from_db()
        assert card.card.last_used_at is not None

    def test_no_forgets_who_was_asked_about(self, client, card):
        client.get(link_of(card))

        assert client.post(ASKS, {"is_me": "no"})["Location"] == "/"
        assert client.get(ASKS)["Location"] == "/card/sign-in/"
        assert client.post(ASKS, {"is_me": "yes"})["Location"] == "/card/sign-in/"
        assert signed_in_person(client) is None

    def test_the_question_is_forgotten_when_the_browser_closes(self, client, card):
        client.get(link_of(card))

        assert client.cookies["sessionid"]["max-age"] == ""

    def test_it_does_not_shorten_the_stay_of_whoever_is_signed_in(self, client, card):
        sign_in(client, card, device="mine")

        client.get(link_of(make_card(called="John")))

        assert client.session.get_expiry_age() > timedelta(days=29).total_seconds()
        assert signed_in_person(client) == card.card.person_id

    def test_the_question_does_not_outlast_another_persons_sign_in(self, client, card):
        client.get(link_of(card))
        john = make_card(called="John")
        client.post("/card/sign-in/", {"number": john.number})

        client.post(ASKS, {"is_me": "yes"})

        assert "Mary" not in client.get(ASKS, follow=True).content.decode()
        assert signed_in_person(client) == john.card.person_id

    def test_yes_must_come_from_our_own_page(self, card):
        careful = Client(enforce_csrf_checks=True)
        careful.get(link_of(card))

        assert careful.post(ASKS, {"is_me": "yes"}).status_code == 403
        assert signed_in_person(careful) is None

    def test_a_card_that_ended_meanwhile_signs_nobody_in(self, client, card):
        client.get(link_of(card))
        issue_card(person=card.card.person, by=None, now=timezone.now())

        assert client.post(ASKS, {"is_me": "yes"})["Location"] == "/card/sign-in/"
        assert signed_in_person(client) is None

    def test_nobody_can_answer_who_opened_no_link(self, client, card):
        assert client.post(ASKS, {"is_me": "yes"})["Location"] == "/card/sign-in/"
        assert signed_in_person(client) is None


def end(card):
    issue_card(person=card.card.person, by=None, now=timezone.now())


def let_expire(card):
    Card.objects.update(issued_at=timezone.now() - ENDS_AFTER)


def leave(card):
    User.objects.update(is_active=False)


def become_staff(card):
    card.card.person.set_password("a long password")
    card.card.person.save()


class TestEnded:
    @pytest.mark.parametrize("happens", [end, let_expire, leave, become_staff])
    def test_a_link_that_is_good_no_more_leads_to_a_page_that_says_so(
        self, client, card, caplog, happens
    ):
        happens(card)

        self.is_told(client, card.token, caplog)

    @pytest.mark.parametrize("token", ["x", "x" * 2000, "%00", "مريم", "<script>", "👵", "0" * 32])
    def test_so_does_a_link_that_never_was(self, client, caplog, token):
        self.is_told(client, token, caplog)

    def is_told(self, client, token, caplog):
        response = client.get(f"/card/q/{token}/")

        assert (response.status_code, response["Location"]) == (302, ENDED)
        assert response["Referrer-Policy"] == "no-referrer"
        page = client.get(ENDED).content.decode()
        assert "Your place is not lost." in page
        assert 'href="tel:' in page
        assert client.get(ASKS)["Location"] == "/card/sign-in/"
        assert caplog.text == ""
