"""A volunteer leaves, a learner asks for somebody else: drafts that move only whom they must."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from whatthetech.pairing.current import current_pairings, pairings_in, places_taken
from whatthetech.pairing.facts import term_facts
from whatthetech.pairing.models import Ban, Pin, Round
from whatthetech.pairing.pins import forbid, term_to_pair, unpin
from whatthetech.pairing.rounds import store
from whatthetech.pairing.stored import ask
from whatthetech.people.models import User, VolunteerProfile
from whatthetech.scheduling.models import Term


class NobodyToMove(Exception):
    """This volunteer helps nobody now, or this learner has nobody."""


@transaction.atomic
def volunteer_leaves(
    *,
    volunteer: VolunteerProfile,
    by: User,
    now: datetime,
    term: Term | None = None,
    seed: int | None = None,
) -> Round:
    """A draft in which only their learners get somebody else; everybody else keeps their place.

    Of this term; None: of the one that runs, or else of the next. That they left is noted
    elsewhere. Raises NobodyToMove, NoTerm.
    """
    term = term or term_to_pair(now)
    theirs = {
        learner
        for learner, pairing in pairings_in(term).items()
        if pairing.volunteer_id == volunteer.pk
    }
    if not theirs:
        raise NobodyToMove
    return _propose_for(
        theirs, volunteer, term, Round.Occasion.VOLUNTEER_LEAVES, by=by, now=now, seed=seed
    )


@transaction.atomic
def ask_to_change(*, learner: User, by: User, now: datetime, seed: int | None = None) -> Round:
    """A draft in which this learner gets somebody else, and never again the one they had.

    No reason is asked and none is kept. A pin to that volunteer ends. Whoever asked before and
    was not answered yet gets the same draft. Raises NobodyToMove.
    """
    User.objects.select_for_update().get(pk=learner.pk)
    if asked := asked_to_change(learner):
        return asked
    pairing = current_pairings(on=timezone.localdate(now), learners=[learner.pk]).get(learner.pk)
    if pairing is None:
        raise NobodyToMove
    for pin in Pin.objects.live().filter(learner=learner, volunteer=pairing.volunteer):
        unpin(pin=pin, by=by, now=now)
    forbid(learner=learner, volunteer=pairing.volunteer, by=by, now=now)
    occasion = Round.Occasion.LEARNER_ASKS
    moving, volunteer, term = {learner.pk}, pairing.volunteer, pairing.term
    return _propose_for(moving, volunteer, term, occasion, by=by, now=now, seed=seed)


def asked_to_change(learner: User) -> Round | None:
    """The draft that no coordinator has answered yet; None: they have not asked."""
    drafts = Round.objects.drafts().filter(occasion=Round.Occasion.LEARNER_ASKS)
    about = Q(pairs__learner=learner) | Q(unpaired__learner=learner)
    return drafts.filter(about).order_by("-made_at").first()


def not_again(learner: User) -> list[Ban]:
    """Whom they are not to be paired with, for whatever reason."""
    return list(Ban.objects.live().filter(learner=learner).select_related("volunteer__person"))


def _propose_for(
    learners: Collection[int],
    volunteer: VolunteerProfile,
    term: Term,
    occasion: Round.Occasion,
    *,
    by: User,
    now: datetime,
    seed: int | None,
) -> Round:
    """For these learners, with the places that nobody else holds, and without this volunteer."""
    current = pairings_in(term)
    others = places_taken(one for key, one in current.items() if key not in learners)
    facts = term_facts(term, now=now)
    apart = {(learner, volunteer.pk) for learner in learners}
    question, parts = ask(facts.only(learners), taken=others, apart=apart)
    draft = Round(term=term, occasion=occasion, made_by=by, made_at=now)
    return store(draft, question, parts, facts.only(learners), seed=seed)
