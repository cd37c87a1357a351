"""What somebody at the desk has to see to: nothing is cancelled by itself."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from whatthetech.scheduling.models.bookings import Booking
from whatthetech.scheduling.models.sessions import LearningSession


class TaskQuerySet(models.QuerySet):
    def open(self):
        return self.filter(closed_at=None)


class Task(models.Model):
    class Kind(models.TextChoices):
        AT_RISK = "at risk", "fewer seats than bookings"
        CLOSED_DAY = "closed day", "a session on a day that is closed now"
        RING = "ring", "ring somebody"

    kind = models.CharField(max_length=10, choices=Kind)
    session = models.ForeignKey(LearningSession, on_delete=models.CASCADE, related_name="tasks")
    booking = models.ForeignKey(
        Booking, null=True, on_delete=models.CASCADE, related_name="tasks"
    )  # null: about the whole session
    opened_at = models.DateTimeField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # null: nobody took it yet
    closed_at = models.DateTimeField(null=True)  # null: still to do
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # null: still to do, or no longer needed

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "kind"],
                condition=Q(booking=None, closed_at=None),
                name="one_open_task_a_session",
            ),
            models.UniqueConstraint(
                fields=["booking", "kind"],
                condition=Q(booking__isnull=False, closed_at=None),
                name="one_open_task_a_booking",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.session}"
