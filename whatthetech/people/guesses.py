"""How often a wrong card number may be typed: slowed down, never locked out.

ACCESSIBILITY.md S5: ten wrong in a quarter of an hour from one network address, then waits
that grow from 30 seconds to 15 minutes; 200 wrong an hour on the whole site, then typing
closes until the hour is over. With 500 cards this keeps guessing under 1 % a year (S4).
A number whose check digit is wrong was mistyped, not guessed: it counts for its address
only. In a class a coordinator raises the address's limit for two hours.
"""

import hashlib
import hmac
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from whatthetech.people.cards import find_by_number, is_well_formed, read_number
from whatthetech.people.models import Card, ClassMode, GuessGate, User, WrongGuess

ADDRESS_PERIOD = timedelta(minutes=15)
WRONG_AN_ADDRESS, WRONG_IN_A_CLASS = 10, 100
SLIPS_AN_ADDRESS = 60
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(minutes=15)
SITE_PERIOD = timedelta(hours=1)
WRONG_ON_THE_SITE = 200
CLASS_LASTS = timedelta(hours=2)
KEPT = timedelta(days=1)


class NotACard(Exception):
    """The number opens no card."""


class SlipOfTheFinger(NotACard):
    """The number can't be a card's: a digit is missing or mistyped."""


@dataclass
class WaitFirst(Exception):
    """Too many wrong numbers came from this address."""

    until: datetime


@dataclass
class TypingClosed(Exception):
    """Too many wrong numbers came from everywhere. The QR code and the telephone stay open."""

    until: datetime


def try_number(typed: str, *, address: str, now: datetime) -> Card:
    """The card whose number was typed.

    Raises NotACard or SlipOfTheFinger, which are counted, or WaitFirst or TypingClosed, which
    look at no number at all.
    """
    number = read_number(typed)
    with one_at_a_time():
        keep_limits(address, now)
        is_slip = not is_well_formed(number)
        card = None if is_slip else find_by_number(number, now=now)
        if card is None:
            count_wrong(address, now, is_slip=is_slip)
    if card is None:  # after the transaction, which must keep the count
        raise SlipOfTheFinger if is_slip else NotACard
    return card


@contextmanager
def one_at_a_time():
    """Until its end no other number is tried: else counting would be no limit."""
    with transaction.atomic():
        GuessGate.objects.select_for_update().get()
        yield


def count_wrong(address: str, now: datetime, *, is_slip: bool) -> None:
    WrongGuess.objects.filter(at__lte=now - KEPT).delete()
    WrongGuess.objects.create(address_digest=address_digest(address), at=now, is_slip=is_slip)


def keep_limits(address: str, now: datetime) -> None:
    """Raise TypingClosed or WaitFirst where this address has to wait."""
    if opens_at := typing_closed_until(now):
        raise TypingClosed(until=opens_at)
    here = WrongGuess.objects.filter(address_digest=address_digest(address))
    slips = here.filter(is_slip=True, at__gt=now - ADDRESS_PERIOD)
    if slip := _nth_latest(slips, SLIPS_AN_ADDRESS):
        raise WaitFirst(until=slip + ADDRESS_PERIOD)
    if (until := _wait_after(here.filter(is_slip=False), address, now)) > now:
        raise WaitFirst(until=until)


def typing_closed_until(now: datetime) -> datetime | None:
    """When numbers may be typed again, or None where they may."""
    on_site = WrongGuess.objects.filter(is_slip=False, at__gt=now - SITE_PERIOD)
    closed_at = _nth_latest(on_site, WRONG_ON_THE_SITE)
    return closed_at and closed_at + SITE_PERIOD


def _wait_after(wrong, address: str, now: datetime) -> datetime:
    """When the next guess is let through. Each one past the limit doubles the wait."""
    latest = list(
        wrong.filter(at__gt=now - SITE_PERIOD).order_by("-at").values_list("at", flat=True)
    )
    limit = limit_of(address, now)
    recent = sum(at > now - ADDRESS_PERIOD for at in latest)
    over = len(latest) - limit
    if recent < limit and over < 1:
        return now
    return latest[0] + min(FIRST_WAIT * 2 ** min(over, 5), LONGEST_WAIT)


def _nth_latest(guesses, count: int) -> datetime | None:
    return guesses.order_by("-at").values_list("at", flat=True)[count - 1 : count].first()


def limit_of(address: str, now: datetime) -> int:
    return WRONG_IN_A_CLASS if class_until(address, now) else WRONG_AN_ADDRESS


def class_until(address: str, now: datetime) -> datetime | None:
    """Until when a class goes on at this address, or None where there is none."""
    here = ClassMode.objects.filter(address_digest=address_digest(address), until__gt=now)
    return here.order_by("-until").values_list("until", flat=True).first()


def begin_class(*, address: str, by: User, now: datetime) -> ClassMode:
    """For two hours a whole room may mistype behind one address."""
    ClassMode.objects.filter(until__lte=now - KEPT).delete()
    return ClassMode.objects.create(
        address_digest=address_digest(address), until=now + CLASS_LASTS, begun_by=by
    )


def address_digest(address: str) -> str:
    """The network address as a keyed hash: enough to count by, and no trace of who it was."""
    return hmac.new(settings.CARD_KEY.encode(), address.encode(), hashlib.sha256).hexdigest()
