"""Sessions, each a row of its own, and the series that most of them come from."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from whatthetech.people.models import Weekday
from whatthetech.scheduling.models.places import Room, Venue
from whatthetech.scheduling.models.terms import Term
from whatthetech.scheduling.times import wall_time_of

LONGEST_MINUTES = 8 * 60


class SessionSeries(models.Model):
    """A weekday and a time on the clock, from one day to another: the rule, not the sessions."""

    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="series")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="series")
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    begins = models.TimeField()  # on the clock in London, winter and summer
    length_minutes = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_MINUTES)]
    )
    first_on = models.DateField()
    last_on = models.DateField()
    split_from = models.ForeignKey(
        "self", null=True, editable=False, on_delete=models.SET_NULL, related_name="split_into"
    )  # null: set up by itself

    class Meta:
        verbose_name_plural = "series"
        ordering = ["first_on", "weekday", "begins"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")), name="a_series_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(length_minutes__range=(1, LONGEST_MINUTES)),
                name="a_series_takes_some_time",
            ),
            models.CheckConstraint(
                condition=Q(weekday__range=(0, 6)), name="a_series_is_on_a_weekday"
            ),
        ]

    def __str__(self):
        return f"{self.get_weekday_display()} {self.begins:%H:%M}, {self.room}"

    @property
    def ends(self) -> time:
        """On the clock in London."""
        length = timedelta(minutes=self.length_minutes)
        return (datetime.combine(self.first_on, self.begins) + length).time()


class LearningSessionQuerySet(models.QuerySet):
    def going_ahead(self):
        return self.filter(cancelled_at=None)

    def after(self, now):
        return self.filter(starts_at__gt=now)


class LearningSession(models.Model):
    """Its instants are stored; they come from a wall time in London (`times.instant`)."""

    series = models.ForeignKey(
        SessionSeries, null=True, blank=True, on_delete=models.PROTECT, related_name="sessions"
    )  # null: on its own
    slot_on = models.DateField(null=True, blank=True)  # the day the series gives; null: no series
    is_detached = models.BooleanField(default=False)  # changed by itself: the series leaves it be
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="sessions")
    starts_at = models.DateTimeField(db_index=True)
    ends_at = models.DateTimeField()
    kept_for_walk_ins = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Empty: as the rules of booking say."
    )  # null: BookingRules.walk_ins_one_in
    at_risk_since = models.DateTimeField(null=True, editable=False)  # null: seats for all
    cancelled_at = models.DateTimeField(null=True, editable=False)  # null: it goes ahead
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )  # null: it goes ahead, or erased since
    why_cancelled = models.CharField(max_length=200, blank=True, editable=False)
    uid = models.UUIDField(default=uuid4, unique=True, editable=False)  # in calendars, for good
    sequence = models.PositiveIntegerField(default=0, editable=False)  # RFC 5545: rises
    changed_at = models.DateTimeField(editable=False)  # LAST-MODIFIED in calendars

    objects = LearningSessionQuerySet.as_manager()

    class Meta:
        verbose_name = "session"
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="a_session_ends_after_it_starts"
            ),
            models.UniqueConstraint(fields=["series", "slot_on"], name="one_session_a_slot"),
            models.CheckConstraint(
                condition=Q(series=None, slot_on=None) | ~Q(series=None) & ~Q(slot_on=None),
                name="a_slot_belongs_to_a_series",
            ),
        ]

    def __str__(self):
        return f"{wall_time_of(self.starts_at):%d %B %Y %H:%M}, {self.room}"

    @property
    def venue(self) -> Venue:
        return self.room.venue

    @property
    def on(self) -> date:
        """The day in London."""
        return wall_time_of(self.starts_at).date()

    @property
    def begins(self) -> time:
        """On the clock in London."""
        return wall_time_of(self.starts_at).time()

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def is_at_risk(self) -> bool:
        return self.at_risk_since is not None
