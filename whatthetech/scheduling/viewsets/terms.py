"""Terms. Whoever adds one is asked next about the bank holidays in it."""

from datetime import date, timedelta
from operator import attrgetter

import django_filters
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import TitleColumn
from wagtail.admin.views import generic

from whatthetech.people.plain_errors import PlainErrors
from whatthetech.people.wording import in_words
from whatthetech.scheduling.clock_inputs import CalendarDayField
from whatthetech.scheduling.closed_days import propose_bank_holidays
from whatthetech.scheduling.models import ClosedDay, Term
from whatthetech.scheduling.viewsets.lists import (
    DayColumn,
    DeleteUnlessHeld,
    DeskViewSet,
    Spreadsheets,
)

LONGEST = timedelta(days=366)
TO_COME, OVER = "to-come", "over"


class TermForm(PlainErrors, WagtailAdminModelForm):
    begins_on = CalendarDayField(label="First day")
    ends_on = CalendarDayField(label="Last day")
    exams_begin_on = CalendarDayField(
        label="Exams begin on", required=False, help_text="Volunteers are reminded. May stay empty."
    )
    exams_end_on = CalendarDayField(label="Exams end on", required=False)

    class Meta:
        model = Term
        fields = ["name", "begins_on", "ends_on", "exams_begin_on", "exams_end_on"]
        help_texts = {"name": "Such as “Autumn 2026”."}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["name"].error_messages |= {
            "required": "What is the term called?",
            "unique": "There is a term of this name already. Choose another name.",
        }

    def clean(self):
        said = super().clean()
        begins_on, ends_on = said.get("begins_on"), said.get("ends_on")
        if begins_on and ends_on:
            if ends_on < begins_on:
                day = in_words(begins_on)
                self.add_error(
                    "ends_on", f"The term ends before it begins. Choose a day after {day}."
                )
            elif ends_on - begins_on > LONGEST:
                self.add_error("ends_on", "A term takes a year at most. Look at the years again.")
        self._look_at_exams(said.get("exams_begin_on"), said.get("exams_end_on"))
        return said

    def _look_at_exams(self, begin_on: date | None, end_on: date | None) -> None:
        """Both days or neither."""
        if begin_on and not end_on and "exams_end_on" not in self.errors:
            self.add_error("exams_end_on", "On which day do they end? Write that day, too.")
        elif end_on and not begin_on and "exams_begin_on" not in self.errors:
            self.add_error("exams_begin_on", "On which day do they begin? Write that day, too.")
        elif begin_on and end_on and end_on < begin_on:
            day = in_words(begin_on)
            self.add_error(
                "exams_end_on", f"The exams end before they begin. Choose {day} or a later day."
            )


class TermThenBankHolidays:
    def save_instance(self):
        term = super().save_instance()
        propose_bank_holidays(term=term)
        return term

    def get_success_url(self):
        return reverse("programme:bank_holidays", args=[self.object.pk])

    def get_success_buttons(self):
        return []


class AddTerm(TermThenBankHolidays, generic.CreateView):
    pass


class ChangeTerm(TermThenBankHolidays, generic.EditView):
    pass


class DeleteTerm(DeleteUnlessHeld):
    def why_not(self) -> str:
        series = list(self.object.series.select_related("room__venue")[:1])
        if not series:
            return ""
        return f"Sessions belong to this term: {series[0]}. A term with sessions can’t be deleted."


class TermFilters(WagtailFilterSet):
    when = django_filters.ChoiceFilter(
        label="When", choices=[(TO_COME, "Now or to come"), (OVER, "Over")], method="at_that_time"
    )

    class Meta:
        model = Term
        fields = []

    def at_that_time(self, terms, name, when):
        today = timezone.localdate()
        return terms.filter(ends_on__lt=today) if when == OVER else terms.filter(ends_on__gte=today)


class TermList(Spreadsheets):
    exported = {
        "Name": attrgetter("name"),
        "First day": attrgetter("begins_on"),
        "Last day": attrgetter("ends_on"),
        "Exams begin on": lambda term: term.exams_begin_on or "",
        "Exams end on": lambda term: term.exams_end_on or "",
    }

    def get_base_queryset(self):
        """The latest first, each with how many bank holidays wait for a word."""
        waiting = (
            ClosedDay.objects.proposed()
            .filter(
                is_bank_holiday=True,
                day__gte=OuterRef("begins_on"),
                day__lte=OuterRef("ends_on"),
            )
            .order_by()
            .values("is_bank_holiday")
            .annotate(count=Count("pk"))
            .values("count")
        )
        return Term.objects.annotate(waiting=Coalesce(Subquery(waiting), 0)).order_by("-begins_on")


def bank_holidays_in_words(term) -> str:
    if not term.waiting:
        return "Look at the bank holidays"
    return "1 bank holiday to decide" if term.waiting == 1 else f"{term.waiting} to decide"


class TermViewSet(DeskViewSet):
    model = Term
    name = "terms"
    url_prefix = "desk/terms"
    icon = "calendar-alt"
    menu_label = "Terms"
    menu_order = 40
    index_view_class = TermList
    add_view_class = AddTerm
    edit_view_class = ChangeTerm
    delete_view_class = DeleteTerm
    filterset_class = TermFilters
    list_display = [
        "name",
        DayColumn("begins_on", label="First day", sort_key="begins_on"),
        DayColumn("ends_on", label="Last day"),
        TitleColumn(
            "bank_holidays",
            label="Bank holidays",
            accessor=bank_holidays_in_words,
            get_url=lambda term: reverse("programme:bank_holidays", args=[term.pk]),
        ),
    ]

    def get_form_class(self, for_update=False):
        return TermForm
