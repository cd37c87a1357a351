"""Who helps whom now, who did before, and how somebody is handed on."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from whatthetech.pairing.models.rounds import Round
from whatthetech.people.models import VolunteerProfile
from whatthetech.scheduling.models import LearningSession, Term

Role = Round.Role


class PairingQuerySet(models.QuerySet):
    def live(self):
        return self.filter(ended_on=None)

    def primary(self):
        return self.filter(role=Role.PRIMARY)

    def reserve(self):
        return self.filter(role=Role.RESERVE)

    def that_happened(self):
        """Without those of a round that was withdrawn."""
        return self.exclude(why_ended=Pairing.WhyEnded.WITHDRAWN)


class Pairing(models.Model):
    class WhyEnded(models.TextChoices):
        MOVED = "moved", "somebody else helps them since"
        LOST = "lost", "nobody could be found for them"
        LEFT = "left", "the volunteer left"
        ASKED = "asked", "the learner asked to change"
        HANDED_OVER = "handed over", "handed over to the reserve"
        WITHDRAWN = "withdrawn", "the round was withdrawn"

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="pairings"
    )
    volunteer = models.ForeignKey(
        VolunteerProfile, on_delete=models.CASCADE, related_name="pairings"
    )
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="pairings")
    role = models.CharField(max_length=10, choices=Role, default=Role.PRIMARY)
    round = models.ForeignKey(
        Round, null=True, on_delete=models.SET_NULL, related_name="pairings"
    )  # null: came otherwise, or the round is deleted
    begun_on = models.DateField()
    ended_on = models.DateField(null=True)  # null: it lives
    ended_by_round = models.ForeignKey(
        Round, null=True, on_delete=models.SET_NULL, related_name="ended"
    )  # null: it lives, or ended otherwise
    why_ended = models.CharField(max_length=12, choices=WhyEnded, blank=True)

    objects = PairingQuerySet.as_manager()

    class Meta:
        verbose_name = "pair"
        ordering = ["-begun_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "term", "role"],
                condition=Q(ended_on=None),
                name="one_live_pair_a_learner",
            ),
            models.UniqueConstraint(
                fields=["learner", "term", "volunteer"],
                condition=Q(ended_on=None),
                name="nobody_is_their_own_reserve",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, why_ended="") | Q(ended_on__isnull=False),
                name="a_pair_that_lives_has_not_ended",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("begun_on")),
                name="a_pair_ends_after_it_begins",
            ),
        ]

    def __str__(self):
        return f"{self.learner} with {self.volunteer}, {self.term}"

    @property
    def is_live(self) -> bool:
        return self.ended_on is None

    @property
    def standing(self) -> tuple:
        """What no other row of one learner may equal; for whoever merges two records."""
        return (self.term_id, None) if self.is_live else (None, self.pk)


class Handover(models.Model):
    """A session at which learner, volunteer and reserve meet. Then the reserve helps."""

    pairing = models.ForeignKey(Pairing, on_delete=models.CASCADE, related_name="handovers")
    reserve = models.ForeignKey(Pairing, on_delete=models.CASCADE, related_name="+")
    session = models.ForeignKey(LearningSession, on_delete=models.PROTECT, related_name="handovers")
    planned_at = models.DateTimeField()
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # null: erased since
    done_at = models.DateTimeField(null=True)  # null: still to come, or called off
    called_off_at = models.DateTimeField(null=True)  # null: it stands

    class Meta:
        ordering = ["session__starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pairing"],
                condition=Q(done_at=None, called_off_at=None),
                name="handed_over_once",
            )
        ]

    def __str__(self):
        return f"Handover of {self.pairing}"
