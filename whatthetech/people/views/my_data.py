"""/me/data/: what we hold about me, a copy of it, and removing it."""

from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from whatthetech.people.access import learners_only, open_to_everybody, signed_in_only
from whatthetech.people.copying import also_held, copy_as_data, copy_in_words
from whatthetech.people.erasing import ComplaintIsOpen, ConcernIsKept, erase_person
from whatthetech.people.signing_in import sign_out


def held_about(person) -> dict:
    """Context. A card opens little on purpose (ACCESSIBILITY.md S7); a password opens all."""
    whole = not person.is_learner
    return {
        "parts": copy_in_words(person, whole=whole),
        "also_held": [] if whole else also_held(person),
        "made_at": timezone.now(),
    }


def as_file(data: dict) -> JsonResponse:
    """To be saved. The file's name says nothing of whom it is about."""
    response = JsonResponse(data, json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="what-we-hold.json"'
    return response


@signed_in_only
@require_safe
def my_data(request):
    return render(request, "people/my_data.html", held_about(request.user))


@signed_in_only
@require_safe
def my_data_copy(request):
    person = request.user
    return as_file(copy_as_data(person, now=timezone.now(), whole=not person.is_learner))


@signed_in_only
@require_safe
def print_my_data(request):
    context = held_about(request.user) | {"back_address": reverse("people:my_data")}
    return render(request, "people/print_data.html", context)


@learners_only
@require_http_methods(["GET", "POST"])
def erase_me(request):
    """Asks first, and says what stays. Then nothing is left, with us or on the device."""
    if request.method == "POST":
        person = request.user
        try:
            erase_person(person=person, by=person, now=timezone.now())
        except ComplaintIsOpen:
            return render(request, "people/erase_me.html", {"complaint_is_open": True})
        except ConcernIsKept:
            return render(request, "people/erase_me.html", {"ring_us": True})
        return sign_out(request, redirect("people:erased"))
    return render(request, "people/erase_me.html")


@open_to_everybody
@require_safe
def erased(request):
    return render(request, "people/erased.html")
