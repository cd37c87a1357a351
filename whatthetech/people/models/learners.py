"""What we know of a learner: only what they told us, and what we need to help them."""

from django.conf import settings
from django.db import models


class Language(models.Model):
    """A language that somebody speaks. Coordinators may add to the list."""

    code = models.CharField(max_length=12, unique=True, help_text="BCP 47, such as “so” for Somali")
    name = models.CharField(max_length=60, unique=True)  # in English

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class Device(models.Model):
    """A kind of device, as lessons have a track for each (`lessons.tracks.Track`)."""

    code = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=60)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.name


class Channel(models.TextChoices):
    """How somebody wants to be reached."""

    TELEPHONE = "telephone", "telephone"
    LETTER = "letter", "letter"
    TEXT = "text", "text message"
    EMAIL = "email", "email"


class Gender(models.TextChoices):
    """Asked only because some learners need a woman, or a man, to help them."""

    WOMAN = "woman", "woman"
    MAN = "man", "man"


class LearnerProfile(models.Model):
    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="learner_profile"
    )
    address = models.TextField(max_length=400, blank=True)
    preferred_channel = models.CharField(max_length=10, choices=Channel, blank=True)
    language = models.ForeignKey(
        Language, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )  # null: not asked
    needs_interpreter = models.BooleanField(default=False)
    devices = models.ManyToManyField(Device, blank=True, related_name="+")
    goal_courses = models.ManyToManyField("lessons.CoursePage", blank=True, related_name="+")
    goal_lessons = models.ManyToManyField("lessons.LessonPage", blank=True, related_name="+")
    goals_in_own_words = models.TextField(max_length=600, blank=True)
    helper_must_be = models.CharField(
        "must be helped by a", max_length=10, choices=Gender, blank=True
    )
    needs_experienced_helper = models.BooleanField(default=False)
    needs_step_free = models.BooleanField("needs a place without steps", default=False)
    helper_must_know_device = models.BooleanField(default=False)
    contact_name = models.CharField("someone to contact", max_length=120, blank=True)
    contact_relation = models.CharField("who that is to them", max_length=60, blank=True)
    contact_telephone = models.CharField("their telephone", max_length=40, blank=True)
    introduced_by = models.CharField("partner who introduced them", max_length=120, blank=True)
    notes = models.TextField(max_length=2000, blank=True, help_text="Coordinators only.")
    last_contact_on = models.DateField(null=True, blank=True)  # null: never spoken with

    class Meta:
        verbose_name = "learner"

    def __str__(self):
        return str(self.person)


class Consent(models.Model):
    """What somebody agreed to in so many words. Kept, even when it was withdrawn."""

    class About(models.TextChoices):
        WHAT_HELPS = "what helps", "keeping what helps them"

    class How(models.TextChoices):
        SPOKEN = "spoken", "spoken, after the words were read aloud"
        ON_SCREEN = "on screen", "on the screen"

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="consents"
    )
    about = models.CharField(max_length=20, choices=About)
    words = models.TextField()  # exactly what was read
    said = models.TextField(max_length=400, blank=True)  # what they answered
    how = models.CharField(max_length=10, choices=How)
    heard_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # null: given on the screen, or whoever heard it was erased
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)  # null: still given

    class Meta:
        ordering = ["-given_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "about"],
                condition=models.Q(withdrawn_at=None),
                name="one_consent_in_force",
            )
        ]

    def __str__(self):
        return f"{self.get_about_display()}, {self.given_at:%d %B %Y}"


class WhatHelps(models.Model):
    """Hearing, sight, pace: health data, kept only by a consent that is still given."""

    learner = models.OneToOneField(
        LearnerProfile, on_delete=models.CASCADE, related_name="what_helps"
    )
    consent = models.ForeignKey(Consent, on_delete=models.CASCADE, related_name="+")
    hearing = models.CharField(max_length=200, blank=True)
    sight = models.CharField(max_length=200, blank=True)
    pace = models.CharField(max_length=200, blank=True)
    seat_near_door = models.BooleanField("a seat near the door", default=False)
    other = models.CharField("anything else", max_length=400, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "what helps"

    def __str__(self):
        return f"What helps {self.learner}"
