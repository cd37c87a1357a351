"""/me/: my own lessons, and what is held about me."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from lessons.kept_progress import progress_in
from lessons.views.keeping_place import begun_lessons
from whatthetech.people.access import signed_in_only


@signed_in_only
@require_safe
def me(request):
    context = {"begun": begun_lessons(progress_in(request.user))}
    return render(request, "people/me.html", context)
