"""/me/what-helps/: a learner agrees that we keep what helps them, says it, and takes it back.

A card opens no health notes (ACCESSIBILITY.md S7): what is written is not shown here, only
which questions have an answer. On the telephone it is read to them.
"""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from whatthetech.people import consent
from whatthetech.people.access import learners_only
from whatthetech.people.models import Consent, LearnerProfile
from whatthetech.people.what_helps_form import WhatHelpsYouForm

ABOUT = Consent.About.WHAT_HELPS


@learners_only
@require_http_methods(["GET", "POST"])
def what_helps(request):
    """The words and two answers; after a yes, the questions."""
    given = consent.consent_in_force(request.user, ABOUT)
    words = consent.wording(ABOUT)
    if given:
        answers = _answers(get_object_or_404(LearnerProfile, person=request.user))
        context = {"consent": given, "answers": answers}
        return render(request, "people/what_helps.html", context)
    if request.POST.get("answer") == "yes":
        consent.record_consent(
            person=request.user,
            about=ABOUT,
            words=words.text,
            said="",
            how=Consent.How.ON_SCREEN,
            heard_by=None,
            now=timezone.now(),
        )
        return redirect("people:say_what_helps", consent.QUESTIONS[0])
    if request.POST.get("answer") == "no":
        return redirect("people:me")
    return render(request, "people/agree_to_what_helps.html", {"words": words})


@learners_only
@require_http_methods(["GET", "POST"])
def say_what_helps(request, question):
    """One question; then the next, and after the last, all of them."""
    if question not in consent.QUESTIONS:
        raise Http404
    learner = get_object_or_404(LearnerProfile, person=request.user)
    if consent.consent_in_force(request.user, ABOUT) is None:
        return redirect("people:what_helps")
    form = WhatHelpsYouForm(request.POST or None)
    for name in set(consent.QUESTIONS) - {question}:
        del form.fields[name]
    if form.is_valid():
        answer = form.cleaned_data[question]
        if answer == "":  # what is not shown is not emptied either
            return _to_the_next(question)
        try:
            consent.keep_what_helps(
                learner=learner, by=request.user, now=timezone.now(), **{question: answer}
            )
        except consent.NoConsent:  # taken back meanwhile, on the telephone
            return redirect("people:what_helps")
        return _to_the_next(question)
    context = {"form": form, "field": form[question], "is_given": _is_given(learner, question)}
    return render(request, "people/say_what_helps.html", context)


@learners_only
@require_http_methods(["GET", "POST"])
def withdraw_what_helps(request):
    """Asked once more on a page of its own: nobody takes it back with a slip of the finger."""
    if request.method == "POST":
        if request.POST.get("answer") == "yes":
            consent.withdraw_consent(
                person=request.user, about=ABOUT, by=request.user, now=timezone.now()
            )
        return redirect("people:what_helps")
    if consent.consent_in_force(request.user, ABOUT) is None:
        return redirect("people:what_helps")
    return render(request, "people/withdraw_what_helps.html")


def _to_the_next(question: str):
    after = consent.QUESTIONS[consent.QUESTIONS.index(question) + 1 :]
    if after:
        return redirect("people:say_what_helps", after[0])
    return redirect("people:what_helps")


def _answers(learner: LearnerProfile) -> list[dict]:
    return [
        {"question": name, "about": about, "is_given": _is_given(learner, name)}
        for name, about in ABOUTS.items()
    ]


def _is_given(learner: LearnerProfile, question: str) -> bool:
    helps = getattr(learner, "what_helps", None)
    return bool(helps and getattr(helps, question))


ABOUTS = {
    "hearing": "Your hearing",
    "sight": "Your sight",
    "pace": "How fast we go",
    "seat_near_door": "A seat near the door",
    "other": "Anything else",
}
