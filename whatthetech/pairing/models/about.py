"""What pairing must know of people beside their profiles."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from whatthetech.people.models import VolunteerProfile
from whatthetech.scheduling.models import Term, Venue


class Interest(models.TextChoices):
    """What somebody likes, to have something to talk about. Never faith, health or politics."""

    ANIMALS = "animals"
    COOKING = "cooking"
    CRAFTS = "crafts"
    FAMILY_HISTORY = "family history"
    FILMS = "films"
    FOOTBALL = "football"
    GAMES = "games"
    GARDENS = "gardens"
    MUSIC = "music"
    PICTURES = "taking pictures"
    READING = "reading"
    TRAVEL = "travel"
    WALKING = "walking"


class AboutLearner(models.Model):
    learner = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="about_pairing"
    )
    agreed = models.BooleanField(
        "wants a volunteer of their own",
        null=True,
        help_text="Unknown: whoever says when they are free, or books, wants one.",
    )  # null: not asked
    came_before = models.BooleanField(
        "has been to a session before we kept registers here", default=False
    )
    interests = models.JSONField(default=list)  # values of Interest

    class Meta:
        verbose_name = verbose_name_plural = "what pairing knows of a learner"

    def __str__(self):
        return f"About {self.learner}"


class AboutVolunteer(models.Model):
    volunteer = models.OneToOneField(
        VolunteerProfile, on_delete=models.CASCADE, related_name="about_pairing"
    )
    learners_a_week = models.PositiveSmallIntegerField(
        "learners in a week, at most", null=True, blank=True, validators=[MinValueValidator(1)]
    )  # null: as many as at once
    learners_in_all = models.PositiveSmallIntegerField(
        "learners in all, at most", null=True, blank=True
    )  # null: as many as at once; 0: nobody now
    turns_18_on = models.DateField(null=True, blank=True)  # null: is 18, as far as we know
    sessions_before = models.PositiveSmallIntegerField(
        "sessions helped at before we kept registers here", default=0
    )
    good_with_hearing = models.BooleanField("good with people who hear little", default=False)
    good_with_sight = models.BooleanField("good with people who see little", default=False)
    good_with_pace = models.BooleanField("good with people who need time", default=False)
    needs_step_free = models.BooleanField("needs a place without steps", default=False)
    interests = models.JSONField(default=list)  # values of Interest

    class Meta:
        verbose_name = verbose_name_plural = "what pairing knows of a volunteer"

    def __str__(self):
        return f"About {self.volunteer}"


class OutOfReach(models.Model):
    """A venue that somebody can't get to."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="out_of_reach"
    )
    venue = models.ForeignKey(Venue, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name_plural = "out of reach"
        constraints = [
            models.UniqueConstraint(fields=["person", "venue"], name="out_of_reach_once")
        ]

    def __str__(self):
        return f"{self.venue}, for {self.person}"


class Interpreter(models.Model):
    """Somebody who interprets for a learner is booked for a term."""

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="interpreters"
    )
    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="+")
    booked_at = models.DateTimeField()
    booked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # null: erased since
    ended_at = models.DateTimeField(null=True)  # null: still booked

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "term"],
                condition=Q(ended_at=None),
                name="one_interpreter_a_term",
            )
        ]

    def __str__(self):
        return f"Interpreter for {self.learner}, {self.term}"

    @property
    def is_live(self) -> bool:
        return self.ended_at is None
