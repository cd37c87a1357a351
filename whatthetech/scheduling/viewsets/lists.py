"""What the lists about sessions share: no page for what isn't done there, filters, exports."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import ProtectedError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import ModelAdminURLFinder
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import ModelPermissionPolicy

from whatthetech.people.look_ups import note_look_up
from whatthetech.people.models import COORDINATORS, LookUp
from whatthetech.people.viewsets.spreadsheets import no_formula
from whatthetech.people.wording import in_words
from whatthetech.scheduling.models import Booking, Term, Venue
from whatthetech.scheduling.times import midnight_after, midnight_before, wall_time_of
from whatthetech.scheduling.words import when

ERASED = "somebody erased since"
CALENDAR_DAY = {"type": "date", "autocomplete": "off"}


class DeskViewSet(ModelViewSet):
    menu_hook = "register_sessions_menu_item"
    add_to_reference_index = False
    copy_view_enabled = False
    search_backend_name = None
    list_per_page = 50
    left_out: tuple[str, ...] = ("usage",)  # views that it has not

    def get_urlpatterns(self):
        patterns = super().get_urlpatterns()
        return [pattern for pattern in patterns if pattern.name not in self.left_out]

    def get_common_view_kwargs(self, **kwargs):
        nowhere = {f"{name}_url_name": None for name in self.left_out}
        return super().get_common_view_kwargs(**{**nowhere, **kwargs})


class LookedAtViewSet(DeskViewSet):
    """Rows that deeds make and change: here they are found, looked at and taken out."""

    left_out = ("add", "edit", "delete", "usage", "history", "history_results")
    inspect_view_enabled = True

    @property
    def url_finder_class(self):
        name = self.get_url_name("inspect")
        found = {"permission_policy": self.permission_policy, "edit_url_name": name}
        return type(f"{self.model.__name__}URLFinder", (ModelAdminURLFinder,), found)


class OfBookingsViewSet(LookedAtViewSet):
    """What belongs to bookings: seen by whoever sees them, and looked at on their page."""

    inspect_view_enabled = False

    @property
    def permission_policy(self):
        return ModelPermissionPolicy(Booking)

    def register_admin_url_finder(self):
        """There is no page of one row."""


def whose(booking: Booking) -> str:
    return str(booking.learner or ERASED)


def shown_name(booking: Booking) -> str:
    return format_html("<bdi>{}</bdi>", whose(booking))


def address_of_booking(booking: Booking) -> str:
    return reverse("bookings:inspect", args=[booking.pk])


def on_the_clock(at: datetime | None) -> datetime | str:
    """As a cell of a spreadsheet, which knows no zones: London's time."""
    return wall_time_of(at).replace(tzinfo=None) if at else ""


class DayColumn(Column):
    """In words: Wagtail's own says “Just now” of every day that is still to come."""

    def get_value(self, instance):
        return in_words(super().get_value(instance))


def yes_or_no(is_so: bool) -> str:
    return "yes" if is_so else "no"


def when_of(row) -> str:
    """Of a booking or a shift: its session in words."""
    return when(row.session, today=timezone.localdate())


def of_booking(read: Callable[[Booking], Any]) -> Callable[[Any], Any]:
    """What is read of a booking, for a row that belongs to one."""
    return lambda row: read(row.booking)


SESSION_CELLS = {  # of a booking or a shift
    "Day": lambda row: row.session.on,
    "Begins": lambda row: f"{row.session.begins:%H:%M}",
    "Room": lambda row: str(row.session.room),
}


class SessionFilters(WagtailFilterSet):
    """For sessions, and for what belongs to one: `session` is the way there, as in a query."""

    session = ""

    venue = django_filters.ModelChoiceFilter(
        label="Venue", queryset=Venue.objects.all(), method="at_venue"
    )
    term = django_filters.ModelChoiceFilter(
        label="Term", queryset=Term.objects.all(), method="in_term"
    )
    from_day = django_filters.DateFilter(
        label="From this day", method="from_the_day", widget=forms.DateInput(attrs=CALENDAR_DAY)
    )

    def at_venue(self, queryset, name, venue):
        return queryset.filter(**{f"{self.session}room__venue": venue})

    def in_term(self, queryset, name, term):
        return queryset.filter(
            **{
                f"{self.session}starts_at__gte": midnight_before(term.begins_on),
                f"{self.session}starts_at__lt": midnight_after(term.ends_on),
            }
        )

    def from_the_day(self, queryset, name, day):
        return queryset.filter(**{f"{self.session}starts_at__gte": midnight_before(day)})


class Spreadsheets(generic.IndexView):
    """What is found goes out as CSV or XLSX. `exported`: {heading: what is read of a row}."""

    exported: dict

    @cached_property
    def list_export(self):
        return list(self.exported)

    def to_row_dict(self, item):
        return {heading: no_formula(read(item)) for heading, read in self.exported.items()}

    def get_filename(self):
        return f"{self.model._meta.verbose_name_plural}-{timezone.localdate()}"


class NamesInSpreadsheets(Spreadsheets):
    """Rows that name people go out to coordinators only, and it is noted how many went."""

    @cached_property
    def show_export_buttons(self):
        return self.request.user.is_in(COORDINATORS)

    def dispatch(self, request, *args, **kwargs):
        if self.is_export and not self.show_export_buttons:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def as_spreadsheet(self, queryset, spreadsheet_format):
        note_look_up(
            by=self.request.user,
            deed=LookUp.Deed.EXPORTED,
            now=timezone.now(),
            remark=f"{queryset.count()} {self.model._meta.verbose_name_plural}",
        )
        return super().as_spreadsheet(queryset, spreadsheet_format)


class ListAboutBookings(NamesInSpreadsheets):
    """Each row belongs to a booking, and leads to its page."""

    exported_of_booking = {
        heading: of_booking(read) for heading, read in {"Learner": whose, **SESSION_CELLS}.items()
    }

    @property
    def learner_column(self) -> Column:
        title = self._get_title_column_class(TitleColumn)
        return title(
            "learner",
            label="Learner",
            accessor=of_booking(shown_name),
            get_url=of_booking(address_of_booking),
        )


class DeleteUnlessHeld(generic.DeleteView):
    """Says in a sentence what stands in the way, in place of the button and of a trace."""

    template_name = "scheduling/desk/confirm_delete.html"
    something_hangs_on_it = "Something hangs on it that is kept."

    def why_not(self) -> str:
        """Empty: it may go."""
        return ""

    def get_context_data(self, **kwargs):
        return super().get_context_data(why_not=self.why_not(), **kwargs)

    def form_valid(self, form):
        if why_not := self.why_not():
            return self._stay(why_not)
        try:
            return super().form_valid(form)
        except ProtectedError:
            return self._stay(self.something_hangs_on_it)

    def _stay(self, why_not: str):
        messages.error(self.request, why_not)
        return redirect(self.index_url_name)
