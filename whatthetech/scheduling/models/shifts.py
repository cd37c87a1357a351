"""Who helps at a session, and how many learners each can help."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from whatthetech.people.models import VolunteerProfile
from whatthetech.scheduling.models.sessions import LearningSession

MOST_PLACES = 4  # as VolunteerProfile.learners_at_once


class VolunteerShiftQuerySet(models.QuerySet):
    def live(self):
        return self.exclude(state=VolunteerShift.State.WITHDRAWN)

    def offered(self):
        return self.filter(state=VolunteerShift.State.OFFERED)

    def confirmed(self):
        return self.filter(state=VolunteerShift.State.CONFIRMED)


class VolunteerShift(models.Model):
    class State(models.TextChoices):
        OFFERED = "offered", "offered"
        CONFIRMED = "confirmed", "confirmed"
        WITHDRAWN = "withdrawn", "withdrawn"

    session = models.ForeignKey(LearningSession, on_delete=models.PROTECT, related_name="shifts")
    volunteer = models.ForeignKey(
        VolunteerProfile, null=True, on_delete=models.SET_NULL, related_name="shifts"
    )  # null: erased since
    state = models.CharField(max_length=10, choices=State, default=State.OFFERED)
    places = models.PositiveSmallIntegerField(
        "learners helped at once", validators=[MinValueValidator(1), MaxValueValidator(MOST_PLACES)]
    )
    offered_at = models.DateTimeField()
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # null: erased since
    confirmed_at = models.DateTimeField(null=True)  # null: never was
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True)  # null: it stands
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    why_withdrawn = models.CharField(max_length=200, blank=True)

    objects = VolunteerShiftQuerySet.as_manager()

    class Meta:
        verbose_name = "shift"
        ordering = ["session__starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "volunteer"],
                condition=~Q(state="withdrawn"),
                name="one_live_shift_a_volunteer",
            ),
            models.CheckConstraint(
                condition=Q(places__range=(1, MOST_PLACES)), name="a_shift_has_places"
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | ~Q(confirmed_at=None),
                name="a_shift_is_confirmed_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn", withdrawn_at__isnull=False)
                | ~Q(state="withdrawn") & Q(withdrawn_at=None),
                name="a_shift_is_withdrawn_at_a_time",
            ),
        ]

    def __str__(self):
        return f"{self.volunteer} at {self.session}"
