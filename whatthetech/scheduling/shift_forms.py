"""Input: why a volunteer can't come after all."""

from django import forms

from whatthetech.people.inputs import Choices
from whatthetech.scheduling.models import VolunteerShift

REASONS = (
    ("exam", "An exam or a deadline"),
    ("work", "Work or a lecture"),
    ("away", "I am away, or can’t travel"),
    ("unwell", "I am unwell, or somebody needs me"),
    ("other", "Something else"),
)
LONGEST = VolunteerShift._meta.get_field("why_withdrawn").max_length
MOST_LETTERS = LONGEST - max(len(words) for _, words in REASONS) - 2  # “: ” between the two


class WhyForm(forms.Form):
    why = forms.ChoiceField(
        label="Why can’t you come?",
        choices=REASONS,
        widget=Choices,
        error_messages={
            "required": "Choose why you can’t come.",
            "invalid_choice": "Choose one of the answers.",
        },
    )
    words = forms.CharField(
        label="In your own words (optional)",
        help_text="A coordinator reads this.",
        max_length=MOST_LETTERS,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "max_length": f"Make this shorter: {MOST_LETTERS} letters at most.",
            "null_characters_not_allowed": "Type this again, in letters and numbers.",
        },
    )

    @property
    def reason(self) -> str:
        """Such as “An exam or a deadline: in the morning”."""
        said = self.cleaned_data
        return ": ".join(filter(None, (dict(REASONS)[said["why"]], said["words"])))
