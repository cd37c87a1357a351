"""Signing in by card, on a device that may be shared, and signing out of it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import login, logout

from lessons import progress
from lessons.kept_progress import carry_over
from whatthetech.people.models import Card

BACKEND = "whatthetech.people.backends.PersonBackend"
MINE_LASTS = timedelta(days=30)  # ACCESSIBILITY.md D1
COOKIE = "signed-in"  # says only that somebody is: public pages then offer to sign out


def sign_in(request, card: Card, *, now: datetime) -> None:
    """The card's person is signed in here, as on a shared device until they say otherwise.

    What this device knew of their place comes along (`carry_over`).
    """
    carry_over(card.person, progress.read_places(request.COOKIES), now=now)
    Card.objects.filter(pk=card.pk).update(last_used_at=now)
    request.session.flush()  # nothing comes along of whoever was here before
    login(request, card.person, backend=BACKEND)
    request.session.set_expiry(0)  # until the browser closes, 24 hours at most


def keep_signed_in(request) -> None:
    """The device is their own: stay signed in for thirty days."""
    request.session.set_expiry(int(MINE_LASTS.total_seconds()))


def show_signed_in(request, response):
    """Let public pages know by a cookie that says nothing about who it is."""
    until_closed = request.session.get_expire_at_browser_close()
    seconds = None if until_closed else request.session.get_expiry_age()
    response.set_cookie(COOKIE, "yes", max_age=seconds, samesite="Lax", httponly=True)
    response.delete_cookie(progress.COOKIE)  # their place is kept with them now
    return response


def sign_out(request, response):
    """Nothing of the person stays on the device."""
    logout(request)
    for name in (COOKIE, progress.COOKIE, settings.CSRF_COOKIE_NAME, "stuck"):
        response.delete_cookie(name)
    response["Clear-Site-Data"] = '"cache"'
    return response
