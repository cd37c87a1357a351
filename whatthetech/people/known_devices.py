"""Telling staff by email when they signed in on a browser that we don't know."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from lessons.models import HelpLine
from whatthetech.people.mailing import mail_on_commit
from whatthetech.people.models import KnownDevice, User

COOKIE = "known-device"
COOKIE_LASTS = timedelta(days=400)  # as long as browsers keep any cookie

# The first that fits: Edge also says Chrome, and Chrome also says Safari.
BROWSERS = (
    ("Edge", ("Edg/", "EdgA/", "EdgiOS/")),
    ("Opera", ("OPR/", "OPT/")),
    ("Samsung Internet", ("SamsungBrowser/",)),
    ("Firefox", ("Firefox/", "FxiOS/")),
    ("Chrome", ("Chrome/", "CriOS/")),
    ("Safari", ("Safari/",)),
)
SYSTEMS = (
    ("an iPhone", ("iPhone",)),
    ("an iPad", ("iPad",)),
    ("Android", ("Android",)),
    ("Windows", ("Windows",)),
    ("a Chromebook", ("CrOS",)),
    ("a Mac", ("Macintosh",)),
    ("Linux", ("Linux",)),
)


@transaction.atomic
def know_device(*, person: User, token: str, browser: str, now: datetime) -> str:
    """Notes that the person signed in here, and writes to them where it is new to us.

    Not about the very first. `token`: the browser's cookie, or empty; `browser`: what it says
    of itself. Gives the token for the cookie, which several people may share.
    """
    User.objects.select_for_update().get(pk=person.pk)
    token = token or secrets.token_urlsafe(24)
    digest = device_digest(token)
    if person.known_devices.filter(digest=digest).update(last_seen_at=now):
        return token
    is_first = not person.known_devices.exists()
    KnownDevice.objects.create(person=person, digest=digest, first_seen_at=now, last_seen_at=now)
    if not is_first:
        _tell_of_new_device(person, browser, now)
    return token


def _tell_of_new_device(person: User, browser: str, now: datetime) -> None:
    context = {
        "person": person,
        "now": now,
        "browser": browser_in_words(browser),
        "reset": settings.SITE_ADDRESS + reverse("wagtailadmin_password_reset"),
        "help_line": HelpLine.load(),
    }
    mail_on_commit(
        to=person.email,
        subject="You signed in on a new device",
        template="people/mail/new_device.txt",
        context=context,
    )


def device_digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def browser_in_words(user_agent: str) -> str:
    """“Chrome on Windows”, as far as a browser says it of itself."""
    browser = _first_that_fits(BROWSERS, user_agent) or "A browser that we don’t know"
    system = _first_that_fits(SYSTEMS, user_agent)
    return f"{browser} on {system}" if system else browser


def _first_that_fits(kinds, user_agent: str) -> str | None:
    return next((name for name, signs in kinds if any(sign in user_agent for sign in signs)), None)
