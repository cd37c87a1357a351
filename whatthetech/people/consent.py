"""Keeping what helps somebody: health data, by explicit consent, spoken or on the screen.

UK GDPR article 9(2)(a). What was read, who heard the answer and when are kept, even after the
consent was taken back; what it was given for is deleted at once.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from wagtail.log_actions import log

from whatthetech.people.look_ups import note_look_up
from whatthetech.people.models import Consent, LearnerProfile, LookUp, User, WhatHelps

QUESTIONS = ("hearing", "sight", "pace", "seat_near_door", "other")


@dataclass(frozen=True)
class Wording:
    """Words that are read aloud, or read on the screen. A change is a new wording, put first."""

    since: str
    sentences: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(self.sentences)


WORDINGS = {
    Consent.About.WHAT_HELPS: (
        Wording(
            since="November 2026",
            sentences=(
                "Some things make a session easier for you. A clearer voice, bigger words, more"
                " time, or a seat near the door.",
                "May we write down what helps you?",
                "It is about your health, so we ask you first.",
                "Our coordinators see it. So does the volunteer who helps you, around the day of"
                " your session.",
                "Nobody else sees it. You can come to sessions whether you say yes or no.",
                "You can change your mind on any day. Then we delete it.",
            ),
        ),
    ),
}


class NoConsent(Exception):
    """What helps somebody may not be kept: they have not agreed, or no longer do."""


def wording(about: Consent.About) -> Wording:
    """The words in use."""
    return WORDINGS[about][0]


def consent_in_force(person: User, about: Consent.About) -> Consent | None:
    return Consent.objects.filter(person=person, about=about, withdrawn_at=None).first()


@transaction.atomic
def record_consent(
    *,
    person: User,
    about: Consent.About,
    words: str,
    said: str,
    how: Consent.How,
    heard_by: User | None,
    now: datetime,
) -> Consent:
    """Somebody said yes to these words. A second yes to a consent in force is the first.

    `heard_by` None: given on the screen.
    """
    _hold(person)
    if given := consent_in_force(person, about):
        return given
    consent = Consent.objects.create(
        person=person,
        about=about,
        words=words,
        said=said,
        how=how,
        heard_by=heard_by,
        given_at=now,
    )
    _write_into_history(person, "people.record_consent", by=heard_by or person)
    if heard_by:
        note_look_up(by=heard_by, deed=LookUp.Deed.CHANGED, person=person, now=now)
    return consent


@transaction.atomic
def withdraw_consent(
    *, person: User, about: Consent.About, by: User, now: datetime
) -> Consent | None:
    """They took it back, and what was kept by it is gone. None: there was no consent in force."""
    _hold(person)
    given = consent_in_force(person, about)
    if given is None:
        return None
    if about == Consent.About.WHAT_HELPS:
        WhatHelps.objects.filter(learner__person=person).delete()
    given.withdrawn_at = now
    given.save()
    _write_into_history(person, "people.withdraw_consent", by=by)
    if by != person:
        note_look_up(by=by, deed=LookUp.Deed.CHANGED, person=person, now=now)
    return given


@transaction.atomic
def refuse_consent(*, person: User, about: Consent.About, by: User, now: datetime) -> None:
    """They were asked, and said no: a consent in force ends. The history says so."""
    if withdraw_consent(person=person, about=about, by=by, now=now) is None:
        _write_into_history(person, "people.refuse_consent", by=by)


@transaction.atomic
def keep_what_helps(*, learner: LearnerProfile, by: User, now: datetime, **fields) -> WhatHelps:
    """Of hearing, sight, pace, seat_near_door and other, what is named. Raises NoConsent."""
    _hold(learner.person)
    consent = consent_in_force(learner.person, Consent.About.WHAT_HELPS)
    if consent is None:
        raise NoConsent
    helps, _ = WhatHelps.objects.update_or_create(
        learner=learner, defaults={**fields, "consent": consent}
    )
    _write_into_history(learner.person, "people.keep_what_helps", by=by)
    if by != learner.person:
        note_look_up(by=by, deed=LookUp.Deed.CHANGED, person=learner.person, now=now)
    return helps


def _hold(person: User) -> None:
    """Nobody gives, takes back or uses the person's consent meanwhile."""
    User.objects.select_for_update().get(pk=person.pk)


def _write_into_history(person: User, action: str, *, by: User) -> None:
    profile = LearnerProfile.objects.filter(person=person).first()
    if profile:
        log(profile, action, user=by, title=f"Learner {profile.pk}")
