"""Learners with a card, as “Keep my place” makes them."""

from django.utils import timezone

from whatthetech.people.cards import IssuedCard
from whatthetech.people.consent import record_consent, wording
from whatthetech.people.keeping_place import keep_my_place
from whatthetech.people.models import Consent
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
