"""A learner's details at the desk: one form for the person and what we know of them."""

from itertools import chain

from django import forms
from wagtail.admin.forms import WagtailAdminModelForm

from lessons.models import CoursePage, LessonPage
from whatthetech.people.models import LearnerProfile, User
from whatthetech.people.plain_errors import PlainErrors
from whatthetech.people.registering import (
    OF_PERSON,
    ChannelNotTheirs,
    NoWayToReach,
    check_reachable,
    has_way_to_reach,
)
from whatthetech.people.telephone import digits_of

FEWEST_DIGITS = 5
ONE_WAY = "Type a telephone number, an address or an email address: we need one way to reach them."
FIRST_THEIRS = {
    "telephone": "Type their telephone number first, or choose another way.",
    "address": "Type their address first, or choose another way.",
    "email": "Type their email address first, or choose another way.",
}
GROUPS = (
    ("Who they are", "", ("first_name", "last_name", "known_as")),
    (
        "How to reach them",
        "One way is enough.",
        ("telephone", "address", "email", "preferred_channel"),
    ),
    ("How they speak", "", ("language", "needs_interpreter")),
    (
        "What they want to learn",
        "",
        ("devices", "goals_in_own_words", "goal_courses", "goal_lessons"),
    ),
    (
        "What must be so",
        "Nobody is paired with them unless these hold.",
        (
            "helper_must_be",
            "needs_experienced_helper",
            "helper_must_know_device",
            "needs_step_free",
        ),
    ),
    (
        "Someone to contact",
        "If we can’t reach them, or they are not well.",
        ("contact_name", "contact_relation", "contact_telephone"),
    ),
    ("Behind the desk", "", ("introduced_by", "notes", "last_contact_on")),
)


def check_telephone(typed: str) -> str:
    """The number as typed. Raises ValidationError where it has too few digits to be one."""
    if typed and len(digits_of(typed)) < FEWEST_DIGITS:
        raise forms.ValidationError("Type a telephone number, such as 07700 900123.")
    return typed


def check_email(typed: str, *, besides: int | None = None) -> str:
    """In small letters, as two people can't share one. Raises ValidationError."""
    email = typed.lower()
    holders = User.objects.filter(email__iexact=email).exclude(pk=besides) if email else ()
    for holder in holders[:1]:
        raise forms.ValidationError(
            f"{holder} has this email address already. Find them instead, or leave this empty."
        )
    return email


def put_reaching_errors(form: forms.Form, details: dict, *, always: bool) -> None:
    """Beside the box that mends it. `always`: a name alone isn't enough."""
    try:
        if always and not has_way_to_reach(details):
            raise NoWayToReach
        check_reachable(details)
    except NoWayToReach:
        if not set(form.errors) & {"telephone", "address", "email"}:
            form.add_error("telephone", ONE_WAY)
    except ChannelNotTheirs as refusal:
        form.add_error("preferred_channel", FIRST_THEIRS[refusal.missing])


class LearnerForm(PlainErrors, WagtailAdminModelForm):
    first_name = forms.CharField(
        max_length=150, error_messages={"required": "Type what to call them: a first name."}
    )
    last_name = forms.CharField(max_length=150, required=False)
    known_as = forms.CharField(
        label="What to call them",
        help_text="If it is not the first name, such as Peggy.",
        max_length=40,
        required=False,
    )
    telephone = forms.CharField(max_length=40, required=False)
    email = forms.EmailField(label="Email address", max_length=254, required=False)

    field_order = list(chain.from_iterable(names for _, _, names in GROUPS))

    class Meta:
        model = LearnerProfile
        fields = [name for _, _, names in GROUPS for name in names if name not in OF_PERSON]
        widgets = {
            "devices": forms.CheckboxSelectMultiple,
            "goal_courses": forms.CheckboxSelectMultiple,
            "goal_lessons": forms.CheckboxSelectMultiple,
            "address": forms.Textarea(attrs={"rows": 3}),
            "goals_in_own_words": forms.Textarea(attrs={"rows": 3}),
            "notes": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = self.instance.person if self.instance.pk else None
        if self.person:
            for name in OF_PERSON:
                self.initial.setdefault(name, getattr(self.person, name))
        for name, model in (("goal_courses", CoursePage), ("goal_lessons", LessonPage)):
            self.fields[name].queryset = model.objects.live().order_by("path").only("title")
        self.fields["devices"].label_from_instance = str

    @property
    def groups(self) -> list[tuple[str, str, list]]:
        return [(title, hint, [self[name] for name in names]) for title, hint, names in GROUPS]

    def clean_telephone(self):
        return check_telephone(self.cleaned_data["telephone"])

    def clean_contact_telephone(self):
        return check_telephone(self.cleaned_data["contact_telephone"])

    def clean_email(self):
        besides = self.person.pk if self.person else None
        return check_email(self.cleaned_data["email"], besides=besides)

    def clean(self):
        super().clean()
        put_reaching_errors(self, self.cleaned_data, always=self.person is None)
        return self.cleaned_data


class CallerForm(PlainErrors, forms.Form):
    """Somebody new, with the least: what to call them, and one way to reach them."""

    first_name = forms.CharField(
        max_length=150, error_messages={"required": "Type what to call them: a first name."}
    )
    last_name = forms.CharField(label="Last name (optional)", max_length=150, required=False)
    telephone = forms.CharField(
        max_length=40, required=False, help_text="Or an address, or an email address."
    )
    email = forms.EmailField(label="Email address (optional)", max_length=254, required=False)
    address = forms.CharField(
        label="Address (optional)",
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_telephone(self):
        return check_telephone(self.cleaned_data["telephone"])

    def clean_email(self):
        return check_email(self.cleaned_data["email"])

    def clean(self):
        super().clean()
        put_reaching_errors(self, self.cleaned_data, always=True)
        return self.cleaned_data


class SaidForm(PlainErrors, forms.Form):
    """What somebody answered, when the words were read to them."""

    said = forms.CharField(
        label="What they answered",
        help_text="In their own words, such as “Yes, that’s fine, love.”",
        max_length=400,
        error_messages={"required": "Type what they answered, in their own words."},
        widget=forms.Textarea(attrs={"rows": 2}),
    )
