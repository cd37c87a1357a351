"""The complaints log: what came, by when it must be acknowledged, and how it was answered."""

import django_filters
from django import forms
from django.db.models import F, QuerySet
from django.utils import timezone
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import AdminDateInput
from wagtail.log_actions import log

from whatthetech.people.complaining import complain
from whatthetech.people.look_ups import note_look_up
from whatthetech.people.models import Complaint, LookUp
from whatthetech.people.models.records import ACKNOWLEDGED_WITHIN
from whatthetech.people.wording import counted

OPEN, OVERDUE, WAITING, CLOSED = "open", "overdue", "waiting", "closed"


def answered_by_when(complaint: Complaint) -> str:
    """In words, as a coordinator needs it on the list."""
    if complaint.acknowledged_on:
        return f"acknowledged on {complaint.acknowledged_on:%d %B %Y}"
    days = (complaint.acknowledge_by - timezone.localdate()).days
    if days < 0:
        return f"Overdue by {counted(-days, 'day')}: acknowledge it today"
    if days == 0:
        return "Today is the last day to acknowledge it"
    return f"{counted(days, 'day')} left to acknowledge it"


def outcome_in_words(complaint: Complaint) -> str:
    return f"closed on {complaint.closed_on:%d %B %Y}" if complaint.closed_on else "open"


class ComplaintFilters(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label="Show",
        method="in_state",
        choices=[
            (OPEN, "Open"),
            (OVERDUE, "Overdue"),
            (WAITING, "Not acknowledged yet"),
            (CLOSED, "Closed"),
        ],
    )

    class Meta:
        model = Complaint
        fields = ["how"]

    def in_state(self, complaints: QuerySet, name, value) -> QuerySet:
        match value:
            case "overdue":
                last = timezone.localdate() - ACKNOWLEDGED_WITHIN
                return complaints.filter(acknowledged_on=None, received_on__lt=last)
            case "waiting":
                return complaints.filter(acknowledged_on=None)
            case "closed":
                return complaints.exclude(closed_on=None)
        return complaints.filter(closed_on=None)


class TakeComplaintForm(WagtailAdminModelForm):
    """One that was said or written to us. What came by the site is there already."""

    class Meta:
        model = Complaint
        fields = ["person", "from_whom", "how", "received_on", "words"]
        widgets = {"person": forms.HiddenInput, "received_on": AdminDateInput}
        help_texts = {
            "from_whom": "A name, or how to reach them. May stay empty: we answer everybody.",
            "words": "As they said it. Read it back to them.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["how"].choices = [
            (value, label) for value, label in Complaint.How.choices if value != Complaint.How.SITE
        ]
        self.fields["received_on"].initial = timezone.localdate

    def clean_received_on(self):
        return not_to_come(self.cleaned_data["received_on"])

    def save(self, commit=True):
        self.instance = complain(by=self.for_user, now=timezone.now(), **self.cleaned_data)
        return self.instance


class AnswerComplaintForm(WagtailAdminModelForm):
    """Acknowledged, answered, closed, in this order. The words themselves are not changed."""

    class Meta:
        model = Complaint
        fields = [
            "words",
            "how",
            "received_on",
            "from_whom",
            "acknowledged_on",
            "outcome",
            "closed_on",
        ]
        labels = {"acknowledged_on": "told them that we have it on"}
        widgets = {
            "received_on": AdminDateInput,
            "acknowledged_on": AdminDateInput,
            "closed_on": AdminDateInput,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("words", "how", "received_on"):
            self.fields[name].disabled = True

    def clean_acknowledged_on(self):
        return not_to_come(self.cleaned_data["acknowledged_on"])

    def clean_closed_on(self):
        return not_to_come(self.cleaned_data["closed_on"])

    def clean(self):
        said = super().clean()
        acknowledged, closed = said.get("acknowledged_on"), said.get("closed_on")
        if acknowledged and acknowledged < self.instance.received_on:
            self.add_error("acknowledged_on", "Choose a day after the complaint came.")
        if closed and not acknowledged:
            self.add_error("acknowledged_on", "Say when you told them that we have it.")
        elif closed and closed < acknowledged:
            self.add_error("closed_on", "Choose a day after it was acknowledged.")
        if closed and not said.get("outcome"):
            self.add_error("outcome", "Write what we did and told them, then close it.")
        return said


def not_to_come(day):
    """Raises ValidationError."""
    if day and day > timezone.localdate():
        raise forms.ValidationError("Choose today, or a day that has been.")
    return day


class AddComplaint(generic.CreateView):
    def get_initial(self):
        """From a person's page: `?person=` is who it is from."""
        asked = self.request.GET.get("person", "")
        return {"person": asked} if asked.isdecimal() else {}

    def save_instance(self):
        complaint = self.form.save()
        log(instance=complaint, action="wagtail.create", content_changed=True)
        return complaint


class EditComplaint(generic.EditView):
    def get(self, request, *args, **kwargs):
        response = super().get(request, *args, **kwargs)
        _note(request, self.object, LookUp.Deed.VIEWED)
        return response

    def save_instance(self):
        _note(self.request, self.object, LookUp.Deed.CHANGED)
        return super().save_instance()


class InspectComplaint(generic.InspectView):
    def get(self, request, *args, **kwargs):
        _note(request, self.object, LookUp.Deed.VIEWED)
        return super().get(request, *args, **kwargs)


def _note(request, complaint: Complaint, deed: LookUp.Deed) -> None:
    if complaint.person_id:
        note_look_up(
            by=request.user,
            deed=deed,
            person=complaint.person,
            now=timezone.now(),
            remark="a complaint",
        )


class ComplaintList(generic.IndexView):
    def get_base_queryset(self):
        """What is open first, and the oldest of that."""
        return Complaint.objects.select_related("person").order_by(
            F("closed_on").desc(nulls_first=True), "received_on", "pk"
        )


class ComplaintViewSet(ModelViewSet):
    model = Complaint
    name = "complaints"
    url_prefix = "desk/complaints"
    icon = "comment"
    menu_label = "Complaints"
    menu_order = 40
    menu_hook = "register_people_menu_item"
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = ComplaintList
    add_view_class = AddComplaint
    edit_view_class = EditComplaint
    inspect_view_class = InspectComplaint
    inspect_view_fields = [
        "received_on",
        "from_whom",
        "how",
        "words",
        "acknowledged_on",
        "outcome",
        "closed_on",
    ]
    form_fields = ["words"]  # the forms of `get_form_class` say which
    filterset_class = ComplaintFilters
    search_fields = ["from_whom", "words", "outcome"]
    search_backend_name = None
    list_per_page = 50
    list_display = [
        DateColumn("received_on", label="Came on", sort_key="received_on"),
        Column("from_whom", label="From", accessor=lambda one: one.from_whom or "not said"),
        Column("how", label="How", accessor="get_how_display"),
        Column("answered", label="To acknowledge", accessor=answered_by_when),
        Column("outcome", label="State", accessor=outcome_in_words),
    ]

    def get_form_class(self, for_update=False):
        return AnswerComplaintForm if for_update else TakeComplaintForm
