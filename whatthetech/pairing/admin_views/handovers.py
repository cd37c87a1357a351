"""Handing learners on in June: learner, volunteer and reserve meet at a session."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from whatthetech.pairing import handover as deeds
from whatthetech.pairing.admin_views.headings import headings
from whatthetech.pairing.desk_forms import PlanHandoverForm
from whatthetech.pairing.handing_over import handovers_of, shared_sessions
from whatthetech.pairing.models import Handover, Pairing
from whatthetech.pairing.pins import NoTerm, term_to_pair
from whatthetech.people.access import coordinators_only

NOT_YET = "They meet at a session that is still to come. Press this after it."
IS_OVER = "This was done or called off already."


@coordinators_only
@require_safe
def handovers(request):
    """Every learner who has somebody this term: whoever leaves first comes first."""
    now = timezone.now()
    try:
        rows = handovers_of(term_to_pair(now), now=now)
    except NoTerm:
        rows = []
    context = {"rows": rows, **headings("Hand learners on")}
    return render(request, "pairing/desk/handovers.html", context)


@coordinators_only
@require_http_methods(["GET", "POST"])
def plan_handover(request, pk):
    people = Pairing.objects.live().select_related("learner", "volunteer__person", "term")
    pairing, now = get_object_or_404(people, pk=pk), timezone.now()
    form = PlanHandoverForm(
        request.POST if request.method == "POST" else None,
        sessions=shared_sessions(pairing, now=now),
        today=timezone.localdate(now),
    )
    if form.is_valid():
        try:
            deeds.plan_handover(pairing=pairing, **form.cleaned_data, by=request.user, now=now)
        except deeds.CannotPlanHandover as refused:
            form.add_error("session", str(refused))
        else:
            messages.success(request, f"Planned. {pairing.learner} meets the reserve there.")
            return redirect("pairing_desk:handovers")
    context = {"pairing": pairing, "form": form, **headings("Plan a session together")}
    return render(request, "pairing/desk/plan_handover.html", context)


@coordinators_only
@require_POST
def complete_handover(request, pk):
    handover = get_object_or_404(Handover, pk=pk)
    try:
        made = deeds.complete_handover(handover=handover, by=request.user, now=timezone.now())
    except deeds.NotYet:
        messages.error(request, NOT_YET)
    except deeds.IsOver:
        messages.error(request, IS_OVER)
    else:
        messages.success(request, f"{made.volunteer} helps {made.learner} from now on.")
    return redirect("pairing_desk:handovers")


@coordinators_only
@require_POST
def call_off_handover(request, pk):
    handover = get_object_or_404(Handover, pk=pk)
    try:
        deeds.call_off_handover(handover=handover, by=request.user, now=timezone.now())
    except deeds.IsOver:
        messages.error(request, IS_OVER)
    else:
        messages.success(request, "Called off. They stay with whom they have.")
    return redirect("pairing_desk:handovers")
