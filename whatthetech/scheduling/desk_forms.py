"""Input at the desk about sessions."""

from django import forms

from whatthetech.people.learner_form import check_telephone
from whatthetech.people.plain_errors import PlainErrors


class CompanionForm(PlainErrors, forms.Form):
    """Who comes along, of whom we know nothing yet."""

    name = forms.CharField(
        label="Their name", max_length=80, error_messages={"required": "Type their name."}
    )
    telephone = forms.CharField(
        label="Telephone (optional)",
        max_length=40,
        required=False,
        help_text="Without one we reach them through whoever brings them.",
    )

    def clean_telephone(self):
        return check_telephone(self.cleaned_data["telephone"])
