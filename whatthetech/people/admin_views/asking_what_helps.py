"""Reading the words of consent aloud, and writing down what helps somebody who said yes."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages

from whatthetech.people import consent
from whatthetech.people.access import coordinators_only
from whatthetech.people.admin_views.calling import furniture
from whatthetech.people.learner_form import SaidForm
from whatthetech.people.look_ups import note_view
from whatthetech.people.models import Consent, LearnerProfile
from whatthetech.people.what_helps_form import WhatHelpsForm

ABOUT = Consent.About.WHAT_HELPS


@coordinators_only
@require_http_methods(["GET", "POST"])
def ask_what_helps(request, pk):
    """The words to read, and the answer. A no is written into the history, and nothing else."""
    learner = find_learner(request, pk)
    if consent.consent_in_force(learner.person, ABOUT):
        return redirect("desk:keep_what_helps", pk)
    words, now = consent.wording(ABOUT), timezone.now()
    form = SaidForm(request.POST or None)
    if request.POST.get("answer") == "no":
        consent.refuse_consent(person=learner.person, about=ABOUT, by=request.user, now=now)
        messages.success(request, "They said no. Nothing about their health is kept.")
        return redirect("desk:call", pk)
    if request.POST.get("answer") == "yes" and form.is_valid():
        consent.record_consent(
            person=learner.person,
            about=ABOUT,
            words=words.text,
            said=form.cleaned_data["said"],
            how=Consent.How.SPOKEN,
            heard_by=request.user,
            now=now,
        )
        return redirect("desk:keep_what_helps", pk)
    context = {"form": form, "words": words, "person": learner.person}
    context |= furniture("What helps: ask first", at_desk=False)
    return render(request, "people/desk/ask_what_helps.html", context)


@coordinators_only
@require_http_methods(["GET", "POST"])
def keep_what_helps(request, pk):
    learner = find_learner(request, pk)
    given = consent.consent_in_force(learner.person, ABOUT)
    if given is None:
        return redirect("desk:ask_what_helps", pk)
    form = WhatHelpsForm(request.POST or None, instance=getattr(learner, "what_helps", None))
    if form.is_valid():
        try:
            consent.keep_what_helps(
                learner=learner, by=request.user, now=timezone.now(), **form.cleaned_data
            )
        except consent.NoConsent:  # taken back while the form stood open
            return redirect("desk:ask_what_helps", pk)
        messages.success(request, "What helps them is written down.")
        return redirect("desk:call", pk)
    context = {"form": form, "consent": given, "person": learner.person}
    context |= furniture("What helps", at_desk=False)
    return render(request, "people/desk/keep_what_helps.html", context)


@coordinators_only
@require_POST
def withdraw_what_helps(request, pk):
    learner = find_learner(request, pk)
    consent.withdraw_consent(
        person=learner.person, about=ABOUT, by=request.user, now=timezone.now()
    )
    messages.success(request, "What helps them is deleted. The day they took it back is kept.")
    return redirect("desk:call", pk)


def find_learner(request, pk) -> LearnerProfile:
    """Noted, since what follows shows them. Raises Http404."""
    learners = LearnerProfile.objects.select_related("person", "what_helps")
    learner = get_object_or_404(learners, person=pk)
    note_view(by=request.user, person=learner.person, now=timezone.now())
    return learner
