"""/help/: a volunteer's own pages, used on a phone."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from whatthetech.people.access import (
    learners_only,
    open_to_everybody,
    volunteers_only,
)
from whatthetech.people.availability import say_when_free as keep_when_free
from whatthetech.people.availability import when_free as when_free_of
from whatthetech.people.availability_form import AvailabilityForm
from whatthetech.people.clearance import stage_in_words, what_is_missing
from whatthetech.people.clearing import note_change
from whatthetech.people.expiry import endings_of
from whatthetech.people.models import VOLUNTEERS, VolunteerProfile
from whatthetech.people.parts import HELP, parts_of
from whatthetech.people.volunteer_forms import AboutMeForm


@volunteers_only
@require_safe
def volunteering(request):
    """Where they are on the path, what is missing, what ends soon."""
    today = timezone.localdate()
    volunteer = VolunteerProfile.objects.with_path().filter(person=request.user).first()
    context = {"volunteer": volunteer, "parts": parts_of(HELP, request, volunteer=volunteer)}
    if volunteer:
        context |= {
            "stage": stage_in_words(volunteer, on=today),
            "missing": what_is_missing(volunteer, on=today),
            "endings": endings_of(volunteer, on=today),
        }
    return render(request, "people/volunteering.html", context)


@volunteers_only
@require_http_methods(["GET", "POST"])
def about_me(request):
    """Who works here and is no volunteer has nothing to fill in."""
    volunteer = VolunteerProfile.objects.filter(person=request.user).first()
    if volunteer is None and not request.user.groups.filter(name=VOLUNTEERS).exists():
        return redirect("people:volunteering")
    if request.method == "POST":
        volunteer, _ = VolunteerProfile.objects.get_or_create(person=request.user)
    form = AboutMeForm(request.POST if request.method == "POST" else None, instance=volunteer)
    if form.is_valid():
        volunteer = form.save()
        note_change(volunteer, by=request.user, now=timezone.now(), what="about me")
        return redirect("people:volunteering")
    return render(request, "people/about_me.html", {"form": form})


@open_to_everybody
@require_safe
def agreement(request):
    """What a volunteer agrees to. Whoever thinks of helping may read it, and so may a learner."""
    return render(request, "people/agreement.html")


# --- When I am free: the same for volunteers and learners -----------------------------------


@volunteers_only
@require_http_methods(["GET", "POST"])
def say_when_free(request):
    return _ask_when_free(request, saved="people:when_free", back="people:volunteering")


@volunteers_only
@require_safe
def when_free(request):
    return _show_when_free(request, change="people:say_when_free", back="people:volunteering")


@learners_only
@require_http_methods(["GET", "POST"])
def say_when_you_could_come(request):
    return _ask_when_free(request, saved="people:when_you_could_come", back="people:me")


@learners_only
@require_safe
def when_you_could_come(request):
    return _show_when_free(request, change="people:say_when_you_could_come", back="people:me")


def _ask_when_free(request, *, saved: str, back: str):
    now = timezone.now()
    today = timezone.localdate(now)
    form = AvailabilityForm(
        request.POST if request.method == "POST" else None,
        on=today,
        said=when_free_of(request.user, on=today),
    )
    if form.is_valid():
        keep_when_free(person=request.user, **form.cleaned_data, by=request.user, now=now)
        return redirect(saved)
    return render(request, "people/say_when_free.html", {"form": form, "back": back})


def _show_when_free(request, *, change: str, back: str):
    said = when_free_of(request.user, on=timezone.localdate())
    return render(request, "people/when_free.html", {"said": said, "change": change, "back": back})
