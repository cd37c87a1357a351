"""Input: what to call somebody, and the number on a card."""

from django import forms


class KeepPlaceForm(forms.Form):
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


class ComplaintForm(forms.Form):
    words = forms.CharField(
        label="What went wrong?",
        help_text="Write as you would say it. We answer whoever you are.",
        max_length=4000,
        error_messages={
            "required": "Write what went wrong, or ring us and tell us.",
            "max_length": "Write it a little shorter, or ring us and tell us the rest.",
            "null_characters_not_allowed": "Write it again, in letters only.",
        },
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
    )
