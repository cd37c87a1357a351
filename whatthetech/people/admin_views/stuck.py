"""Learners who pressed “I'm stuck”: on the admin's first page, and on their call's page."""

from dataclasses import dataclass

from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from lessons.being_stuck import StuckStep, where_stuck
from lessons.models import StuckAt
from whatthetech.people.access import coordinators_only
from whatthetech.people.models import User
from whatthetech.people.seeing_to import see_to_stuck as see_to

MOST_SHOWN = 12


@dataclass(frozen=True)
class Stuck:
    """Everybody who is stuck. Only the first are shown, who have waited longest."""

    shown: list[StuckStep]
    more: int


def everybody_stuck() -> Stuck:
    rows = StuckAt.objects.filter(person__merged_into=None, person__is_active=True)
    everybody = where_stuck(rows.select_related("person"))
    return Stuck(everybody[:MOST_SHOWN], max(0, len(everybody) - MOST_SHOWN))


def where_they_are_stuck(person: User) -> list[StuckStep]:
    return where_stuck(person.stuck_at.all())


def say_that_we_see(request) -> str:
    """On the page of “I'm stuck”, where nobody nearer to them is known."""
    return "We can see that you are stuck here. Ring us if you want help now."


@coordinators_only
@require_POST
def see_to_stuck(request, pk, stuck_pk):
    """Pressed once they were helped. A second press finds nothing, and that is all right."""
    person = get_object_or_404(User, pk=pk)
    if stuck := person.stuck_at.filter(pk=stuck_pk).first():
        see_to(stuck=stuck, by=request.user, now=timezone.now())
    return redirect("desk:call", person.pk)
