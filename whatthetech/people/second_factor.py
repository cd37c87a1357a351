"""The second factor of staff: six digits from an app on their telephone, or a recovery code.

Whoever can see a learner's telephone or address must have one (`SECOND_FACTOR`); volunteers
may. django-otp makes and checks the digits, and makes each wrong code wait twice as long
(docs/adr/0011-staff-second-factor.md). Of recovery codes only a keyed hash is kept.
"""

import secrets
from base64 import b32encode
from binascii import unhexlify
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.crypto import salted_hmac
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key

from lessons.models import HelpLine
from whatthetech.people.look_ups import note_look_up
from whatthetech.people.mailing import mail_on_commit
from whatthetech.people.models import COORDINATORS, LEADS, LookUp, User

RECOVERY_CODES = 10
# No letter that looks like a digit. Ten signs of thirty: 49 bits.
RECOVERY_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
DIGITS = 6
ON_THE_TELEPHONE, ON_PAPER = "Telephone", "Recovery codes"


class WrongCode(Exception):
    """The code opens nothing. A code that was used is wrong too."""


@dataclass
class WaitFirst(Exception):
    """After wrong codes: each doubles the wait."""

    until: datetime


class MustKeepSecondFactor(Exception):
    """Whoever must have one can replace it, not turn it off."""


class MayNotReset(Exception):
    """Not one's own, and an administrator's only by an administrator."""


# --- Who has one, and who must -----------------------------------------------------------


def with_second_factor(people):
    """The people (a queryset) who each know `second_factor_on` and `sees_learners`."""
    devices = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
    groups = Group.objects.filter(user=OuterRef("pk"), name__in=(COORDINATORS, LEADS))
    return people.annotate(
        second_factor_on=Exists(devices),
        sees_learners=Exists(groups) | Q(is_superuser=True),
    )


def has_second_factor(person: User) -> bool:
    if not hasattr(person, "second_factor_on"):
        person = with_second_factor(User.objects.filter(pk=person.pk)).get()
    return person.second_factor_on


def must_have_second_factor(person: User) -> bool:
    """Coordinators, leads and whoever runs the site, where the setting says so."""
    if not settings.SECOND_FACTOR:
        return False
    if not hasattr(person, "sees_learners"):
        person = with_second_factor(User.objects.filter(pk=person.pk)).get()
    return person.sees_learners


def recovery_codes_left(person: User) -> int:
    device = StaticDevice.objects.filter(user=person).first()
    return device.token_set.count() if device else 0


# --- Setting it up -----------------------------------------------------------------------

new_key = default_key


def address_of_key(person: User, key: str) -> str:
    """What the QR code says to the app."""
    return TOTPDevice(user=person, key=key).config_url


def typed_key(key: str) -> str:
    """The key as an app takes it by hand: letters and digits, in groups of four."""
    letters = b32encode(unhexlify(key)).decode().rstrip("=")
    return " ".join(letters[start : start + 4] for start in range(0, len(letters), 4))


@transaction.atomic
def set_up_second_factor(
    *, person: User, key: str, typed: str, by: User, now: datetime
) -> tuple[TOTPDevice, list[str]]:
    """The telephone, and the recovery codes at the one moment when they are known.

    What the person had before ends. Raises WrongCode, and then nothing has changed.
    """
    User.objects.select_for_update().get(pk=person.pk)
    _remove_devices(person)
    device = TOTPDevice.objects.create(user=person, key=key, name=ON_THE_TELEPHONE)
    if not device.verify_token(read_code(typed)):
        raise WrongCode
    return device, make_recovery_codes(person=person, by=by, now=now)


@transaction.atomic
def make_recovery_codes(*, person: User, by: User, now: datetime) -> list[str]:
    """Ten new ones; those before end."""
    User.objects.select_for_update().get(pk=person.pk)
    # The device stays: whoever signed in by one of its codes stays signed in.
    device, _ = StaticDevice.objects.get_or_create(user=person, defaults={"name": ON_PAPER})
    device.throttle_reset()
    device.token_set.all().delete()
    codes = [_new_recovery_code() for _ in range(RECOVERY_CODES)]
    for code in codes:
        device.token_set.create(token=recovery_digest(code))
    return codes


def _new_recovery_code() -> str:
    letters = "".join(secrets.choice(RECOVERY_LETTERS) for _ in range(10))
    return f"{letters[:5]}-{letters[5:]}"


def recovery_digest(code: str) -> str:
    """Sixteen letters, which is what django-otp has room for: 80 bits."""
    digest = salted_hmac("recovery code", read_code(code), algorithm="sha256").digest()
    return b32encode(digest[:10]).decode()


# --- Using it ----------------------------------------------------------------------------


def read_code(typed: str) -> str:
    """Without spaces and dashes, in small letters."""
    return "".join(sign for sign in typed if sign.isalnum()).lower()


def check_code(*, person: User, typed: str) -> Device:
    """What the code came from. A code is good once.

    Raises WrongCode, which is counted, or WaitFirst, which looks at no code at all.
    """
    code = read_code(typed)
    with transaction.atomic():
        device = _device_for(person, code)
        if device is None:
            raise WrongCode
        is_allowed, why_not = device.verify_is_allowed()
        if not is_allowed:
            raise WaitFirst(until=why_not["locked_until"])
        is_paper = isinstance(device, StaticDevice)
        is_right = device.verify_token(recovery_digest(code) if is_paper else code)
    if not is_right:  # after the transaction, which must keep the count
        raise WrongCode
    return device


def _device_for(person: User, code: str) -> Device | None:
    kind = TOTPDevice if code.isdecimal() and len(code) == DIGITS else StaticDevice
    return kind.objects.select_for_update().filter(user=person, confirmed=True).first()


# --- Ending it ---------------------------------------------------------------------------


@transaction.atomic
def turn_off_second_factor(*, person: User, by: User, now: datetime) -> User:
    """Raises MustKeepSecondFactor."""
    if must_have_second_factor(person):
        raise MustKeepSecondFactor
    _remove_devices(person)
    return person


@transaction.atomic
def reset_second_factor(*, person: User, by: User | None, now: datetime) -> User:
    """For somebody whose telephone and recovery codes are lost. They are told by email.

    Whoever does it must have made sure who asks. `by` None: from the command line.
    Raises MayNotReset.
    """
    if by and not may_reset(by, person):
        raise MayNotReset
    _remove_devices(person)
    if by:
        remark = "took away a lost second factor"
        note_look_up(by=by, deed=LookUp.Deed.CHANGED, person=person, now=now, remark=remark)
    mail_on_commit(
        to=person.email,
        subject="Your second factor was taken away",
        template="people/mail/second_factor_reset.txt",
        context={"person": person, "now": now, "help_line": HelpLine.load()},
    )
    return person


def may_reset(by: User, person: User) -> bool:
    if by == person or (person.is_superuser and not by.is_superuser):
        return False
    return by.is_in(COORDINATORS, LEADS)


def _remove_devices(person: User) -> None:
    for kind in (TOTPDevice, StaticDevice):
        kind.objects.filter(user=person).delete()
