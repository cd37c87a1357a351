"""Who may see what: one decorator a view, which also says so to the test that walks them all."""

from functools import wraps

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

EVERYBODY, LEARNERS = "everybody", "learners"


def open_to_everybody(view):
    """No sign-in; never kept by a browser or a cache, since it may greet somebody by name."""
    allowed = never_cache(view)
    allowed.access = EVERYBODY
    return allowed


def learners_only(view):
    """Somebody signed in by card, who sees their own and nobody else's."""

    @wraps(view)
    def allowed(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return HttpResponseRedirect(reverse("people:sign_in_by_number"))
        return view(request, *args, **kwargs)

    allowed = never_cache(allowed)
    allowed.access = LEARNERS
    return allowed
