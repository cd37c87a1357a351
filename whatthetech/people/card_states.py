"""Whether somebody has a card, as the lists and pages of the desk say it."""

from datetime import datetime

from django.db.models import Case, CharField, Exists, OuterRef, TextChoices, Value, When

from whatthetech.people.cards import live_cards
from whatthetech.people.models import Card


class CardState(TextChoices):
    LIVE = "live", "has a card"
    ENDED = "ended", "card has ended"
    NONE = "none", "no card"


def card_state(*, now: datetime, person: str = "pk") -> Case:
    """To annotate with. `person`: where a row names the person."""
    return Case(
        When(Exists(live_cards(now).filter(person=OuterRef(person))), then=Value(CardState.LIVE)),
        When(
            Exists(Card.objects.filter(person=OuterRef(person))),
            then=Value(CardState.ENDED),
        ),
        default=Value(CardState.NONE),
        output_field=CharField(),
    )
