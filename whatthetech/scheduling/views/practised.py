"""/me/practised/: what we worked on at my sessions, and what to practise at home."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from whatthetech.people.access import signed_in_only
from whatthetech.people.parts import Part
from whatthetech.scheduling import practised as reading
from whatthetech.scheduling.practised import Practised


def show_practised(request) -> Part | None:
    """On /me/: the newest session. What to practise comes first, for some weeks."""
    found = reading.practised(request.user)
    if not found:
        return None
    newest, *older = found
    leads = newest.leads(timezone.now())
    return Part("scheduling/practised_part.html", comes_first=leads, one=newest, older=older)


@signed_in_only
@require_safe
def practised(request):
    return render(
        request, "scheduling/practised.html", {"sessions": reading.practised(request.user)}
    )


@signed_in_only
@require_safe
def print_practised(request):
    """The newest session in large type; nothing written yet is said in a sentence."""
    newest = next(iter(reading.practised(request.user)), None)
    context = on_paper(request, newest) if newest else {"one": None}
    return render(request, "scheduling/print_record.html", context)


def on_paper(request, one: Practised) -> dict:
    """Context: the short address to type, and the square that opens the very step."""
    context = {"one": one}
    if one.address:
        short = reverse("lessons:short_address", args=[one.to_practise.pk])
        context["short_name"] = request.build_absolute_uri(short).partition("://")[2].rstrip("/")
        context["whole_address"] = request.build_absolute_uri(one.address)
    return context
