"""What a card opens, and what it doesn't. Every address is asked in tests/access/."""

import pytest
from django.test import Client

from tests.factories.people import link_of, make_card


@pytest.fixture
def mary(db):
    return make_card(called="Mary")


@pytest.mark.parametrize("address", ["/admin/", "/admin/reports/", "/admin/users/"])
def test_a_card_opens_no_office(client, mary, address):
    client.force_login(mary.card.person)

    response = client.get(address)

    assert (response.status_code, "/admin/login/" in response["Location"]) == (302, True)


def test_each_sees_their_own_name_and_no_others(client, mary):
    client.force_login(make_card(called="John").card.person)

    page = client.get("/me/").content.decode()

    assert "John" in page and "Mary" not in page


def test_nobody_is_asked_about_a_card_whose_link_was_not_opened(mary):
    browser = Client()
    peter = make_card(called="Peter").card
    browser.get(link_of(mary))

    page = browser.get(f"/card/is-this-you/?card={peter.pk}").content.decode()

    assert "Mary" in page and "Peter" not in page
