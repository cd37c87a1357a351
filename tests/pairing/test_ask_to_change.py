"""“I would like another volunteer”, on a learner's own page: checked once, and nobody asks why."""

import pytest
from django.utils import timezone

from tests.factories.scheduling import make_shift
from tests.pairing.meeting import clear, in_hours, pair, seat
from whatthetech.pairing.changes import ask_to_change
from whatthetech.pairing.models import Ban, Pairing, Round

pytestmark = pytest.mark.django_db

ADDRESS = "/me/another-volunteer/"
LINK = "I would like another volunteer"
WE_LOOK = "We look for somebody else for you"


@pytest.fixture
def priya(volunteer):
    return clear(volunteer)


@pytest.fixture
def mary(client, learner):
    client.force_login(learner)
    return learner


@pytest.fixture
def paired(mary, priya):
    return pair(mary, priya)


def page(client, address="/me/") -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_link_on_ones_own_page_leads_to_a_check(client, paired):
    assert f'href="{ADDRESS}">{LINK}</a>' in page(client)

    shown = page(client, ADDRESS)

    assert "Would you like another volunteer?" in shown and "You need not say why." in shown
    assert not Round.objects.exists()


def test_a_yes_makes_a_draft_and_says_what_happens_next(client, mary, priya, paired):
    assert client.post(ADDRESS)["Location"] == ADDRESS

    draft = Round.objects.get()
    assert (draft.occasion, draft.state) == (Round.Occasion.LEARNER_ASKS, Round.State.DRAFT)
    assert draft.made_by == mary
    assert Ban.objects.live().get().reason == ""
    assert Pairing.objects.live().get() == paired  # until a coordinator publishes
    assert WE_LOOK in page(client, ADDRESS)
    assert WE_LOOK in page(client) and LINK not in page(client)


def test_a_second_press_asks_once(client, mary, paired, coordinator):
    client.post(ADDRESS)
    client.post(ADDRESS)
    again = ask_to_change(learner=mary, by=coordinator, now=timezone.now())  # on the telephone

    assert Round.objects.get() == again


def test_whom_they_asked_to_change_no_longer_prepares_for_them(client, mary, priya, paired):
    session = in_hours(24)
    seat(session, mary, helper=make_shift(session=session, volunteer=priya))
    client.post(ADDRESS)

    assert "Priya" not in page(client)
    client.force_login(priya.person)
    assert "Mary" not in page(client, "/help/prepare/")


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_has_no_volunteer_is_led_to_their_page(client, mary, method):
    assert getattr(client, method)(ADDRESS)["Location"] == "/me/"
    assert not Round.objects.exists()
    assert LINK not in page(client)


def test_staff_have_no_such_page(client, volunteer):
    client.force_login(volunteer)

    assert client.get(ADDRESS)["Location"] == "/me/"
