"""What the lists about sessions share: no page for what isn't done there, filters, exports."""

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import ProtectedError
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import ModelAdminURLFinder
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from whatthetech.people.look_ups import note_look_up
from whatthetech.people.models import COORDINATORS, LookUp
from whatthetech.people.viewsets.spreadsheets import no_formula
from whatthetech.scheduling.models import Term, Venue
from whatthetech.scheduling.times import midnight_after, midnight_before
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


def when_of(row) -> str:
    """Of a booking or a shift: its session in words."""
    return when(row.session, today=timezone.localdate())


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


class NamesInSpreadsheets(generic.IndexView):
    """Rows that name people go out to coordinators only, and it is noted how many went.

    `exported`: {heading: what is read of a row}.
    """

    exported: dict

    @cached_property
    def list_export(self):
        return list(self.exported)

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

    def to_row_dict(self, item):
        return {heading: no_formula(read(item)) for heading, read in self.exported.items()}

    def get_filename(self):
        return f"{self.model._meta.verbose_name_plural}-{timezone.localdate()}"


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
