"""The report “Who looked up whom”, for safeguarding leads. Nothing in it can be changed."""

import django_filters
from django.db.models import Exists, OuterRef
from django.forms import CheckboxSelectMultiple
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import ModelPermissionPolicy

from whatthetech.people.models import LookUp, User

MAY_READ = ["view"]


def who_looked(request):
    """Those of the staff who stand in the list."""
    return User.objects.filter(Exists(LookUp.objects.filter(by=OuterRef("pk")))).order_by(
        "first_name", "last_name"
    )


class LookUpFilters(WagtailFilterSet):
    by = django_filters.ModelChoiceFilter(label="Who", queryset=who_looked)
    deed = django_filters.MultipleChoiceFilter(
        label="What they did", choices=LookUp.Deed.choices, widget=CheckboxSelectMultiple
    )
    at = django_filters.DateFromToRangeFilter(label="When", widget=DateRangePickerWidget)

    class Meta:
        model = LookUp
        fields = ["by", "deed", "at"]


def to_the_minute(look) -> str:
    return date_format(localtime(look.at), "j F Y, H:i")


class LookUpReport(ReportView):
    """One row a look-up, the newest first."""

    page_title = "Who looked up whom"
    header_icon = "view"
    filterset_class = LookUpFilters
    permission_policy = ModelPermissionPolicy(LookUp)
    any_permission_required = MAY_READ
    index_url_name = "desk:report_look_ups"
    index_results_url_name = "desk:report_look_ups_results"
    columns = [
        Column("at", label="When", accessor=to_the_minute),
        Column("by", label="Who", accessor=lambda look: look.by or "(erased since)"),
        Column("deed", label="What they did", accessor="get_deed_display"),
        Column(
            "person", label="Whom", accessor=lambda look: look.person or "several, or erased since"
        ),
        Column("remark", label="Remark", accessor=lambda look: look.remark),
    ]

    def get_queryset(self):
        return LookUp.objects.select_related("by", "person")


class LookUpMenuItem(MenuItem):
    def is_shown(self, request):
        return LookUpReport.permission_policy.user_has_any_permission(request.user, MAY_READ)


def offer_report():
    return LookUpMenuItem(
        LookUpReport.page_title,
        reverse(LookUpReport.index_url_name),
        name="look-ups",
        icon_name=LookUpReport.header_icon,
        order=200,
    )
