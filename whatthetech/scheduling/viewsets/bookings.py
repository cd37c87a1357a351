"""The list of bookings: to look and to take out. They are made and cancelled by deeds."""

import django_filters
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic

from whatthetech.people.look_ups import note_view
from whatthetech.scheduling.booking_history import history_of
from whatthetech.scheduling.models import Booking
from whatthetech.scheduling.viewsets.lists import (
    SESSION_CELLS,
    LookedAtViewSet,
    NamesInSpreadsheets,
    SessionFilters,
    shown_name,
    when_of,
    whose,
)


class BookingFilters(SessionFilters):
    session = "session__"

    state = django_filters.ChoiceFilter(label="State", choices=Booking.State.choices)
    channel = django_filters.ChoiceFilter(label="Booked", choices=Booking.Channel.choices)

    class Meta:
        model = Booking
        fields = ["state", "channel"]


class BookingList(NamesInSpreadsheets):
    page_title = "Bookings"
    exported = {
        "Learner": whose,
        **SESSION_CELLS,
        "State": lambda booking: booking.get_state_display(),
        "Booked": lambda booking: booking.get_channel_display(),
        "Seat": lambda booking: booking.seat or "",
    }

    def get_base_queryset(self):
        """The latest session first."""
        bookings = Booking.objects.select_related("session__room__venue", "learner")
        return bookings.order_by("-session__starts_at", "pk")

    @cached_property
    def columns(self):
        title = self._get_title_column_class(TitleColumn)
        return [
            title("learner", label="Learner", accessor=shown_name, get_url=self.get_inspect_url),
            Column("when", label="Session", accessor=when_of, sort_key="session__starts_at"),
            Column("room", label="Where", accessor="session.room"),
            Column("state", label="State", accessor="get_state_display", sort_key="state"),
            Column("channel", label="Booked", accessor="get_channel_display"),
            DateColumn("made_at", label="Made", sort_key="made_at"),
        ]


class InspectBooking(generic.InspectView):
    """With what was done about it, and by whom."""

    page_title = "Booking"
    template_name = "scheduling/desk/inspect_booking.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(history=history_of(self.object), **kwargs)

    def get_object(self, queryset=None):
        bookings = Booking.objects.select_related(
            "session__room__venue", "learner", "made_by", "cancelled_by"
        )
        return get_object_or_404(bookings, pk=self.pk)

    def get(self, request, *args, **kwargs):
        if self.object.learner:
            note_view(by=request.user, person=self.object.learner, now=timezone.now())
        return super().get(request, *args, **kwargs)


class BookingViewSet(LookedAtViewSet):
    model = Booking
    name = "bookings"
    url_prefix = "desk/bookings"
    icon = "list-ul"
    menu_label = "Bookings"
    menu_order = 70
    index_view_class = BookingList
    inspect_view_class = InspectBooking
    inspect_view_fields = [
        "learner",
        "session",
        "state",
        "seat",
        "channel",
    ]
    filterset_class = BookingFilters
    search_fields = ["learner__first_name", "learner__last_name", "learner__known_as"]
    form_fields = ["seat"]  # Wagtail asks for some; there is no form here
