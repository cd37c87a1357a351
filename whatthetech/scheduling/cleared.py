"""Whether a volunteer is cleared for a session on its day: the one place where this room asks.

The path to being cleared belongs to `whatthetech.people`, and this is where its answer comes in.
"""

from datetime import date, datetime

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone

from whatthetech.people.clearance import clearance
from whatthetech.people.models import CheckDecision, Setting, StepDone, VolunteerProfile
from whatthetech.scheduling.models import VolunteerShift

OF_A_VOLUNTEER = ("leaves_on", "paused_from", "paused_until", "left_on")
OF_A_PERSON = ("is_active", "merged_into")


def with_path(shifts):
    """Shifts with their session and all that `is_cleared` reads of a volunteer: three queries."""
    path = ("volunteer__steps_done", "volunteer__check_decisions")
    return shifts.select_related("session", "volunteer__person").prefetch_related(*path)


def with_bare_path(shifts) -> list[VolunteerShift]:
    """Shifts with their places and what `is_cleared` reads, and no more; three queries, and each
    volunteer is read once, however often they help. For counting seats, which is under a lock.
    """
    names = [f"volunteer__{name}" for name in OF_A_VOLUNTEER]
    names += [f"volunteer__person__{name}" for name in OF_A_PERSON]
    shifts = list(shifts.select_related("volunteer__person").only("session", "places", *names))
    volunteers: dict[int, VolunteerProfile] = {}
    for shift in shifts:
        shift.volunteer = volunteers.setdefault(shift.volunteer_id, shift.volunteer)
    steps = StepDone.objects.order_by().only("volunteer", "step", "done_on", "ends_on")
    decisions = CheckDecision.objects.order_by().defer("why")
    path = Prefetch("steps_done", steps), Prefetch("check_decisions", decisions)
    prefetch_related_objects(list(volunteers.values()), *path)
    return shifts


def is_cleared(volunteer: VolunteerProfile, *, on: date, setting: Setting = Setting.GROUP) -> bool:
    return clearance(volunteer, setting=setting, on=on).is_cleared


def may_see_whom_they_meet(volunteer: VolunteerProfile, *, on: date, now: datetime) -> bool:
    """Cleared on the session's day, and afterwards also today: who left sees nobody any more."""
    return is_cleared(volunteer, on=max(on, timezone.localdate(now)))


def what_is_missing(
    volunteer: VolunteerProfile, *, on: date, setting: Setting = Setting.GROUP
) -> tuple[str, ...]:
    """In sentences that say what to do. Asks nothing of the database after `with_path`."""
    return clearance(volunteer, setting=setting, on=on).missing
