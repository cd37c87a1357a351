"""Inviting new staff: who may, what is sent, and the list at the desk."""

from datetime import UTC, datetime, timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.utils.html import escape

from tests.conftest import make_person
from tests.factories.people import link_in, make_invitation
from whatthetech.people import mailing
from whatthetech.people.invitations import (
    InvitationEnded,
    MayNotInvite,
    WorksHereAlready,
    groups_open_to,
    invite,
    link_digest,
    send_again,
    take_back,
)
from whatthetech.people.models import Invitation, User

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
LIST, NEW = "/admin/desk/invitations/", "/admin/desk/invitations/new/"
NADIA = {
    "first_name": "Nadia",
    "last_name": "Rahman",
    "email": "nadia@example.org",
    "group": "Volunteers",
}


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


# --- Who may invite whom -----------------------------------------------------------------


def test_coordinators_invite_volunteers_and_coordinators(coordinator, volunteer, lead):
    assert groups_open_to(coordinator) == ["Volunteers", "Coordinators"]
    assert groups_open_to(volunteer) == []
    assert groups_open_to(lead) == []


def test_a_lead_is_invited_by_a_coordinator_who_is_one_or_by_an_administrator(coordinator, lead):
    coordinator.groups.add(*lead.groups.all())
    administrator = User.objects.create_superuser("admin@example.org", "a long password")

    for by in (coordinator, administrator):
        assert groups_open_to(by) == ["Volunteers", "Coordinators", "Safeguarding leads"]


@pytest.mark.parametrize("group", ["Safeguarding leads", "Nobody has heard of it"])
def test_whoever_may_not_is_refused_by_the_deed_itself(coordinator, group):
    with pytest.raises(MayNotInvite):
        make_invitation(by=coordinator, group=group, now=NOW)

    assert not Invitation.objects.exists()


# --- What is sent ------------------------------------------------------------------------


def test_the_email_holds_a_link_of_which_only_a_hash_is_kept(coordinator, commit, settings):
    settings.SITE_ADDRESS = "https://lessons.example.org"
    with commit():
        invitation = make_invitation(by=coordinator, email="Nadia@Example.org ", now=NOW)

    [message] = mail.outbox
    link = link_in(message)
    assert message.to == ["nadia@example.org"]
    assert f"https://lessons.example.org{link}" in message.body
    assert "Hello Nadia," in message.body
    assert "Saturday 5 December 2026" in message.body
    assert invitation.ends_at == NOW + timedelta(days=14)
    assert invitation.link_digest == link_digest(link.split("/")[3])
    assert link.split("/")[3] not in str(list(Invitation.objects.values()))


def test_a_name_is_sent_as_it_was_typed(coordinator, commit):
    with commit():
        make_invitation(by=coordinator, first_name="O’Brien & <b>Łukasz", now=NOW)

    assert "Hello O’Brien & <b>Łukasz," in mail.outbox[0].body


def test_nothing_is_sent_where_nothing_was_kept(coordinator, volunteer, commit):
    with commit(), pytest.raises(WorksHereAlready):
        make_invitation(by=coordinator, email="Volunteer@example.org", now=NOW)

    assert (mail.outbox, Invitation.objects.count()) == ([], 0)


def test_somebody_who_was_stopped_is_not_invited_again(coordinator):
    User.objects.create_user("gone@example.org", first_name="Mary", is_active=False)

    with pytest.raises(WorksHereAlready):
        make_invitation(by=coordinator, email="gone@example.org", now=NOW)


def test_a_second_invitation_ends_the_first(coordinator):
    first = make_invitation(by=coordinator, now=NOW)
    make_invitation(by=coordinator, now=NOW + timedelta(hours=1))

    first.refresh_from_db()
    assert first.ends_at == NOW + timedelta(hours=1)


def test_sending_again_makes_a_new_link_and_the_old_one_dies(coordinator, commit):
    invitation = make_invitation(by=coordinator, now=NOW)
    old = invitation.link_digest
    later = NOW + timedelta(days=20)

    with commit():
        again = send_again(invitation=invitation, by=coordinator, now=later)

    assert again.pk == invitation.pk
    assert again.link_digest not in ("", old)
    assert again.ends_at == later + timedelta(days=14)
    assert link_digest(link_in(mail.outbox[-1]).split("/")[3]) == again.link_digest


def test_what_was_accepted_is_neither_sent_again_nor_taken_back(coordinator):
    invitation = make_invitation(by=coordinator, now=NOW)
    Invitation.objects.update(accepted_at=NOW)

    for deed in (send_again, take_back):
        with pytest.raises(InvitationEnded):
            deed(invitation=invitation, by=coordinator, now=NOW)


@pytest.mark.parametrize("deed", [send_again, take_back])
def test_a_leads_invitation_is_left_to_who_could_make_it(coordinator, deed):
    administrator = User.objects.create_superuser("admin@example.org", "a long password")
    invitation = make_invitation(by=administrator, group="Safeguarding leads", now=NOW)

    with pytest.raises(MayNotInvite):
        deed(invitation=invitation, by=coordinator, now=NOW)


# --- At the desk -------------------------------------------------------------------------


def test_a_coordinator_invites_and_finds_it_in_the_list(desk, commit):
    with commit():
        response = desk.post(NEW, NADIA, follow=True)

    page = response.content.decode()
    assert "The invitation is on its way to nadia@example.org." in page
    assert "<bdi>Nadia Rahman</bdi>" in page
    assert "Waits, good until" in page
    assert [message.to for message in mail.outbox] == [["nadia@example.org"]]


def test_the_form_offers_only_what_one_may(desk):
    page = desk.get(NEW).content.decode()

    assert 'value="Coordinators"' in page
    assert "Safeguarding lead" not in page
    assert (
        "Choose one of these."
        in desk.post(NEW, NADIA | {"group": "Safeguarding leads"}).content.decode()
    )


def test_somebody_who_works_here_is_told_and_what_was_typed_is_kept(desk, volunteer):
    page = desk.post(NEW, NADIA | {"email": "volunteer@example.org"}).content.decode()

    assert "Somebody with this email address works here already" in page
    assert 'value="Nadia"' in page


def test_a_lost_email_is_told_and_the_invitation_kept(desk, commit, monkeypatch, caplog):
    def refuse(*args):
        raise SMTPRecipientsRefused({"nadia@example.org": (550, b"no such person")})

    monkeypatch.setattr(mailing, "send_mail", refuse)
    with commit() as callbacks:
        pass
    assert callbacks == []

    with pytest.raises(mailing.MailNotSent), commit():
        invite(**NADIA, by=User.objects.get(), now=NOW)

    assert Invitation.objects.get().email == "nadia@example.org"
    assert "An email was not sent" in caplog.text
    assert "nadia" not in caplog.text


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_page_says_when_the_email_did_not_go_out(client, coordinator, monkeypatch):
    def refuse(*args):
        raise ConnectionRefusedError

    client.force_login(coordinator)
    monkeypatch.setattr(mailing, "send_mail", refuse)

    page = client.post(NEW, NADIA, follow=True).content.decode()

    assert "The invitation is kept, but the email did not go out." in page
    assert "<bdi>Nadia Rahman</bdi>" in page


@pytest.mark.parametrize(
    "name",
    [
        "\u202eaidaN",
        "👩🏽 Nadia",
        "<script>alert(1)</script>",
        "{{ settings.SECRET_KEY }}",
        "O’Brien",
    ],
)
def test_any_name_is_kept_and_shown_as_it_was_typed(desk, name):
    desk.post(NEW, NADIA | {"first_name": name})

    page = desk.get(LIST).content.decode()
    assert Invitation.objects.get().first_name == name
    assert f"<bdi>{escape(name)} Rahman</bdi>" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("first_name", "", "Type their first name."),
        ("first_name", "Na\x00dia", "Type the first name again, in letters only."),
        ("last_name", "R" * 151, "Type a shorter last name: 150 letters at most."),
        ("email", "nadia", "Type the whole email address, such as priya@example.org."),
        ("email", "n@example.org\nBcc: all@example.org", "Type the whole email address"),
        ("email", "n" * 250 + "@example.org", "Type"),
        ("group", "", "Choose what they join as."),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(desk, field, typed, told):
    response = desk.post(NEW, NADIA | {field: typed})

    assert response.status_code == 200
    assert told in response.content.decode()
    assert not Invitation.objects.exists()


def test_it_can_be_sent_again_and_taken_back(desk, coordinator, now):
    invitation = make_invitation(by=coordinator, now=now - timedelta(days=1))

    again = desk.post(f"{LIST}{invitation.pk}/send-again/", follow=True).content.decode()
    back = desk.post(f"{LIST}{invitation.pk}/take-back/", follow=True).content.decode()

    assert "A new link is on its way to new@example.org." in again
    assert "The link sent to new@example.org opens nothing any more." in back
    assert "Ended" in back


@pytest.mark.parametrize("who", ["volunteer", "lead", "learner"])
@pytest.mark.parametrize("address", [LIST, NEW])
def test_nobody_but_coordinators_sees_them(client, coordinator, request, who, address):
    make_invitation(by=coordinator, email="secret@example.org", now=NOW)
    client.force_login(request.getfixturevalue(who))

    response = client.get(address, follow=True)

    assert "secret@example.org" not in response.content.decode()
    assert response.redirect_chain


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_takes_the_same_queries_for_one_and_for_three(
    desk, coordinator, django_assert_num_queries, many
):
    for number in range(many):
        by = make_person(f"sam{number}@example.org", "Sam", group="Coordinators")
        make_invitation(by=by, email=f"new{number}@example.org", now=NOW)
    desk.get(LIST)

    with django_assert_num_queries(12):
        desk.get(LIST)
