"""What an author sees before publishing: every step of one device, with the contract's word."""

from django.shortcuts import render

from lessons.publishing import remarks_on
from lessons.views.finding import Reading
from lessons.views.following import print_context, with_warnings


def preview_lesson(request, lesson, mode: str):
    if mode == "print":
        track = lesson.track_names[0] if lesson.track_names else "all"
        reading = Reading.of(lesson, track)
        return render(request, "lessons/print_lesson.html", print_context(request, reading))
    remarks = remarks_on(lesson)
    context = lesson.get_context(request) | {
        "remarks": remarks,
        "may_be_sent_on": not any(remark.is_error for remark in remarks),
    }
    if mode not in lesson.track_names:
        return render(request, lesson.get_template(request), context)
    here = [remark for remark in remarks if remark.finding.step and mode in remark.tracks]
    context |= {
        "remarks": [remark for remark in remarks if remark not in here],
        "steps": [
            (step, warnings, [r for r in here if r.finding.step == step.number])
            for step, warnings in with_warnings(Reading.of(lesson, mode).steps)
        ],
    }
    return render(request, "lessons/admin/preview_steps.html", context)
