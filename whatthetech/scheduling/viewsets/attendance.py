"""The list of who came and who did not, as the registers say, and who noted it."""

import django_filters
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn

from whatthetech.scheduling.models import Attendance
from whatthetech.scheduling.viewsets.lists import (
    NamesInSpreadsheets,
    OfBookingsViewSet,
    SessionFilters,
    address_of_booking,
    shown_name,
    when_of,
    whose,
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


class AttendanceList(NamesInSpreadsheets):
    page_title = "Attendance"
    exported = {
        "Learner": lambda attendance: whose(attendance.booking),
        "Day": lambda attendance: attendance.booking.session.on,
        "Begins": lambda attendance: f"{attendance.booking.session.begins:%H:%M}",
        "Room": lambda attendance: str(attendance.booking.session.room),
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
        title = self._get_title_column_class(TitleColumn)
        return [
            title(
                "learner",
                label="Learner",
                accessor=lambda attendance: shown_name(attendance.booking),
                get_url=lambda attendance: address_of_booking(attendance.booking),
            ),
            Column(
                "when",
                label="Session",
                accessor=lambda attendance: when_of(attendance.booking),
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
