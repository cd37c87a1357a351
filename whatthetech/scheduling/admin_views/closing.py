"""Bank holidays of a term: proposed, and a coordinator says of each whether we are closed."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from whatthetech.people.access import coordinators_only
from whatthetech.people.admin_views.trails import trail
from whatthetech.people.wording import in_words
from whatthetech.scheduling import closed_days
from whatthetech.scheduling.models import ClosedDay, Term

CLOSED_ALREADY = (
    "We are closed on {} already. To open it again, delete it from the closed days, and add the"
    " sessions that were cancelled."
)


@coordinators_only
@require_safe
def bank_holidays(request, pk):
    """With each the sessions that it closes."""
    term = get_object_or_404(Term, pk=pk)
    days = closed_days.bank_holidays_of(term, now=timezone.now())
    context = {
        "term": term,
        "days": days,
        "waiting": sum(_waits(one.closed_day) for one in days),
        "header_title": "Bank holidays in this term",
        "header_icon": "calendar-check",
        "breadcrumbs_items": trail("Bank holidays", ("Terms", "terms:index")),
    }
    return render(request, "scheduling/desk/bank_holidays.html", context)


def _waits(closed_day: ClosedDay) -> bool:
    return closed_day.confirmed_at is None and closed_day.dismissed_at is None


@coordinators_only
@require_POST
def confirm_closed_day(request, pk):
    closed_day = get_object_or_404(ClosedDay, pk=pk)
    closed_days.confirm_closed_day(closed_day=closed_day, by=request.user, now=timezone.now())
    messages.success(request, f"We are closed on {in_words(closed_day.day)}.")
    return _back(request)


@coordinators_only
@require_POST
def dismiss_closed_day(request, pk):
    closed_day = get_object_or_404(ClosedDay, pk=pk)
    day = in_words(closed_day.day)
    try:
        closed_days.dismiss_closed_day(closed_day=closed_day, by=request.user, now=timezone.now())
    except closed_days.ClosedAlready:
        messages.error(request, CLOSED_ALREADY.format(day))
    else:
        messages.success(request, f"We are open on {day}.")
    return _back(request)


def _back(request):
    """To the term that the button stood on, or to the list."""
    term = request.POST.get("term", "")
    if term.isdecimal() and Term.objects.filter(pk=term).exists():
        return redirect("programme:bank_holidays", term)
    return redirect("closed_days:index")
