"""Forms without a token: let in from our own pages and old browsers, refused from elsewhere."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 302),
        ({"Sec-Fetch-Site": "same-origin"}, 302),
        ({"Sec-Fetch-Site": "none"}, 302),
        ({"Origin": "http://testserver"}, 302),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "same-origin"}, 403),
    ],
)
def test_where_the_form_came_from_decides(headers, status):
    client = Client(enforce_csrf_checks=True, headers=headers)

    response = client.post("/display/", {"size": "28"})

    assert response.status_code == status
    assert ("display" in response.cookies) == (status == 302)


def test_a_form_with_a_token_of_its_own_still_needs_it():
    client = Client(enforce_csrf_checks=True)

    assert client.post("/admin/login/", {"username": "a", "password": "b"}).status_code == 403
