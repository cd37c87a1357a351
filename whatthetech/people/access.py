"""Who may see what: one decorator a view, which also says so to the test that walks them all."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

from whatthetech.people.models import COORDINATORS as COORDINATORS_GROUP
from whatthetech.people.models import LEADS as LEADS_GROUP
from whatthetech.people.models import VOLUNTEERS as VOLUNTEERS_GROUP

EVERYBODY, SIGNED_IN, LEARNERS = "everybody", "signed in", "learners"
STAFF, VOLUNTEERS, COORDINATORS, LEADS = "staff", "volunteers", "coordinators", "leads"
DESK = "coordinators and leads"


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


def staff_only(view):
    """Whoever signed in by password, at what is theirs as staff. Learners have their own page."""

    @wraps(view)
    def allowed(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("wagtailadmin_login"))
        if request.user.is_learner:
            return HttpResponseRedirect(reverse("people:me"))
        return view(request, *args, **kwargs)

    allowed = never_cache(allowed)
    allowed.access = STAFF
    return allowed


def volunteers_only(view):
    """A volunteer, cleared or not, at their own pages. Others who work here are let in too."""
    return _groups_only(view, VOLUNTEERS, (VOLUNTEERS_GROUP, COORDINATORS_GROUP))


def coordinators_only(view):
    """The desk: whoever sees a learner's telephone and address."""
    return _groups_only(view, COORDINATORS, (COORDINATORS_GROUP,))


def desk_only(view):
    """What coordinators and leads share."""
    return _groups_only(view, DESK, (COORDINATORS_GROUP, LEADS_GROUP))


def leads_only(view):
    """The safeguarding lead: who looked at whom."""
    return _groups_only(view, LEADS, (LEADS_GROUP,))


def _groups_only(view, access: str, groups: tuple[str, ...]):
    """Staff of these groups; a visitor is led to staff's sign-in. Raises PermissionDenied."""

    @wraps(view)
    def allowed(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("wagtailadmin_login"))
        if not request.user.is_in(*groups):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    allowed = never_cache(allowed)
    allowed.access = access
    return allowed
