"""A practice pad answers what was tried on it. Nothing of it is kept."""

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from lessons.plain_forms import same_site_post
from lessons.views.finding import reading
from lessons.views.following import step_context


@never_cache
def practise(request, *args, **kwargs):
    """POST answers; GET, as after a reload by address, leads back to the step."""
    view = answer if request.method == "POST" else back_to_step
    return view(request, *args, **kwargs)


practise.csrf_exempt = True  # `answer` guards itself: see plain_forms


@same_site_post
@reading
def answer(request, reading, number):
    practised = request.POST.get("practised", "").replace("\x00", "")[:80]
    context = step_context(reading, number) | {"practised": practised}
    return render(request, "lessons/show_step.html", context)


@reading
def back_to_step(request, reading, number):
    return HttpResponseRedirect(reading.address("show_step", number))
