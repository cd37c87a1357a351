"""Input: what to call somebody, and the number on a card."""

import re

from django import forms

from whatthetech.people.cards import new_seed


class SeedField(forms.CharField):
    """What the form's card is drawn from. Whatever is not one of ours gives a new one."""

    def __init__(self):
        super().__init__(required=False, widget=forms.HiddenInput)

    def clean(self, value):
        return value if re.fullmatch(r"[\w-]{20,64}", value or "", re.ASCII) else new_seed()


class KeepPlaceForm(forms.Form):
    seed = SeedField()
    called = forms.CharField(
        label="What shall we call you? (optional)",
        help_text="A first name is enough. It is printed on your card.",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "given-name", "spellcheck": "false"}),
        error_messages={
            "max_length": "Type a shorter name: 40 letters at most.",
            "null_characters_not_allowed": "Type the name again, in letters only.",
        },
    )


class CardNumberForm(forms.Form):
    number = forms.CharField(
        label="The number on your card",
        help_text="It has 12 digits. You may leave out the spaces.",
        max_length=100,
        error_messages={
            "required": "Type the 12 numbers on your card.",
            "max_length": "Type the 12 numbers on your card, and nothing else.",
            "null_characters_not_allowed": "Type the 12 numbers on your card, and nothing else.",
        },
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}
        ),
    )
