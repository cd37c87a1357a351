"""When somebody is free, and the weeks in which they are not."""

from datetime import timedelta

from django.conf import settings
from django.db import models


class Weekday(models.IntegerChoices):
    """As `date.weekday()` counts."""

    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6


class PartOfDay(models.TextChoices):
    MORNING = "morning", "morning (9 to 12)"
    AFTERNOON = "afternoon", "afternoon (12 to 5)"
    EVENING = "evening", "evening (5 to 8)"


class Availability(models.Model):
    """A part of a weekday at which somebody can come, most weeks."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="availability"
    )
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    part = models.CharField(max_length=10, choices=PartOfDay)

    class Meta:
        verbose_name_plural = "availability"
        ordering = ["weekday", "part"]
        constraints = [
            models.UniqueConstraint(fields=["person", "weekday", "part"], name="free_once")
        ]

    def __str__(self):
        return f"{self.get_weekday_display()} {self.part}"


class WeekAway(models.Model):
    """A week in which somebody can't come: exams, a holiday."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="weeks_away"
    )
    monday = models.DateField()  # the week's first day

    class Meta:
        verbose_name_plural = "weeks away"
        ordering = ["monday"]
        constraints = [models.UniqueConstraint(fields=["person", "monday"], name="away_once")]

    def __str__(self):
        return f"Week of {self.monday:%d %B %Y}"

    def save(self, *args, **kwargs):
        self.monday -= timedelta(days=self.monday.weekday())
        super().save(*args, **kwargs)
