"""What learners and visitors type to book a seat or to ask for one."""

import re
from uuid import uuid4

from django import forms

from whatthetech.people.telephone import is_telephone


class KeyField(forms.CharField):
    """The same for every press of one form. Whatever is not one of ours gives a new one."""

    def __init__(self):
        super().__init__(required=False, widget=forms.HiddenInput, initial=new_key)

    def clean(self, value):
        return value if re.fullmatch(r"[0-9a-f]{32}", value or "", re.ASCII) else new_key()


def new_key() -> str:
    return uuid4().hex


class OneLine(forms.CharField):
    """Words in one line; spaces at the ends and between them count once."""

    def __init__(self, *, again: str, autocomplete: str, **options):
        told = {
            "max_length": f"Type it shorter: {options['max_length']} letters at most.",
            "null_characters_not_allowed": f"{again}, in letters and numbers only.",
        }
        if options.get("required", True):
            told["required"] = f"{again}."
        attributes = {"autocomplete": autocomplete, "spellcheck": "false"}
        super().__init__(error_messages=told, widget=forms.TextInput(attrs=attributes), **options)

    def clean(self, value):
        return " ".join(super().clean(value).split())


class BookForm(forms.Form):
    key = KeyField()


class BringForm(forms.Form):
    key = KeyField()
    name = OneLine(
        label="Who comes with you?",
        help_text="Their name, as you call them.",
        again="Type the name of the person you bring",
        autocomplete="off",
        max_length=80,
    )
    telephone = OneLine(
        label="Their telephone number (optional)",
        help_text="So that we can ring them if the session is called off.",
        again="Type the number again",
        autocomplete="off",
        max_length=40,
        required=False,
    )

    def clean_telephone(self) -> str:
        telephone = self.cleaned_data["telephone"]
        if telephone and not is_telephone(telephone):
            raise forms.ValidationError("Type a telephone number, or leave this empty.")
        return telephone


class AskForSeatForm(forms.Form):
    name = OneLine(
        label="Your name",
        help_text="As you would say it on the telephone.",
        again="Type your name",
        autocomplete="name",
        max_length=80,
    )
    reach_by = OneLine(
        label="How can we reach you?",
        help_text="A telephone number, an email address, or where you live. One is enough.",
        again="Type a telephone number, an email address, or where you live",
        autocomplete="off",
        max_length=200,
    )

    def clean_reach_by(self) -> str:
        """No more is asked than that somebody could use it."""
        reach_by = self.cleaned_data["reach_by"]
        if len(reach_by) < 5:
            raise forms.ValidationError(
                "Type all of your telephone number, your email address, or where you live."
            )
        return reach_by
