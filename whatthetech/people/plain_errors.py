"""What a box says of what can't be kept: a sentence that says what to do."""

from django import forms


class PlainErrors:
    """For a form, first among its bases: each box says what to type, and keeps what was typed."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages |= _sentences(field)


def _sentences(field: forms.Field) -> dict[str, str]:
    match field:
        case forms.EmailField():
            own = {"invalid": "Type an email address, such as mary@example.org."}
        case forms.DateField():
            own = {"invalid": "Type the day, such as 21/11/2026."}
        case forms.ChoiceField() | forms.ModelChoiceField():
            again = "Choose from the list again: it has changed."
            return {"invalid_choice": again, "invalid_pk_value": again, "invalid_list": again}
        case _:
            own = {}
    letters = f"{field.max_length} letters" if getattr(field, "max_length", None) else "fewer words"
    return {
        "max_length": f"Make this shorter: {letters} at most.",
        "null_characters_not_allowed": "Type this again, in letters and numbers.",
        **own,
    }
