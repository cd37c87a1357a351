"""The desk's small forms for a volunteer's path, and for when anybody is free."""

from django.contrib.auth import get_user_model
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from whatthetech.people import clearing, volunteering
from whatthetech.people.access import coordinators_only
from whatthetech.people.availability import say_when_free as keep_when_free
from whatthetech.people.availability import when_free
from whatthetech.people.availability_form import AvailabilityForm
from whatthetech.people.look_ups import note_look_up
from whatthetech.people.models import CheckDecision, LookUp, StepDone, VolunteerProfile
from whatthetech.people.refusing import Refused
from whatthetech.people.volunteer_forms import (
    DecideCheckForm,
    DeskForm,
    PauseForm,
    RecordCertificateForm,
    RecordLeavingForm,
    RecordStepForm,
)

LIST = "volunteers:index"


@coordinators_only
@require_http_methods(["GET", "POST"])
def record_step(request, pk):
    volunteer = _volunteer(pk)
    asked = request.GET.get("step", "")
    initial = {"step": asked} if asked in StepDone.Step else {}

    def do(said, now):
        clearing.record_step(volunteer=volunteer, **said, seen_by=request.user, now=now)
        return f"Noted for {volunteer}."

    return _ask(request, volunteer, RecordStepForm, do, "Note a step", initial=initial)


@coordinators_only
@require_http_methods(["GET", "POST"])
def decide_check(request, pk):
    volunteer = _volunteer(pk)

    def do(said, now):
        clearing.decide_check(volunteer=volunteer, **said, by=request.user, now=now)
        return f"The decision is noted for {volunteer}."

    initial = {"setting": request.GET.get("setting", "")}
    return _ask(request, volunteer, DecideCheckForm, do, "Decide on a check", initial=initial)


@coordinators_only
@require_http_methods(["GET", "POST"])
def record_certificate(request, pk, decision_pk):
    volunteer = _volunteer(pk)
    decision = get_object_or_404(CheckDecision, pk=decision_pk, volunteer=volunteer, is_needed=True)

    def do(said, now):
        clearing.record_certificate(decision=decision, **said, seen_by=request.user, now=now)
        return f"The certificate is noted for {volunteer}."

    title = f"Note a certificate ({decision.get_level_display()})"
    return _ask(request, volunteer, RecordCertificateForm, do, title)


@coordinators_only
@require_http_methods(["GET", "POST"])
def pause(request, pk):
    volunteer = _volunteer(pk)

    def do(said, now):
        volunteering.pause(volunteer=volunteer, **said, by=request.user, now=now)
        return f"{volunteer} is paused."

    return _ask(request, volunteer, PauseForm, do, "Pause")


@coordinators_only
@require_http_methods(["GET", "POST"])
def come_back(request, pk):
    volunteer = _volunteer(pk)

    def do(said, now):
        volunteering.come_back(volunteer=volunteer, by=request.user, now=now)
        return f"{volunteer} is back."

    return _ask(request, volunteer, DeskForm, do, "They came back")


@coordinators_only
@require_http_methods(["GET", "POST"])
def record_leaving(request, pk):
    volunteer = _volunteer(pk)

    def do(said, now):
        volunteering.record_leaving(volunteer=volunteer, **said, by=request.user, now=now)
        return f"Noted that {volunteer} left."

    return _ask(request, volunteer, RecordLeavingForm, do, "They left")


@coordinators_only
@require_http_methods(["GET", "POST"])
def become_volunteer(request, pk):
    """Somebody we know, such as a learner, wants to help."""
    person = get_object_or_404(get_user_model(), pk=pk, is_active=True, merged_into=None)
    if request.method == "POST":
        volunteer = volunteering.become_volunteer(
            person=person, by=request.user, now=timezone.now()
        )
        messages.success(request, f"{person} is a volunteer who has enquired. Invite them next.")
        return redirect("volunteers:inspect", volunteer.pk)
    context = {"person": person, **_headings(f"Make {person} a volunteer", person)}
    return render(request, "people/desk/become_volunteer.html", context)


@coordinators_only
@require_http_methods(["GET", "POST"])
def say_when_free(request, pk):
    """For anybody, learner or volunteer, on the telephone: the same deed as on their own page."""
    person = get_object_or_404(get_user_model(), pk=pk, is_active=True, merged_into=None)
    now = timezone.now()
    today = timezone.localdate(now)
    posted = request.POST if request.method == "POST" else None
    form = AvailabilityForm(posted, on=today, said=when_free(person, on=today))
    if form.is_valid():
        keep_when_free(person=person, **form.cleaned_data, by=request.user, now=now)
        messages.success(request, f"When {person} is free is noted.")
        return redirect("desk:say_when_free", person.pk)
    if posted is None:
        note_look_up(by=request.user, deed=LookUp.Deed.VIEWED, now=now, person=person)
    context = {"form": form, "person": person, **_headings(f"When {person} is free", person)}
    return render(request, "people/desk/say_when_free.html", context)


def _volunteer(pk) -> VolunteerProfile:
    return get_object_or_404(VolunteerProfile.objects.with_path(), pk=pk)


def _ask(request, volunteer, form_class, do, title: str, *, initial=None):
    """The form on GET; on POST the deed, or the form again with what was refused."""
    now = timezone.now()
    form = form_class(
        request.POST if request.method == "POST" else None,
        today=timezone.localdate(now),
        initial=initial,
    )
    if form.is_valid():
        try:
            done = do(form.cleaned_data, now)
        except Refused as refused:
            form.add_error(refused.field, refused.sentence)
        else:
            messages.success(request, done)
            return redirect("volunteers:inspect", volunteer.pk)
    context = {"form": form, "volunteer": volunteer, **_headings(title, volunteer)}
    return render(request, "people/desk/record.html", context)


def _headings(title: str, whose) -> dict:
    trail = [{"url": reverse(LIST), "label": "Volunteers"}]
    if isinstance(whose, VolunteerProfile):
        address = reverse("volunteers:inspect", args=[whose.pk])
        trail.append({"url": address, "label": str(whose)})
    trail.append({"url": "", "label": title})
    return {"header_title": title, "header_icon": "user", "breadcrumbs_items": trail}
