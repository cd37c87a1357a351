"""The desk's list of volunteers, and one volunteer's whole path."""

from dataclasses import dataclass
from datetime import date

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from whatthetech.people.availability import when_free
from whatthetech.people.clearance import (
    Stage,
    cleared_for,
    last_good_day,
    latest_decision,
    latest_step,
    stage_in_words,
    stage_of,
    what_is_missing,
)
from whatthetech.people.expiry import endings_of
from whatthetech.people.look_ups import note_look_up
from whatthetech.people.models import (
    COORDINATORS,
    CheckDecision,
    Device,
    Language,
    LookUp,
    Setting,
    StepDone,
    VolunteerProfile,
)
from whatthetech.people.parts import VOLUNTEER, parts_of
from whatthetech.people.refusing import Refused
from whatthetech.people.telephone import digits_of
from whatthetech.people.viewsets.spreadsheets import no_formula
from whatthetech.people.volunteer_forms import (
    AddVolunteerForm,
    ChangeVolunteerForm,
    courses_in_order,
)
from whatthetech.people.volunteering import add_volunteer
from whatthetech.people.wording import in_words, listed

LEAST_DIGITS = 4  # fewer are found in every number


# --- What the list shows --------------------------------------------------------------------


def shown_name(volunteer) -> str:
    return format_html("<bdi>{}</bdi>", volunteer.person)


def shown_stage(volunteer) -> str:
    return stage_of(volunteer, on=timezone.localdate()).label


def shown_settings(volunteer) -> str:
    settings = cleared_for(volunteer, on=timezone.localdate())
    return listed([setting.label for setting in settings])


def shown_endings(volunteer) -> str:
    ending = endings_of(volunteer, on=timezone.localdate())
    return "; ".join(f"{one.what}, {in_words(one.ends_on)}" for one in ending)


def shown_leaving(volunteer) -> str:
    return in_words(volunteer.leaves_on) if volunteer.leaves_on else ""


class VolunteerFilters(WagtailFilterSet):
    """Stage and setting are computed for everybody, by the rules that clear: never by a column."""

    stage = django_filters.ChoiceFilter(
        label="Stage", choices=Stage.choices, method="filter_by_stage"
    )
    setting = django_filters.ChoiceFilter(
        label="Cleared for", choices=Setting.choices, method="filter_by_setting"
    )
    devices = django_filters.ModelChoiceFilter(label="Device", queryset=Device.objects.all())
    languages = django_filters.ModelChoiceFilter(label="Language", queryset=Language.objects.all())
    topics = django_filters.ModelChoiceFilter(
        label="Topic", queryset=lambda request: courses_in_order()
    )

    class Meta:
        model = VolunteerProfile
        fields = ["stage", "setting", "devices", "languages", "topics"]

    def filter_by_stage(self, queryset, name, value):
        return _those(queryset, lambda volunteer, today: stage_of(volunteer, on=today) == value)

    def filter_by_setting(self, queryset, name, value):
        return _those(queryset, lambda volunteer, today: value in cleared_for(volunteer, on=today))


def _those(queryset, is_meant):
    today = timezone.localdate()
    meant = [volunteer.pk for volunteer in queryset.with_path() if is_meant(volunteer, today)]
    return queryset.filter(pk__in=meant)


class VolunteerIndexView(generic.IndexView):
    filterset_class = VolunteerFilters
    export_headings = {
        "person.first_name": "First name",
        "person.last_name": "Surname",
        "person.email": "Email",
        "person.telephone": "Telephone",
        "stage": "Stage",
        "cleared_for": "Cleared for",
        "leaves_on": "Leaves on",
    }

    @cached_property
    def columns(self):
        title = self._get_title_column_class(TitleColumn)
        return [
            title("name", label="Name", accessor=shown_name, get_url=self.get_inspect_url),
            Column("stage", label="Stage", accessor=shown_stage),
            Column("cleared_for", label="Cleared for", accessor=shown_settings),
            Column("endings", label="Ends soon", accessor=shown_endings),
            Column("leaves_on", label="Leaves", accessor=shown_leaving, sort_key="leaves_on"),
        ]

    def get_base_queryset(self):
        everybody = VolunteerProfile.objects.filter(person__merged_into=None).with_path()
        return everybody.order_by("person__last_name", "person__first_name", "pk")

    def search_queryset(self, queryset):
        """By any part of the names or the email address, or by the digits of the telephone."""
        found = Q()
        for word in self.search_query.split() if self.is_searching else ():
            found &= (
                Q(person__first_name__icontains=word)
                | Q(person__last_name__icontains=word)
                | Q(person__known_as__icontains=word)
                | Q(person__email__icontains=word)
            )
        for digits in _digits_to_find(self.search_query or ""):
            found |= Q(person__telephone_digits__contains=digits)
        return queryset.filter(found)

    # --- Export -----------------------------------------------------------------------------

    @cached_property
    def show_export_buttons(self):
        return self.request.user.is_in(COORDINATORS)

    def as_spreadsheet(self, queryset, spreadsheet_format):
        """Raises PermissionDenied for whoever is no coordinator. Noted with how many went out."""
        if not self.show_export_buttons:
            raise PermissionDenied
        note_look_up(
            by=self.request.user,
            deed=LookUp.Deed.EXPORTED,
            now=timezone.now(),
            remark=f"{len(queryset)} volunteers",
        )
        return super().as_spreadsheet(queryset, spreadsheet_format)

    def to_row_dict(self, item):
        computed = {"stage": shown_stage(item), "cleared_for": shown_settings(item)}
        for name, value in computed.items():
            setattr(item, name, value)
        row = super().to_row_dict(item)
        return {name: no_formula(value) for name, value in row.items()}


def _digits_to_find(typed: str) -> set[str]:
    """The whole number as it is kept, and a part of one as it was typed."""
    part = "".join(sign for sign in typed if sign.isdecimal()).lstrip("0")
    return {digits_of(typed), part} if len(part) >= LEAST_DIGITS else set()


# --- One volunteer --------------------------------------------------------------------------


@dataclass(frozen=True)
class StepRow:
    step: StepDone.Step
    done: StepDone | None
    last_day: date | None


@dataclass(frozen=True)
class CheckRow:
    setting: Setting
    decision: CheckDecision | None


class VolunteerInspectView(generic.InspectView):
    page_title = "Volunteer"

    def get_object(self, queryset=None):
        volunteers = VolunteerProfile.objects.with_path().prefetch_related(
            "steps_done__seen_by",
            "check_decisions__decided_by",
            "check_decisions__seen_by",
            "languages",
            "devices",
            "topics",
        )
        return get_object_or_404(volunteers, pk=self.pk)

    def get(self, request, *args, **kwargs):
        note_viewing(request, self.object)
        return super().get(request, *args, **kwargs)

    def get_fields_context(self):
        return []

    def get_context_data(self, **kwargs):
        volunteer, today = self.object, timezone.localdate()
        may_change = self.request.user.is_in(COORDINATORS)
        return super().get_context_data(**kwargs) | {
            "volunteer": volunteer,
            "may_change": may_change,
            "parts": parts_of(VOLUNTEER, self.request, volunteer=volunteer) if may_change else [],
            "stage": stage_in_words(volunteer, on=today),
            "missing": what_is_missing(volunteer, on=today),
            "endings": endings_of(volunteer, on=today),
            "steps": [_step_row(volunteer, step, today) for step in StepDone.Step],
            "checks": [
                CheckRow(setting, latest_decision(volunteer, setting, today)) for setting in Setting
            ],
            "is_paused": volunteer.is_paused(today),
            "has_left": volunteer.has_left(today),
            "said": when_free(volunteer.person, on=today),
        }


def _step_row(volunteer, step, today) -> StepRow:
    done = latest_step(volunteer, step, today)
    return StepRow(step, done, last_good_day(done) if done else None)


def note_viewing(request, volunteer, deed=LookUp.Deed.VIEWED) -> None:
    note_look_up(by=request.user, deed=deed, now=timezone.now(), person=volunteer.person)


class VolunteerCreateView(generic.CreateView):
    page_title = "New volunteer"

    def save_instance(self):
        return add_volunteer(**self.form.of_person, by=self.request.user, now=timezone.now())

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except Refused as refused:
            form.add_error(refused.field, refused.sentence)
            return self.form_invalid(form)

    def get_success_url(self):
        return reverse("volunteers:inspect", args=[self.object.pk])


class VolunteerEditView(generic.EditView):
    def get(self, request, *args, **kwargs):
        page = super().get(request, *args, **kwargs)
        note_viewing(request, self.object)
        return page

    def save_instance(self):
        note_viewing(self.request, self.object, LookUp.Deed.CHANGED)
        return super().save_instance()

    def get_success_url(self):
        return reverse("volunteers:inspect", args=[self.object.pk])


class VolunteerViewSet(ModelViewSet):
    model = VolunteerProfile
    name = "volunteers"
    url_prefix = "desk/volunteers"
    icon = "group"
    menu_label = "Volunteers"
    menu_order = 30
    menu_hook = "register_people_menu_item"
    inspect_view_enabled = True
    copy_view_enabled = False
    search_backend_name = None
    search_fields = ["person__first_name"]  # Wagtail asks for one; the view searches by itself
    list_per_page = 50
    list_export = [*VolunteerIndexView.export_headings]
    export_filename = "volunteers"
    index_view_class = VolunteerIndexView
    inspect_view_class = VolunteerInspectView
    inspect_template_name = "people/desk/volunteer.html"
    edit_template_name = "people/desk/change_volunteer.html"
    add_view_class = VolunteerCreateView
    edit_view_class = VolunteerEditView

    def get_form_class(self, for_update=False):
        return ChangeVolunteerForm if for_update else AddVolunteerForm
