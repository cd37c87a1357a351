"""Who is not to be paired, and who is fixed to whom."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from whatthetech.people.models import VolunteerProfile
from whatthetech.scheduling.models import LearningSession


class LiveQuerySet(models.QuerySet):
    def live(self):
        return self.filter(ended_at=None)


class Ban(models.Model):
    """These two are not to be paired. Why is the leads' to know; often there is no reason."""

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="bans"
    )
    volunteer = models.ForeignKey(VolunteerProfile, on_delete=models.CASCADE, related_name="bans")
    reason = models.TextField(max_length=1000, blank=True)  # empty: a learner asked, or none given
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # null: erased since
    ended_at = models.DateTimeField(null=True)  # null: it stands
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # null: it stands, or erased since

    objects = LiveQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        permissions = [("see_reason_of_ban", "Can see why two are not to be paired")]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "volunteer"],
                condition=Q(ended_at=None),
                name="kept_apart_once",
            )
        ]

    def __str__(self):
        return f"{self.learner} not with {self.volunteer}"

    @property
    def is_live(self) -> bool:
        return self.ended_at is None


class Pin(models.Model):
    """A coordinator fixed these two. Pairs are made round it."""

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="pins"
    )
    volunteer = models.ForeignKey(VolunteerProfile, on_delete=models.CASCADE, related_name="pins")
    session = models.ForeignKey(
        LearningSession, null=True, on_delete=models.CASCADE, related_name="pins"
    )  # null: for the term
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # null: erased since
    ended_at = models.DateTimeField(null=True)  # null: it stands
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # null: it stands, or erased since

    objects = LiveQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["learner"],
                condition=Q(ended_at=None, session=None),
                name="pinned_to_one_for_the_term",
            ),
            models.UniqueConstraint(
                fields=["learner", "session"],
                condition=Q(ended_at=None, session__isnull=False),
                name="pinned_to_one_in_a_session",
            ),
        ]

    def __str__(self):
        return f"{self.learner} with {self.volunteer}"

    @property
    def is_live(self) -> bool:
        return self.ended_at is None
