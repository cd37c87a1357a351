"""Choices a reader makes for this device: which one it is, how large, how light."""

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lessons.device import remember_track
from lessons.display import SIZES, Display
from lessons.kept_display import keep_display
from lessons.plain_forms import back_to, same_site_post
from lessons.views.finding import find_lesson


@same_site_post
def change_display(request):
    asked = Display.read(request.COOKIES).changed(
        request.POST.get("size", ""), request.POST.get("page", "")
    )
    if request.user.is_authenticated:
        keep_display(request.user, asked)
    return asked.keep(back_to(request, default=request.path))


@never_cache
@require_safe
def show_display(request):
    return render(request, "lessons/show_display.html", {"sizes": SIZES, "here": request.path})


def display(request):
    """/display/: GET shows the choices, POST makes one."""
    view = change_display if request.method == "POST" else show_display
    return view(request)


display.csrf_exempt = True  # change_display guards itself: see plain_forms


@same_site_post
def choose_device(request, course, lesson):
    """Begin the lesson on the device named by the button that was pressed."""
    page = find_lesson(course, lesson)
    track = request.POST.get("on", "")
    if track not in page.track_names:
        return HttpResponseRedirect(page.front + "#device")
    return remember_track(HttpResponseRedirect(page.address("show_step", 1, track=track)), track)
