"""Who waits, how long, and what priority that gives them: read from the rounds that are stored.

Priority = 1 + rounds passed over + weeks waiting (PROGRAMME.md, “Pairing”). It never costs a pair.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from whatthetech.pairing.models import Pairing, Role, Round, Unpaired

WEEK = timedelta(weeks=1)
NEVER = (date.min, False)


@dataclass(frozen=True)
class Wait:
    learner: int
    rounds: int  # published, that found nobody for them
    since: datetime  # when the first of these was published
    weeks: int

    @property
    def priority(self) -> int:
        return 1 + self.rounds + self.weeks


def waits(*, now: datetime) -> dict[int, Wait]:
    """{learner: wait} of those passed over since they last got somebody. Two queries."""
    published = Unpaired.objects.filter(
        round__state=Round.State.PUBLISHED, round__session=None, round__role=Role.PRIMARY
    )
    last = _last_begun()
    passed_over = defaultdict(list)
    rows = published.order_by("round__published_at")
    for learner, at in rows.values_list("learner", "round__published_at"):
        if last.get(learner, NEVER) <= (timezone.localdate(at), False):
            passed_over[learner].append(at)
    return {
        learner: Wait(learner, len(rounds), rounds[0], (now - rounds[0]) // WEEK)
        for learner, rounds in passed_over.items()
    }


def _last_begun() -> dict[int, tuple[date, bool]]:
    """{learner: the day their last pair began, and whether it lives}"""
    last = {}
    pairs = Pairing.objects.that_happened().primary().order_by()
    for learner, begun_on, ended_on in pairs.values_list("learner", "begun_on", "ended_on"):
        last[learner] = max(last.get(learner, NEVER), (begun_on, ended_on is None))
    return last


def longest_wait(*, now: datetime) -> Wait | None:
    """None: nobody waits."""
    return min(waits(now=now).values(), key=lambda wait: wait.since, default=None)
