"""Input: what was worked on, what to practise at home, and something worrying."""

from django import forms

from lessons.models import LessonPage
from lessons.steps import Step
from whatthetech.people.inputs import Choices, Toggles
from whatthetech.scheduling.models import Practice, SessionRecord

NOTHING, WHOLE = "nothing", "whole"
CHANGED = "The lesson was changed a moment ago. Choose again."


def _letters(model_field: str) -> int:
    return SessionRecord._meta.get_field(model_field).max_length


def _shorter(most: int) -> dict[str, str]:
    return {
        "max_length": f"Make this shorter: {most} letters at most.",
        "null_characters_not_allowed": "Type this again, in letters and numbers.",
    }


class StepsForm(forms.Form):
    steps = forms.MultipleChoiceField(
        label="Which steps did you do?",
        help_text="Tap each one. Tap it again to take it away.",
        required=False,
        widget=Toggles,
        error_messages={"invalid_choice": CHANGED, "invalid_list": CHANGED},
    )

    def __init__(self, data=None, *, steps: tuple[Step, ...], **kwargs):
        super().__init__(data, **kwargs)
        self.fields["steps"].choices = [(step.id, f"{step.number}. {step.title}") for step in steps]


class PracticeForm(forms.Form):
    practise = forms.ChoiceField(
        label="What to practise",
        widget=Choices,
        error_messages={
            "required": "Choose what to practise at home, or “Nothing this time”.",
            "invalid_choice": CHANGED,
        },
    )
    words = forms.CharField(
        label="In your own words (optional)",
        help_text="Such as: once a day until we meet again.",
        max_length=_letters("practise_words"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages=_shorter(_letters("practise_words")),
    )

    def __init__(self, data=None, *, lesson: LessonPage, steps: tuple[Step, ...], **kwargs):
        super().__init__(data, **kwargs)
        self.lesson = lesson
        self.fields["practise"].choices = [
            *((step.id, f"{step.number}. {step.title}") for step in steps),
            (WHOLE, "The whole lesson"),
            (NOTHING, "Nothing this time"),
        ]

    @property
    def practice(self) -> Practice:
        chosen, words = self.cleaned_data["practise"], self.cleaned_data["words"]
        if chosen == NOTHING:
            return Practice(words=words)
        return Practice(self.lesson, "" if chosen == WHOLE else chosen, words)


class NoteForm(forms.Form):
    note = forms.CharField(
        label="What else did you do?",
        help_text="They read this at home. Leave out passwords and numbers.",
        max_length=_letters("note"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
        error_messages=_shorter(_letters("note")),
    )


class ConcernForm(forms.Form):
    words = forms.CharField(
        label="What worries you?",
        help_text="Write what you saw or heard, in their own words where you can.",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
        error_messages={
            "required": "Write what worries you, or ring us and say it.",
            **_shorter(4000),
        },
    )


class HelperForm(forms.Form):
    helper = forms.ChoiceField(
        label="Who helped them?",
        widget=Choices,
        error_messages={
            "required": "Choose who helped them.",
            "invalid_choice": "Choose one of those who were there.",
        },
    )

    def __init__(self, data=None, *, helpers, **kwargs):
        super().__init__(data, **kwargs)
        self.helpers = {str(helper.pk): helper for helper in helpers}
        self.fields["helper"].choices = [
            (pk, helper.person.called or str(helper)) for pk, helper in self.helpers.items()
        ]

    @property
    def chosen(self):
        return self.helpers[self.cleaned_data["helper"]]
