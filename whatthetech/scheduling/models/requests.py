"""Somebody without an account wants a seat: a note to ring them, which holds nothing."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from whatthetech.scheduling.models.sessions import LearningSession


class SeatRequestQuerySet(models.QuerySet):
    def open(self):
        return self.filter(answered_at=None)


class SeatRequest(models.Model):
    session = models.ForeignKey(
        LearningSession, on_delete=models.CASCADE, related_name="seat_requests"
    )
    name = models.CharField(max_length=80)
    reach_by = models.CharField("how to reach them", max_length=200)  # number, email or address
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)  # null: open
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # null: open, or erased since

    objects = SeatRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "request for a seat"
        verbose_name_plural = "requests for a seat"
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "name", "reach_by"],
                condition=Q(answered_at=None),
                name="one_open_request_a_person",
            )
        ]

    def __str__(self):
        return f"{self.name} for {self.session}"
