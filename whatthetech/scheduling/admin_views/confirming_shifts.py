"""Shifts at the desk: those to confirm, and a volunteer's own for one who telephones."""

from dataclasses import dataclass

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from whatthetech.people.access import coordinators_only
from whatthetech.people.admin_views.trails import trail
from whatthetech.people.look_ups import note_look_up, note_view
from whatthetech.people.models import COORDINATORS, LookUp, VolunteerProfile
from whatthetech.people.parts import Part
from whatthetech.scheduling import cleared, shifts
from whatthetech.scheduling.booking import SessionHasBegun, SessionIsCancelled
from whatthetech.scheduling.helping import sessions_wanting_helpers, shifts_ahead
from whatthetech.scheduling.models import LearningSession, VolunteerShift
from whatthetech.scheduling.shift_forms import WhyForm
from whatthetech.scheduling.shifts import NotCleared, ShiftIsWithdrawn, WhyIsNeeded

REFUSED = {
    SessionHasBegun: "That session has begun.",
    SessionIsCancelled: "That session was called off.",
    ShiftIsWithdrawn: "They have withdrawn. They may offer again.",
}
TITLE = "Shifts to confirm"


@dataclass(frozen=True)
class Offered:
    shift: VolunteerShift
    missing: tuple[str, ...]  # to be cleared on that day


def offered_ahead() -> list[Offered]:
    """Shifts that wait to be confirmed, the next session first; five queries for any number."""
    waiting = VolunteerShift.objects.offered().filter(
        session__starts_at__gt=timezone.now(), session__cancelled_at=None
    )
    found = cleared.with_path(waiting.exclude(volunteer=None))
    return [
        Offered(shift, cleared.what_is_missing(shift.volunteer, on=shift.session.on))
        for shift in found.select_related("session__room__venue")
    ]


@coordinators_only
@require_safe
def shifts_to_confirm(request):
    context = {"offered": offered_ahead(), **_furniture(TITLE)}
    return render(request, "scheduling/desk/shifts_to_confirm.html", context)


@coordinators_only
@require_POST
def confirm_shift(request, pk):
    shift = get_object_or_404(VolunteerShift.objects.select_related("session"), pk=pk)
    try:
        shift = shifts.confirm_shift(shift=shift, by=request.user, now=timezone.now())
    except NotCleared:
        messages.error(request, _not_cleared(shift))
    except tuple(REFUSED) as refusal:
        messages.error(request, REFUSED[type(refusal)])
    else:
        _note(request, shift.volunteer)
        messages.success(request, f"Confirmed: {shift.volunteer}.")
    return _back(request, shift)


def _not_cleared(shift: VolunteerShift) -> str:
    if shift.volunteer is None:
        return "They have left, and their record is erased."
    missing = " ".join(cleared.what_is_missing(shift.volunteer, on=shift.session.on))
    return f"{shift.volunteer} is not cleared for that day. {missing}"


# --- One volunteer, on the telephone ----------------------------------------------------------


@coordinators_only
@require_safe
def shifts_of_volunteer(request, pk):
    volunteer, now = _volunteer(pk), timezone.now()
    note_view(by=request.user, person=volunteer.person, now=now)
    context = {
        "volunteer": volunteer,
        "shifts": shifts_ahead(volunteer, now=now),
        "wanted": sessions_wanting_helpers(volunteer, now=now),
        **_furniture(f"Sessions of {volunteer}", volunteer=volunteer),
    }
    return render(request, "scheduling/desk/shifts_of_volunteer.html", context)


@coordinators_only
@require_POST
def offer_shift(request, pk):
    """For a volunteer who telephones; `session` is in the form."""
    volunteer = _volunteer(pk)
    key = request.POST.get("session", "")
    key = key if key.isdecimal() and len(key) < 19 else 0
    session = get_object_or_404(LearningSession, pk=key)
    try:
        shifts.offer_shift(
            session=session, volunteer=volunteer, by=request.user, now=timezone.now()
        )
    except tuple(REFUSED) as refusal:
        messages.error(request, REFUSED[type(refusal)])
    else:
        _note(request, volunteer)
        messages.success(request, f"{volunteer} has offered. It is not confirmed yet.")
    return redirect("programme:shifts_of_volunteer", volunteer.pk)


@coordinators_only
@require_http_methods(["GET", "POST"])
def withdraw_shift(request, pk):
    """One press; this page asks why where that has to be known."""
    shift = get_object_or_404(
        VolunteerShift.objects.exclude(volunteer=None).select_related(
            "session__room__venue", "volunteer__person"
        ),
        pk=pk,
    )
    form = WhyForm.of(request.POST)
    if request.method == "POST" and form.is_settled:
        said = {"by": request.user, "now": timezone.now(), "why": form.reason}
        try:
            shifts.withdraw_shift(shift=shift, **said)
        except WhyIsNeeded:
            return redirect("programme:withdraw_shift", shift.pk)
        except SessionHasBegun as refusal:
            messages.error(request, REFUSED[type(refusal)])
        else:
            _note(request, shift.volunteer)
            messages.success(request, f"{shift.volunteer} is not expected any more.")
        return _back(request, shift)
    context = {
        "shift": shift,
        "session": shift.session,
        "form": form,
        **_furniture("Why can’t they come?", volunteer=shift.volunteer),
    }
    return render(request, "scheduling/desk/withdraw_shift.html", context)


def _volunteer(pk) -> VolunteerProfile:
    here = VolunteerProfile.objects.with_path().filter(person__merged_into=None)
    return get_object_or_404(here, pk=pk)


def _note(request, volunteer: VolunteerProfile) -> None:
    note_look_up(
        by=request.user,
        deed=LookUp.Deed.CHANGED,
        now=timezone.now(),
        person=volunteer.person,
        remark="a shift",
    )


def _back(request, shift: VolunteerShift):
    """To the page it was pressed on: the volunteer's, or the list."""
    if request.GET.get("of") == "volunteer" and shift.volunteer_id:
        return redirect("programme:shifts_of_volunteer", shift.volunteer_id)
    return redirect("programme:shifts_to_confirm")


def _furniture(title: str, *, volunteer: VolunteerProfile | None = None) -> dict:
    """What Wagtail's base template wants to know."""
    links = trail(title)
    if volunteer:
        address = reverse("volunteers:inspect", args=[volunteer.pk])
        links.insert(1, {"url": reverse("volunteers:index"), "label": "Volunteers"})
        links.insert(2, {"url": address, "label": str(volunteer)})
    return {"header_title": title, "header_icon": "group", "breadcrumbs_items": links}


# --- Where one comes from ---------------------------------------------------------------------


class ShiftsMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.is_in(COORDINATORS)


def offer_shifts():
    return ShiftsMenuItem(
        TITLE, reverse("programme:shifts_to_confirm"), name="shifts", icon_name="group", order=35
    )


class ShiftsPanel(Component):
    name, order = "shifts", 60
    template_name = "scheduling/desk/shifts_wait.html"

    def get_context_data(self, parent_context):
        waiting = VolunteerShift.objects.offered().filter(
            session__starts_at__gt=timezone.now(), session__cancelled_at=None
        )
        return {"waiting": waiting.exclude(volunteer=None).count()}


def show_shifts(request, panels) -> None:
    if request.user.is_in(COORDINATORS):
        panels.append(ShiftsPanel())


def show_on_volunteer(request, volunteer: VolunteerProfile) -> Part:
    return Part("scheduling/desk/shifts_link.html", volunteer=volunteer)


def show_on_call(request, person) -> Part | None:
    """A volunteer on the line: offer, withdraw."""
    volunteer = getattr(person, "volunteer_profile", None)
    return Part("scheduling/desk/shifts_link.html", volunteer=volunteer) if volunteer else None
