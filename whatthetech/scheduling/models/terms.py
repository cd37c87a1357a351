"""When sessions are held at all: terms, and the days on which a venue is closed."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from whatthetech.scheduling.models.places import Venue


class Term(models.Model):
    name = models.CharField(max_length=80, unique=True)
    begins_on = models.DateField()
    ends_on = models.DateField()  # the last day
    exams_begin_on = models.DateField(
        null=True, blank=True, help_text="Volunteers are asked in time whether they can come."
    )  # null: no exams
    exams_end_on = models.DateField(null=True, blank=True)  # the last day

    class Meta:
        ordering = ["begins_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("begins_on")), name="a_term_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(exams_begin_on=None, exams_end_on=None)
                | Q(
                    exams_begin_on__isnull=False,
                    exams_end_on__isnull=False,
                    exams_end_on__gte=F("exams_begin_on"),
                ),
                name="exams_end_after_they_begin",
            ),
        ]

    def __str__(self):
        return self.name


class ClosedDayQuerySet(models.QuerySet):
    def confirmed(self):
        """Those that close something: a day that was only proposed doesn't."""
        return self.exclude(confirmed_at=None)

    def at(self, venue: Venue):
        return self.filter(Q(venue=None) | Q(venue=venue))

    def days(self) -> frozenset[date]:
        return frozenset(self.values_list("day", flat=True))


class ClosedDay(models.Model):
    """No session on this day, once a coordinator confirmed it."""

    day = models.DateField()
    venue = models.ForeignKey(
        Venue, null=True, blank=True, on_delete=models.CASCADE, related_name="closed_days"
    )  # null: all of them
    name = models.CharField(max_length=120)
    is_bank_holiday = models.BooleanField(default=False)
    confirmed_at = models.DateTimeField(null=True, blank=True)  # null: proposed, and closes nothing
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )  # null: nobody yet, or erased since

    objects = ClosedDayQuerySet.as_manager()

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["day"], condition=Q(venue=None), name="closed_once_everywhere"
            ),
            models.UniqueConstraint(fields=["day", "venue"], name="closed_once_at_a_venue"),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_at=None),
                name="who_confirms_a_day_does_so_at_a_time",
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.day:%d %B %Y}"
