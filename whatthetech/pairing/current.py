"""Who has whom: in a term, now, and before a term began. A query each.

A pair belongs to its term. It lives until it is ended, and counts for no longer than the term.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date

from whatthetech.pairing.models import Pairing, Role
from whatthetech.scheduling.models import Term

Learners = Collection[int] | None  # None: all


def pairings_in(
    term: Term, *, role: Role = Role.PRIMARY, learners: Learners = None
) -> dict[int, Pairing]:
    """{learner: pair that lives in this term}"""
    return _by_learner(_live(role, learners).filter(term=term))


def pairings_before(term: Term, *, role: Role = Role.PRIMARY) -> dict[int, Pairing]:
    """{learner: pair of this term, or else of the latest term before it}: whom a round keeps."""
    return _by_learner(_live(role, None).filter(term__begins_on__lte=term.begins_on))


def current_pairings(
    *, on: date, role: Role = Role.PRIMARY, learners: Learners = None
) -> dict[int, Pairing]:
    """{learner: pair of the term that runs on this day, or else of the next}"""
    pairings = _live(role, learners).filter(term__ends_on__gte=on)
    return _by_learner(pairings.order_by("-term__begins_on", "pk"))


def places_taken(pairings: Iterable[Pairing]) -> Counter[int]:
    """{volunteer: learners}"""
    return Counter(pairing.volunteer_id for pairing in pairings)


def _live(role: Role, learners: Learners):
    pairings = Pairing.objects.live().filter(role=role).order_by("term__begins_on", "pk")
    if learners is not None:
        pairings = pairings.filter(learner__in=learners)
    return pairings.select_related("learner", "volunteer__person", "term")


def _by_learner(pairings) -> dict[int, Pairing]:
    """Of several the last."""
    return {pairing.learner_id: pairing for pairing in pairings}
