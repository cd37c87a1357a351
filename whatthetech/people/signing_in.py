"""Signing in by card or by telephone, on a device that may be shared, and signing out of it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.backends import BaseBackend

from lessons import display, progress
from lessons.kept_display import bring_display
from whatthetech.people.models import Card, User

BACKEND = "whatthetech.people.signing_in.LearnerBackend"
MINE_LASTS = timedelta(days=30)  # ACCESSIBILITY.md D1
COOKIE = "signed-in"  # says only that somebody is: public pages then offer to sign out
NEW_CARD = "new-card"  # the seed of the card that was made here, until it is on paper


class LearnerBackend(BaseBackend):
    """Whoever came in without a password, for as long as they are a learner and no longer.

    A session begun by card ends the moment its person joins the staff (S8).
    """

    def get_user(self, user_id):
        return User.objects.learners().filter(pk=user_id, is_active=True).first()


def sign_in_by_card(request, card: Card, *, now: datetime) -> None:
    Card.objects.filter(pk=card.pk).update(last_used_at=now)
    sign_in(request, card.person)


def sign_in(request, person: User) -> None:
    """They are signed in here, as on a shared device until they say otherwise.

    Only a learner: staff sign in by password, and `LearnerBackend` knows none of them.
    """
    request.session.flush()  # nothing comes along of whoever was here before
    login(request, person, backend=BACKEND)
    request.session.set_expiry(0)  # until the browser closes, 24 hours at most


def keep_signed_in(request) -> None:
    """The device is their own: stay signed in for thirty days."""
    request.session.set_expiry(int(MINE_LASTS.total_seconds()))


def is_shared(request) -> bool:
    """Whether the device is somebody else's too, for all they said."""
    return request.session.get_expire_at_browser_close()


def show_signed_in(request, response):
    """Let public pages know by a cookie that says nothing about who it is.

    Here too the pages look as the person chose elsewhere.
    """
    seconds = None if is_shared(request) else request.session.get_expiry_age()
    response.set_cookie(COOKIE, "yes", max_age=seconds, samesite="Lax", httponly=True)
    return bring_display(request.user, request, response)


def sign_out(request, response):
    """Nothing of the person stays on the device. On a shared one it also looks as at first."""
    of_the_person = [COOKIE, progress.COOKIE, settings.CSRF_COOKIE_NAME, "stuck"]
    if is_shared(request):
        of_the_person.append(display.COOKIE)
    logout(request)
    for name in of_the_person:
        response.delete_cookie(name)
    forget_new_card(response)
    response["Clear-Site-Data"] = '"cache"'
    return response


def remember_new_card(response, seed: str):
    """In this browser only, until the card is on paper: enough to show it again here."""
    response.set_cookie(
        NEW_CARD,
        seed,
        path="/card/",
        samesite="Lax",
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def forget_new_card(response):
    response.delete_cookie(NEW_CARD, path="/card/")
    return response
