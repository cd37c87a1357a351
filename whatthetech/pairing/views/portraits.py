"""/help/picture/: a volunteer's picture of themselves, and where learners see it."""

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lessons.pictures import PictureError
from whatthetech.pairing.models import Portrait
from whatthetech.pairing.portraits import give_portrait, may_see_portrait
from whatthetech.pairing.portraits import take_portrait_back as take_back
from whatthetech.people.access import signed_in_only, volunteers_only
from whatthetech.people.models import VolunteerProfile
from whatthetech.people.parts import Part
from whatthetech.scheduling.views.helping import as_volunteer

ACCEPTED = "image/jpeg,image/png,image/webp,image/heic,image/heif"


class PortraitForm(forms.Form):
    picture = forms.FileField(
        label="A picture of your face",
        help_text="JPEG, PNG, WebP or HEIC, 10 MB at most. We keep the middle of it, and no place"
        " or time.",
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={
            "required": "Choose a picture first.",
            "empty": "This file is empty. Choose another one.",
            "invalid": "Choose a picture first.",
        },
    )


def offer_picture(request, volunteer: VolunteerProfile | None) -> Part | None:
    """On /help/: a learner knows whom to look for."""
    return Part("pairing/offer_picture.html") if volunteer else None


@volunteers_only
@require_http_methods(["GET", "POST"])
@as_volunteer
def give_picture(request, volunteer):
    posted = request.method == "POST"
    form = PortraitForm(*((request.POST, request.FILES) if posted else ()))
    if form.is_valid():
        try:
            file = form.cleaned_data["picture"]
            give_portrait(volunteer=volunteer, file=file, by=request.user, now=timezone.now())
        except PictureError as error:
            form.add_error("picture", str(error))
        else:
            return redirect("pairing:give_picture")
    portrait = Portrait.objects.filter(volunteer=volunteer).first()
    context = {"form": form, "volunteer": volunteer, "portrait": portrait}
    return render(request, "pairing/give_picture.html", context)


@volunteers_only
@require_POST
@as_volunteer
def take_picture_back(request, volunteer):
    take_back(volunteer=volunteer, by=request.user, now=timezone.now())
    return redirect("pairing:give_picture")


@signed_in_only
@require_safe
def portrait(request, pk):
    """The picture itself, kept by no browser. Whoever may not see it finds nothing."""
    found = get_object_or_404(Portrait.objects.select_related("volunteer__person"), volunteer=pk)
    if not may_see_portrait(request.user, found.volunteer, now=timezone.now()):
        raise Http404
    return HttpResponse(bytes(found.jpeg), content_type="image/jpeg")
