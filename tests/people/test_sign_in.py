"""Staff sign in by email and password: words, limits, and what is left behind of it."""

import logging
from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessLog
from django.core import mail
from django.test import Client
from django.utils import timezone

from tests.conftest import make_person
from tests.factories.people import make_card, signed_in_person
from whatthetech.log_line import LogLine
from whatthetech.people.models import User

pytestmark = pytest.mark.django_db

PASSWORD = "a long password"


def sign_in(client, email="volunteer@example.org", password=PASSWORD, **more):
    extra = {"REMOTE_ADDR": more.pop("address", "192.0.2.1")}
    return client.post("/admin/login/", {"username": email, "password": password, **more}, **extra)


def type_wrong(client, times, email="volunteer@example.org", **more):
    for _ in range(times):
        response = sign_in(client, email, "not the password", **more)
    return response


def is_in(client, person) -> bool:
    return signed_in_person(client) == person.pk


# --- The way in --------------------------------------------------------------------------


def test_the_right_password_leads_to_the_desk(client, volunteer):
    response = sign_in(client)

    assert (response.status_code, response["Location"]) == (302, "/admin/")
    assert is_in(client, volunteer)


def test_it_leads_where_they_wanted_to_go(client, volunteer):
    assert sign_in(client, next="/admin/account/")["Location"] == "/admin/account/"


@pytest.mark.parametrize("elsewhere", ["https://example.com/", "//example.com", "javascript:go()"])
def test_it_never_leads_elsewhere(client, volunteer, elsewhere):
    assert sign_in(client, next=elsewhere)["Location"] == "/admin/"


@pytest.mark.parametrize(
    "typed", ["Volunteer@Example.org", " volunteer@example.org ", "VOLUNTEER@EXAMPLE.ORG"]
)
def test_capitals_and_spaces_in_the_email_do_not_matter(client, volunteer, typed):
    sign_in(client, typed)

    assert is_in(client, volunteer)


def test_of_two_emails_that_differ_by_capitals_only_the_one_typed_is_meant(client, volunteer):
    other = make_person("Volunteer@example.org", "Other")

    sign_in(client, "Volunteer@example.org")

    assert is_in(client, other)


def test_the_sign_in_ends_with_the_browser_unless_they_say_it_is_their_own_device(
    client, volunteer
):
    sign_in(client)
    assert client.session.get_expire_at_browser_close()

    sign_in(client, remember="on")
    assert client.session.get_expiry_age() == 24 * 60 * 60


def test_a_wrong_password_is_told_in_plain_words_and_the_email_is_kept(client, volunteer):
    response = sign_in(client, password="not the password")

    page = response.content.decode()
    assert response.status_code == 200
    assert "This email address and this password don’t belong together." in page
    assert 'value="volunteer@example.org"' in page
    assert "not the password" not in page


@pytest.mark.parametrize(
    "typed", ["", "\x00", "👵" * 400, "<script>alert(1)</script>", "\u202eyraM", "x" * 5000]
)
def test_whatever_is_typed_is_answered_by_a_sentence(client, volunteer, typed):
    response = sign_in(client, typed, "x")

    page = response.content.decode()
    assert response.status_code == 200
    assert "error" in page
    assert "<script>alert" not in page


def test_a_learner_without_a_password_is_not_let_in(client):
    User.objects.create_user("mary@example.org", first_name="Mary")

    sign_in(client, "mary@example.org", "")

    assert signed_in_person(client) is None


# --- One person's typing never locks a room ----------------------------------------------


def test_after_five_wrong_passwords_one_waits_and_is_told_how_long(client, volunteer):
    assert type_wrong(client, 4).status_code == 200

    fifth = type_wrong(client, 1)

    assert fifth.status_code == 429
    assert "Wait 15 minutes" in fifth.content.decode()


def test_while_one_waits_even_the_right_password_does_not_open_it(client, volunteer):
    type_wrong(client, 5)

    assert sign_in(client).status_code == 429
    assert signed_in_person(client) is None


def test_trying_while_one_waits_makes_the_wait_no_longer(client, volunteer):
    type_wrong(client, 5)
    AccessAttempt.objects.update(attempt_time=ago(minutes=10))

    assert "Wait 5 minutes" in sign_in(client).content.decode()


def test_after_the_wait_the_right_password_opens_it(client, volunteer):
    type_wrong(client, 5)
    AccessAttempt.objects.update(attempt_time=ago(minutes=16))

    sign_in(client)

    assert is_in(client, volunteer)


def test_somebody_else_at_the_same_address_signs_in_meanwhile(volunteer, coordinator):
    type_wrong(Client(), 20, address="192.0.2.1")

    other = Client()
    sign_in(other, "coordinator@example.org", address="192.0.2.1")

    assert is_in(other, coordinator)


def test_the_same_person_signs_in_from_another_address_meanwhile(client, volunteer):
    type_wrong(Client(), 20, address="192.0.2.1")

    sign_in(client, address="192.0.2.2")

    assert is_in(client, volunteer)


def test_capitals_make_no_new_five(client, volunteer):
    type_wrong(client, 3, email="volunteer@example.org")

    assert type_wrong(client, 2, email=" Volunteer@EXAMPLE.org").status_code == 429


def test_another_browser_makes_no_new_five(volunteer):
    for number in range(5):
        browser = Client(headers={"user-agent": f"Browser {number}"})
        response = type_wrong(browser, 1)

    assert response.status_code == 429


def test_the_right_password_forgives_the_wrong_ones_before(client, volunteer):
    type_wrong(client, 4)
    sign_in(client)
    client.post("/admin/logout/")

    assert type_wrong(client, 4).status_code == 200


def test_behind_a_proxy_the_address_is_what_the_proxy_saw(client, volunteer, settings):
    settings.BEHIND_PROXY = True
    for number in range(5):
        headers = {"x-forwarded-for": f"203.0.113.{number}, 198.51.100.7"}
        answer = client.post(
            "/admin/login/", {"username": "volunteer@example.org", "password": "x"}, headers=headers
        )

    assert answer.status_code == 429


@pytest.mark.parametrize("address", ["", "unix:", "198.51.100.7:4711", "2001:db8::1"])
def test_an_address_of_any_shape_can_be_counted(client, volunteer, address):
    assert type_wrong(client, 5, address=address).status_code == 429


def test_typing_a_cards_number_is_not_counted_as_a_password(client):
    issued = make_card()
    for _ in range(6):
        client.post("/card/sign-in/", {"number": "1234 5678 9012"})
    client.post("/card/sign-in/", {"number": issued.printed_number})

    assert signed_in_person(client) == issued.card.person_id
    assert not AccessAttempt.objects.exists()


# --- What is left behind -----------------------------------------------------------------


def test_neither_the_email_nor_the_password_nor_the_address_is_kept(client, volunteer):
    type_wrong(client, 2, next="/admin/account/?about=mary")

    kept = str(list(AccessAttempt.objects.values()))
    assert AccessAttempt.objects.get().failures_since_start == 2
    for secret in ("volunteer", "not the password", "192.0.2.1", "mary"):
        assert secret not in kept


def test_wrong_passwords_are_forgotten_a_quarter_of_an_hour_later(client, volunteer, coordinator):
    type_wrong(client, 2)
    AccessAttempt.objects.update(attempt_time=ago(minutes=16))

    sign_in(Client(), "coordinator@example.org")

    assert not AccessAttempt.objects.exists()


def test_who_signed_in_when_is_not_kept(client, volunteer):
    sign_in(client)
    client.post("/admin/logout/")

    assert not AccessLog.objects.exists()


def test_the_log_names_nobody_who_failed_to_sign_in(client, volunteer, caplog):
    caplog.handler.setFormatter(LogLine("{name}: {message}", style="{"))
    with caplog.at_level(logging.INFO):
        logging.getLogger("axes").setLevel(logging.WARNING)  # as settings.LOGGING has it
        type_wrong(client, 6)
        sign_in(client, "1234 5678 9012", "3141 5926 5358")

    assert "repeated login failures" in caplog.text
    for secret in ("volunteer@", "not the password", "192.0.2.1", "1234 5678", "3141 5926"):
        assert secret not in caplog.text


def test_the_links_of_emails_are_hidden_in_the_log():
    line = LogLine("{message}", style="{")

    def logged(words):
        return line.format(logging.makeLogRecord({"msg": words}))

    assert logged('"GET /admin/join/dG9rZW4_x/ HTTP/1.1" 200') == (
        '"GET /admin/join/[link]/ HTTP/1.1" 200'
    )
    assert logged("/admin/password_reset/confirm/Mg/c0ffee-abc/ 302") == (
        "/admin/password_reset/confirm/Mg/[link]/ 302"
    )


# --- A forgotten password ----------------------------------------------------------------


def test_a_new_password_is_offered_by_email_to_whoever_has_one(client, volunteer):
    client.post("/admin/password_reset/", {"email": "Volunteer@example.org"})

    assert [message.to for message in mail.outbox] == [["volunteer@example.org"]]


@pytest.mark.parametrize("email", ["mary@example.org", "nobody@example.org", "gone@example.org"])
def test_nobody_else_gets_such_an_email(client, email):
    User.objects.create_user("mary@example.org", first_name="Mary")  # a learner
    User.objects.create_user("gone@example.org", PASSWORD, is_active=False)

    response = client.post("/admin/password_reset/", {"email": email})

    assert response["Location"] == "/admin/password_reset/done/"
    assert mail.outbox == []


def ago(*, minutes):
    return timezone.now() - timedelta(minutes=minutes)
