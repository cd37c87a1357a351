"""Signed out on every device: by the learner, by the desk, and with a card that was lost."""

import pytest
from django.test import Client

from tests.factories.people import make_card, sign_in, signed_in_person
from whatthetech.people.cards import issue_card

pytestmark = pytest.mark.django_db


@pytest.fixture
def card():
    return make_card()


@pytest.fixture
def devices(card):
    """Two, one of them their own."""
    phone, library = Client(), Client()
    sign_in(phone, card, device="mine")
    sign_in(library, card)
    return phone, library


def is_signed_in(device) -> bool:
    return device.get("/me/").status_code == 200


def test_the_learner_signs_out_everywhere_and_the_card_stays_good(card, devices):
    phone, library = devices

    page = phone.get("/card/sign-out/everywhere/")
    phone.post("/card/sign-out/everywhere/")

    assert page.status_code == 200
    assert not is_signed_in(phone) and not is_signed_in(library)
    sign_in(phone, card)
    assert is_signed_in(phone)


def test_a_coordinator_does_it_by_telephone(card, devices, coordinator):
    desk = Client()
    desk.force_login(coordinator)

    response = desk.post(f"/admin/desk/people/{card.card.person_id}/sign-out/")

    assert response["Location"] == f"/admin/desk/call/{card.card.person_id}/"
    assert [is_signed_in(device) for device in devices] == [False, False]


def test_a_new_card_ends_what_was_begun_with_the_old_one(card, devices, coordinator, now):
    issue_card(person=card.card.person, by=coordinator, now=now)

    assert [is_signed_in(device) for device in devices] == [False, False]


def test_nobody_else_is_signed_out(card, devices, now):
    other = Client()
    sign_in(other, make_card(called="John"))

    issue_card(person=card.card.person, by=None, now=now)

    assert is_signed_in(other)
    assert signed_in_person(other) != card.card.person_id
