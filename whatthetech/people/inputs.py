"""Inputs that several forms share: large boxes to tick, and a day typed as people write it."""

from django import forms


class Toggles(forms.CheckboxSelectMultiple):
    """Boxes to tick. An error leads to the first of them."""

    def id_for_label(self, id_, index=None):
        return super().id_for_label(id_, "0" if index is None else index)


class Choices(forms.RadioSelect):
    """One of a few. An error leads to the first of them."""

    def id_for_label(self, id_, index=None):
        return super().id_for_label(id_, "0" if index is None else index)


class DayField(forms.DateField):
    """A day in one box: 7/12/2026, 7.12.26, 7 December 2026."""

    FORMATS = ("%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y", "%Y-%m-%d", "%d/%m/%y")

    def __init__(self, **options):
        options.setdefault("help_text", "Such as 7/12/2026.")
        super().__init__(
            input_formats=self.FORMATS,
            widget=forms.DateInput(
                format="%d/%m/%Y", attrs={"autocomplete": "off", "spellcheck": "false"}
            ),
            error_messages={
                "invalid": "Type the day, the month and the year, such as 7/12/2026.",
                "required": "Type the day, such as 7/12/2026.",
            },
            **options,
        )
