"""Figures for the desk: continuity, the longest wait, pairs lost to fairness."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone

from whatthetech.pairing.models import Pairing, Round
from whatthetech.pairing.solving import solve
from whatthetech.pairing.stored import Question
from whatthetech.pairing.waits import Wait, longest_wait
from whatthetech.scheduling.models import Booking, Term
from whatthetech.scheduling.times import midnight_after, midnight_before

__all__ = ["Continuity", "Wait", "continuity", "longest_wait", "lost_to_fairness"]


@dataclass(frozen=True)
class Continuity:
    """Of the times somebody was helped in a term, how often by somebody they knew."""

    known: int
    helped: int  # that we know the helper of; a learner's first session doesn't count

    @property
    def percent(self) -> int | None:
        """None: nobody was helped a second time yet."""
        return 100 * self.known // self.helped if self.helped else None


def continuity(term: Term, *, now: datetime) -> Continuity:
    """From the register: who came, and who helped them. Two queries.

    Known is whoever helped them at an earlier session, or was their volunteer or reserve on that
    day. Nobody is known at somebody's first session, unless they were paired before it.
    """
    begins, ends = midnight_before(term.begins_on), midnight_after(term.ends_on)
    helped = Booking.objects.filter(
        state=Booking.State.ATTENDED,
        session__starts_at__lt=min(ends, now),
        helper__volunteer__isnull=False,
        learner__isnull=False,
    ).order_by("session__starts_at", "pk")
    paired = _days_paired()
    met: dict[int, set[int]] = {}
    known = counted = 0
    for learner, volunteer, at in helped.values_list(
        "learner", "helper__volunteer", "session__starts_at"
    ):
        before = met.setdefault(learner, set())
        day = timezone.localdate(at)
        is_paired = any(
            begun <= day and (ended is None or day <= ended)
            for begun, ended in paired.get((learner, volunteer), ())
        )
        if at >= begins and (before or is_paired):
            counted += 1
            known += volunteer in before or is_paired
        before.add(volunteer)
    return Continuity(known, counted)


def _days_paired() -> dict[tuple[int, int], list]:
    days: dict[tuple[int, int], list] = {}
    pairs = Pairing.objects.that_happened().order_by()
    for learner, volunteer, begun_on, ended_on in pairs.values_list(
        "learner", "volunteer", "begun_on", "ended_on"
    ):
        days.setdefault((learner, volunteer), []).append((begun_on, ended_on))
    return days


def lost_to_fairness(round: Round) -> int:
    """How many pairs fewer there are for whoever waits longest going first: solved without.

    Always 0 (docs/adr/0012-exact-pairing.md), and counted each time. Raises DigestDiffers,
    InputsForgotten.
    """
    instance = Question.of(round).instance
    alike = solve(replace(instance, priority=()), seed=round.seed)
    return alike.paired - solve(instance, seed=round.seed).paired
