"""From an invitation's link to a member of staff: once, and as one person."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.contrib.auth import authenticate
from django.core import mail
from django.db import connection
from django.test import Client

from tests.conftest import make_person
from tests.factories.people import link_in, make_card, make_invitation, signed_in_person
from whatthetech.people import invitations
from whatthetech.people.invitations import (
    InvitationEnded,
    WorksHereAlready,
    accept_invitation,
    send_again,
    take_back,
)
from whatthetech.people.models import Invitation, LearnerProfile, User, VolunteerProfile

pytestmark = pytest.mark.django_db

JOIN, ENDED = "/admin/join/", "/admin/invitation-ended/"
PASSWORD = "horse battery staple"
TWICE = {"new_password1": PASSWORD, "new_password2": PASSWORD}


@pytest.fixture
def invited(coordinator, now, django_capture_on_commit_callbacks):
    """(the invitation, the path of its link)"""

    def send(**fields):
        with django_capture_on_commit_callbacks(execute=True):
            invitation = make_invitation(by=coordinator, **({"now": now} | fields))
        return invitation, link_in(mail.outbox[-1])

    return send


def accept(invitation, now, password=PASSWORD) -> User:
    return accept_invitation(digest=invitation.link_digest, password=password, now=now)


# --- The link ----------------------------------------------------------------------------


def test_the_link_leads_to_a_clean_address_and_its_token_goes_no_further(client, invited):
    _, link = invited()

    response = client.get(link)

    assert (response.status_code, response["Location"]) == (302, JOIN)
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]
    assert link.split("/")[3] not in str(dict(client.session))


def test_the_page_says_who_invites_whom_to_what(client, invited):
    client.get(invited()[1])

    page = client.get(JOIN).content.decode()

    assert "Welcome, <bdi>Nadia</bdi>" in page
    assert "<bdi>Sam</bdi> has invited you to join the volunteers" in page
    assert '<bdi dir="ltr">new@example.org</bdi>' in page


def test_opening_the_link_uses_nothing_up(client, invited):
    for _ in range(2):
        client.get(invited()[1])
        client.get(JOIN)

    assert not Invitation.objects.exclude(accepted_at=None).exists()
    assert signed_in_person(client) is None


@pytest.mark.parametrize(
    "link", ["/admin/join/never-there/", "/admin/join/%00/", f"/admin/join/{'x' * 3000}/"]
)
def test_a_link_that_was_never_there_leads_to_a_calm_page(client, db, link):
    response = client.get(link, follow=True)

    assert response.redirect_chain[-1] == (ENDED, 302)
    assert "ask whoever invited you to send it again" in response.content.decode()


def test_without_a_link_there_is_no_form(client, db):
    assert client.get(JOIN)["Location"] == ENDED


def test_after_fourteen_days_it_opens_nothing(client, invited, now):
    _, link = invited(now=now - timedelta(days=14, seconds=1))

    client.get(link)

    assert client.get(JOIN)["Location"] == ENDED
    assert client.post(JOIN, TWICE)["Location"] == ENDED


def test_one_sent_again_or_taken_back_opens_nothing(client, invited, coordinator, now):
    invitation, link = invited()
    client.get(link)
    send_again(invitation=invitation, by=coordinator, now=now)
    assert client.get(JOIN)["Location"] == ENDED

    invitation.refresh_from_db()
    take_back(invitation=invitation, by=coordinator, now=now)
    with pytest.raises(InvitationEnded):
        accept(invitation, now)


# --- Joining -----------------------------------------------------------------------------


def test_a_volunteer_joins_is_signed_in_and_led_to_the_second_factor(client, invited):
    invitation, link = invited()
    client.get(link)

    response = client.post(JOIN, TWICE)

    nadia = User.objects.get(email="new@example.org")
    assert response["Location"] == "/admin/second-factor/set-up/"
    assert signed_in_person(client) == nadia.pk
    assert client.session.get_expire_at_browser_close()
    assert (nadia.first_name, nadia.last_name) == ("Nadia", "Rahman")
    assert [group.name for group in nadia.groups.all()] == ["Volunteers"]
    assert VolunteerProfile.objects.get().person == nadia
    assert authenticate(username=nadia.email, password=PASSWORD) == nadia
    invitation.refresh_from_db()
    assert (invitation.person, invitation.accepted_at is None) == (nadia, False)


def test_a_coordinator_has_no_volunteers_profile(invited, now):
    person = accept(invited(group="Coordinators")[0], now)

    assert [group.name for group in person.groups.all()] == ["Coordinators"]
    assert not VolunteerProfile.objects.exists()


def test_the_link_is_good_once(client, invited, now):
    invitation, link = invited()
    accept(invitation, now)

    assert client.get(link, follow=True).redirect_chain[-1] == (ENDED, 302)
    with pytest.raises(InvitationEnded):
        accept(invitation, now)


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("", "", "Type a password here."),
        (PASSWORD, "horse battery", "The two passwords are not the same. Type both again."),
        ("short", "short", "too short"),
        ("password123", "password123", "too common"),
        ("rahman-77", "rahman-77", "too similar"),
        ("new@example.org", "new@example.org", "too similar"),
        ("pass\x00word and more", "pass\x00word and more", "Type another password"),
    ],
)
def test_a_password_that_will_not_do_is_refused_with_a_sentence(
    client, invited, first, second, told
):
    client.get(invited()[1])

    page = client.post(JOIN, {"new_password1": first, "new_password2": second}).content.decode()

    assert told in page
    assert "Error: " in page
    assert not User.objects.filter(email="new@example.org").exists()


@pytest.mark.parametrize(
    "password",
    ["пароль из четырёх слов", "👵👵👵👵👵👵👵👵", "\u202ehorse battery", " horse  staple "],
)
def test_any_letters_make_a_password(invited, now, password):
    person = accept(invited()[0], now, password)

    assert person.check_password(password)


def test_whoever_was_signed_in_on_this_browser_is_so_no_more(client, invited, volunteer):
    client.force_login(volunteer)
    client.get(invited()[1])

    client.post(JOIN, TWICE)

    assert signed_in_person(client) == User.objects.get(email="new@example.org").pk


# --- Somebody we know already ------------------------------------------------------------


def test_a_learner_stays_the_same_person_keeps_everything_and_has_no_card_any_more(invited, now):
    mary = make_card(called="Mary").card.person
    User.objects.filter(pk=mary.pk).update(email="Mary@example.org", telephone="020 7946 0000")
    mary.refresh_from_db()

    person = accept(invited(email="mary@example.org")[0], now)

    assert person == mary
    assert (person.first_name, person.last_name) == ("Mary", "Rahman")
    assert person.telephone == "020 7946 0000"
    assert LearnerProfile.objects.get().person == person
    assert not mary.cards.filter(ended_at=None).exists()
    assert authenticate(username="Mary@example.org", password=PASSWORD) == mary


def test_whoever_became_staff_meanwhile_is_not_given_another_password(client, invited, now):
    invitation, link = invited()
    make_person("New@example.org", "Nadia", group="Volunteers")
    client.get(link)

    assert client.post(JOIN, TWICE)["Location"] == ENDED
    with pytest.raises(WorksHereAlready):
        accept(invitation, now)
    assert User.objects.get(email="New@example.org").check_password("a long password")


# --- Pressed several times at once -------------------------------------------------------


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
class TestAtOnce:
    PRESSES = 5

    def joined_by(self, *taken) -> list[User]:
        people, barrier = [], Barrier(len(taken))

        def press(invitation):
            barrier.wait()
            try:
                people.append(accept(invitation, invitation.invited_at))
            except (InvitationEnded, WorksHereAlready):
                pass
            finally:
                connection.close()

        threads = [Thread(target=press, args=(invitation,)) for invitation in taken]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return people

    def test_one_link_makes_one_person(self, coordinator, now):
        invitation = make_invitation(by=coordinator, now=now)

        assert len(self.joined_by(*[invitation] * self.PRESSES)) == 1
        assert User.objects.filter(email="new@example.org").count() == 1

    def test_two_links_to_one_email_make_one_person(self, coordinator, now):
        first = make_invitation(by=coordinator, now=now)
        make_invitation(by=coordinator, now=now)
        Invitation.objects.filter(pk=first.pk).update(ends_at=now + timedelta(days=1))

        assert len(self.joined_by(*Invitation.objects.all())) == 1
        assert User.objects.filter(email="new@example.org").count() == 1

    def test_without_looking_again_the_link_would_be_used_twice(
        self, coordinator, now, monkeypatch
    ):
        """The race can happen: with the question asked beforehand, all are let through."""
        invitation = make_invitation(by=coordinator, now=now)
        monkeypatch.setattr(invitations, "_open_one", lambda *_: invitation)
        monkeypatch.setattr(invitations, "_find_newcomer", lambda _email: None)
        monkeypatch.setattr(invitations, "User", numbered_users())

        assert len(self.joined_by(*[invitation] * self.PRESSES)) == self.PRESSES


def numbered_users():
    """In place of `User`, so that not even the database's constraint is in the way."""
    from itertools import count

    number = count()
    return lambda email: User(email=f"{next(number)}-{email}")


def test_two_browsers_with_the_same_link_end_with_one_person(invited):
    _, link = invited()
    browsers = [Client(), Client()]
    for browser in browsers:
        browser.get(link)

    answers = [browser.post(JOIN, TWICE)["Location"] for browser in browsers]

    assert answers == ["/admin/second-factor/set-up/", ENDED]
