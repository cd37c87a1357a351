"""Cards: what brings a learner back to their place on any device, without email or password.

A card carries twelve digits, and a link as a QR code. Neither is kept: the number only as a
keyed hash whose key stands outside the database, the link as SHA-256 of 128 random bits
(ACCESSIBILITY.md S3, S6, S7). A card opens first name, progress and bookings, no more.
"""

import hashlib
import hmac
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Coalesce

from whatthetech.people.models import Card, User

DIGITS = 12  # eleven random ones and a check digit
ENDS_AFTER = timedelta(days=365)  # without use (S8)


class StaffHaveNoCard(Exception):
    """Staff sign in by password, or a lost card would open the whole office (S8)."""


@dataclass(frozen=True)
class IssuedCard:
    """A card at the one moment when its number and link are known."""

    card: Card
    number: str  # twelve digits
    token: str  # of the link, URL-safe

    @property
    def printed_number(self) -> str:
        return " ".join(self.number[start : start + 4] for start in range(0, DIGITS, 4))


@transaction.atomic
def issue_card(*, person: User, by: User | None, now: datetime) -> IssuedCard:
    """A new card; the person's card before it ends at once. `by` None: they did it themselves.

    Raises StaffHaveNoCard.
    """
    User.objects.select_for_update().get(pk=person.pk)
    if not person.is_learner:
        raise StaffHaveNoCard
    person.cards.filter(ended_at=None).update(ended_at=now)
    number, token = new_number(), secrets.token_urlsafe(24)
    card = Card.objects.create(
        person=person,
        number_digest=number_digest(number),
        link_digest=link_digest(token),
        issued_at=now,
        issued_by=by,
    )
    return IssuedCard(card, number, token)


def find_by_number(number: str, *, now: datetime) -> Card | None:
    return live_cards(now).filter(number_digest=number_digest(number)).first()


def find_by_link(token: str, *, now: datetime) -> Card | None:
    return live_cards(now).filter(link_digest=link_digest(token)).first()


def live_cards(now: datetime):
    """Cards that sign somebody in: a learner's, not ended, used or issued in the last year."""
    used_at = Coalesce("last_used_at", "issued_at")
    return (
        Card.objects.alias(used_at=used_at)
        .filter(ended_at=None, used_at__gt=now - ENDS_AFTER)
        .filter(person__in=User.objects.learners().filter(is_active=True))
        .select_related("person")
    )


def new_number() -> str:
    drawn = "".join(secrets.choice("0123456789") for _ in range(DIGITS - 1))
    return drawn + check_digit(drawn)


def check_digit(digits: str) -> str:
    """Luhn's: it catches every single wrong digit and nearly every pair that changed places."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def is_well_formed(number: str) -> bool:
    return len(number) == DIGITS and check_digit(number[:-1]) == number[-1]


def read_number(typed: str) -> str:
    """The digits of what was typed, in any spacing and any script's digits (M2)."""
    return "".join(str(unicodedata.digit(sign)) for sign in typed if sign.isdecimal())


def number_digest(number: str) -> str:
    return hmac.new(settings.CARD_KEY.encode(), number.encode(), hashlib.sha256).hexdigest()


def link_digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
