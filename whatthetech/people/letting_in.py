"""Signed in by telephone: a device shows a number, its person reads it to us, we let them in.

For whoever has lost their card, or can't scan or type it (ACCESSIBILITY.md S2). The number is
bound to the browser that asked for it, lasts a day and lets in once. Its last digit checks the
others, so that one digit misheard never lets in somebody else's device.
"""

import secrets
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from whatthetech.people.cards import StaffHaveNoCard, check_digit, read_number
from whatthetech.people.look_ups import note_look_up
from whatthetech.people.models import LookUp, User, WaitingDevice

DIGITS = 6
WAITS = timedelta(hours=24)
AT_MOST = 500  # waiting at once: of 100,000 numbers nearly all open nothing


class TooManyWait(Exception):
    """More devices ask than there can be callers. The telephone still helps with a new card."""


class NoDeviceWaits(Exception):
    """No device shows this number now."""


def ask_to_be_let_in(*, now: datetime) -> WaitingDevice:
    """A device that waits, with a number no other one has. Raises TooManyWait."""
    WaitingDevice.objects.filter(asked_at__lte=now - WAITS).delete()
    while WaitingDevice.objects.count() < AT_MOST:
        try:
            with transaction.atomic():
                return WaitingDevice.objects.create(number=new_number(), asked_at=now)
        except IntegrityError:  # another device has this number: draw again
            continue
    raise TooManyWait


def waiting(now: datetime):
    return WaitingDevice.objects.filter(asked_at__gt=now - WAITS)


@transaction.atomic
def let_in(*, typed: str, person: User, by: User, now: datetime) -> WaitingDevice:
    """The caller's device may come in as this person. Until it does, `by` may correct who it is.

    Raises NoDeviceWaits, StaffHaveNoCard.
    """
    if not person.is_learner:
        raise StaffHaveNoCard
    device = waiting(now).select_for_update().filter(number=read_number(typed)).first()
    if device is None:
        raise NoDeviceWaits
    device.person, device.let_in_by, device.let_in_at = person, by, now
    device.save()
    note_look_up(by=by, deed=LookUp.Deed.SIGNED_IN, person=person, now=now)
    return device


@transaction.atomic
def come_in(*, device: int, now: datetime) -> User | None:
    """Who this device is let in as, once. None: nobody said so yet, or no longer."""
    row = waiting(now).select_for_update().filter(pk=device).exclude(person=None).first()
    if row is None or not WaitingDevice.objects.filter(pk=row.pk).delete()[0]:
        return None
    return User.objects.learners().filter(pk=row.person_id, is_active=True).first()


def new_number() -> str:
    drawn = "".join(secrets.choice("0123456789") for _ in range(DIGITS - 1))
    return drawn + check_digit(drawn)


def in_threes(number: str) -> str:
    """As it is shown and read aloud."""
    return f"{number[:3]} {number[3:]}"
