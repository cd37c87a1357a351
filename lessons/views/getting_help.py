"""“I'm stuck”: help for one step, a count that tells its author, and a note of who needs help."""

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail import hooks

from lessons.being_stuck import note_stuck
from lessons.models import StepTally
from lessons.page_cache import public
from lessons.plain_forms import same_site_post
from lessons.views.finding import reading
from lessons.views.following import step_context

COOKIE = "stuck"
COUNTED_ONCE_SECONDS = 60 * 60  # a reader who presses twice is stuck once
WHO_SEES = "say_who_sees_stuck"  # hooks: (request) gives a sentence for whoever pressed, or None
PRESSED = "pressed"  # in the address: the page says who sees it, and is nobody else's


def ask_for_help(request, *args, **kwargs):
    """POST counts that somebody is stuck, then shows the help; GET shows it."""
    if request.method == "POST":
        return count_stuck(request, *args, **kwargs)
    view = show_help_and_who_sees if PRESSED in request.GET else show_help
    return view(request, *args, **kwargs)


ask_for_help.csrf_exempt = True  # count_stuck guards itself: see plain_forms


@same_site_post
@reading
def count_stuck(request, reading, number):
    step = reading.step(number)
    address = reading.address("ask_for_help", number)
    if has_card(request.user):
        here = {"lesson_id": reading.lesson.pk, "step_id": step.id, "track": reading.track}
        note_stuck(request.user, **here, now=timezone.now())
        address += f"{'&' if '?' in address else '?'}{PRESSED}=yes"
    response = HttpResponseRedirect(address)
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


@never_cache
@require_safe
@reading
def show_help_and_who_sees(request, reading, number):
    """The help, for whoever pressed and is known by their card: who sees that they are stuck."""
    context = step_context(reading, number)
    if has_card(request.user):
        said = (say(request) for say in hooks.get_hooks(WHO_SEES))
        context["who_sees"] = next(filter(None, said), "")
    return render(request, "lessons/ask_for_help.html", context)


def has_card(person) -> bool:
    """Whether they learn here: staff have a password, and nobody is called when they try a step."""
    return person.is_authenticated and not person.has_usable_password()
