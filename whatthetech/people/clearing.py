"""The steps of a volunteer's path, as coordinators record them. Each is a dated row that stays."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from whatthetech.people.look_ups import note_look_up
from whatthetech.people.models import (
    CheckDecision,
    LookUp,
    Setting,
    StepDone,
    User,
    VolunteerProfile,
)
from whatthetech.people.refusing import Refused

FIRST_DAY = date(2000, 1, 1)  # before it, somebody mistyped the year


@transaction.atomic
def record_step(
    *,
    volunteer: VolunteerProfile,
    step: StepDone.Step,
    done_on: date,
    seen_by: User,
    ends_on: date | None = None,
    note: str = "",
    now: datetime,
) -> StepDone:
    """A step done, or done again: the latest counts. Raises Refused."""
    refuse_days_that_never_were(done_on, now=now, field="done_on")
    _refuse_ones_own(volunteer, seen_by, field="done_on")
    if ends_on and ends_on < done_on:
        raise Refused("ends_on", "Type a last day that is not before the day it was done.")
    done = StepDone.objects.create(
        volunteer=volunteer,
        step=step,
        done_on=done_on,
        ends_on=ends_on,
        seen_by=seen_by,
        note=note,
    )
    note_change(volunteer, by=seen_by, now=now, what=done.get_step_display())
    return done


@transaction.atomic
def decide_check(
    *,
    volunteer: VolunteerProfile,
    setting: Setting,
    is_needed: bool,
    level: str = "",
    why: str,
    decided_on: date,
    by: User,
    now: datetime,
) -> CheckDecision:
    """Whether a check is needed for this setting, and why. It replaces what was decided before.

    A needed check clears nobody until its certificate was seen. Raises Refused.
    """
    refuse_days_that_never_were(decided_on, now=now, field="decided_on")
    _refuse_ones_own(volunteer, by, field="setting")
    if is_needed and not level:
        raise Refused("level", "Choose which level of check is needed.")
    if not why.strip():
        raise Refused("why", "Say in a few words why. Somebody may ask in a year.")
    decision = CheckDecision.objects.create(
        volunteer=volunteer,
        setting=setting,
        is_needed=is_needed,
        level=level if is_needed else "",
        why=why,
        decided_by=by,
        decided_on=decided_on,
    )
    note_change(volunteer, by=by, now=now, what="decision on a check")
    return decision


@transaction.atomic
def record_certificate(
    *,
    decision: CheckDecision,
    number: str,
    certificate_on: date,
    ends_on: date,
    seen_on: date,
    seen_by: User,
    now: datetime,
) -> CheckDecision:
    """The certificate that the decision asked for: its number and dates, never a scan.

    A newer certificate is a new row beside the older, which stays. Raises Refused.
    """
    if not decision.is_needed:
        raise Refused("number", "No check is needed here, so no certificate may be kept.")
    if not number.strip():
        raise Refused("number", "Type the number on the certificate.")
    _refuse_ones_own(decision.volunteer, seen_by, field="number")
    refuse_days_that_never_were(certificate_on, now=now, field="certificate_on")
    refuse_days_that_never_were(seen_on, now=now, field="seen_on")
    if seen_on < certificate_on:
        raise Refused("seen_on", "Type a day that is not before the date on the certificate.")
    if ends_on < seen_on:
        raise Refused("ends_on", "Type a last day that is not before the day it was seen.")
    if decision.seen_on:
        decision.pk, decision._state.adding = None, True
        decision.decided_by, decision.decided_on = seen_by, timezone.localdate(now)
    decision.certificate_number = number.strip()
    decision.certificate_on = certificate_on
    decision.ends_on = ends_on
    decision.seen_on = seen_on
    decision.seen_by = seen_by
    decision.save()
    note_change(decision.volunteer, by=seen_by, now=now, what="certificate of a check")
    return decision


def refuse_days_that_never_were(day: date, *, now: datetime, field: str) -> None:
    if day > timezone.localdate(now):
        raise Refused(field, "Type a day that has already been: today, or before.")
    if day < FIRST_DAY:
        raise Refused(field, "Look at the year again: it is before 2000.")


def _refuse_ones_own(volunteer: VolunteerProfile, by: User, *, field: str) -> None:
    if volunteer.person_id == by.pk:
        raise Refused(field, "This is your own path. Ask another coordinator to note it.")


def note_change(volunteer: VolunteerProfile, *, by: User, now: datetime, what: str) -> None:
    """In the volunteer's history, and among the look-ups where it was done by another."""
    log(instance=volunteer, action="people.changed", user=by, data={"what": what})
    if by.pk != volunteer.person_id:
        note_look_up(by=by, deed=LookUp.Deed.CHANGED, now=now, person=volunteer.person, remark=what)
