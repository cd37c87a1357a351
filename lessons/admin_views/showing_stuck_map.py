"""The stuck map of one lesson, for whoever may change it."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.admin.widgets.button import Button

from lessons.models import LessonPage
from lessons.stuck_map import stuck_map

PERIODS = (30, 90, 365)  # days
USUAL = 90


@require_safe
def show_stuck_map(request, pk):
    lesson = get_object_or_404(LessonPage, pk=pk)
    if not may_see(lesson, request.user):
        raise PermissionDenied
    asked = request.GET.get("days", "")
    days = int(asked) if asked in map(str, PERIODS) else USUAL
    since = timezone.localdate() - timedelta(days=days)
    context = {
        "lesson": lesson,
        "maps": stuck_map(lesson, since=since),
        "days": days,
        "periods": PERIODS,
        "since": since,
        "header_title": f"Stuck map: {lesson.title}",
        "header_icon": "glasses",
        "breadcrumbs_items": trail(lesson, "Stuck map"),
    }
    return render(request, "lessons/admin/stuck_map.html", context)


def may_see(lesson: LessonPage, user) -> bool:
    allowed = lesson.permissions_for_user(user)
    return allowed.can_edit() or allowed.can_publish()


def trail(lesson: LessonPage, here: str) -> list[dict]:
    """Where one is: the course, the lesson, this page of it."""
    course = lesson.get_parent()
    return [
        {"url": reverse("wagtailadmin_explore", args=[course.pk]), "label": course.title},
        {"url": reverse("wagtailadmin_pages:edit", args=[lesson.pk]), "label": lesson.title},
        {"url": "", "label": here},
    ]


def offer_stuck_map(page, user, view_name="", next_url=None):
    """A button in the lesson's header and in the menu of its row."""
    if page.specific_class is LessonPage and may_see(page, user):
        yield Button(
            "Stuck map",
            reverse("lessons_admin:show_stuck_map", args=[page.pk]),
            icon_name="glasses",
            priority=41,
        )
