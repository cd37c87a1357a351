"""A session with fewer seats than bookings: what is wrong, and three ways out, each one press."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from whatthetech.people.access import coordinators_only
from whatthetech.people.look_ups import note_views
from whatthetech.people.models import VolunteerProfile
from whatthetech.scheduling import shifts, substitutes
from whatthetech.scheduling.admin_views.telephone import (
    REFUSALS,
    furniture,
    number_in,
    refuse,
    session_or_404,
)
from whatthetech.scheduling.models import VolunteerShift
from whatthetech.scheduling.risk import ways_out, what_is_wrong
from whatthetech.scheduling.seats import occupancy

TASKS = ("What wants doing", "programme:tasks")


@coordinators_only
@require_safe
def at_risk(request, pk):
    """Nothing is cancelled by itself. Once there are seats for all, it says so."""
    session, now = session_or_404(pk), timezone.now()
    context = {
        "session": session,
        "is_at_risk": session.is_at_risk and session.starts_at > now,
        "has_begun": session.starts_at <= now,
        "back": "risk",
        **furniture("At risk", TASKS),
    }
    if context["is_at_risk"]:
        ways, to_ask = ways_out(session), substitutes.who_to_ask(session)
        to_ring = [booking for booking in ways.to_ring if booking.learner]
        offered = [shift.volunteer.person for shift in ways.substitutes]
        asked = [volunteer.person for volunteer in to_ask]
        people = [*offered, *asked, *(booking.learner for booking in to_ring)]
        note_views(by=request.user, people=people, now=now)
        context |= {
            "wrong": what_is_wrong(occupancy(session)),
            "offered": ways.substitutes,
            "to_ask": to_ask,
            "helpers": ways.helpers,
            "to_ring": to_ring,
        }
    return render(request, "scheduling/desk/at_risk.html", context)


@coordinators_only
@require_POST
def bring_in(request, pk):
    """They offered before, or said just now on the telephone that they will come."""
    session = session_or_404(pk)
    volunteers = VolunteerProfile.objects.select_related("person")
    volunteer = get_object_or_404(volunteers, pk=number_in(request.POST, "volunteer"))
    try:
        substitutes.bring_in(
            session=session, volunteer=volunteer, by=request.user, now=timezone.now()
        )
    except REFUSALS as refusal:
        refuse(request, refusal)
    else:
        messages.success(request, f"{volunteer} is confirmed for this session.")
    return redirect("programme:at_risk", pk)


@coordinators_only
@require_POST
def share_helper(request, pk):
    """One learner more for a helper, of whom it was asked before."""
    shift = get_object_or_404(
        VolunteerShift.objects.exclude(volunteer=None).select_related("volunteer__person"), pk=pk
    )
    seen = number_in(request.POST, "seen") or None
    try:
        shift = shifts.share_helper(shift=shift, by=request.user, now=timezone.now(), seen=seen)
    except REFUSALS as refusal:
        refuse(request, refusal)
    else:
        messages.success(request, f"{shift.volunteer} helps {shift.places} in this session.")
    return redirect("programme:at_risk", shift.session_id)
