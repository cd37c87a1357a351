"""What pairing must know of somebody beside their record: at the desk, all on one page."""

from django import forms

from whatthetech.pairing.models import AboutLearner, AboutVolunteer, Interest
from whatthetech.people.plain_errors import PlainErrors
from whatthetech.scheduling.clock_inputs import CalendarDayField
from whatthetech.scheduling.models import Venue

NOT_ASKED, YES, NO = "", "yes", "no"
MOST = 32_000
WHOLE = "Type a whole number, such as {example}."


class NumberField(forms.IntegerField):
    """Whatever isn't a number that fits is answered by one sentence."""

    def __init__(self, *, example: int, least: int = 0, **options):
        sentence = WHOLE.format(example=example)
        super().__init__(
            min_value=least,
            max_value=MOST,
            required=False,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), sentence),
            **options,
        )


class OutOfReachField(forms.TypedMultipleChoiceField):
    """Gives venues. A number of none is looked for among those that stand there."""

    def __init__(self):
        super().__init__(
            choices=lambda: [(venue.pk, venue.name) for venue in Venue.objects.all()],
            coerce=int,
            required=False,
            label="Venues they can’t get to",
            widget=forms.CheckboxSelectMultiple,
        )

    def clean(self, value) -> list[Venue]:
        return list(Venue.objects.filter(pk__in=super().clean(value)))


class InterestsField(forms.MultipleChoiceField):
    def __init__(self):
        super().__init__(
            choices=Interest.choices,
            required=False,
            label="What they like",
            widget=forms.CheckboxSelectMultiple,
        )


class AboutVolunteerForm(PlainErrors, forms.ModelForm):
    sessions_before = NumberField(
        example=4,
        label="Sessions they helped at before we kept registers here",
        help_text="Two people for whom all is new are never put together.",
    )
    learners_a_week = NumberField(
        example=2, least=1, label="Learners in a week, at most", help_text="Empty: as at once."
    )
    learners_in_all = NumberField(
        example=3, label="Learners in all, at most", help_text="Empty: as at once. 0: nobody now."
    )
    turns_18_on = CalendarDayField(
        label="Turns 18 on", required=False, help_text="Only where they are under 18."
    )
    out_of_reach = OutOfReachField()
    interests = InterestsField()

    class Meta:
        model = AboutVolunteer
        fields = [
            "sessions_before",
            "learners_a_week",
            "learners_in_all",
            "turns_18_on",
            "good_with_hearing",
            "good_with_sight",
            "good_with_pace",
            "needs_step_free",
            "interests",
        ]
        labels = {
            "good_with_hearing": "Good with people who hear little",
            "good_with_sight": "Good with people who see little",
            "good_with_pace": "Good with people who need time",
            "needs_step_free": "Needs a place without steps",
        }

    def clean_sessions_before(self) -> int:
        return self.cleaned_data["sessions_before"] or 0


class AboutLearnerForm(PlainErrors, forms.ModelForm):
    agreed = forms.TypedChoiceField(
        label="Do they want a volunteer of their own?",
        choices=[
            (NOT_ASKED, "Not asked. Whoever says when they are free, or books, wants one"),
            (YES, "Yes"),
            (NO, "No"),
        ],
        coerce=lambda said: said == YES,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    has_interpreter = forms.BooleanField(required=False)
    out_of_reach = OutOfReachField()
    interests = InterestsField()

    class Meta:
        model = AboutLearner
        fields = ["agreed", "came_before", "interests"]
        labels = {"came_before": "Has been to a session before we kept registers here"}

    def __init__(self, *args, term, **kwargs):
        """`term` None: there is none for which an interpreter could be booked."""
        super().__init__(*args, **kwargs)
        self.initial["agreed"] = {True: YES, False: NO, None: NOT_ASKED}[self.instance.agreed]
        if term is None:
            del self.fields["has_interpreter"]
        else:
            self.fields["has_interpreter"].label = f"An interpreter is booked: {term}"
