"""The list of sessions. They are set up, changed and cancelled on pages of their own."""

from operator import attrgetter

import django_filters
from django.db.models import Case, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.admin_url_finder import ModelAdminURLFinder
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from whatthetech.scheduling.desk_address import PAGE_OF_SESSION, desk_address
from whatthetech.scheduling.models import LearningSession, SessionSeries
from whatthetech.scheduling.month import entries_of
from whatthetech.scheduling.times import wall_time_of
from whatthetech.scheduling.viewsets.lists import DeskViewSet, SessionFilters, Spreadsheets
from whatthetech.scheduling.words import when

GOING_AHEAD, AT_RISK, CANCELLED, PAST = "going-ahead", "at-risk", "cancelled", "past"


class SessionListFilters(SessionFilters):
    series = django_filters.ModelChoiceFilter(
        label="Series", queryset=SessionSeries.objects.select_related("room__venue")
    )
    state = django_filters.ChoiceFilter(
        label="State",
        method="in_state",
        choices=[
            (GOING_AHEAD, "Going ahead"),
            (AT_RISK, "At risk"),
            (CANCELLED, "Cancelled"),
            (PAST, "Past"),
        ],
    )

    class Meta:
        model = LearningSession
        fields = []

    def in_state(self, sessions, name, state):
        now = timezone.now()
        match state:
            case "cancelled":
                return sessions.exclude(cancelled_at=None)
            case "past":
                return sessions.filter(ends_at__lte=now)
            case "at-risk":
                return sessions.going_ahead().after(now).exclude(at_risk_since=None)
        return sessions.going_ahead().filter(ends_at__gt=now)


def when_of(session) -> str:
    return when(session, today=timezone.localdate())


def state_in_words(session) -> str:
    """All that is to be seen of it at once."""
    entry = session.entry
    if entry.is_cancelled:
        return f"Cancelled: {session.why_cancelled}"
    waiting = f"{entry.waiting} waiting" if entry.waiting else ""
    at_risk = "At risk" if entry.is_at_risk else ""
    return "; ".join(filter(None, [at_risk, entry.gap, waiting]))


def with_entries(sessions) -> list[LearningSession]:
    """Each with `entry`: its seats, helpers and waiting list."""
    entries = entries_of(sessions, today=timezone.localdate())
    for entry in entries:
        entry.session.entry = entry
    return [entry.session for entry in entries]


class SessionList(Spreadsheets):
    page_title = "Sessions"
    exported = {
        "Day": attrgetter("on"),
        "Begins": lambda session: f"{session.begins:%H:%M}",
        "Ends": lambda session: f"{wall_time_of(session.ends_at):%H:%M}",
        "Room": lambda session: str(session.room),
        "Seats": attrgetter("entry.seats.seats"),
        "Booked or offered": attrgetter("entry.seats.used"),
        "Waiting": attrgetter("entry.waiting"),
        "Helpers confirmed": attrgetter("entry.confirmed"),
        "Helpers offered": attrgetter("entry.offered"),
        "To see to": state_in_words,
    }

    def get_base_queryset(self):
        """What is to come first, the next one on top; then what has been."""
        is_past = Case(When(ends_at__gt=timezone.now(), then=Value(0)), default=Value(1))
        sessions = LearningSession.objects.select_related("room__venue")
        return sessions.order_by(is_past, "starts_at", "pk")

    def get_table(self, object_list, **kwargs):
        return super().get_table(with_entries(object_list), **kwargs)

    def as_spreadsheet(self, queryset, spreadsheet_format):
        return super().as_spreadsheet(with_entries(queryset), spreadsheet_format)

    @cached_property
    def columns(self):
        title = self._get_title_column_class(TitleColumn)
        may_change = self.user_has_permission("change")
        return [
            title(
                "when",
                label="When",
                accessor=when_of,
                get_url=desk_address if may_change else None,
                sort_key="starts_at",
            ),
            Column("room", label="Where", accessor="room"),
            Column("seats", label="Seats", accessor="entry.seats_in_words"),
            Column("state", label="To see to", accessor=state_in_words),
        ]

    def get_edit_url(self, instance):
        return desk_address(instance) if self.user_has_permission("change") else None

    @cached_property
    def header_buttons(self):
        if not self.user_has_permission("add"):
            return []
        series, one = reverse("programme:set_up_series"), reverse("programme:add_session")
        return [
            HeaderButton("Set up a series", series, icon_name="plus", priority=1),
            HeaderButton("Add a session", one, icon_name="plus", priority=2),
        ]


class SessionViewSet(DeskViewSet):
    model = LearningSession
    name = "sessions"
    url_prefix = "desk/session-list"
    icon = "date"
    menu_label = "Sessions"
    menu_order = 20
    left_out = ("add", "edit", "delete", "usage")
    index_view_class = SessionList
    filterset_class = SessionListFilters
    form_fields = ["room"]  # Wagtail asks for some; there is no form here

    @property
    def url_finder_class(self):
        """For reports that lead to what they name."""
        found = {"permission_policy": self.permission_policy, "edit_url_name": PAGE_OF_SESSION}
        return type("SessionURLFinder", (ModelAdminURLFinder,), found)
