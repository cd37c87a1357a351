"""Cards: what brings a learner back to their place on any device, without email or password.

A card carries twelve digits, and a link as a QR code. Neither is kept: the number only as a
keyed hash whose key stands outside the database, the link as SHA-256 (ACCESSIBILITY.md S3, S6,
S7). A card opens first name, progress and bookings, no more.

Both are drawn from a seed of 192 random bits by that same key. The seed travels with the form
that asked for the card, or in the browser's cookie, and is never kept here: so a second press, a
reload or larger words show the same card again, and without the key a seed says nothing.
"""

import base64
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
SAME_FORM = timedelta(hours=1)  # how long a form sent again means the card it made


class StaffHaveNoCard(Exception):
    """Staff sign in by password, or a lost card would open the whole office (S8)."""


class MadeBefore(Exception):
    """The form was sent before, and the card it made has been used or replaced since."""


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
def issue_card(*, person: User, by: User | None, now: datetime, seed: str = "") -> IssuedCard:
    """A new card; the person's card before it ends at once, and every session begun by it.

    `by` None: they did it themselves.
    The same seed soon after means the same form: the card it made, again. Raises
    StaffHaveNoCard, or MadeBefore where that card is no longer to be shown.
    """
    User.objects.select_for_update().get(pk=person.pk)
    if not person.is_learner:
        raise StaffHaveNoCard
    seed = seed or new_seed()
    if again := made_from(seed, now=now, person=person):
        return again
    if Card.objects.filter(link_digest=link_digest(token_of(seed))).exists():
        raise MadeBefore
    if person.cards.filter(ended_at=None).update(ended_at=now):
        person.end_sessions()  # on the device that was lost with it
    card = Card.objects.create(
        person=person,
        number_digest=number_digest(number_of(seed)),
        link_digest=link_digest(token_of(seed)),
        issued_at=now,
        issued_by=by,
    )
    return IssuedCard(card, number_of(seed), token_of(seed))


def made_from(
    seed: str, *, now: datetime, person: User | None = None, within: timedelta = SAME_FORM
) -> IssuedCard | None:
    """The card that was made from this seed, if it is still new: good, unused and just made."""
    found = find_by_link(token_of(seed), now=now) if seed else None
    is_new = found and found.last_used_at is None and found.issued_at > now - within
    if not is_new or (person and person.pk != found.person_id):
        return None
    return IssuedCard(found, number_of(seed), token_of(seed))


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


def new_seed() -> str:
    return secrets.token_urlsafe(24)


def number_of(seed: str) -> str:
    """Eleven digits that only the key can draw from the seed, and their check digit."""
    drawn = int.from_bytes(_drawn("number", seed)) % 10 ** (DIGITS - 1)
    digits = f"{drawn:0{DIGITS - 1}d}"
    return digits + check_digit(digits)


def token_of(seed: str) -> str:
    return base64.urlsafe_b64encode(_drawn("link", seed)[:24]).decode()


def _drawn(what: str, seed: str) -> bytes:
    return hmac.digest(settings.CARD_KEY.encode(), f"{what} {seed}".encode(), "sha256")


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
