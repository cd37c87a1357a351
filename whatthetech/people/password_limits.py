"""How often a wrong password may be typed: five times for one person at one network address.

So one person's typing never locks a room (django-axes would lock the address). Neither the
email nor the address is kept: axes counts by keyed hashes of both, for a quarter of an hour.
Cards have limits of their own (`guesses`) and are not counted here.
"""

from ipaddress import IPv6Address

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac

from whatthetech.people.network import network_address

FORM_FIELD = "username"  # Django's name of the box in which the email is typed


class PasswordLimits(AxesDatabaseHandler):
    """Signing in or out by card says nothing about passwords."""

    def user_logged_in(self, sender, request, user, **kwargs):
        if user.has_usable_password():
            super().user_logged_in(sender, request, user, **kwargs)

    def user_logged_out(self, sender, request, user, **kwargs):
        """Nothing is kept of it."""


def counted_email(request, credentials) -> str | None:
    """The email that was typed, as a keyed hash: the same in capitals and in small letters."""
    typed = (credentials or request.POST).get(FORM_FIELD)
    return _digest("email", typed.strip().casefold()) if typed else None


def counted_address(request) -> str:
    """The network address as a keyed hash, in the form of an address, as axes' column asks."""
    return str(IPv6Address(int(_digest("address", network_address(request))[:32], base=16)))


def _digest(kind: str, value: str) -> str:
    return salted_hmac(f"password limits: {kind}", value, algorithm="sha256").hexdigest()


def wait_first(request, response, credentials):
    """In place of the sign-in page: how long to wait, and what else one can do."""
    counted = AccessAttempt.objects.filter(
        username=counted_email(request, credentials), ip_address=counted_address(request)
    )
    latest = counted.aggregate(Max("attempt_time"))["attempt_time__max"] or timezone.now()
    seconds = (latest + settings.AXES_COOLOFF_TIME - timezone.now()).total_seconds()
    minutes = max(1, -int(-seconds // 60))
    return render(request, "people/staff/wait_first.html", {"minutes": minutes}, status=429)
