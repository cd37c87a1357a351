"""The grid of a week, and the weeks away. Learners, volunteers and the desk fill in the same."""

from datetime import date

from django import forms

from whatthetech.people.availability import WhenFree, coming_weeks
from whatthetech.people.inputs import Toggles
from whatthetech.people.models import PartOfDay, Weekday

ELSEWHERE = "Tick the boxes on this page. What was sent stands on no box here."


class AvailabilityForm(forms.Form):
    free = forms.TypedMultipleChoiceField(
        label="When you are free, most weeks",
        required=False,
        widget=Toggles,
        choices=[(f"{day}-{part}", part.capitalize()) for day in Weekday for part in PartOfDay],
        error_messages={"invalid_choice": ELSEWHERE},
    )
    away = forms.TypedMultipleChoiceField(
        label="Are there weeks you can’t come?",
        help_text="Exams, a holiday. If there are none, leave these as they are.",
        required=False,
        widget=Toggles,
        coerce=date.fromisoformat,
        error_messages={"invalid_choice": ELSEWHERE},
    )

    def __init__(self, *args, on: date, said: WhenFree, **kwargs):
        """`said`: what is known already, shown until something else is sent."""
        initial = {
            "free": [f"{day.value}-{part.value}" for day, part in said.free],
            "away": [week.monday.isoformat() for week in said.away],
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["free"].coerce = _time_of_week
        weeks = coming_weeks(on)
        self.fields["away"].choices = [(week.monday.isoformat(), str(week)) for week in weeks]

    @property
    def days(self) -> list[tuple[str, list]]:
        """The grid: (“Monday”, [morning, afternoon, evening]), each a box to tick."""
        boxes, parts = self["free"].subwidgets, len(PartOfDay)
        return [(day.label, boxes[day * parts : (day + 1) * parts]) for day in Weekday]


def _time_of_week(value: str) -> tuple[Weekday, PartOfDay]:
    day, _, part = value.partition("-")
    return Weekday(int(day)), PartOfDay(part)
