"""What wants doing about sessions: who sees to it, and how long it has waited."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from whatthetech.people.access import coordinators_only
from whatthetech.people.parts import Part
from whatthetech.scheduling import requests, risk
from whatthetech.scheduling.admin_views.telephone import furniture
from whatthetech.scheduling.models import SeatRequest, Task
from whatthetech.scheduling.telling import offers_to_tell
from whatthetech.scheduling.to_do import asked_for_seats, seats_to_tell, to_do

ON_FIRST_PAGE = 5


def show_tasks(request) -> Part | None:
    """A part of the admin's first page: the oldest ones."""
    found = to_do(now=timezone.now(), today=timezone.localdate(), limit=ON_FIRST_PAGE + 1)
    shown, has_more = found[:ON_FIRST_PAGE], len(found) > ON_FIRST_PAGE
    asked = SeatRequest.objects.open().count()
    to_tell = offers_to_tell(now=timezone.now()).count()
    if not found and not asked and not to_tell:
        return None
    about = {"to_do": shown, "has_more": has_more, "asked": asked, "to_tell": to_tell}
    about["user"] = request.user
    return Part("scheduling/desk/home_tasks.html", **about)


@coordinators_only
@require_safe
def tasks(request):
    now, today = timezone.now(), timezone.localdate()
    context = {
        "to_do": to_do(now=now, today=today),
        "to_tell": seats_to_tell(now=now, today=today),
        "requests": asked_for_seats(now=now),
        **furniture("What wants doing"),
    }
    return render(request, "scheduling/desk/tasks.html", context)


@coordinators_only
@require_POST
def take_task(request, pk):
    task = get_object_or_404(Task.objects.open(), pk=pk)
    risk.take_task(task=task, by=request.user, now=timezone.now())
    messages.success(request, "It is yours now.")
    return redirect("programme:tasks")


@coordinators_only
@require_POST
def close_task(request, pk):
    task = get_object_or_404(Task.objects.select_related("booking__learner"), pk=pk)
    try:
        risk.close_task(task=task, by=request.user, now=timezone.now())
    except risk.StillAtRisk:
        messages.error(request, "It ends by itself, when there are seats for all.")
    else:
        messages.success(request, "Done, and off the list.")
    learner = task.booking.learner if task.booking else None
    if learner and request.POST.get("back") == "call":
        return redirect("desk:call", learner.pk)
    return redirect("programme:tasks")


@coordinators_only
@require_POST
def answer_request(request, pk):
    """They were rung or written to. Booking them is done on their call page, or at the door."""
    asked = get_object_or_404(SeatRequest, pk=pk)
    requests.answer_request(request=asked, by=request.user, now=timezone.now())
    messages.success(request, f"{asked.name} is answered, and off the list.")
    return redirect("programme:tasks")
