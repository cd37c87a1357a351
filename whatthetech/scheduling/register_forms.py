"""What is typed at the door."""

from uuid import uuid4

from django import forms

from whatthetech.people.plain_errors import PlainErrors
from whatthetech.scheduling.sent_taps import NAME_AT_MOST

WHO = "Type their first name, or the 12 numbers on their card."
AS_TYPED = {"autocomplete": "off", "spellcheck": "false"}


class AtTheDoorForm(PlainErrors, forms.Form):
    """A name or the number of a card, in one box."""

    who = forms.CharField(
        label="Who else is here?",
        help_text="Their first name, or the 12 numbers on their card.",
        max_length=100,
        error_messages={"required": WHO},
        widget=forms.TextInput(attrs=AS_TYPED),
    )


class SomebodyNewForm(PlainErrors, forms.Form):
    called = forms.CharField(
        label="Their first name",
        max_length=NAME_AT_MOST,
        error_messages={"required": "Type their first name."},
        widget=forms.TextInput(attrs=AS_TYPED),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)  # one press, one person
