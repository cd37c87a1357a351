"""A made-up round for the made-up people. Never on a site in use."""

from datetime import datetime

from django.db import transaction

from whatthetech.pairing.models import Round
from whatthetech.pairing.noting import note_about_volunteer
from whatthetech.pairing.pins import term_to_pair
from whatthetech.pairing.rounds import propose_round, publish_round
from whatthetech.people.models import COORDINATORS, User, VolunteerProfile

HELPED_BEFORE = 8  # sessions, by most volunteers; every fourth is new


@transaction.atomic
def load_demonstration_round(*, now: datetime) -> Round | None:
    """Published, with some whom nobody can help. None where there was a round before."""
    if Round.objects.exists():
        return None
    by = User.objects.filter(groups__name=COORDINATORS).order_by("pk").first()
    for number, volunteer in enumerate(VolunteerProfile.objects.order_by("pk")):
        sessions = HELPED_BEFORE if number % 4 else 0
        note_about_volunteer(volunteer=volunteer, by=by, now=now, sessions_before=sessions)
    draft = propose_round(term=term_to_pair(now), by=by, now=now, seed=1)
    return publish_round(round=draft, by=by, now=now)
