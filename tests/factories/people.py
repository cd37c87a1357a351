"""Learners with a card, volunteers along their path, and what staff need to come in."""

import re
from datetime import timedelta
from time import time

from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from whatthetech.people.cards import IssuedCard
from whatthetech.people.consent import record_consent, wording
from whatthetech.people.invitations import invite
from whatthetech.people.keeping_place import keep_my_place
from whatthetech.people.models import CheckDecision, Consent, StepDone, User, VolunteerProfile
from whatthetech.people.registering import add_learner


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


def make_volunteer(
    *,
    cleared_for=(),
    first_name="Nadia",
    email=None,
    telephone="",
    today=None,
    with_password=False,
    **profile,
) -> VolunteerProfile:
    """A volunteer; for each setting in `cleared_for`, with the whole path done a month ago."""
    person = User.objects.create_user(
        email,
        "a long password" if with_password else None,
        first_name=first_name,
        telephone=telephone,
    )
    volunteer = VolunteerProfile.objects.create(person=person, **profile)
    if cleared_for:
        walk_path(volunteer, cleared_for=cleared_for, today=today or timezone.localdate())
    return volunteer


def walk_path(volunteer, *, cleared_for, today, seen_by=None) -> None:
    """Every step, and for each setting the decision that no check is needed."""
    seen_by = seen_by or someone_at_the_desk()
    month_ago = today - timedelta(days=30)
    for step in StepDone.Step:
        StepDone.objects.create(volunteer=volunteer, step=step, done_on=month_ago, seen_by=seen_by)
    for setting in cleared_for:
        CheckDecision.objects.create(
            volunteer=volunteer,
            setting=setting,
            is_needed=False,
            why="In sight of others",
            decided_by=seen_by,
            decided_on=month_ago,
        )


def give_certificate(volunteer, *, setting, today, ends_on=None, **changed) -> CheckDecision:
    """A check was needed, and a certificate for it was seen a month ago."""
    month_ago = today - timedelta(days=30)
    given = {
        "level": CheckDecision.Level.BASIC,
        "decided_on": month_ago,
        "certificate_number": "001234567890",
        "certificate_on": month_ago,
        "seen_on": month_ago,
        "seen_by": someone_at_the_desk(),
        "ends_on": ends_on or today + timedelta(days=700),
    }
    return CheckDecision.objects.create(
        volunteer=volunteer, setting=setting, is_needed=True, why="Alone", **given | changed
    )


def someone_at_the_desk() -> User:
    """Whoever saw the papers. Not the standing coordinator, who may be the one under test."""
    return User.objects.get_or_create(email="desk@example.org", defaults={"first_name": "Dee"})[0]


def make_learner(*, first_name="Margaret", last_name="Smith", telephone="07700 900123", **details):
    """A learner as a coordinator adds one; the person is its `person`."""
    names = {"first_name": first_name, "last_name": last_name, "telephone": telephone}
    return add_learner(by=None, now=timezone.now(), **names, **details)


def agree(learner, *, now=None):
    """The learner's spoken consent that we keep what helps them."""
    about = Consent.About.WHAT_HELPS
    return record_consent(
        person=learner.person,
        about=about,
        words=wording(about).text,
        said="Yes",
        how=Consent.How.SPOKEN,
        heard_by=None,
        now=now or timezone.now(),
    )


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
