"""The list of learners: found as find_people finds, filtered, and taken out by coordinators."""

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import Case, Value, When
from django.forms import CheckboxSelectMultiple
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic

from whatthetech.people.card_states import CardState, card_state
from whatthetech.people.finding import find_people
from whatthetech.people.look_ups import note_look_up
from whatthetech.people.models import (
    COORDINATORS,
    Channel,
    Device,
    Language,
    LearnerProfile,
    LookUp,
)
from whatthetech.people.viewsets.spreadsheets import no_formula

MOST_FOUND = 200
REQUIREMENTS = {
    "woman": ("a woman to help them", {"helper_must_be": "woman"}),
    "man": ("a man to help them", {"helper_must_be": "man"}),
    "experienced": ("an experienced helper", {"needs_experienced_helper": True}),
    "knows-device": ("a helper who knows their device", {"helper_must_know_device": True}),
    "step-free": ("a place without steps", {"needs_step_free": True}),
}


class LearnerFilters(WagtailFilterSet):
    card = django_filters.MultipleChoiceFilter(
        label="Card", choices=CardState.choices, widget=CheckboxSelectMultiple
    )
    preferred_channel = django_filters.MultipleChoiceFilter(
        label="Reached by", choices=Channel.choices, widget=CheckboxSelectMultiple
    )
    devices = django_filters.ModelMultipleChoiceFilter(
        label="Device", queryset=Device.objects.all(), widget=CheckboxSelectMultiple
    )
    language = django_filters.ModelChoiceFilter(queryset=Language.objects.all())
    needs_interpreter = django_filters.BooleanFilter(label="Needs an interpreter")
    requires = django_filters.ChoiceFilter(
        label="Must have",
        choices=[(name, label) for name, (label, _) in REQUIREMENTS.items()],
        method="filter_requires",
    )

    class Meta:
        model = LearnerProfile
        fields = []

    def filter_requires(self, queryset, name, value):
        return queryset.filter(**REQUIREMENTS[value][1])


def requirements_of(learner) -> list[str]:
    """What must be so for them, in words."""
    return [
        words
        for words, fields in REQUIREMENTS.values()
        if all(getattr(learner, name) == value for name, value in fields.items())
    ]


def device_names(learner) -> str:
    return ", ".join(device.name for device in learner.devices.all())


def card_words(learner) -> str:
    return CardState(learner.card).label


def last_contact(learner) -> str:
    return date_format(learner.last_contact_on) if learner.last_contact_on else "never"


def channel_words(learner) -> str:
    return learner.get_preferred_channel_display()


# What helps them is health data: it stays here. So do the coordinators' notes.
EXPORTED = {
    "First name": lambda learner: learner.person.first_name,
    "Last name": lambda learner: learner.person.last_name,
    "Called": lambda learner: learner.person.called,
    "Telephone": lambda learner: learner.person.telephone,
    "Email": lambda learner: learner.person.email or "",
    "Address": lambda learner: learner.address,
    "Reached by": channel_words,
    "Language": lambda learner: learner.language or "",
    "Needs an interpreter": lambda learner: "yes" if learner.needs_interpreter else "",
    "Devices": device_names,
    "Wants to learn": lambda learner: learner.goals_in_own_words,
    "Introduced by": lambda learner: learner.introduced_by,
    "Last contact": lambda learner: learner.last_contact_on,
    "Card": card_words,
}


class LearnerList(generic.IndexView):
    is_searchable = True
    filterset_class = LearnerFilters
    default_ordering = "person__first_name"
    list_export = list(EXPORTED)
    columns = [
        TitleColumn(
            "name",
            label="Name",
            accessor="person",
            sort_key="person__first_name",
            get_url=lambda learner: reverse("learners:inspect", args=[learner.pk]),
        ),
        Column("called", label="Called", accessor="person.called"),
        Column("telephone", label="Telephone", accessor="person.telephone"),
        Column("channel", label="Reached by", accessor=channel_words),
        Column("devices", label="Devices", accessor=device_names),
        Column(
            "last_contact_on",
            label="Last contact",
            accessor=last_contact,
            sort_key="last_contact_on",
        ),
        Column("card", label="Card", accessor=card_words),
    ]

    def dispatch(self, request, *args, **kwargs):
        if self.is_export and not self.may_export:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def may_export(self) -> bool:
        return self.request.user.is_in(COORDINATORS)

    @cached_property
    def show_export_buttons(self):
        return self.may_export

    def get_base_queryset(self):
        return (
            LearnerProfile.objects.filter(person__merged_into=None)
            .select_related("person", "language")
            .prefetch_related("devices")
            .annotate(card=card_state(now=timezone.now(), person="person_id"))
        )

    def search_queryset(self, queryset):
        if not self.is_searching:
            return queryset
        found = find_people(self.search_query, now=timezone.now(), limit=MOST_FOUND)
        places = {one.person.pk: place for place, one in enumerate(found)}
        queryset = queryset.filter(person__in=places)
        if self.is_explicitly_ordered or not found:
            return queryset
        best_first = [When(person=pk, then=Value(place)) for pk, place in places.items()]
        return queryset.order_by(Case(*best_first), "pk")

    def as_spreadsheet(self, queryset, spreadsheet_format):
        note_look_up(
            by=self.request.user,
            deed=LookUp.Deed.EXPORTED,
            now=timezone.now(),
            remark=f"{queryset.count()} learners",
        )
        return super().as_spreadsheet(queryset, spreadsheet_format)

    def to_row_dict(self, item):
        return {heading: as_cell(read(item)) for heading, read in EXPORTED.items()}

    def get_filename(self):
        return f"learners-{timezone.localdate()}"


def as_cell(value):
    """As it is, or as no formula. “+44 7700 900123” is a number."""
    is_number = isinstance(value, str) and value[1:].replace(" ", "").isdecimal()
    return value if is_number and value[0] == "+" else no_formula(value)
