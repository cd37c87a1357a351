"""What belongs to no room: health, pictures' files, lost pages."""

import gzip

import pytest
from django.conf import settings
from django.test import RequestFactory

from whatthetech.views import went_wrong

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "said"), [("/health/live", b"alive\n"), ("/health/ready", b"ready\n")]
)
def test_whoever_keeps_it_running_can_ask(client, address, said):
    response = client.get(address)

    assert (response.status_code, response.content) == (200, said)
    assert "no-store" in response["Cache-Control"]


def test_not_ready_without_its_database(client, monkeypatch):
    from django.db import DatabaseError, connection

    def gone():
        raise DatabaseError

    monkeypatch.setattr(connection, "ensure_connection", gone)

    assert client.get("/health/ready").status_code == 503
    assert client.get("/health/live").status_code == 200


def test_robots_are_led_to_the_lessons_and_kept_from_the_editor(client):
    assert client.get("/robots.txt").content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Sitemap: http://localhost/sitemap.xml",
    ]


@pytest.mark.parametrize(
    "address",
    ["/nowhere/", "/learn/nowhere/", "/learn/no/where/3/", "/learn/no/where/done/", "/l/999/"],
)
def test_a_page_that_is_not_there_says_so_kindly(client, address):
    response = client.get(address)

    assert response.status_code == 404
    assert "You have done nothing wrong." in response.content.decode()
    assert 'href="tel:' in response.content.decode()


def test_a_crash_shows_our_own_page_and_nothing_of_what_happened(client, monkeypatch):
    from lessons.views import looking_up

    def crash(asked):
        raise RuntimeError("a secret")

    monkeypatch.setattr(looking_up, "search_library", crash)
    client.raise_request_exception = False

    response = client.get("/learn/search/", {"q": "photos"})

    page = response.content.decode()
    assert response.status_code == 500
    assert "Something went wrong on our side" in page
    assert "secret" not in page and "Traceback" not in page and "photos" not in page


def test_the_crash_page_asks_the_database_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert went_wrong(RequestFactory().get("/")).status_code == 500


def test_a_picture_may_do_nothing_and_may_be_kept(client):
    (settings.MEDIA_ROOT / "images").mkdir(parents=True, exist_ok=True)
    (settings.MEDIA_ROOT / "images" / "cog.svg").write_text("<svg/>")

    response = client.get("/media/images/cog.svg")

    assert response.getvalue() == b"<svg/>"
    assert response["Content-Type"] == "image/svg+xml"
    assert response["Content-Security-Policy"] in (
        "default-src 'none'; sandbox",
        "sandbox; default-src 'none'",
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in response["Cache-Control"]


def test_a_drawing_travels_compressed_and_a_photograph_as_it_is(client):
    (settings.MEDIA_ROOT / "images").mkdir(parents=True, exist_ok=True)
    drawing, photograph = b"<svg>" + b"<path/>" * 100 + b"</svg>", b"\xff\xd8" * 100
    (settings.MEDIA_ROOT / "images" / "cog.svg").write_bytes(drawing)
    (settings.MEDIA_ROOT / "images" / "cog.jpg").write_bytes(photograph)
    takes_gzip = {"accept-encoding": "gzip"}

    answer = client.get("/media/images/cog.svg", headers=takes_gzip)
    zipped = answer.getvalue()

    assert answer["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped) == drawing and len(zipped) < len(drawing)
    assert client.get("/media/images/cog.svg").getvalue() == drawing
    assert client.get("/media/images/cog.jpg", headers=takes_gzip).getvalue() == photograph


@pytest.mark.parametrize(
    "path", ["../settings.py", "..%2f..%2fmanage.py", "/etc/passwd", "images/", "%00"]
)
def test_nothing_outside_the_pictures_is_served(client, path):
    assert client.get(f"/media/{path}").status_code in (400, 404)


def test_public_pages_allow_nothing_inline_and_nothing_from_elsewhere(client):
    policy = client.get("/")["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert "http" not in policy
    assert "default-src 'none'" in policy
