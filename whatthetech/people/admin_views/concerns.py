"""What a safeguarding lead does with a concern, and that one waits, on the admin's first page."""

from django import forms
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.ui.components import Component

from whatthetech.people import raising_concerns
from whatthetech.people.access import leads_only
from whatthetech.people.admin_views.trails import trail
from whatthetech.people.models import LEADS, Concern


class ConcernsPanel(Component):
    name, order = "concerns", 30
    template_name = "people/desk/concerns_wait.html"

    def get_context_data(self, parent_context):
        return {"waiting": Concern.objects.unread().count()}


def show_concerns(request, panels) -> None:
    if request.user.is_in(LEADS):
        panels.append(ConcernsPanel())


class WhatWasDoneForm(forms.Form):
    words = forms.CharField(
        label="What was done",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        error_messages={
            "required": "Write what was done, then keep it.",
            "max_length": "Make this shorter: 4000 letters at most.",
            "null_characters_not_allowed": "Type this again, in letters and numbers.",
        },
    )


@leads_only
@require_POST
def read_concern(request, pk):
    return _do(request, pk, raising_concerns.read_concern, "It is noted that you read it.")


@leads_only
@require_POST
def note_what_was_done(request, pk):
    form = WhatWasDoneForm(request.POST)
    if not form.is_valid():
        context = {
            "concern": get_object_or_404(Concern.objects.select_related("learner"), pk=pk),
            "form": form,
            "header_title": "Concern",
            "header_icon": "warning",
            "breadcrumbs_items": trail("Concern", ("Concerns", "concerns:index")),
        }
        return render(request, "people/desk/concern.html", context)
    return _do(
        request,
        pk,
        raising_concerns.note_what_was_done,
        "What was done is kept.",
        words=form.cleaned_data["words"],
    )


@leads_only
@require_POST
def let_concern_go(request, pk):
    return _do(request, pk, raising_concerns.let_concern_go, "It may be erased with the record.")


@leads_only
@require_POST
def keep_concern(request, pk):
    return _do(request, pk, raising_concerns.keep_concern, "It stays, and the record too.")


def _do(request, pk, deed, done: str, **said):
    concern = get_object_or_404(Concern, pk=pk)
    deed(concern=concern, by=request.user, now=timezone.now(), **said)
    messages.success(request, done)
    return redirect("concerns:inspect", pk)
