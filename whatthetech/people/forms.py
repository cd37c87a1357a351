"""Input: what to call somebody, the numbers they type or read to us, and what cards to make."""

import re

from django import forms

from whatthetech.people.card_batches import AT_MOST
from whatthetech.people.cards import new_seed
from whatthetech.people.printing_cards import LARGE, SMALL


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


class LetInForm(forms.Form):
    number = forms.CharField(
        label="The number on their screen",
        help_text="Six digits. They read it to you.",
        max_length=40,
        error_messages={
            "required": "Type the six digits that they read to you.",
            "max_length": "Type the six digits that they read to you, and nothing else.",
            "null_characters_not_allowed": "Type the six digits that they read to you.",
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class NewCardForm(forms.Form):
    """`size` empty: shown on the screen."""

    seed = SeedField()
    size = forms.ChoiceField(choices=[(SMALL, SMALL), (LARGE, LARGE)], required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, initial={"seed": new_seed()}, **kwargs)


class PeopleField(forms.ModelMultipleChoiceField):
    """Boxes that the page draws itself. Its `queryset` says who may be chosen."""

    OTHERS = "Choose from the people listed here."

    def __init__(self):
        told = {"invalid_choice": self.OTHERS, "invalid_pk_value": self.OTHERS}
        super().__init__(queryset=None, required=False, error_messages=told)

    def clean(self, value):
        if any(len(pk) > 18 for pk in value or ()):  # larger than any row's key can be
            raise forms.ValidationError(self.OTHERS)
        return super().clean(value)


class CardBatchForm(forms.Form):
    seed = SeedField()
    blank = forms.IntegerField(
        label="How many cards without a name",
        help_text=f"For people who come to a session and have none. {AT_MOST} at most.",
        required=False,
        min_value=0,
        max_value=AT_MOST,
        error_messages={
            "invalid": f"Type a number from 1 to {AT_MOST}.",
            "min_value": f"Type a number from 1 to {AT_MOST}.",
            "max_value": f"Type a number from 1 to {AT_MOST}. Make the others afterwards.",
        },
        widget=forms.NumberInput(attrs={"min": 0, "max": AT_MOST}),
    )
    people = PeopleField()
    size = forms.ChoiceField(
        label="Size",
        choices=[(SMALL, "Six cards to a sheet, to cut out"), (LARGE, "One large card to a sheet")],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose a size.",
            "invalid_choice": "Choose a size.",
        },
    )

    def __init__(self, *args, learners, **kwargs):
        super().__init__(*args, initial={"seed": new_seed(), "size": SMALL}, **kwargs)
        self.fields["people"].queryset = learners

    def clean_blank(self) -> int:
        return self.cleaned_data["blank"] or 0

    def clean(self):
        asked = super().clean()
        count = asked.get("blank", 0) + len(asked.get("people", ()))
        if not self.errors and not count:
            self.add_error("blank", "Type how many cards to make, or choose people below.")
        if count > AT_MOST:
            self.add_error("blank", f"Make {AT_MOST} cards at most, and the others afterwards.")
        return asked


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
