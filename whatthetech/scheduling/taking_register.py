"""Who takes the register of a session, and when. Decorators can't know a volunteer's shifts.

Coordinators take every register, at any time. Volunteers those of the sessions they help in,
from an hour before to a day after (PROGRAMME.md, "People's data").
"""

from datetime import datetime

from whatthetech.people.models import COORDINATORS, User
from whatthetech.scheduling import cleared
from whatthetech.scheduling.models import LearningSession, VolunteerShift
from whatthetech.scheduling.recording import OPEN_AFTER
from whatthetech.scheduling.register import OPENS_BEFORE
from whatthetech.scheduling.times import wall_time_of


def opens_at(session: LearningSession) -> datetime:
    return session.starts_at - OPENS_BEFORE


def closes_at(session: LearningSession) -> datetime:
    """For volunteers."""
    return session.ends_at + OPEN_AFTER


def is_open(session: LearningSession, *, now: datetime) -> bool:
    """Whether anything can be marked yet, or still."""
    return not session.is_cancelled and opens_at(session) <= now


def may_take_now(session: LearningSession, *, now: datetime) -> bool:
    """As a volunteer."""
    return opens_at(session) <= now <= closes_at(session)


def helps_in(person: User, session: LearningSession, *, now: datetime) -> bool:
    """Whether they have a confirmed shift, and may see whom they meet."""
    return session.pk in _helped_by(person, LearningSession.objects.filter(pk=session.pk), now)


def open_registers(person: User, *, now: datetime) -> list[LearningSession]:
    """Of today, those that they take, the earliest first."""
    near = LearningSession.objects.going_ahead().filter(
        starts_at__lte=now + OPENS_BEFORE, ends_at__gte=now - OPEN_AFTER
    )
    sessions = near.select_related("room__venue").order_by("starts_at")
    if not person.is_in(COORDINATORS):
        sessions = sessions.filter(pk__in=_helped_by(person, sessions, now))
    return [session for session in sessions if _is_todays(session, now)]


def _is_todays(session: LearningSession, now: datetime) -> bool:
    """Or one that went on past midnight."""
    return session.ends_at >= now or session.on == wall_time_of(now).date()


def _helped_by(person: User, sessions, now: datetime) -> set[int]:
    shifts = VolunteerShift.objects.confirmed().filter(
        volunteer__person=person, session__in=sessions.order_by()
    )
    return {
        shift.session_id
        for shift in cleared.with_path(shifts)
        if cleared.may_see_whom_they_meet(shift.volunteer, on=shift.session.on, now=now)
    }
