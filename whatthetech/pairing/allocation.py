"""Who helps whom at one session: the primary if there, else somebody they know, else the best."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from whatthetech.pairing.current import current_pairings
from whatthetech.pairing.facts import session_facts
from whatthetech.pairing.models import ProposedPair, Role, Round
from whatthetech.pairing.rounds import store
from whatthetech.pairing.stored import ask
from whatthetech.people.models import User
from whatthetech.scheduling.models import LearningSession


class NobodyBooked(Exception):
    """Nobody is booked into this session, so there is nobody to help."""


class SessionIsCancelled(Exception):
    """It does not take place."""


@transaction.atomic
def propose_session(
    *, session: LearningSession, by: User | None, now: datetime, seed: int | None = None
) -> Round:
    """A draft for those who are booked, among the helpers who are confirmed and cleared.

    As many are helped as can be; then as many as can be by their primary; then as many as can be
    by somebody they know; then by points. Raises NobodyBooked, SessionIsCancelled.
    """
    if session.is_cancelled:
        raise SessionIsCancelled
    facts = session_facts(session, now=now)
    if not facts.learners:
        raise NobodyBooked
    keys = [wish.number for wish in facts.learners]
    primary = current_pairings(on=session.on, learners=keys)
    reserve = current_pairings(on=session.on, role=Role.RESERVE, learners=keys)
    known = {(wish.number, volunteer) for wish in facts.learners for volunteer in wish.helped_by}
    known |= {(learner, pairing.volunteer_id) for learner, pairing in reserve.items()}
    keep = {(learner, pairing.volunteer_id) for learner, pairing in primary.items()}
    question, parts = ask(facts, keep=keep, first=known | keep)
    draft = Round(session=session, made_by=by, made_at=now)
    return store(draft, question, parts, facts, seed=seed)


def allocation(sessions: Iterable[LearningSession]) -> dict[tuple[int, int], ProposedPair]:
    """{(session, learner): who helps} as published. One query for all."""
    pairs = ProposedPair.objects.filter(
        round__session__in=list(sessions), round__state=Round.State.PUBLISHED
    ).select_related("round", "learner", "volunteer__person")
    return {(pair.round.session_id, pair.learner_id): pair for pair in pairs}
