"""What an author sees before publishing: every step of one device, with the contract's word."""

from django.shortcuts import render

from lessons.publishing import remarks_on
from lessons.views.finding import Reading
from lessons.views.following import print_context, warnings_for


def preview_lesson(request, lesson, mode: str):
    if mode == "print":
        track = lesson.track_names[0] if lesson.track_names else "all"
        reading = Reading(lesson, track, lesson.steps_on(track))
        return render(request, "lessons/print_lesson.html", print_context(request, reading))
    context = lesson.get_context(request) | {"remarks": remarks_on(lesson)}
    if mode in lesson.track_names:
        steps = [(step, warnings_for(step.tags)) for step in lesson.steps_on(mode)]
        return render(request, "lessons/admin/preview_steps.html", context | {"steps": steps})
    return render(request, lesson.get_template(request), context)
