"""The list of who came and who did not, as the registers say, and who noted it."""

import django_filters
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import Column, DateColumn

from whatthetech.scheduling.models import Attendance
from whatthetech.scheduling.viewsets.lists import (
    ListAboutBookings,
    OfBookingsViewSet,
    SessionFilters,
    of_booking,
    when_of,
)


class AttendanceFilters(SessionFilters):
    session = "booking__session__"

    came = django_filters.ChoiceFilter(
        label="Came", choices=[("True", "Came"), ("False", "Did not come")]
    )

    class Meta:
        model = Attendance
        fields = ["came"]


def came_in_words(attendance) -> str:
    return "came" if attendance.came else "did not come"


class AttendanceList(ListAboutBookings):
    page_title = "Attendance"
    exported = {
        **ListAboutBookings.exported_of_booking,
        "Came": came_in_words,
        "Booked": lambda attendance: attendance.booking.get_channel_display(),
        "Noted by": lambda attendance: str(attendance.marked_by or ""),
    }

    def get_base_queryset(self):
        """The latest session first."""
        marked = Attendance.objects.select_related(
            "booking__session__room__venue", "booking__learner", "marked_by"
        )
        return marked.order_by("-booking__session__starts_at", "pk")

    @cached_property
    def columns(self):
        return [
            self.learner_column,
            Column(
                "when",
                label="Session",
                accessor=of_booking(when_of),
                sort_key="booking__session__starts_at",
            ),
            Column("room", label="Where", accessor="booking.session.room"),
            Column("came", label="Came", accessor=came_in_words, sort_key="came"),
            Column("marked_by", label="Noted by"),
            DateColumn("marked_at", label="Noted", sort_key="marked_at"),
        ]


class AttendanceViewSet(OfBookingsViewSet):
    model = Attendance
    name = "attendance"
    url_prefix = "desk/attendance"
    icon = "check"
    menu_label = "Attendance"
    menu_order = 76
    index_view_class = AttendanceList
    filterset_class = AttendanceFilters
    search_fields = [
        "booking__learner__first_name",
        "booking__learner__last_name",
        "booking__learner__known_as",
    ]
    form_fields = ["came"]  # Wagtail asks for some; there is no form here
