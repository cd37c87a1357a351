"""/me/: my own lessons, and what is held about me."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from lessons.kept_progress import progress_in
from lessons.progress import read_places
from lessons.views.keeping_place import begun_lessons
from whatthetech.people.access import signed_in_only
from whatthetech.people.parts import ME, parts_of


@signed_in_only
@require_safe
def me(request):
    """The newest lesson that is not finished comes first, then the others, then what is done."""
    begun = begun_lessons(progress_in(request.user))
    unfinished = [one for one in begun if one["step"]]
    parts = parts_of(ME, request)
    context = {
        "first_parts": [part for part in parts if part.comes_first],
        "carry_on": unfinished[0] if unfinished else None,
        "others": unfinished[1:],
        "done": [one for one in begun if not one["step"]],
        "parts": [part for part in parts if not part.comes_first],
        "left_here": read_places(request.COOKIES),  # by whoever read here before the sign-in
    }
    return render(request, "people/me.html", context)
