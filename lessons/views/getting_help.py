"""“I'm stuck”: help for one step, and a count that tells its author."""

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lessons.models import StepTally
from lessons.page_cache import public
from lessons.plain_forms import same_site_post
from lessons.views.finding import reading
from lessons.views.following import step_context

COOKIE = "stuck"
COUNTED_ONCE_SECONDS = 60 * 60  # a reader who presses twice is stuck once


def ask_for_help(request, *args, **kwargs):
    """POST counts that somebody is stuck, then shows the help; GET shows it."""
    view = count_stuck if request.method == "POST" else show_help
    return view(request, *args, **kwargs)


ask_for_help.csrf_exempt = True  # count_stuck guards itself: see plain_forms


@same_site_post
@reading
def count_stuck(request, reading, number):
    step = reading.step(number)
    response = HttpResponseRedirect(reading.address("ask_for_help", number))
    pressed = f"{step.id}.{reading.track}"
    if request.COOKIES.get(COOKIE) != pressed:
        StepTally.objects.count_one(
            "stuck",
            lesson_id=reading.lesson.pk,
            step_id=step.id,
            track=reading.track,
            day=timezone.localdate(),
        )
        response.set_cookie(
            COOKIE, pressed, max_age=COUNTED_ONCE_SECONDS, samesite="Lax", httponly=True
        )
    return response


@require_safe
@reading
def show_help(request, reading, number):
    return public(render(request, "lessons/ask_for_help.html", step_context(reading, number)))
