"""The list of shifts: to look and to take out. They are changed by deeds."""

import django_filters
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic

from whatthetech.people.look_ups import note_view
from whatthetech.scheduling.models import VolunteerShift
from whatthetech.scheduling.viewsets.lists import (
    ERASED,
    SESSION_CELLS,
    LookedAtViewSet,
    NamesInSpreadsheets,
    SessionFilters,
    when_of,
)


class ShiftFilters(SessionFilters):
    session = "session__"

    state = django_filters.ChoiceFilter(label="State", choices=VolunteerShift.State.choices)

    class Meta:
        model = VolunteerShift
        fields = ["state"]


def whose(shift) -> str:
    return str(shift.volunteer or ERASED)


def shown_name(shift) -> str:
    return format_html("<bdi>{}</bdi>", whose(shift))


class ShiftList(NamesInSpreadsheets):
    page_title = "Shifts"
    exported = {
        "Volunteer": whose,
        **SESSION_CELLS,
        "State": lambda shift: shift.get_state_display(),
        "Learners at once": lambda shift: shift.places,
        "Why withdrawn": lambda shift: shift.why_withdrawn,
    }

    def get_base_queryset(self):
        """The latest session first."""
        shifts = VolunteerShift.objects.select_related("session__room__venue", "volunteer__person")
        return shifts.order_by("-session__starts_at", "pk")

    @cached_property
    def columns(self):
        title = self._get_title_column_class(TitleColumn)
        return [
            title(
                "volunteer", label="Volunteer", accessor=shown_name, get_url=self.get_inspect_url
            ),
            Column("when", label="Session", accessor=when_of, sort_key="session__starts_at"),
            Column("room", label="Where", accessor="session.room"),
            Column("state", label="State", accessor="get_state_display", sort_key="state"),
            Column("places", label="Learners at once"),
            DateColumn("offered_at", label="Offered", sort_key="offered_at"),
        ]


class InspectShift(generic.InspectView):
    page_title = "Shift"

    def get_object(self, queryset=None):
        shifts = VolunteerShift.objects.select_related(
            "session__room__venue", "volunteer__person", "confirmed_by", "withdrawn_by"
        )
        return get_object_or_404(shifts, pk=self.pk)

    def get(self, request, *args, **kwargs):
        if self.object.volunteer:
            person = self.object.volunteer.person
            note_view(by=request.user, person=person, now=timezone.now())
        return super().get(request, *args, **kwargs)


class ShiftViewSet(LookedAtViewSet):
    model = VolunteerShift
    name = "shifts"
    url_prefix = "desk/shift-list"
    icon = "group"
    menu_label = "Shifts"
    menu_order = 60
    index_view_class = ShiftList
    inspect_view_class = InspectShift
    inspect_view_fields = [
        "volunteer",
        "session",
        "state",
        "places",
        "offered_at",
        "confirmed_at",
        "confirmed_by",
        "withdrawn_at",
        "withdrawn_by",
        "why_withdrawn",
    ]
    filterset_class = ShiftFilters
    search_fields = ["volunteer__person__first_name", "volunteer__person__last_name"]
    form_fields = ["places"]  # Wagtail asks for some; there is no form here
