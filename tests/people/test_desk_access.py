"""Who may enter the desk: every address of it, asked by everybody who might ask."""

import pytest
from django.urls import reverse

from tests.factories.people import make_learner
from whatthetech.people import access
from whatthetech.people.admin_urls import urlpatterns

pytestmark = pytest.mark.django_db

PATTERNS = pytest.mark.parametrize("pattern", urlpatterns, ids=lambda pattern: pattern.name)


def address_of(pattern) -> str:
    person = make_learner().person_id
    return reverse(f"desk:{pattern.name}", args=[person] if "pk" in str(pattern.pattern) else [])


@PATTERNS
def test_every_address_says_who_may_see_it(pattern):
    view = pattern.callback
    says = getattr(view, "access", "") in (access.COORDINATORS, access.LEADS)
    asks = hasattr(view, "view_class") and view.view_class.permission_policy is not None

    assert says or asks


@PATTERNS
def test_neither_visitors_learners_nor_volunteers_come_in(client, pattern, learner, volunteer):
    address = address_of(pattern)
    for person, led_to in (
        (None, "/admin/login/"),
        (learner, "/admin/login/"),
        (volunteer, "/admin/"),
    ):
        if person:
            client.force_login(person)
        for response in (client.get(address), client.post(address)):
            assert response.status_code in (302, 403)
            assert response.status_code == 403 or response["Location"].startswith(led_to)


@PATTERNS
def test_coordinators_and_leads_come_in_where_it_is_theirs(client, pattern, coordinator, lead):
    address = address_of(pattern)
    is_leads = "look_ups" in pattern.name
    for person, is_theirs in ((coordinator, not is_leads), (lead, is_leads)):
        client.force_login(person)
        response = client.get(address)
        came_in = response.status_code in (200, 405) or "/desk/" in response.get("Location", "")
        assert came_in is is_theirs


def test_the_menu_offers_the_desk_to_coordinators_alone(client, coordinator, volunteer):
    for person, is_offered in ((coordinator, True), (volunteer, False)):
        client.force_login(person)
        assert ("/admin/desk/call/" in client.get("/admin/").content.decode()) is is_offered
