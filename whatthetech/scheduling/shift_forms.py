"""Input: why a volunteer can't come after all."""

from django import forms

from whatthetech.people.inputs import Choices
from whatthetech.scheduling.models import VolunteerShift

REASONS = (
    ("exam", "An exam or a deadline"),
    ("work", "Work or a lecture"),
    ("away", "Away, or no way to travel"),
    ("unwell", "Unwell, or needed at home"),
    ("other", "Something else"),
)
LONGEST = VolunteerShift._meta.get_field("why_withdrawn").max_length
MOST_LETTERS = LONGEST - max(len(words) for _, words in REASONS) - 2  # “: ” between the two


class WhyForm(forms.Form):
    """Unbound where nobody was asked: one press on another page withdraws without a reason."""

    why = forms.ChoiceField(
        label="What is the reason?",
        choices=REASONS,
        widget=Choices,
        error_messages={
            "required": "Choose a reason.",
            "invalid_choice": "Choose one of these reasons.",
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

    @classmethod
    def of(cls, posted) -> "WhyForm":
        return cls(posted if posted.get("asked") else None)

    @property
    def is_settled(self) -> bool:
        """Nobody was asked, or they answered."""
        return not self.is_bound or self.is_valid()

    @property
    def reason(self) -> str:
        """Such as “An exam or a deadline: in the morning”; empty: nobody was asked."""
        if not self.is_bound:
            return ""
        said = self.cleaned_data
        return ": ".join(filter(None, (dict(REASONS)[said["why"]], said["words"])))
