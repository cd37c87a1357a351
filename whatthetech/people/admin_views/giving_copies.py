"""A copy of all that we hold about somebody, to print or to save for them. Each one is noted."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from whatthetech.people.access import coordinators_only
from whatthetech.people.copying import copy_as_data, copy_in_words
from whatthetech.people.look_ups import note_look_up
from whatthetech.people.models import LookUp, User
from whatthetech.people.views.my_data import as_file


@coordinators_only
@require_safe
def export_person(request, pk):
    """In large print, as it is handed over or posted."""
    person = get_object_or_404(User, pk=pk)
    _note(request, person, "in large print")
    context = {
        "parts": copy_in_words(person),
        "made_at": timezone.now(),
        "data_address": reverse("desk:export_person_as_data", args=[pk]),
        "back_address": reverse("wagtailadmin_home"),
    }
    return render(request, "people/print_data.html", context)


@coordinators_only
@require_safe
def export_person_as_data(request, pk):
    person = get_object_or_404(User, pk=pk)
    _note(request, person, "as a file")
    return as_file(copy_as_data(person, now=timezone.now()))


def _note(request, person: User, remark: str) -> None:
    note_look_up(
        by=request.user,
        deed=LookUp.Deed.EXPORTED,
        person=person,
        now=timezone.now(),
        remark=remark,
    )
