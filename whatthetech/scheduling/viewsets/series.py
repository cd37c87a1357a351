"""The list of series. They are set up and changed on pages of their own, from any session."""

from operator import attrgetter
from urllib.parse import urlencode

import django_filters
from django.db.models import Count, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import Button, HeaderButton

from whatthetech.people.models import Weekday
from whatthetech.scheduling.models import LearningSession, SessionSeries, Term, Venue
from whatthetech.scheduling.series import Scope
from whatthetech.scheduling.viewsets.lists import DayColumn, DeskViewSet, Spreadsheets
from whatthetech.scheduling.words import clock

TO_COME, OVER = "to-come", "over"


class SeriesFilters(WagtailFilterSet):
    venue = django_filters.ModelChoiceFilter(
        label="Venue", queryset=Venue.objects.all(), field_name="room__venue"
    )
    term = django_filters.ModelChoiceFilter(label="Term", queryset=Term.objects.all())
    weekday = django_filters.ChoiceFilter(label="Weekday", choices=Weekday.choices)
    state = django_filters.ChoiceFilter(
        label="State",
        choices=[(TO_COME, "With sessions to come"), (OVER, "Over")],
        method="in_state",
    )

    class Meta:
        model = SessionSeries
        fields = []

    def in_state(self, series, name, state):
        return series.filter(to_come=0) if state == OVER else series.filter(to_come__gt=0)


def rule_of(series) -> str:
    """“Thursdays, 2 o’clock to half past 3”."""
    hours = f"{clock(series.begins)} to {clock(series.ends)}"
    return f"{series.get_weekday_display()}s, {hours}"


def sessions_of(series) -> str:
    return f"{reverse('sessions:index')}?series={series.pk}"


def change_of(series) -> str | None:
    """The page of the next session, where all that are to come are chosen already."""
    if series.next is None:
        return None
    at = reverse("programme:change_session", args=[series.next])
    return f"{at}?{urlencode({'scope': Scope.ALL_FUTURE})}"


class SeriesList(Spreadsheets):
    page_title = "Series"
    exported = {
        "Weekday": lambda series: series.get_weekday_display(),
        "Begins": lambda series: f"{series.begins:%H:%M}",
        "Ends": lambda series: f"{series.ends:%H:%M}",
        "Room": lambda series: str(series.room),
        "Term": lambda series: str(series.term),
        "First day": attrgetter("first_on"),
        "Last day": attrgetter("last_on"),
        "Sessions to come": attrgetter("to_come"),
    }

    def get_base_queryset(self):
        """The latest first, each with how many sessions are `to_come`, and the `next`."""
        now = timezone.now()
        to_come = LearningSession.objects.going_ahead().after(now)
        following = to_come.filter(series=OuterRef("pk")).order_by("starts_at")
        is_to_come = Q(sessions__cancelled_at=None, sessions__starts_at__gt=now)
        return (
            SessionSeries.objects.select_related("room__venue", "term")
            .annotate(
                to_come=Count("sessions", filter=is_to_come),
                next=Subquery(following.values("pk")[:1]),
            )
            .order_by("-last_on", "weekday", "begins", "pk")
        )

    @cached_property
    def columns(self):
        title = self._get_title_column_class(TitleColumn)
        return [
            title("rule", label="When", accessor=rule_of, get_url=sessions_of),
            Column("room", label="Where", accessor="room"),
            Column("term", label="Term", accessor="term"),
            DayColumn("first_on", label="First day", sort_key="first_on"),
            DayColumn("last_on", label="Last day", sort_key="last_on"),
            TitleColumn(
                "to_come",
                label="To come",
                accessor=lambda series: (
                    f"Change the {series.to_come} to come" if series.to_come else "None"
                ),
                get_url=change_of if self.user_has_permission("change") else None,
            ),
        ]

    def get_list_more_buttons(self, instance):
        at = reverse("series:history", args=[instance.pk])
        return [Button("History", at, icon_name="history")]

    @cached_property
    def header_buttons(self):
        if not self.user_has_permission("add"):
            return []
        address = reverse("programme:set_up_series")
        return [HeaderButton("Set up a series", address, icon_name="plus", priority=1)]


class SeriesViewSet(DeskViewSet):
    model = SessionSeries
    name = "series"
    url_prefix = "desk/series-list"
    icon = "rotate"
    menu_label = "Series"
    menu_order = 25
    left_out = ("add", "edit", "delete", "usage")
    index_view_class = SeriesList
    filterset_class = SeriesFilters
    form_fields = ["room"]  # Wagtail asks for some; there is no form here

    def register_admin_url_finder(self):
        """There is no page of one series."""
