"""Something worrying about a learner: whoever saw it writes it down once, and leads see to it.

From then on leads alone read it (docs/adr/0014). Whoever wrote it is told that it was sent.
"""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from whatthetech.people.look_ups import note_look_up
from whatthetech.people.mailing import mail_on_commit
from whatthetech.people.models import LEADS, Concern, LookUp, User

REMARK = "a concern"


@transaction.atomic
def raise_concern(
    *, learner: User, words: str, by: User, now: datetime, about: str = ""
) -> Concern:
    """A concern that waits for a lead. Every lead gets an email that says so, and no more.

    Pressed twice it is one: the same words of the same person on the same day.
    """
    learner = User.objects.select_for_update().get(pk=learner.merged_into_id or learner.pk)
    said = {"learner": learner, "words": words, "about": about, "written_by": by}
    for before in Concern.objects.filter(**said):
        if timezone.localdate(before.written_at) == timezone.localdate(now):
            return before
    concern = Concern.objects.create(**said, written_at=now)
    for lead in leads():
        mail_on_commit(
            to=lead.email,
            subject="Something waits for you",
            template="people/mail/concern.txt",
            context={"site_address": settings.SITE_ADDRESS},
        )
    return concern


def leads() -> list[User]:
    """Those who can be told by email."""
    return list(
        User.objects.filter(groups__name=LEADS, is_active=True).exclude(email=None).order_by("pk")
    )


@transaction.atomic
def read_concern(*, concern: Concern, by: User, now: datetime) -> Concern:
    """It waits no more. Who read it first stands there for good."""
    concern = _locked(concern)
    if concern.read_at is None:
        concern.read_at, concern.read_by = now, by
        _keep(concern, by, now)
    return concern


@transaction.atomic
def note_what_was_done(*, concern: Concern, words: str, by: User, now: datetime) -> Concern:
    """In the lead's words: they replace what stood there. Whoever notes it has read it."""
    concern = read_concern(concern=concern, by=by, now=now)
    concern.what_was_done = words
    _keep(concern, by, now)
    return concern


@transaction.atomic
def let_concern_go(*, concern: Concern, by: User, now: datetime) -> Concern:
    """It may be erased with the learner's record. Until it is, `keep_concern` takes that back."""
    concern = read_concern(concern=concern, by=by, now=now)
    if concern.may_go_at is None:
        concern.may_go_at, concern.may_go_by = now, by
        _keep(concern, by, now)
    return concern


@transaction.atomic
def keep_concern(*, concern: Concern, by: User, now: datetime) -> Concern:
    """It stays, and with it the learner's record."""
    concern = _locked(concern)
    if concern.may_go_at:
        concern.may_go_at = concern.may_go_by = None
        _keep(concern, by, now)
    return concern


def _locked(concern: Concern) -> Concern:
    """The learner first: who is being erased at the same moment is erased, or isn't."""
    User.objects.select_for_update().get(pk=concern.learner_id)
    return Concern.objects.select_for_update().get(pk=concern.pk)


def _keep(concern: Concern, by: User, now: datetime) -> None:
    concern.save()
    note_look_up(by=by, deed=LookUp.Deed.CHANGED, now=now, person=concern.learner, remark=REMARK)
