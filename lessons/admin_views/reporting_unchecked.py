"""The report on published lessons that nobody has tried lately on a real device."""

from datetime import timedelta

import django_filters
from django.conf import settings
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Left, Length
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from lessons.models import LessonTrack
from lessons.tracks import Track

AUTHORS = ["add", "change", "publish"]


class UncheckedFilters(WagtailFilterSet):
    track = django_filters.ChoiceFilter(label="Device", choices=Track.choices)
    never = django_filters.BooleanFilter(
        label="Checked before", field_name="checked_on", lookup_expr="isnull", exclude=True
    )

    class Meta:
        model = LessonTrack
        fields = ["track", "never"]


class UncheckedReport(ReportView):
    """One row a lesson and device, those never checked first, then the oldest check."""

    page_title = "To be checked"
    header_icon = "mobile-alt"
    filterset_class = UncheckedFilters
    permission_policy = page_permission_policy
    any_permission_required = AUTHORS
    index_url_name = "lessons_admin:report_unchecked"
    index_results_url_name = "lessons_admin:report_unchecked_results"
    list_export = [
        "lesson.title",
        "course_title",
        "get_track_display",
        "checked_on",
        "checked_device",
        "checked_system",
        "checked_by",
    ]
    export_headings = {
        "lesson.title": "Lesson",
        "course_title": "Course",
        "get_track_display": "Device",
        "checked_on": "Last checked on",
        "checked_device": "With",
        "checked_system": "System",
        "checked_by": "By",
    }

    @property
    def columns(self):
        return [
            TitleColumn("title", label="Lesson", accessor="lesson.title", get_url=self.address_for),
            Column("course_title", label="Course"),
            Column("track", label="Device", accessor="get_track_display"),
            DateColumn("checked_on", label="Last checked on"),
            Column("checked_by", label="By"),
            Column("age", label="Days ago", accessor=_days_ago),
        ]

    def get_queryset(self):
        oldest = timezone.localdate() - timedelta(days=settings.CHECKED_FOR_DAYS)
        above = Page.objects.filter(path=OuterRef("course_path")).values("title")
        return (
            LessonTrack.objects.filter(lesson__live=True)
            .exclude(checked_on__gte=oldest)
            .select_related("lesson")
            .defer("lesson__steps", "lesson__questions")
            .annotate(course_path=Left("lesson__path", Length("lesson__path") - Page.steplen))
            .annotate(course_title=Subquery(above))
            .order_by(F("checked_on").asc(nulls_first=True), "lesson__path", "sort_order")
        )

    def address_for(self, row) -> str:
        """The lesson in the editor for whoever may change it, else as readers see it."""
        user = self.request.user
        publishes = page_permission_policy.user_has_permission(user, "publish")
        if publishes or row.lesson.owner_id == user.pk:
            return reverse("wagtailadmin_pages:edit", args=[row.lesson_id])
        return row.lesson.front

    def get_filename(self):
        return f"to-be-checked-{timezone.localdate()}"


def _days_ago(row) -> str:
    return str(row.days_since_checked) if row.checked_on else "never"


class UncheckedMenuItem(MenuItem):
    def is_shown(self, request):
        return page_permission_policy.user_has_any_permission(request.user, AUTHORS)


def offer_report():
    return UncheckedMenuItem(
        UncheckedReport.page_title,
        reverse(UncheckedReport.index_url_name),
        name="unchecked",
        icon_name=UncheckedReport.header_icon,
        order=100,
    )
