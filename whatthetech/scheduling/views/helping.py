"""Volunteers at /help/: my next sessions, sessions that want helpers, offering and withdrawing."""

from functools import wraps

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from whatthetech.people.access import volunteers_only
from whatthetech.people.models import VolunteerProfile
from whatthetech.people.parts import Part
from whatthetech.scheduling import cleared, shifts
from whatthetech.scheduling.booking import SessionHasBegun, SessionIsCancelled
from whatthetech.scheduling.helping import Reading, sessions_wanting_helpers, shifts_ahead
from whatthetech.scheduling.models import LearningSession, VolunteerShift
from whatthetech.scheduling.shift_forms import WhyForm
from whatthetech.scheduling.shifts import WhyIsNeeded

SHOWN_AT_FIRST = 3
TROUBLE = {
    SessionHasBegun: "That session has begun. Ring us if you are on your way.",
    SessionIsCancelled: "That session does not take place. Choose another one.",
}


def show_my_sessions(request, volunteer: VolunteerProfile | None) -> Part | None:
    """On /help/: the next sessions, exams to come, and some that want helpers."""
    if volunteer is None:
        return None
    now = timezone.now()
    asked = {"now": now, "reading": Reading(volunteer, on=timezone.localdate(now))}
    return Part(
        "scheduling/my_sessions_part.html",
        shown=SHOWN_AT_FIRST,
        shifts=shifts_ahead(volunteer, **asked),
        exams=asked["reading"].exams_to_say(),
        wanted=sessions_wanting_helpers(volunteer, **asked, at_most=SHOWN_AT_FIRST),
    )


def as_volunteer(view):
    """Give a view the volunteer who asks. Whoever works here and is none has nothing to offer."""

    @wraps(view)
    def with_volunteer(request, *args, **kwargs):
        volunteer = VolunteerProfile.objects.with_path().filter(person=request.user).first()
        if volunteer is None:
            return redirect("people:volunteering")
        return view(request, volunteer, *args, **kwargs)

    return with_volunteer


@volunteers_only
@require_safe
@as_volunteer
def sessions_to_help(request, volunteer):
    return _show_wanted(request, volunteer)


@volunteers_only
@require_POST
@as_volunteer
def offer_shift(request, volunteer, pk):
    session = get_object_or_404(LearningSession, pk=pk)
    try:
        shift = shifts.offer_shift(
            session=session, volunteer=volunteer, by=request.user, now=timezone.now()
        )
    except tuple(TROUBLE) as refusal:
        return _show_wanted(request, volunteer, trouble=TROUBLE[type(refusal)])
    return redirect("scheduling:my_shift", shift.pk)


@volunteers_only
@require_safe
@as_volunteer
def my_shifts(request, volunteer):
    context = {"shifts": shifts_ahead(volunteer, now=timezone.now())}
    return render(request, "scheduling/my_shifts.html", context)


@volunteers_only
@require_safe
@as_volunteer
def my_shift(request, volunteer, pk):
    """Where it stands, and the one thing to do: withdraw, or come after all."""
    shift = _shift(volunteer, pk)
    live = shift.session.shifts.live().filter(volunteer=volunteer).first()
    if live and live != shift:  # this one was withdrawn, and another was offered since
        return redirect("scheduling:my_shift", live.pk)
    context = {
        "shift": shift,
        "session": shift.session,
        "missing": cleared.what_is_missing(volunteer, on=shift.session.on),
        "is_over": shift.session.starts_at <= timezone.now(),
    }
    return render(request, "scheduling/my_shift.html", context)


@volunteers_only
@require_http_methods(["GET", "POST"])
@as_volunteer
def withdraw_shift(request, volunteer, pk):
    """One press on the page before; this page asks why where that has to be known."""
    shift = _shift(volunteer, pk)
    form = WhyForm.of(request.POST)
    if request.method == "POST" and form.is_settled:
        said = {"by": request.user, "now": timezone.now(), "why": form.reason}
        try:
            shifts.withdraw_shift(shift=shift, **said)
        except WhyIsNeeded:
            return redirect("scheduling:withdraw_shift", shift.pk)
        except SessionHasBegun as refusal:
            return _show_wanted(request, volunteer, trouble=TROUBLE[type(refusal)])
        return redirect("scheduling:my_shift", shift.pk)
    context = {"shift": shift, "session": shift.session, "form": form}
    return render(request, "scheduling/withdraw_shift.html", context)


def _shift(volunteer, pk) -> VolunteerShift:
    own = VolunteerShift.objects.filter(volunteer=volunteer)
    return get_object_or_404(own.select_related("session__room__venue"), pk=pk)


def _show_wanted(request, volunteer, *, trouble: str = ""):
    context = {
        "wanted": sessions_wanting_helpers(volunteer, now=timezone.now()),
        "trouble": trouble,
    }
    return render(request, "scheduling/sessions_to_help.html", context)
