"""Students leave every June: a learner is handed on to the reserve, at a session together."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from whatthetech.pairing.models import Handover, Pairing, Role
from whatthetech.pairing.rounds import end_pairing, lock_term
from whatthetech.people.models import User
from whatthetech.scheduling.models import LearningSession, VolunteerShift


@dataclass
class CannotPlanHandover(Exception):
    """Its words say what to do first."""

    sentence: str

    def __str__(self):
        return self.sentence


NO_RESERVE = "They have no reserve yet. Propose reserves and publish them first."
NOT_PRIMARY = "This pair has ended, or is a reserve. Choose the pair that helps now."
IN_THE_PAST = "This session has begun. Choose one that is to come."
CANCELLED = "This session does not take place. Choose another."
NOT_THERE = "{who} has not offered to come to this session. Ask them first, or choose another."


class NotYet(Exception):
    """The session in which they meet is still to come."""


class IsOver(Exception):
    """It is done, or was called off."""


@transaction.atomic
def plan_handover(
    *, pairing: Pairing, session: LearningSession, by: User, now: datetime
) -> Handover:
    """Learner, volunteer and reserve meet at this session. Another plan for them is replaced.

    Raises CannotPlanHandover.
    """
    lock_term(pairing.term_id)
    pairing = Pairing.objects.select_related("volunteer__person").get(pk=pairing.pk)
    if not pairing.is_live or pairing.role != Role.PRIMARY:
        raise CannotPlanHandover(NOT_PRIMARY)
    reserve = (
        Pairing.objects.live()
        .reserve()
        .filter(learner=pairing.learner_id, term=pairing.term_id)
        .select_related("volunteer__person")
        .first()
    )
    if reserve is None:
        raise CannotPlanHandover(NO_RESERVE)
    _refuse_session(session, [pairing, reserve], now)
    Handover.objects.filter(pairing=pairing, done_at=None, called_off_at=None).update(
        called_off_at=now
    )
    return Handover.objects.create(
        pairing=pairing, reserve=reserve, session=session, planned_at=now, planned_by=by
    )


def _refuse_session(session: LearningSession, pairings: list[Pairing], now: datetime) -> None:
    """Raises CannotPlanHandover."""
    if session.is_cancelled:
        raise CannotPlanHandover(CANCELLED)
    if session.starts_at <= now:
        raise CannotPlanHandover(IN_THE_PAST)
    shifts = VolunteerShift.objects.live().filter(session=session)
    there = set(shifts.values_list("volunteer", flat=True))
    for pairing in pairings:
        if pairing.volunteer_id not in there:
            raise CannotPlanHandover(NOT_THERE.format(who=pairing.volunteer))


@transaction.atomic
def complete_handover(*, handover: Handover, by: User, now: datetime) -> Pairing:
    """After the session: the reserve helps from now on. Raises NotYet, IsOver."""
    handover = Handover.objects.select_related("pairing", "reserve", "session").get(pk=handover.pk)
    lock_term(handover.pairing.term_id)
    handover.refresh_from_db()
    pairing, reserve = handover.pairing, handover.reserve
    if handover.done_at or handover.called_off_at or not (pairing.is_live and reserve.is_live):
        raise IsOver
    if handover.session.ends_at > now:
        raise NotYet
    today = timezone.localdate(now)
    for one in (pairing, reserve):
        end_pairing(one, why=Pairing.WhyEnded.HANDED_OVER, on=today)
    handover.done_at = now
    handover.save(update_fields=["done_at"])
    return Pairing.objects.create(
        learner_id=pairing.learner_id,
        volunteer_id=reserve.volunteer_id,
        term_id=pairing.term_id,
        begun_on=today,
    )


@transaction.atomic
def call_off_handover(*, handover: Handover, by: User, now: datetime) -> Handover:
    """They stay with whom they have. A second press changes nothing. Raises IsOver."""
    lock_term(handover.pairing.term_id)
    handover = Handover.objects.select_for_update().get(pk=handover.pk)
    if handover.done_at:
        raise IsOver
    if handover.called_off_at is None:
        handover.called_off_at = now
        handover.save(update_fields=["called_off_at"])
    return handover
