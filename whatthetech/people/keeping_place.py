"""“Keep my place”: a learner without any personal data, and their card."""

from datetime import datetime

from django.db import transaction

from whatthetech.people.cards import IssuedCard, issue_card
from whatthetech.people.models import LearnerProfile, User


@transaction.atomic
def keep_my_place(*, called: str, now: datetime, by: User | None = None) -> IssuedCard:
    """A new learner with a card. `called` may be empty; `by`: the coordinator on the telephone."""
    learner = User.objects.create_user(first_name=called.strip())
    LearnerProfile.objects.create(person=learner)
    return issue_card(person=learner, by=by, now=now)
