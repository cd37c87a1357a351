"""What volunteers say of themselves, and what coordinators record of their path."""

from datetime import date
from typing import ClassVar

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.db import transaction

from lessons.models import CoursePage
from whatthetech.people.inputs import Choices, DayField, Toggles
from whatthetech.people.models import (
    CheckDecision,
    Device,
    Gender,
    Language,
    Setting,
    StepDone,
    User,
    VolunteerProfile,
)
from whatthetech.people.telephone import is_telephone
from whatthetech.people.volunteering import EMAIL_TAKEN

AT_ONCE = [(1, "One"), (2, "Two"), (3, "Three"), (4, "Four")]
LETTERS_ONLY = "Type it again, in letters and numbers only."
FROM_THE_PAGE = "Choose from what stands on this page."


def courses_in_order():
    return CoursePage.objects.live().order_by("path")


def several(rows, label: str):
    """Boxes to tick for rows of the database."""
    field = forms.ModelMultipleChoiceField(
        queryset=rows,
        label=label,
        required=False,
        widget=Toggles,
        error_messages={"invalid_choice": FROM_THE_PAGE, "invalid_pk_value": FROM_THE_PAGE},
    )
    field.validate_no_null_characters = ProhibitNullCharactersValidator(FROM_THE_PAGE)
    return field


class AboutMeForm(forms.ModelForm):
    """Everything but the path of clearance, which nobody fills in for themselves."""

    course = forms.CharField(
        label="What do you study? (optional)",
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "max_length": "Type a shorter name of your course: 120 letters at most.",
            "null_characters_not_allowed": LETTERS_ONLY,
        },
    )
    year = forms.IntegerField(
        label="Which year are you in? (optional)",
        help_text="A number, such as 2.",
        min_value=1,
        max_value=9,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"),
            "Type the year you are in as a number from 1 to 9.",
        ),
    )
    leaves_on = DayField(
        label="Until when are you here? (optional)",
        help_text="The last day you can help, such as 12/6/2027. We then find your learners"
        " somebody new in good time.",
        required=False,
    )
    languages = several(Language.objects.all(), "Languages you can help in")
    devices = several(Device.objects.all(), "Devices you know well")
    topics = several(CoursePage.objects.none(), "Topics you like to help with")
    learners_at_once = forms.TypedChoiceField(
        label="How many learners at once?",
        help_text="One is right for most people who begin.",
        choices=AT_ONCE,
        coerce=int,
        widget=Choices,
        error_messages={"invalid_choice": FROM_THE_PAGE, "required": "Choose a number."},
    )
    gender = forms.ChoiceField(
        label="Are you a woman or a man? (optional)",
        help_text="Some learners need a woman, or a man, to help them. We use it for nothing else.",
        choices=[
            *((gender.value, gender.label.capitalize()) for gender in Gender),
            ("", "I would rather not say"),
        ],
        required=False,
        widget=Choices,
        error_messages={"invalid_choice": FROM_THE_PAGE},
    )

    class Meta:
        model = VolunteerProfile
        fields = [
            "course",
            "year",
            "leaves_on",
            "languages",
            "devices",
            "topics",
            "learners_at_once",
            "gender",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["topics"].queryset = courses_in_order()

    def clean_leaves_on(self) -> date | None:
        day = self.cleaned_data["leaves_on"]
        if day and not 2000 <= day.year <= 2100:
            raise forms.ValidationError("Look at the year again.")
        return day

    @transaction.atomic
    def save(self, commit=True):
        """Only what was asked here: a pause noted at this moment at the desk stays."""
        asked = {field.name for field in VolunteerProfile._meta.concrete_fields} & set(self.fields)
        self.instance.save(update_fields=asked)
        self._save_m2m()
        return self.instance


# --- At the desk --------------------------------------------------------------------------

TODAY = "Such as 7/12/2026. Empty: today."


class DeskForm(forms.Form):
    """A small form of one deed; empty days are today."""

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self):
        cleaned = super().clean()
        for name in self.Meta.today_if_empty:
            if name in cleaned and cleaned[name] is None:
                cleaned[name] = self.today
        return cleaned

    class Meta:
        today_if_empty: tuple[str, ...] = ()


def words(label: str, letters: int, **options):
    return forms.CharField(
        label=label,
        max_length=letters,
        error_messages={
            "required": "Fill this in.",
            "max_length": f"Say it in fewer words: {letters} letters at most.",
            "null_characters_not_allowed": LETTERS_ONLY,
        },
        **options,
    )


def one_of(choices, label: str, **options):
    return forms.ChoiceField(
        label=label,
        choices=[("", "Choose"), *choices],
        error_messages={"required": "Choose one.", "invalid_choice": FROM_THE_PAGE},
        **options,
    )


class RecordStepForm(DeskForm):
    step = one_of(StepDone.Step.choices, "Which step")
    done_on = DayField(label="On which day", help_text=TODAY, required=False)
    ends_on = DayField(
        label="Last good day (optional)",
        help_text="Only where it ends on another day than usual.",
        required=False,
    )
    note = words("Note (optional)", 200, required=False)

    class Meta:
        today_if_empty = ("done_on",)


class DecideCheckForm(DeskForm):
    setting = one_of(Setting.choices, "For which setting")
    is_needed = one_of(
        [("yes", "Yes, a check is needed"), ("no", "No check is needed")],
        "Is a criminal record check needed?",
        help_text="Asking for a check that the role is not eligible for is unlawful. Ask your"
        " safeguarding lead if you are not sure.",
    )
    level = one_of(CheckDecision.Level.choices, "Which level, if one is needed", required=False)
    why = words("Why", 300, help_text="A few words that somebody understands in a year.")
    decided_on = DayField(label="Decided on", help_text=TODAY, required=False)

    class Meta:
        today_if_empty = ("decided_on",)

    def clean_is_needed(self) -> bool:
        return self.cleaned_data["is_needed"] == "yes"


class RecordCertificateForm(DeskForm):
    number = words(
        "Number on the certificate",
        20,
        help_text="Only the number: never a copy or a picture of the certificate.",
    )
    certificate_on = DayField(label="Date on the certificate")
    seen_on = DayField(label="You saw it on", help_text=TODAY, required=False)
    ends_on = DayField(
        label="Last good day", help_text="Until when we go by it. Many choose three years."
    )

    class Meta:
        today_if_empty = ("seen_on",)


class PauseForm(DeskForm):
    paused_from = DayField(label="First day of the pause", help_text=TODAY, required=False)
    paused_until = DayField(
        label="Last day of the pause (optional)",
        help_text="Empty: until they say that they are back.",
        required=False,
    )

    class Meta:
        today_if_empty = ("paused_from",)


class RecordLeavingForm(DeskForm):
    left_on = DayField(label="They left on", help_text=TODAY, required=False)

    class Meta:
        today_if_empty = ("left_on",)


# --- The record itself ----------------------------------------------------------------------


class PersonFields(forms.Form):
    """Who it is and how to reach them, as the desk knows everybody."""

    first_name = words("First name", 150)
    last_name = words("Surname", 150, required=False)
    known_as = words("What to call them, if it is not the first name", 40, required=False)
    email = forms.EmailField(
        label="Email address",
        required=False,
        max_length=254,
        error_messages={"invalid": "Type the whole address, such as name@example.org."},
    )
    telephone = words("Telephone", 40, required=False)

    NAMES = ("first_name", "last_name", "known_as", "email", "telephone")
    field_order = NAMES

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        others = User.objects.exclude(pk=getattr(self.instance, "person_id", None))
        if email and others.filter(email__iexact=email).exists():
            raise forms.ValidationError(EMAIL_TAKEN)
        return email

    def clean_telephone(self) -> str:
        telephone = self.cleaned_data["telephone"]
        if telephone and not is_telephone(telephone):
            raise forms.ValidationError("Type the whole number, such as 07700 900123.")
        return telephone

    @property
    def of_person(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in self.NAMES}


class AddVolunteerForm(PersonFields, forms.ModelForm):
    """Somebody new: the rest they say of themselves, or the desk fills in afterwards."""

    class Meta:
        model = VolunteerProfile
        fields = []


class ChangeVolunteerForm(PersonFields, AboutMeForm):
    DESK_LABELS: ClassVar = {
        "course": "Course of study",
        "year": "Year of study",
        "leaves_on": "Here until",
        "languages": "Languages they can help in",
        "devices": "Devices they know well",
        "topics": "Topics they like to help with",
        "learners_at_once": "Learners at once",
        "gender": "Woman or man, where they said so",
    }

    def __init__(self, *args, instance, **kwargs):
        known = {name: getattr(instance.person, name) or "" for name in self.NAMES}
        kwargs["initial"] = known | (kwargs.get("initial") or {})
        super().__init__(*args, instance=instance, **kwargs)
        for name, label in self.DESK_LABELS.items():
            self.fields[name].label = label
        self.fields["leaves_on"].help_text = "The last day they can help, such as 12/6/2027."
        self.fields["learners_at_once"].help_text = ""

    def save(self, commit=True):
        person = self.instance.person
        for name, value in self.of_person.items():
            setattr(person, name, value)
        person.email = person.email or None
        person.save()
        return super().save(commit)
