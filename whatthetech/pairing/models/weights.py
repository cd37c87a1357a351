"""What a round is scored by. A first guess, to be tested: coordinators see and change it."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from whatthetech.pairing.scoring import DEFAULT_POINTS, PARTS

MOST_POINTS = 1000  # of all parts together


def _points(part: str, label: str) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        label, default=DEFAULT_POINTS[part], help_text=PARTS[part].meaning
    )


class PairingWeights(models.Model):
    """One row, or none while nobody changed anything. Columns of points are named like parts."""

    known = _points("known", "knows them")
    times = _points("times", "times")
    skills = _points("skills", "skills")
    device = _points("device", "device")
    language = _points("language", "first language")
    communication = _points("communication", "what helps")
    reliability = _points("reliability", "reliability")
    interests = _points("interests", "interests")
    enough_percent = models.PositiveSmallIntegerField(
        "sessions they must share, percent",
        default=60,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text="Of the learner’s next sessions, how many the volunteer must be able to come to.",
    )
    sessions_ahead = models.PositiveSmallIntegerField(
        "sessions looked ahead",
        default=6,
        validators=[MinValueValidator(1)],
        help_text="How many of the learner’s next sessions are looked at.",
    )
    experienced_after = models.PositiveSmallIntegerField(
        "sessions until a volunteer is experienced",
        default=6,
        validators=[MinValueValidator(1)],
        help_text="After how many sessions a volunteer counts as experienced.",
    )

    class Meta:
        verbose_name = verbose_name_plural = "weights of pairing"
        constraints = [
            models.CheckConstraint(
                condition=Q(enough_percent__range=(1, 100)), name="enough_is_a_share"
            ),
            models.CheckConstraint(
                condition=Q(sessions_ahead__gte=1, experienced_after__gte=1),
                name="some_sessions_count",
            ),
        ]

    def __str__(self):
        return "Weights of pairing"

    @classmethod
    def now_in_force(cls) -> "PairingWeights":
        return cls.objects.order_by("pk").first() or cls()

    @property
    def points(self) -> dict[str, int]:
        """By part, in the order of PARTS."""
        return {part: getattr(self, part) for part in PARTS}

    def clean(self):
        super().clean()
        total = sum(points or 0 for points in self.points.values())
        if total > MOST_POINTS:
            over = total - MOST_POINTS
            raise ValidationError(
                f"The points come to {total}. Take {over} away: together they are"
                f" {MOST_POINTS} at most."
            )

    def as_numbers(self) -> dict[str, int]:
        """All of them, as a round stores them."""
        return {
            field.name: getattr(self, field.name)
            for field in self._meta.local_fields
            if not field.primary_key
        }
