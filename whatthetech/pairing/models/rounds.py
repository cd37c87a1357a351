"""A round: who would help whom, with all it takes to find the same pairs again."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from whatthetech.people.models import VolunteerProfile
from whatthetech.scheduling.models import LearningSession, Term


class RoundQuerySet(models.QuerySet):
    def drafts(self):
        return self.filter(state=Round.State.DRAFT)

    def published(self):
        return self.filter(state=Round.State.PUBLISHED)


class Round(models.Model):
    """Numbers and keys only, no names: who is paired is in its `pairs`, who isn't in `unpaired`."""

    class State(models.TextChoices):
        DRAFT = "draft", "draft"
        PUBLISHED = "published", "published"
        WITHDRAWN = "withdrawn", "withdrawn"

    class Occasion(models.TextChoices):
        """Why it was made, and so whom it may move."""

        EVERYBODY = "everybody", "everybody"
        VOLUNTEER_LEAVES = "volunteer leaves", "a volunteer leaves: only their learners move"
        LEARNER_ASKS = "learner asks", "a learner asks to change: only they move"

    class Role(models.TextChoices):
        PRIMARY = "primary", "their volunteer"
        RESERVE = "reserve", "their reserve"

    term = models.ForeignKey(Term, null=True, on_delete=models.PROTECT, related_name="rounds")
    session = models.ForeignKey(
        LearningSession, null=True, on_delete=models.PROTECT, related_name="rounds"
    )  # null: for a term. One of the two is given
    role = models.CharField(max_length=10, choices=Role, default=Role.PRIMARY)
    occasion = models.CharField(max_length=20, choices=Occasion, default=Occasion.EVERYBODY)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # null: erased since
    published_at = models.DateTimeField(null=True)  # null: never was
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # null: never was, or erased since
    withdrawn_at = models.DateTimeField(null=True)  # null: never was
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # null: never was, or erased since
    inputs = models.JSONField()  # keys of people, and the file that `solve_pairing` reads
    seed = models.BigIntegerField()
    weights = models.JSONField()  # what PairingWeights said
    solver = models.CharField(max_length=60)  # its name and version
    digest = models.CharField(max_length=64)  # SHA-256 of the four above

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        permissions = [("publish_round", "Can publish and withdraw rounds")]
        constraints = [
            models.CheckConstraint(
                condition=Q(term=None, session__isnull=False) | Q(term__isnull=False, session=None),
                name="a_round_is_for_a_term_or_a_session",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", published_at=None, withdrawn_at=None)
                | Q(state="published", published_at__isnull=False, withdrawn_at=None)
                | Q(state="withdrawn", withdrawn_at__isnull=False),
                name="a_round_changes_at_a_time",
            ),
        ]

    def __str__(self):
        return f"Round of {self.made_at:%d %B %Y %H:%M}, {self.term or self.session}"

    @property
    def is_for_session(self) -> bool:
        return self.session_id is not None


class ProposedPair(models.Model):
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="pairs")
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="proposed_pairs"
    )
    volunteer = models.ForeignKey(
        VolunteerProfile, on_delete=models.CASCADE, related_name="proposed_pairs"
    )
    parts = models.JSONField()  # points by part, as scoring.PARTS names them
    score = models.PositiveIntegerField()  # their sum

    class Meta:
        ordering = ["learner__first_name", "learner__pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "learner"], name="proposed_once_a_round")
        ]

    def __str__(self):
        return f"{self.learner} with {self.volunteer}"


class Unpaired(models.Model):
    class Why(models.TextChoices):
        NO_CANDIDATE = "no_candidate", "nobody may help them"
        CONTENTION = "contention", "too many need the same few"
        PIN = "pin", "a pin is in the way"

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="unpaired")
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="unpaired"
    )
    why = models.CharField(max_length=12, choices=Why)
    explanation = models.JSONField()  # keys and codes; `reasons.why_unpaired` reads it

    class Meta:
        verbose_name_plural = "unpaired"
        ordering = ["learner__first_name", "learner__pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "learner"], name="left_out_once_a_round")
        ]

    def __str__(self):
        return f"{self.learner}: {self.get_why_display()}"
