"""Holds staff back from the office until they have given their second factor."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from whatthetech.people.second_factor import has_second_factor, must_have_second_factor

HELD_BACK = ("/admin/", "/me/", "/help/")
CODE, SET_UP = "staff:give_code", "staff:set_up_second_factor"
# What has to work before the second factor, and what is nobody's.
OPEN = {
    CODE,
    "staff:sign_in",
    "staff:open_invitation",
    "staff:join",
    "staff:invitation_ended",
    "wagtailadmin_login",
    "wagtailadmin_logout",
    "wagtailadmin_sprite",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_done",
    "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_complete",
}


class SecondFactorGate:
    """Middleware, after django-otp's own. Only what signs in by password has a second factor."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not request.path.startswith(HELD_BACK) or request.resolver_match.view_name in OPEN:
            return None
        comes_first = page_that_comes_first(request.user)
        if comes_first in (None, request.resolver_match.view_name):
            return None
        if request.headers.get("X-Requested-With") == "XMLHttpRequest":
            raise PermissionDenied
        wanted = request.get_full_path() if request.method == "GET" else ""
        return redirect(with_next(comes_first, wanted))


def page_that_comes_first(user) -> str | None:
    """The name of the page on which this person must show or set up their second factor."""
    is_verified = getattr(user, "otp_device", None)
    # Learners sign in by card and have no password: they cost no query here.
    if is_verified or not user.is_authenticated or not user.has_usable_password():
        return None
    if has_second_factor(user):
        return CODE
    return SET_UP if must_have_second_factor(user) else None


def with_next(name: str, wanted: str) -> str:
    address = reverse(name)
    return f"{address}?{urlencode({'next': wanted})}" if wanted else address
