"""Who may see what: one decorator a view, which also says so to the test that walks them all."""

from functools import wraps

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

EVERYBODY, SIGNED_IN, LEARNERS = "everybody", "signed in", "learners"


def open_to_everybody(view):
    """No sign-in; never kept by a browser or a cache, since it may greet somebody by name."""
    allowed = never_cache(view)
    allowed.access = EVERYBODY
    return allowed


def signed_in_only(view):
    """Somebody signed in, by card or by password, who sees their own and nobody else's."""

    @wraps(view)
    def allowed(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return HttpResponseRedirect(reverse("people:sign_in_by_number"))
        return view(request, *args, **kwargs)

    allowed = never_cache(allowed)
    allowed.access = SIGNED_IN
    return allowed


def learners_only(view):
    """Somebody signed in who has no password. Staff are led to their own page."""

    @wraps(view)
    def allowed(request, *args, **kwargs):
        if not request.user.is_learner:
            return HttpResponseRedirect(reverse("people:me"))
        return view(request, *args, **kwargs)

    allowed = signed_in_only(allowed)
    allowed.access = LEARNERS
    return allowed
