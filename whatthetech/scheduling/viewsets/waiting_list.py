"""Everybody who waits for a seat in a session to come, session by session, the next one first."""

from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn

from whatthetech.scheduling.desk_address import desk_address
from whatthetech.scheduling.models import Booking
from whatthetech.scheduling.viewsets.lists import (
    SESSION_CELLS,
    NamesInSpreadsheets,
    OfBookingsViewSet,
    SessionFilters,
    address_of_booking,
    on_the_clock,
    shown_name,
    when_of,
    whose,
)


class WaitingFilters(SessionFilters):
    session = "session__"

    class Meta:
        model = Booking
        fields = []


class WaitingList(NamesInSpreadsheets):
    page_title = "Waiting list"
    exported = {
        "Learner": whose,
        **SESSION_CELLS,
        "Waits since": lambda booking: on_the_clock(booking.joined_at),
        "Offers not answered": lambda booking: booking.offers_lapsed,
        "One of two": lambda booking: "yes" if booking.together else "",
    }

    def get_base_queryset(self):
        waiting = Booking.objects.waiting().filter(
            session__cancelled_at=None, session__starts_at__gt=timezone.now()
        )
        in_order = ("session__starts_at", "session", *waiting.query.order_by)
        return waiting.select_related("session__room__venue", "learner").order_by(*in_order)

    @cached_property
    def columns(self):
        title = self._get_title_column_class(TitleColumn)
        return [
            title("learner", label="Learner", accessor=shown_name, get_url=address_of_booking),
            TitleColumn(
                "when",
                label="Session",
                accessor=when_of,
                get_url=lambda booking: desk_address(booking.session),
            ),
            Column("room", label="Where", accessor="session.room"),
            DateColumn("joined_at", label="Waits since"),
            Column("offers_lapsed", label="Offers not answered"),
        ]


class WaitingListViewSet(OfBookingsViewSet):
    model = Booking
    name = "waiting_list"
    url_prefix = "desk/waiting-list"
    icon = "clipboard-list"
    menu_label = "Waiting list"
    menu_order = 72
    index_view_class = WaitingList
    filterset_class = WaitingFilters
    search_fields = ["learner__first_name", "learner__last_name", "learner__known_as"]
    form_fields = ["seat"]  # Wagtail asks for some; there is no form here
