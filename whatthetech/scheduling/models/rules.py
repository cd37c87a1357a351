"""The numbers that are a judgement and no finding: coordinators see and change them."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q


class BookingRules(models.Model):
    """One row, or none while nobody changed anything."""

    walk_ins_one_in = models.PositiveSmallIntegerField(
        "keep one seat for walk-ins in every …",
        default=6,
        validators=[MinValueValidator(1)],
    )
    message_hours = models.PositiveSmallIntegerField(
        "hours that an offer by email or text is held", default=24
    )
    telephone_attempts = models.PositiveSmallIntegerField(
        "times we ring about an offer", default=2, validators=[MinValueValidator(1)]
    )
    telephone_working_days = models.PositiveSmallIntegerField(
        "working days that an offer by telephone is held", default=2
    )
    letter_working_days = models.PositiveSmallIntegerField(
        "working days that an offer by letter is held", default=5
    )
    telephone_only_hours = models.PositiveSmallIntegerField(
        "hours before a session from which we only ring", default=48
    )
    offers_at_most = models.PositiveSmallIntegerField(
        "offers without an answer before somebody leaves the waiting list",
        default=2,
        validators=[MinValueValidator(1)],
    )
    undo_minutes = models.PositiveSmallIntegerField(
        "minutes in which a cancellation can be undone", default=30
    )
    late_withdrawal_hours = models.PositiveSmallIntegerField(
        "hours before a session from which a volunteer says why they withdraw", default=48
    )

    class Meta:
        verbose_name = verbose_name_plural = "rules of booking"
        constraints = [
            models.CheckConstraint(
                condition=Q(walk_ins_one_in__gte=1), name="walk_ins_are_one_in_some"
            )
        ]

    def __str__(self):
        return "Rules of booking"

    @classmethod
    def now_in_force(cls) -> "BookingRules":
        return cls.objects.order_by("pk").first() or cls()
