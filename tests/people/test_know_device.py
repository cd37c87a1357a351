"""Staff are told by email of a browser we have not seen, and of no other."""

from datetime import UTC, datetime

import pytest
from django.core import mail
from django.test import Client

from tests.factories.people import code_shown_by, give_telephone
from whatthetech.people import mailing
from whatthetech.people.known_devices import browser_in_words, know_device
from whatthetech.people.models import KnownDevice

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 7, 4, 13, 5, tzinfo=UTC)  # 14:05 in London
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
CHROME += " Chrome/142.0.0.0 Safari/537.36"


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def sign_in(client, commit, email="volunteer@example.org"):
    with commit():
        return client.post(
            "/admin/login/",
            {"username": email, "password": "a long password"},
            headers={"user-agent": CHROME},
        )


def test_nothing_is_said_of_the_very_first(client, volunteer, commit):
    sign_in(client, commit)

    assert mail.outbox == []
    assert volunteer.known_devices.count() == 1


def test_a_second_browser_is_told_of_with_day_time_and_kind(volunteer, commit, settings):
    know_device(person=volunteer, token="", browser=CHROME, now=NOW)

    with commit():
        know_device(person=volunteer, token="", browser=CHROME, now=NOW)

    [message] = mail.outbox
    assert message.to == ["volunteer@example.org"]
    assert message.subject == "You signed in on a new device"
    assert "Hello Priya," in message.body
    assert "When: Saturday 4 July 2026 at 14:05, London time" in message.body
    assert "With: Chrome on Windows" in message.body
    assert f"{settings.SITE_ADDRESS}/admin/password_reset/" in message.body
    assert "020 0000 0000" in message.body


def test_the_same_browser_is_known_again(client, volunteer, commit):
    sign_in(Client(), commit)
    for _ in range(3):
        sign_in(client, commit)
        client.post("/admin/logout/")

    assert len(mail.outbox) == 1  # of the second browser, once
    assert volunteer.known_devices.count() == 2


def test_the_cookie_says_nothing_and_no_script_reads_it(client, volunteer, commit):
    sign_in(client, commit)

    cookie = client.cookies["known-device"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["path"] == "/admin/"
    assert cookie["max-age"] == 400 * 24 * 60 * 60
    assert cookie.value not in str(list(KnownDevice.objects.values()))


def test_on_a_shared_browser_each_is_told_of_their_own(client, volunteer, coordinator, commit):
    know_device(person=coordinator, token="", browser="", now=NOW)  # elsewhere
    sign_in(client, commit)
    client.post("/admin/logout/")

    sign_in(client, commit, "coordinator@example.org")

    assert [message.to for message in mail.outbox] == [["coordinator@example.org"]]
    assert KnownDevice.objects.values("digest").distinct().count() == 2


def test_it_is_told_once_the_second_factor_was_given(client, coordinator, commit, settings):
    settings.SECOND_FACTOR = True
    key = give_telephone(coordinator)
    know_device(person=coordinator, token="", browser="", now=NOW)

    sign_in(client, commit, "coordinator@example.org")
    assert mail.outbox == []
    with commit():
        client.post("/admin/second-factor/code/", {"code": code_shown_by(key)})

    assert len(mail.outbox) == 1


def test_a_wrong_password_makes_no_device_known(client, volunteer, commit):
    with commit():
        client.post("/admin/login/", {"username": "volunteer@example.org", "password": "wrong"})

    assert not KnownDevice.objects.exists()


def test_a_mail_server_that_is_away_keeps_nobody_out(client, volunteer, commit, monkeypatch):
    def refuse(*args):
        raise ConnectionRefusedError

    monkeypatch.setattr(mailing, "send_mail", refuse)
    know_device(person=volunteer, token="", browser="", now=NOW)

    assert sign_in(client, commit)["Location"] == "/admin/"


@pytest.mark.parametrize(
    ("says", "words"),
    [
        (CHROME, "Chrome on Windows"),
        (CHROME + " Edg/142.0", "Edge on Windows"),
        ("(Linux; Android 14; Pixel 8) Chrome/142.0 Mobile Safari/537.36", "Chrome on Android"),
        ("(Linux; Android 13) SamsungBrowser/23.0 Chrome/115.0", "Samsung Internet on Android"),
        ("(iPhone; CPU iPhone OS 18_1 like Mac OS X) Safari/604.1", "Safari on an iPhone"),
        ("(iPad; CPU OS 16_7 like Mac OS X) CriOS/120.0 Safari/604.1", "Chrome on an iPad"),
        ("(Macintosh; Intel Mac OS X 10.15; rv:130.0) Firefox/130.0", "Firefox on a Mac"),
        ("(X11; Linux x86_64; rv:130.0) Firefox/130.0", "Firefox on Linux"),
        ("(X11; CrOS x86_64) Chrome/126.0 Safari/537.36", "Chrome on a Chromebook"),
        ("curl/8.5", "A browser that we don’t know"),
        ("", "A browser that we don’t know"),
        ("<script>\r\nalert(1)", "A browser that we don’t know"),
    ],
)
def test_a_browser_is_named_in_plain_words(says, words):
    assert browser_in_words(says) == words
