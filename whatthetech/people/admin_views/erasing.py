"""Erasing somebody who asked for it: what goes is shown first."""

from django import forms
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from whatthetech.people.access import coordinators_only
from whatthetech.people.admin_views.trails import trail
from whatthetech.people.copying import copy_in_words
from whatthetech.people.erasing import CannotErase
from whatthetech.people.erasing import erase_person as erase
from whatthetech.people.models import User


class Why(forms.Form):
    """What the look-up says of it, for the lead. It stays: no name belongs in it."""

    why = forms.ChoiceField(
        label="Why",
        widget=forms.RadioSelect,
        choices=[
            ("they asked", "They asked for it"),
            ("they died", "They died"),
            ("a mistake", "The record was a mistake, or made for trying out"),
        ],
        error_messages={"required": "Choose why the record is erased."},
    )


@coordinators_only
@require_http_methods(["GET", "POST"])
def erase_person(request, pk):
    person = get_object_or_404(User, pk=pk)
    form = Why(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            erase(
                person=person,
                by=request.user,
                now=timezone.now(),
                remark=form.cleaned_data["why"],
            )
        except CannotErase as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The record is erased. Only counts stay.")
            return redirect("wagtailadmin_home")
    context = {
        "form": form,
        "person": person,
        "parts": copy_in_words(person),
        "header_title": "Erase a record",
        "header_icon": "bin",
        "breadcrumbs_items": trail("Erase a record"),
    }
    return render(request, "people/desk/erase_person.html", context)
