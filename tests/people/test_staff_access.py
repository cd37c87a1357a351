"""Who may see what of the pages by which staff come in: every address, asked by everybody."""

import pytest
from django.test import Client
from django.urls import reverse

from whatthetech.people import access, staff_urls

pytestmark = pytest.mark.django_db

ASKING = ("visitor", "learner", "volunteer", "coordinator")
SIGN_IN, HOME, OFF, ON = "/admin/login/", "/me/", "/admin/second-factor/", "open"
DESK, ENDED = "/admin/", "/admin/invitation-ended/"

# What a GET answers where nobody has a second factor and none is required.
ANSWERS = {
    "sign_in": (ON, ON, DESK, DESK),
    "open_invitation": ("/admin/join/",) * 4,
    "join": (ENDED,) * 4,
    "invitation_ended": (ON,) * 4,
    "second_factor": (SIGN_IN, HOME, ON, ON),
    "give_code": (SIGN_IN, HOME, DESK, DESK),
    "set_up_second_factor": (SIGN_IN, HOME, ON, ON),
    "new_recovery_codes": (SIGN_IN, HOME, "405", "405"),
    "turn_off_second_factor": (SIGN_IN, HOME, OFF, OFF),
}


def test_the_table_holds_every_address_and_no_other():
    assert set(ANSWERS) == {pattern.name for pattern in staff_urls.urlpatterns}


@pytest.mark.parametrize("pattern", staff_urls.urlpatterns, ids=lambda pattern: pattern.name)
def test_every_address_is_named_like_its_view_and_says_who_may_see_it(pattern):
    assert pattern.callback.__name__ == pattern.name
    assert pattern.callback.access in (access.EVERYBODY, access.STAFF)


@pytest.mark.parametrize("who", ASKING)
@pytest.mark.parametrize("name", ANSWERS)
def test_it_answers_as_the_table_says(request, name, who):
    client = Client()
    if who != "visitor":
        client.force_login(request.getfixturevalue(who))
    args = ["some-token"] if name == "open_invitation" else []

    response = client.get(reverse(f"staff:{name}", args=args))

    answer = {200: ON, 405: "405"}.get(response.status_code)
    answer = answer or response["Location"].partition("?")[0]
    assert answer == ANSWERS[name][ASKING.index(who)]
    assert "no-store" in response["Cache-Control"]
    assert "unsafe-inline" not in response.get("Content-Security-Policy", "")
