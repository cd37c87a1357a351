"""How pages look follows a person's card, and leaves a shared device with them."""

import pytest
from django.test import Client

from lessons.models import KeptDisplay
from tests.factories.people import link_of, make_card, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def card():
    return make_card()


def choose(browser, **choice):
    return browser.post("/display/", {**choice, "next": "/me/"})


def looks(browser) -> str:
    """The display cookie: size and page."""
    cookie = browser.cookies.get("display")
    return cookie.value if cookie else ""


def test_a_choice_made_while_signed_in_is_there_on_any_other_device(client, card):
    library = Client()
    sign_in(client, card)
    choose(client, size="36")
    choose(client, page="dark")

    sign_in(library, card)

    assert looks(library) == "36-dark"
    assert 'data-words="36" data-page="dark"' in library.get("/").content.decode()


def test_it_comes_at_the_sign_in_itself_by_the_square_too(card):
    KeptDisplay.objects.create(person=card.card.person, size=44, page="light")
    phone = Client()
    phone.get(link_of(card))

    phone.post("/card/is-this-you/", {"is_me": "yes"})

    assert looks(phone) == "44-light"


def test_whoever_never_chose_keeps_what_this_device_shows(client, card):
    choose(client, size="28")

    sign_in(client, card)

    assert looks(client) == "28-"
    assert KeptDisplay.objects.get().size == 28


def test_a_device_as_it_came_is_no_choice(client, card):
    sign_in(client, card)

    assert not KeptDisplay.objects.exists()
    assert looks(client) == ""


def test_the_card_made_here_takes_the_choice_made_here(client):
    choose(client, size="44")

    client.post("/card/new/", {"called": "Mary"})

    assert KeptDisplay.objects.get().person.first_name == "Mary"


def test_without_signing_in_nothing_is_kept_for_anybody(client, card):
    choose(client, size="44")

    assert not KeptDisplay.objects.exists()


def test_anothers_choice_is_never_applied(client, card):
    KeptDisplay.objects.create(person=card.card.person, size=44, page="dark")

    sign_in(client, make_card(called="John"))

    assert looks(client) == ""


@pytest.mark.parametrize(("device", "left"), [("shared", ""), ("mine", "36-")])
def test_signing_out_puts_a_shared_device_back_and_leaves_ones_own(client, card, device, left):
    sign_in(client, card, device=device)
    choose(client, size="36")

    client.post("/card/sign-out/")

    assert looks(client) == left
    assert KeptDisplay.objects.get().size == 36


@pytest.mark.parametrize("choice", [{"size": "1000"}, {"size": "\x00"}, {"page": "<script>"}, {}])
def test_what_is_no_choice_of_ours_is_not_kept_as_one(client, card, choice):
    sign_in(client, card)

    choose(client, **choice)

    assert KeptDisplay.objects.filter(size=22, page="").count() == 1


def test_the_choice_goes_with_its_person(card):
    KeptDisplay.objects.create(person=card.card.person, size=44, page="dark")

    card.card.person.delete()

    assert not KeptDisplay.objects.exists()
