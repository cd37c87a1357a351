"""Who helps at a session. A shift withdrawn never cancels a booking: the session is at risk."""

from datetime import datetime, timedelta

from django.db import transaction

from whatthetech.people.models import User, VolunteerProfile
from whatthetech.scheduling import cleared
from whatthetech.scheduling.booking import SessionHasBegun, refuse_late
from whatthetech.scheduling.locking import lock_session
from whatthetech.scheduling.models import (
    MOST_PLACES,
    BookingRules,
    LearningSession,
    VolunteerShift,
)
from whatthetech.scheduling.waiting_list import settle

State = VolunteerShift.State


class NotCleared(Exception):
    """The volunteer is not cleared for this session on its day."""


class ShiftIsWithdrawn(Exception):
    """It can't be confirmed or changed; they may offer another."""


class WhyIsNeeded(Exception):
    """So late, the desk has to know why."""


class NoMorePlaces(Exception):
    """A volunteer helps four learners at most."""


class NotConfirmed(Exception):
    """Only whoever surely comes can take one learner more."""


@transaction.atomic
def offer_shift(
    *,
    session: LearningSession,
    volunteer: VolunteerProfile,
    by: User,
    now: datetime,
    places: int | None = None,
) -> VolunteerShift:
    """A second press changes nothing. `places` None: as many as the volunteer takes at once.

    Raises SessionIsCancelled, SessionHasBegun.
    """
    session = lock_session(session.pk)
    if live := session.shifts.live().filter(volunteer=volunteer).first():
        return live
    refuse_late(session, now)
    return VolunteerShift.objects.create(
        session=session,
        volunteer=volunteer,
        places=places or volunteer.learners_at_once,
        offered_at=now,
        offered_by=by,
    )


@transaction.atomic
def confirm_shift(*, shift: VolunteerShift, by: User, now: datetime) -> VolunteerShift:
    """From now on its places are seats. Raises NotCleared, ShiftIsWithdrawn, SessionIsCancelled,
    SessionHasBegun.
    """
    session = lock_session(shift.session_id)
    shift = session.shifts.get(pk=shift.pk)
    if shift.state == State.CONFIRMED:
        return shift
    if shift.state == State.WITHDRAWN:
        raise ShiftIsWithdrawn
    refuse_late(session, now)
    if shift.volunteer is None or not cleared.is_cleared(shift.volunteer, on=session.on):
        raise NotCleared
    shift.state, shift.confirmed_at, shift.confirmed_by = State.CONFIRMED, now, by
    shift.save(update_fields=["state", "confirmed_at", "confirmed_by"])
    settle(session, by=None, now=now)
    return shift


@transaction.atomic
def withdraw_shift(
    *, shift: VolunteerShift, by: User, now: datetime, why: str = ""
) -> VolunteerShift:
    """Cancels no booking. Raises WhyIsNeeded for a confirmed one that is near, SessionHasBegun."""
    session = lock_session(shift.session_id)
    shift = session.shifts.get(pk=shift.pk)
    if shift.state == State.WITHDRAWN:
        return shift
    if session.starts_at <= now:
        raise SessionHasBegun
    if shift.state == State.CONFIRMED and is_late(session, now) and not why.strip():
        raise WhyIsNeeded
    shift.state, shift.why_withdrawn = State.WITHDRAWN, why
    shift.withdrawn_at, shift.withdrawn_by = now, by
    shift.save(update_fields=["state", "why_withdrawn", "withdrawn_at", "withdrawn_by"])
    settle(session, by=None, now=now)
    return shift


def is_late(session: LearningSession, now: datetime) -> bool:
    """To withdraw without saying why."""
    hours = BookingRules.now_in_force().late_withdrawal_hours
    return session.starts_at - now < timedelta(hours=hours)


@transaction.atomic
def share_helper(
    *, shift: VolunteerShift, by: User, now: datetime, seen: int | None = None
) -> VolunteerShift:
    """This volunteer helps one learner more.

    `seen`: how many they helped as the page showed it. Where they help more by now, nothing
    changes (a button pressed twice). Raises NotConfirmed, NoMorePlaces, SessionIsCancelled,
    SessionHasBegun.
    """
    session = lock_session(shift.session_id)
    shift = session.shifts.get(pk=shift.pk)
    if seen is not None and shift.places > seen:
        return shift
    refuse_late(session, now)
    if shift.state != State.CONFIRMED:
        raise NotConfirmed
    if shift.places >= MOST_PLACES:
        raise NoMorePlaces
    shift.places += 1
    shift.save(update_fields=["places"])
    settle(session, by=None, now=now)
    return shift
