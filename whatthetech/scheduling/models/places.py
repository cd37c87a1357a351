"""Where sessions are held, and how somebody who walks slowly gets there."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q


class Venue(models.Model):
    name = models.CharField(max_length=120, unique=True)
    address = models.TextField(max_length=400)
    how_to_get_there = models.TextField(
        max_length=1000, blank=True, help_text="In words, without a map: which bus, which door."
    )
    is_step_free = models.BooleanField("a way in without steps", default=False)
    has_hearing_loop = models.BooleanField("a hearing loop", default=False)
    has_quiet_room = models.BooleanField("a quiet room", default=False)
    toilets = models.CharField(max_length=200, blank=True, help_text="Where they are.")

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class Room(models.Model):
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="rooms")
    name = models.CharField(max_length=80)
    learners_at_most = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])

    class Meta:
        ordering = ["venue__name", "name"]
        constraints = [
            models.UniqueConstraint(fields=["venue", "name"], name="a_room_is_named_once"),
            models.CheckConstraint(
                condition=Q(learners_at_most__gte=1), name="a_room_holds_somebody"
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.venue}"
