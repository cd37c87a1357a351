"""Without an account: a name and a way to reach somebody, and a coordinator rings them."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from whatthetech.people.access import open_to_everybody
from whatthetech.scheduling.learner_forms import AskForSeatForm
from whatthetech.scheduling.requests import TooManyAsk, answered_before
from whatthetech.scheduling.requests import ask_for_seat as ask
from whatthetech.scheduling.views.booking import TOO_LATE, is_too_late, session_or_404


@open_to_everybody
@require_http_methods(["GET", "POST"])
def ask_for_seat(request, pk):
    """Two boxes, then both to check, then one press."""
    session, now = session_or_404(pk), timezone.now()
    form = AskForSeatForm(request.POST if request.method == "POST" else None)
    if is_too_late(session):
        return redirect("scheduling:session", pk)
    context = {"session": session, "form": form, "is_soon": not answered_before(session, now)}
    sure = request.POST.get("sure")
    if form.is_valid() and sure == "yes":
        return _send(request, form, context)
    if form.is_valid() and sure is None:
        return render(request, "scheduling/check_request.html", context)
    return render(request, "scheduling/ask_for_seat.html", context)


def _send(request, form: AskForSeatForm, context: dict):
    session = context["session"]
    try:
        ask(
            session=session,
            name=form.cleaned_data["name"],
            reach_them_by=form.cleaned_data["reach_by"],
            now=timezone.now(),
        )
    except TooManyAsk:
        return render(request, "scheduling/ask_for_seat.html", context | {"too_many": True})
    except TOO_LATE:
        return redirect("scheduling:session", session.pk)
    return redirect("scheduling:seat_asked", session.pk)


@open_to_everybody
@require_safe
def seat_asked(request, pk):
    session = session_or_404(pk)
    context = {"session": session, "is_soon": not answered_before(session, timezone.now())}
    return render(request, "scheduling/seat_asked.html", context)
