"""Addresses of the lessons' own pages in the admin, below /admin/lessons/."""

from django.urls import path

from lessons.admin_views import exchanging, showing_stuck_map
from lessons.admin_views.reporting_unchecked import UncheckedReport

app_name = "lessons_admin"

urlpatterns = [
    path("import/", exchanging.bring_lesson_in, name="bring_lesson_in"),
    path("<int:pk>/export/", exchanging.send_lesson_out, name="send_lesson_out"),
    path("unchecked/", UncheckedReport.as_view(), name="report_unchecked"),
    path(
        "unchecked/results/",
        UncheckedReport.as_view(results_only=True),
        name="report_unchecked_results",
    ),
    path("<int:pk>/stuck/", showing_stuck_map.show_stuck_map, name="show_stuck_map"),
]
