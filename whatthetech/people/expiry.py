"""What of a volunteer's clearance ends soon, and the warnings 60, 30 and 7 days before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from whatthetech.people.clearance import (
    HELPING,
    last_good_day,
    latest_decision,
    latest_step,
)
from whatthetech.people.models import (
    COORDINATORS,
    ExpiryWarning,
    Setting,
    StepDone,
    User,
    VolunteerProfile,
)

DAYS_BEFORE = (7, 30, 60)
SOON = max(DAYS_BEFORE)


@dataclass(frozen=True)
class Ending:
    volunteer: VolunteerProfile
    what: str  # “training”, “check for group sessions”
    ends_on: date  # the last good day
    days: int  # from the day asked about; 0: that day is the last

    @property
    def threshold(self) -> int:
        """The nearest of 60, 30 and 7: if a run was missed, the others are never said."""
        return min(days for days in DAYS_BEFORE if self.days <= days)

    @property
    def in_days(self) -> str:
        return {0: "today", 1: "tomorrow"}.get(self.days, f"in {self.days} days")


def endings(on: date) -> list[Ending]:
    """What ends within 60 days, of everybody still here, soonest first."""
    volunteers = VolunteerProfile.objects.still_here(on).with_path()
    return sorted(
        (ending for volunteer in volunteers for ending in endings_of(volunteer, on=on)),
        key=lambda ending: (ending.ends_on, ending.volunteer.pk, ending.what),
    )


def endings_of(volunteer: VolunteerProfile, *, on: date) -> list[Ending]:
    """Soonest first. What has ended already is missing from the clearance instead."""
    found = [
        Ending(volunteer, what, ends_on, (ends_on - on).days)
        for what, ends_on in _last_days(volunteer, on)
        if ends_on and 0 <= (ends_on - on).days <= SOON
    ]
    return sorted(found, key=lambda ending: (ending.ends_on, ending.what))


def _last_days(volunteer, on) -> Iterable[tuple[str, date | None]]:
    if training := latest_step(volunteer, StepDone.Step.TRAINING_PASSED, on):
        yield "training", last_good_day(training)
    for setting in Setting:
        decision = latest_decision(volunteer, setting, on)
        if decision and decision.is_needed:
            yield f"check for {HELPING[setting]}", decision.ends_on


def warn_of_endings(*, now: datetime) -> list[Ending]:
    """One email to the volunteer and one to the coordinators for what reached a threshold.

    A row is claimed before anything is sent, so that of two runs at once one sends: a message
    that fails is not sent again. It stands in the desk's list all the same.
    """
    return [ending for ending in endings(timezone.localdate(now)) if _warn(ending, now)]


@transaction.atomic
def _warn(ending: Ending, now: datetime) -> bool:
    if not claim(ending, now):
        return False
    for message in _messages(ending):
        transaction.on_commit(message.send, robust=True)
    return True


def claim(ending: Ending, now: datetime) -> bool:
    """Whether this warning is ours to say: it was not said before, by nobody."""
    _row, is_new = ExpiryWarning.objects.get_or_create(
        volunteer=ending.volunteer,
        what=ending.what,
        ends_on=ending.ends_on,
        days_before=ending.threshold,
        defaults={"said_at": now},
    )
    return is_new


def _messages(ending: Ending) -> list[EmailMessage]:
    person = ending.volunteer.person
    context = {"ending": ending, "person": person, "site_address": settings.SITE_ADDRESS}
    subject = f"Your {ending.what} ends {ending.in_days}"
    volunteer = EmailMessage(
        subject,
        render_to_string("people/mail/ending.txt", context),
        to=[person.email],
    )
    coordinators = EmailMessage(
        f"A volunteer’s {ending.what} ends {ending.in_days}",
        render_to_string("people/mail/ending_to_coordinators.txt", context),
        to=coordinators_list(),
    )
    return [message for message in (volunteer, coordinators) if any(message.to)]


def coordinators_list() -> list[str]:
    active = User.objects.filter(groups__name=COORDINATORS, is_active=True).exclude(email=None)
    return sorted(active.values_list("email", flat=True))
