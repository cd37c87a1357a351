"""Days on which nothing is held, as coordinators enter them beside the bank holidays."""

from operator import attrgetter

import django_filters
from django import forms
from django.utils import timezone
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic

from whatthetech.people.plain_errors import PlainErrors
from whatthetech.people.wording import in_words
from whatthetech.scheduling.clock_inputs import CalendarDayField, OneOfField
from whatthetech.scheduling.closed_days import ClosedAlready, close_day
from whatthetech.scheduling.models import ClosedDay, Venue
from whatthetech.scheduling.viewsets.lists import (
    CALENDAR_DAY,
    DeleteUnlessHeld,
    DeskViewSet,
    Spreadsheets,
    yes_or_no,
)
from whatthetech.scheduling.words import day_in_words

CLOSED, PROPOSED, OPEN = "closed", "proposed", "open"
EVERYWHERE = "Everywhere"
CLOSED_ALREADY = "We are closed on this day already. Choose another."
STATES = {CLOSED: "We are closed", PROPOSED: "Not decided yet", OPEN: "We are open"}


def state_of(closed_day: ClosedDay) -> str:
    if closed_day.confirmed_at:
        return CLOSED
    return OPEN if closed_day.dismissed_at else PROPOSED


class ClosedDayFilters(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label="State", choices=list(STATES.items()), method="in_state"
    )
    venue = django_filters.ModelChoiceFilter(
        label="Closed at", queryset=Venue.objects.all(), method="at_venue"
    )
    from_day = django_filters.DateFilter(
        label="From this day",
        field_name="day",
        lookup_expr="gte",
        widget=forms.DateInput(attrs=CALENDAR_DAY),
    )

    class Meta:
        model = ClosedDay
        fields = []

    def in_state(self, days, name, state):
        match state:
            case "closed":
                return days.confirmed()
            case "open":
                return days.exclude(dismissed_at=None)
        return days.proposed()

    def at_venue(self, days, name, venue):
        return days.at(venue)


class CloseDayForm(PlainErrors, WagtailAdminModelForm):
    day = CalendarDayField(label="Day")
    venue = OneOfField(
        label="Where",
        queryset=Venue.objects.all(),
        empty_label=EVERYWHERE,
        sentence="Choose a venue from the list, or everywhere.",
        required=False,
    )

    class Meta:
        model = ClosedDay
        fields = ["day", "venue", "name"]
        labels = {"name": "Why"}
        help_texts = {
            "name": "Such as “University closed”. Sessions on this day that nobody comes to are"
            " cancelled; for the others a task is made, so that somebody rings."
        }

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["name"].error_messages["required"] = "Why are we closed?"

    def clean(self):
        """What was only proposed, or dismissed, becomes closed."""
        said = super().clean()
        entered = ClosedDay.objects.filter(day=said.get("day"), venue=said.get("venue")).first()
        if entered and entered.confirmed_at:
            self.add_error("day", CLOSED_ALREADY)
        elif entered:
            self.instance = entered
        return said


class NameOfDayForm(PlainErrors, WagtailAdminModelForm):
    """Another day, or another venue, is another closed day."""

    class Meta:
        model = ClosedDay
        fields = ["name"]
        labels = {"name": "Why"}
        help_texts = {
            "name": "To close another day, add it. To open this one again, delete it here."
        }

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["name"].error_messages["required"] = "Why are we closed?"


class AddClosedDay(generic.CreateView):
    page_title = "Close a day"
    submit_button_label = "We are closed"
    submit_button_active_label = "Closing…"

    def save_instance(self):
        said = self.form.cleaned_data
        return close_day(**said, by=self.request.user, now=timezone.now())

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except ClosedAlready:
            form.add_error("day", CLOSED_ALREADY)
            return self.form_invalid(form)


class DeleteClosedDay(DeleteUnlessHeld):
    @property
    def confirmation_message(self):
        day = in_words(self.object.day)
        return (
            f"{day} is open again then. Sessions that were cancelled stay cancelled:"
            " add them again where you want them."
        )


class ClosedDayList(Spreadsheets):
    exported = {
        "Day": attrgetter("day"),
        "Where": lambda one: str(one.venue or EVERYWHERE),
        "Why": attrgetter("name"),
        "State": lambda one: STATES[state_of(one)],
        "Bank holiday": lambda one: yes_or_no(one.is_bank_holiday),
    }

    def get_base_queryset(self):
        return ClosedDay.objects.select_related("venue").order_by("-day", "pk")


def day_of(closed_day) -> str:
    return day_in_words(closed_day.day, today=timezone.localdate())


class ClosedDayViewSet(DeskViewSet):
    model = ClosedDay
    name = "closed_days"
    url_prefix = "desk/closed-days"
    icon = "no-view"
    menu_label = "Closed days"
    menu_order = 50
    index_view_class = ClosedDayList
    add_view_class = AddClosedDay
    delete_view_class = DeleteClosedDay
    filterset_class = ClosedDayFilters
    list_display = [
        "day",
        Column("where", label="Where", accessor=lambda one: one.venue or EVERYWHERE),
        Column("name", label="Why"),
        Column("state", label="State", accessor=lambda one: STATES[state_of(one)]),
    ]

    def get_form_class(self, for_update=False):
        return NameOfDayForm if for_update else CloseDayForm
