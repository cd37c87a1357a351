"""Inputs for days, times on the clock and rooms, as the desk's forms about sessions have them."""

from datetime import date
from itertools import groupby

from django import forms
from django.core.validators import ProhibitNullCharactersValidator

from whatthetech.people.inputs import DayField
from whatthetech.scheduling.models import Room

YEARS = range(2000, 2100)
WRONG_YEAR = "Look at the year again."


class CalendarDayField(DayField):
    """A day, chosen from the browser's own calendar or typed as people write it."""

    def __init__(self, **options):
        options.setdefault("help_text", "")
        super().__init__(**options)
        self.widget = forms.DateInput(
            format="%Y-%m-%d", attrs={"type": "date", "autocomplete": "off"}
        )
        self.widget.is_required = self.required

    def clean(self, value) -> date | None:
        day = super().clean(value)
        if day and day.year not in YEARS:
            raise forms.ValidationError(WRONG_YEAR)
        return day


class ClockField(forms.TimeField):
    """14:00, 14.00, 2pm, 2.30 pm."""

    FORMATS = ("%H:%M", "%H.%M", "%H:%M:%S", "%I%p", "%I:%M%p", "%I.%M%p")

    def __init__(self, **options):
        super().__init__(
            input_formats=self.FORMATS,
            widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "autocomplete": "off"}),
            error_messages={
                "invalid": "Type the time, such as 14:00.",
                "required": "Type the time, such as 14:00.",
            },
            **options,
        )

    def to_python(self, value):
        return super().to_python(value.replace(" ", "") if isinstance(value, str) else value)


class ByVenue(forms.models.ModelChoiceIterator):
    """The rooms of a venue together, under its name."""

    def __iter__(self):
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        for venue, rooms in groupby(self.queryset, key=lambda room: room.venue):
            yield (venue.name, [self.choice(room) for room in rooms])


class OneOfField(forms.ModelChoiceField):
    """A row of the database; whatever else is sent, `sentence` says what to do."""

    def __init__(self, *, sentence: str, **options):
        errors = dict.fromkeys(("required", "invalid_choice"), sentence)
        super().__init__(error_messages=errors, **options)
        self.validate_no_null_characters = ProhibitNullCharactersValidator(sentence)


class RoomField(OneOfField):
    iterator = ByVenue

    def __init__(self, **options):
        super().__init__(
            queryset=Room.objects.select_related("venue").order_by("venue__name", "name"),
            empty_label="Choose a room",
            sentence="Choose a room from the list.",
            **options,
        )

    def label_from_instance(self, room):
        return f"{room}, for {room.learners_at_most}"
