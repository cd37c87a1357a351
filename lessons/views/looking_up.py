"""Looking things up: the search, the words explained, the site map, short addresses."""

from django.http import HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lessons.models import CoursePage, GlossaryTerm, InformationPage, LessonPage
from lessons.page_cache import public
from lessons.searching import popular_lessons, search_library


@never_cache
@require_safe
def search(request):
    asked = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:100]
    found = search_library(asked) if asked else None
    context = {
        "asked": asked,
        "found": found,
        "popular": popular_lessons() if found and found.is_empty else [],
    }
    return render(request, "lessons/search.html", context)


@require_safe
def words(request):
    return public(render(request, "lessons/words.html", {"terms": GlossaryTerm.objects.all()}))


@require_safe
def site_map(request):
    context = {
        "courses": CoursePage.objects.live().order_by("path"),
        "lessons": LessonPage.objects.live().order_by("path"),
        "others": InformationPage.objects.live().exclude(slug="sessions").order_by("path"),
    }
    return public(render(request, "lessons/site_map.html", context))


@require_safe
def short_address(request, pk):
    """/l/12: short enough to type from a printed sheet."""
    lesson = get_object_or_404(LessonPage.objects.live(), pk=pk)
    return HttpResponsePermanentRedirect(lesson.front)
