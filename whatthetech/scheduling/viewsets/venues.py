"""Venues with their rooms, on one page."""

from operator import attrgetter

from django import forms
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column

from whatthetech.people.plain_errors import PlainErrors
from whatthetech.people.wording import in_words, listed
from whatthetech.scheduling.models import LearningSession, Room, Venue
from whatthetech.scheduling.times import wall_time_of
from whatthetech.scheduling.viewsets.lists import (
    DeleteUnlessHeld,
    DeskViewSet,
    Spreadsheets,
    yes_or_no,
)
from whatthetech.scheduling.waiting_list import settle_sessions_to_come

LARGEST_ROOM = 500
AT_LEAST_ONE = "How many learners fit at most? At least 1."
NAME_TAKEN = "There is a venue of this name already. Choose another name, or change that one."


class RoomForm(PlainErrors, forms.ModelForm):
    learners_at_most = forms.IntegerField(
        label="Learners at most",
        min_value=1,
        max_value=LARGEST_ROOM,
        error_messages={
            "required": AT_LEAST_ONE,
            "invalid": AT_LEAST_ONE,
            "min_value": AT_LEAST_ONE,
            "max_value": f"How many learners fit at most? At most {LARGEST_ROOM}.",
        },
    )

    class Meta:
        model = Room
        fields = ["name", "learners_at_most"]
        labels = {"name": "Name of the room"}
        error_messages = {"name": {"required": "What is the room called?"}}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["name"].error_messages["required"] = "What is the room called?"


class Rooms(forms.BaseInlineFormSet):
    """One more line than there are rooms: an empty one is no room."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = "Delete this room"

    def full_clean(self):
        """A room that has to stay is told of all the lines: Django asks a deleted one nothing."""
        super().full_clean()
        doomed = [one for one in self.initial_forms if self.is_bound and self._is_doomed(one)]
        if held := held_in([form.instance for form in doomed]):
            self._non_form_errors = self.error_class([held], error_class="nonform")

    def _is_doomed(self, form) -> bool:
        return form.is_valid() and self._should_delete_form(form)

    def get_unique_error_message(self, unique_check):
        return "Two rooms have the same name. Change one of them."

    def get_form_error(self):
        return "Another room has this name."


RoomFormSet = forms.inlineformset_factory(
    Venue,
    Room,
    form=RoomForm,
    formset=Rooms,
    extra=1,
    min_num=1,
    validate_min=True,
    max_num=50,
    absolute_max=50,
)
RoomFormSet.default_error_messages = RoomFormSet.default_error_messages | {
    "too_few_forms": "Name at least one room, and how many learners fit in."
}


def held_in(rooms) -> str:
    """Why these rooms can't go, or nothing. What has been counts too: registers are kept."""
    sessions = LearningSession.objects.filter(room__in=rooms).order_by()
    count, last = sessions.count(), sessions.aggregate(last=Max("starts_at"))["last"]
    if not count:
        return ""
    held = "1 session is" if count == 1 else f"{count} sessions are"
    return (
        f"Sessions are held here: {held} kept, the last on {in_words(wall_time_of(last).date())}."
        " What sessions hang on can’t be deleted."
    )


class VenueForm(PlainErrors, WagtailAdminModelForm):
    """With its rooms in `rooms`; both are kept, or neither."""

    class Meta:
        model = Venue
        fields = [
            "name",
            "address",
            "how_to_get_there",
            "is_step_free",
            "has_hearing_loop",
            "has_quiet_room",
            "toilets",
        ]
        widgets = {
            "address": forms.Textarea(attrs={"rows": 3}),
            "how_to_get_there": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {"address": "As on an envelope."}

    def __init__(self, data=None, files=None, **options):
        super().__init__(data, files, **options)
        self.fields["name"].error_messages |= {"required": "What is it called?"}
        self.fields["name"].error_messages |= {"unique": NAME_TAKEN}
        self.fields["address"].error_messages |= {"required": "Where is it?"}
        self.rooms = RoomFormSet(data, instance=self.instance, prefix="rooms")

    def is_valid(self):
        return all([super().is_valid(), self.rooms.is_valid()])

    @transaction.atomic
    def save(self, commit=True):
        """A larger room has seats for who waits, a smaller one puts sessions at risk."""
        venue = super().save(commit)
        self.rooms.instance = venue
        self.rooms.save()
        if any("learners_at_most" in form.changed_data for form in self.rooms.initial_forms):
            transaction.on_commit(lambda: settle_sessions_to_come(now=timezone.now()))
        return venue


class VenueFilters(WagtailFilterSet):
    class Meta:
        model = Venue
        fields = ["is_step_free", "has_hearing_loop", "has_quiet_room"]


class VenueList(Spreadsheets):
    exported = {
        "Name": attrgetter("name"),
        "Address": attrgetter("address"),
        "How to get there": attrgetter("how_to_get_there"),
        "A way in without steps": lambda venue: yes_or_no(venue.is_step_free),
        "A hearing loop": lambda venue: yes_or_no(venue.has_hearing_loop),
        "A quiet room": lambda venue: yes_or_no(venue.has_quiet_room),
        "Toilets": attrgetter("toilets"),
        "Rooms, and learners at most": lambda venue: room_names(venue),
    }

    def get_base_queryset(self):
        return Venue.objects.prefetch_related("rooms").order_by("name")


class DeleteVenue(DeleteUnlessHeld):
    def why_not(self) -> str:
        return held_in(self.object.rooms.all())

    def delete_action(self):
        with transaction.atomic():
            self.object.rooms.all().delete()
            super().delete_action()


def room_names(venue) -> str:
    return listed([f"{room.name} ({room.learners_at_most})" for room in venue.rooms.all()])


def good_to_know(venue) -> str:
    has = {
        "no steps": venue.is_step_free,
        "hearing loop": venue.has_hearing_loop,
        "quiet room": venue.has_quiet_room,
    }
    return ", ".join(what for what, is_so in has.items() if is_so)


class VenueViewSet(DeskViewSet):
    model = Venue
    name = "venues"
    url_prefix = "desk/venues"
    icon = "home"
    menu_label = "Venues"
    menu_order = 30
    index_view_class = VenueList
    delete_view_class = DeleteVenue
    filterset_class = VenueFilters
    create_template_name = edit_template_name = "scheduling/desk/venue_form.html"
    search_fields = ["name", "address"]
    list_display = [
        "name",
        Column("rooms", label="Rooms, and learners at most", accessor=room_names),
        Column("has", label="Has", accessor=good_to_know),
    ]

    def get_form_class(self, for_update=False):
        return VenueForm
