"""Who looked up whom: written by every look, read by leads, changed by nobody."""

from datetime import timedelta

import pytest
from django.urls import NoReverseMatch, get_resolver, reverse

from tests.factories.people import make_learner
from whatthetech.people.look_ups import ONE_LOOK, note_look_up, note_view
from whatthetech.people.models import LookUp

pytestmark = pytest.mark.django_db

REPORT = "/admin/desk/look-ups/"


def page(client, address) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def looks(coordinator, now):
    """Sam looked at Margaret today, and took out seven learners ten days ago."""
    note_view(by=coordinator, person=make_learner().person, now=now)
    long_ago = now - timedelta(days=10)
    note_look_up(by=coordinator, deed=LookUp.Deed.EXPORTED, now=long_ago, remark="7 learners")


def test_a_look_within_ten_minutes_is_the_same_look(coordinator, lead, now):
    person = make_learner().person
    first = note_view(by=coordinator, person=person, now=now)

    soon = now + ONE_LOOK - timedelta(seconds=1)
    assert note_view(by=coordinator, person=person, now=soon) == first
    assert note_view(by=lead, person=person, now=soon) != first
    assert note_view(by=coordinator, person=person, now=now + ONE_LOOK) != first


def test_a_lead_reads_who_when_what_and_whom(client, lead, looks):
    client.force_login(lead)

    shown = page(client, REPORT)

    for words in ("Sam", "looked at", "Margaret Smith", "exported", "7 learners"):
        assert words in shown
    assert REPORT in page(client, "/admin/")


@pytest.mark.parametrize(
    ("asked", "looked_at", "exported"),
    [
        ("deed=viewed", True, False),
        ("deed=exported", False, True),
        ("at_from={yesterday}", True, False),
        ("at_to={yesterday}", False, True),
        ("by={sam}", True, True),
        ("by={lead}", True, True),  # who looked at nobody is not offered: no filter
    ],
)
def test_filters_by_who_deed_and_days(
    client, lead, coordinator, looks, now, asked, looked_at, exported
):
    client.force_login(lead)
    words = {"yesterday": (now - timedelta(days=1)).date(), "sam": coordinator.pk, "lead": lead.pk}

    shown = page(client, f"{REPORT}results/?{asked.format(**words)}")

    assert ("Margaret Smith" in shown, "7 learners" in shown) == (looked_at, exported)


@pytest.mark.parametrize("who", ["coordinator", "volunteer", "learner"])
def test_nobody_else_reads_it(client, request, who, looks):
    client.force_login(request.getfixturevalue(who))

    for address in (REPORT, f"{REPORT}results/"):
        assert client.get(address).status_code == 302


def test_the_admin_has_no_address_to_change_a_look_up_by(client, lead, looks):
    client.force_login(lead)
    names = [name for name in get_resolver().reverse_dict if isinstance(name, str)]

    assert not [name for name in names if "look" in name]  # those of the report are in “desk:”
    for method in ("post", "put", "patch", "delete"):
        assert getattr(client, method)(REPORT).status_code == 405
    for name in ("lookup:edit", "look_ups:edit", "desk:edit_look_up", "desk:delete_look_up"):
        with pytest.raises(NoReverseMatch):
            reverse(name, args=[1])
    assert LookUp.objects.filter(deed="exported", remark="7 learners").exists()


@pytest.mark.parametrize("many", [1, 3])
def test_a_longer_list_asks_no_more_of_the_database(
    client, lead, coordinator, now, django_assert_num_queries, many
):
    for _ in range(many):
        note_view(by=coordinator, person=make_learner().person, now=now)
    client.force_login(lead)
    page(client, REPORT)

    with django_assert_num_queries(QUERIES):
        page(client, REPORT)


QUERIES = 12
