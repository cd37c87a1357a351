"""Who is to be handed on: each learner's volunteer, reserve, and the session where they meet."""

from dataclasses import dataclass
from datetime import date, datetime

from whatthetech.pairing.current import pairings_in
from whatthetech.pairing.models import Handover, Pairing, Role
from whatthetech.scheduling.models import LearningSession, Term, VolunteerShift


@dataclass(frozen=True)
class HandoverRow:
    pairing: Pairing
    reserve: Pairing | None
    plan: Handover | None
    is_due: bool  # the session was held, and the reserve does not help yet

    @property
    def leaves_on(self) -> date | None:
        return self.pairing.volunteer.leaves_on


def handovers_of(term: Term, *, now: datetime) -> list[HandoverRow]:
    """Whoever's volunteer leaves first comes first; those who have not said come last."""
    reserves = pairings_in(term, role=Role.RESERVE)
    planned = Handover.objects.filter(pairing__term=term, done_at=None, called_off_at=None)
    plans = {plan.pairing_id: plan for plan in planned.select_related("session__room__venue")}
    rows = []
    for learner, pairing in pairings_in(term).items():
        plan = plans.get(pairing.pk)
        is_due = plan is not None and plan.session.ends_at <= now
        rows.append(HandoverRow(pairing, reserves.get(learner), plan, is_due))
    return sorted(rows, key=lambda row: (row.leaves_on or date.max, str(row.pairing.learner)))


def shared_sessions(pairing: Pairing, *, now: datetime):
    """To come, with a shift of the volunteer and one of the reserve; the next first."""
    reserve = pairings_in(pairing.term, role=Role.RESERVE, learners=[pairing.learner_id])
    coming = LearningSession.objects.going_ahead().after(now).select_related("room__venue")
    for one in [pairing, *reserve.values()]:
        theirs = VolunteerShift.objects.live().filter(volunteer=one.volunteer_id)
        coming = coming.filter(pk__in=theirs.values("session"))
    return coming
