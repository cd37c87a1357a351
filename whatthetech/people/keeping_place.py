"""“Keep my place”: a learner without any personal data, and their card."""

from datetime import datetime

from django.db import IntegrityError, transaction

from whatthetech.people.cards import IssuedCard, MadeBefore, issue_card, made_from
from whatthetech.people.models import LearnerProfile, User


def keep_my_place(
    *, called: str, now: datetime, by: User | None = None, seed: str = ""
) -> IssuedCard:
    """A new learner with a card. `called` may be empty; `by`: the coordinator who made it.

    The same seed soon after is the same form sent twice: the same learner and card (B6).
    Raises MadeBefore.
    """
    try:
        with transaction.atomic():
            return made_from(seed, now=now) or _make(called, by, now, seed)
    except (IntegrityError, MadeBefore):  # both presses came at once, and the other was first
        if again := made_from(seed, now=now):
            return again
        raise


def _make(called: str, by: User | None, now: datetime, seed: str) -> IssuedCard:
    learner = User.objects.create_user(first_name=called.strip())
    LearnerProfile.objects.create(person=learner)
    return issue_card(person=learner, by=by, now=now, seed=seed)
