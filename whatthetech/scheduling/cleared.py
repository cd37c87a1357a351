"""Whether a volunteer is cleared for a session on its day: the one place where this room asks.

The path to being cleared belongs to `whatthetech.people`, and this is where its answer comes in.
"""

from datetime import date

from whatthetech.people.clearance import clearance
from whatthetech.people.models import Setting, VolunteerProfile


def with_path(shifts):
    """Shifts with their session and all that `is_cleared` reads of a volunteer: three queries."""
    path = ("volunteer__steps_done", "volunteer__check_decisions")
    return shifts.select_related("session", "volunteer__person").prefetch_related(*path)


def is_cleared(volunteer: VolunteerProfile, *, on: date, setting: Setting = Setting.GROUP) -> bool:
    return clearance(volunteer, setting=setting, on=on).is_cleared


def what_is_missing(
    volunteer: VolunteerProfile, *, on: date, setting: Setting = Setting.GROUP
) -> tuple[str, ...]:
    """In sentences that say what to do. Asks nothing of the database after `with_path`."""
    return clearance(volunteer, setting=setting, on=on).missing
