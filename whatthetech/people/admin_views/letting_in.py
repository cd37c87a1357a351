"""Signing somebody in by telephone, from the desk, and out on every device."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from whatthetech.people.access import coordinators_only
from whatthetech.people.admin_views.cards import learner_or_404, page
from whatthetech.people.forms import LetInForm
from whatthetech.people.letting_in import NoDeviceWaits
from whatthetech.people.letting_in import let_in as let_device_in
from whatthetech.people.look_ups import note_look_up
from whatthetech.people.models import LookUp


@coordinators_only
@require_http_methods(["GET", "POST"])
def let_in(request, pk):
    person = learner_or_404(pk)
    form = LetInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            device = let_device_in(
                typed=form.cleaned_data["number"],
                person=person,
                by=request.user,
                now=timezone.now(),
            )
        except NoDeviceWaits:
            form.add_error("number", "No device shows this number. Ask for it once more.")
        else:
            asked_at = timezone.localtime(device.asked_at)
            messages.success(
                request,
                "They can press “Carry on” now. Their device has shown this number since"
                f" {asked_at:%H:%M}.",
            )
            return redirect("desk:let_in", person.pk)
    context = page("Sign in", person) | {"person": person, "form": form}
    return render(request, "people/desk/let_in.html", context)


@coordinators_only
@require_http_methods(["GET", "POST"])
def sign_out_everywhere(request, pk):
    """For somebody who rings because a device was lost. Their card stays good."""
    person = learner_or_404(pk)
    if request.method == "POST":
        person.end_sessions()
        note_look_up(by=request.user, deed=LookUp.Deed.CHANGED, person=person, now=timezone.now())
        messages.success(request, "They are signed out on every device. Their card stays good.")
        return redirect("desk:call", person.pk)
    context = page("Sign out everywhere", person) | {"person": person}
    return render(request, "people/desk/sign_out_everywhere.html", context)
