"""Becoming a volunteer, pausing, coming back and leaving."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from whatthetech.people.clearing import note_change, record_step, refuse_days_that_never_were
from whatthetech.people.models import StepDone, User, VolunteerProfile
from whatthetech.people.refusing import Refused


class HasLeft(Refused):
    """Whoever left is not paused: they come back first."""


@transaction.atomic
def become_volunteer(*, person: User, by: User, now: datetime) -> VolunteerProfile:
    """A volunteer who has enquired. They keep all they have, a learner's card and place too.

    To sign in as a volunteer they need an invitation: from then on no card opens their record
    (S8). Raises Refused.
    """
    User.objects.select_for_update().get(pk=person.pk)
    volunteer, is_new = VolunteerProfile.objects.get_or_create(person=person)
    if is_new:
        today = timezone.localdate(now)
        record_step(
            volunteer=volunteer,
            step=StepDone.Step.ENQUIRED,
            done_on=today,
            seen_by=by,
            now=now,
        )
    return volunteer


@transaction.atomic
def add_volunteer(
    *,
    first_name: str,
    last_name: str,
    known_as: str = "",
    email: str = "",
    telephone: str = "",
    by: User,
    now: datetime,
) -> VolunteerProfile:
    """Somebody new who asks to help. Raises Refused where the email is somebody's already."""
    try:
        with transaction.atomic():
            person = User.objects.create_user(
                email,
                first_name=first_name,
                last_name=last_name,
                known_as=known_as,
                telephone=telephone,
            )
    except IntegrityError:
        raise Refused("email", EMAIL_TAKEN) from None
    return become_volunteer(person=person, by=by, now=now)


EMAIL_TAKEN = "Somebody here has this email address. Look for them in the list of people first."


@transaction.atomic
def pause(
    *,
    volunteer: VolunteerProfile,
    paused_from: date,
    paused_until: date | None = None,
    by: User,
    now: datetime,
) -> VolunteerProfile:
    """Not cleared from that day on, until and with the last. None: until they come back.

    Raises Refused, and HasLeft.
    """
    if volunteer.has_left(timezone.localdate(now)):
        raise HasLeft("paused_from", "They have left. Note first that they came back.")
    if paused_until and paused_until < paused_from:
        raise Refused("paused_until", "Type a last day that is not before the first.")
    volunteer.paused_from, volunteer.paused_until = paused_from, paused_until
    volunteer.save(update_fields=["paused_from", "paused_until"])
    note_change(volunteer, by=by, now=now, what="paused")
    return volunteer


@transaction.atomic
def come_back(*, volunteer: VolunteerProfile, by: User, now: datetime) -> VolunteerProfile:
    """After a pause, or after having left. What was done counts, as far as it has not ended."""
    volunteer.paused_from = volunteer.paused_until = volunteer.left_on = None
    volunteer.save(update_fields=["paused_from", "paused_until", "left_on"])
    note_change(volunteer, by=by, now=now, what="came back")
    return volunteer


@transaction.atomic
def record_leaving(
    *, volunteer: VolunteerProfile, left_on: date, by: User, now: datetime
) -> VolunteerProfile:
    """They left on that day: cleared no more. A day to come is `leaves_on`. Raises Refused."""
    refuse_days_that_never_were(left_on, now=now, field="left_on")
    volunteer.left_on = left_on
    volunteer.save(update_fields=["left_on"])
    note_change(volunteer, by=by, now=now, what="left")
    return volunteer
