"""Forms of the desk's pages about pairing: choose two, say why, change a weight."""

from datetime import datetime

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils import timezone

from whatthetech.pairing.models import PairingWeights, Role, Round
from whatthetech.pairing.scoring import PARTS
from whatthetech.people.models import User, VolunteerProfile
from whatthetech.people.volunteer_forms import FROM_THE_PAGE, LETTERS_ONLY
from whatthetech.scheduling.models import LearningSession, Term
from whatthetech.scheduling.words import when

MOST_SESSIONS = 30  # to choose from, the next first


class FromThePage(forms.ModelChoiceField):
    """Whatever is sent that isn't there is answered by one sentence."""

    validate_no_null_characters = ProhibitNullCharactersValidator(FROM_THE_PAGE)

    def __init__(self, queryset, *, label: str, empty_label: str | None = "Choose", **options):
        said = dict.fromkeys(("invalid_choice", "invalid_pk_value"), FROM_THE_PAGE)
        errors = {"required": "Choose one.", **said}
        super().__init__(
            queryset, label=label, empty_label=empty_label, error_messages=errors, **options
        )


# --- Proposing -----------------------------------------------------------------------------


class ProposeRoundForm(forms.Form):
    term = FromThePage(Term.objects.none(), label="For which term?")
    role = forms.ChoiceField(
        label="Whom do you want to find?",
        choices=[
            (Role.PRIMARY.value, "A volunteer for everybody who wants one"),
            (Role.RESERVE.value, "A reserve for everybody who has a volunteer"),
        ],
        initial=Role.PRIMARY,
        error_messages={"required": "Choose one.", "invalid_choice": FROM_THE_PAGE},
    )

    def __init__(self, *args, now: datetime, **kwargs):
        super().__init__(*args, **kwargs)
        terms = Term.objects.filter(ends_on__gte=timezone.localdate(now))
        self.fields["term"].queryset = terms
        self.fields["term"].initial = terms.first()


class SessionField(FromThePage):
    today = None

    def label_from_instance(self, session) -> str:
        return f"{when(session, today=self.today)}, {session.venue}"


class ProposeSessionForm(forms.Form):
    session = SessionField(
        LearningSession.objects.none(), label="For which session?", empty_label=None
    )

    def __init__(self, *args, now: datetime, **kwargs):
        super().__init__(*args, **kwargs)
        sessions = LearningSession.objects.going_ahead().filter(ends_at__gt=now)
        near = list(sessions.order_by("starts_at").values_list("pk", flat=True)[:MOST_SESSIONS])
        field = self.fields["session"]
        field.today = timezone.localdate(now)
        field.queryset = LearningSession.objects.filter(pk__in=near).select_related("room__venue")


# --- Two people of a round ------------------------------------------------------------------


def volunteers_of(round: Round):
    """Whom the round asked about, by name."""
    return (
        VolunteerProfile.objects.filter(pk__in=round.inputs.get("volunteers", ()))
        .select_related("person")
        .order_by("person__first_name", "person__last_name", "pk")
    )


def learners_of(round: Round):
    """Whom the round asked about, by name."""
    people = User.objects.filter(pk__in=round.inputs.get("learners", ()))
    return people.order_by("first_name", "last_name", "pk")


class TwoForm(forms.Form):
    """A learner and a volunteer of a round."""

    learner = FromThePage(User.objects.none(), label="Which learner?")
    volunteer = FromThePage(VolunteerProfile.objects.none(), label="Which volunteer?")

    def __init__(self, *args, round: Round, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["learner"].queryset = learners_of(round)
        self.fields["volunteer"].queryset = volunteers_of(round)


class PinForm(TwoForm):
    pass


class ForbidForm(TwoForm):
    reason = forms.CharField(
        label="Why? (optional)",
        help_text="Only safeguarding leads can read it afterwards. You can’t read it again.",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": "Say it in fewer words: 1000 letters at most."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for validator in self.fields["reason"].validators:
            if isinstance(validator, ProhibitNullCharactersValidator):
                validator.message = LETTERS_ONLY


class PairField(FromThePage):
    """Learners of a draft who have somebody, each with whom."""

    has: dict[int, str]

    def label_from_instance(self, learner) -> str:
        return f"{learner}, who has {self.has[learner.pk]}"


class SwapForm(forms.Form):
    learner_a = PairField(User.objects.none(), label="Which learner?")
    learner_b = PairField(User.objects.none(), label="With which other?")

    def __init__(self, *args, round: Round, **kwargs):
        super().__init__(*args, **kwargs)
        pairs = round.pairs.select_related("volunteer__person")
        has = {pair.learner_id: str(pair.volunteer) for pair in pairs}
        for name in ("learner_a", "learner_b"):
            field = self.fields[name]
            field.has, field.queryset = has, User.objects.filter(pk__in=has)

    def clean(self):
        said = super().clean()
        if said.get("learner_a") and said.get("learner_a") == said.get("learner_b"):
            self.add_error("learner_b", "Choose two different learners.")
        return said


# --- A session together -----------------------------------------------------------------------


class PlanHandoverForm(forms.Form):
    session = SessionField(LearningSession.objects.none(), label="At which session do they meet?")

    def __init__(self, *args, sessions, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = sessions
        self.fields["session"].today = today


# --- Weights ----------------------------------------------------------------------------------

NUMBER = "Type a whole number, such as {example}."


class ChangeWeightsForm(forms.ModelForm):
    class Meta:
        model = PairingWeights
        fields = [*PARTS, "enough_percent", "sessions_ahead", "experienced_after"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            default = PairingWeights._meta.get_field(name).default
            field.widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
            field.error_messages |= dict.fromkeys(
                ("required", "invalid", "min_value", "max_value"), NUMBER.format(example=default)
            )
        self.fields["enough_percent"].error_messages |= dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            "Type a whole number from 1 to 100, such as 60.",
        )
