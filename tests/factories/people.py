"""Learners with a card, as “Keep my place” makes them, and what staff need to come in."""

import re
from time import time

from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from whatthetech.people.cards import IssuedCard
from whatthetech.people.invitations import invite
from whatthetech.people.keeping_place import keep_my_place


def make_card(*, called="Mary", now=None) -> IssuedCard:
    """A new learner's card; the learner is its `card.person`."""
    return keep_my_place(called=called, now=now or timezone.now())


def link_of(issued: IssuedCard) -> str:
    return f"/card/q/{issued.token}/"


def sign_in(client, issued: IssuedCard, *, device="shared") -> None:
    """As a person does it: type the number, say whose device it is."""
    client.post("/card/sign-in/", {"number": issued.printed_number})
    client.post("/card/device/", {"device": device})
    assert signed_in_person(client) == issued.card.person_id


def signed_in_person(client) -> int | None:
    """The key of who is signed in, as the session knows it."""
    key = client.session.get("_auth_user_id")
    return int(key) if key else None


# --- Staff: a telephone that shows codes, a link in an email, signing in -------------------


def code_shown_by(key: str, *, steps_later=0) -> str:
    """The six digits that an app shows for this key (hexadecimal), now or half a minute later."""
    app = TOTP(bytes.fromhex(key))
    app.time = time() + 30 * steps_later
    return f"{app.token():06d}"


def give_telephone(person) -> str:
    """A second factor that is set up: the key that their app holds."""
    return TOTPDevice.objects.create(user=person, name="Telephone").key


def verify(client, person, *, key: str) -> None:
    """Signed in by password and by a code."""
    client.force_login(person)
    response = client.post("/admin/second-factor/code/", {"code": code_shown_by(key)})
    assert response.status_code == 302


def make_invitation(*, by, email="new@example.org", first_name="Nadia", group="Volunteers", now):
    return invite(
        email=email, first_name=first_name, last_name="Rahman", group=group, by=by, now=now
    )


def link_in(message) -> str:
    """The path of the link in an invitation's email."""
    return re.search(r"/admin/join/\S+", message.body)[0]
