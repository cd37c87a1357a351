"""A volunteer, and the path to being cleared. Cleared itself is nowhere stored: it is computed."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from whatthetech.people.models.learners import Device, Gender, Language


class VolunteerQuerySet(models.QuerySet):
    def with_path(self):
        """With the person and every step: what `clearance` asks for, in three queries."""
        return self.select_related("person").prefetch_related("steps_done", "check_decisions")

    def still_here(self, on):
        """Those who have not left by this day, and whose record stands."""
        return self.filter(
            Q(left_on=None) | Q(left_on__gt=on), person__is_active=True, person__merged_into=None
        )


class VolunteerProfile(models.Model):
    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="volunteer_profile"
    )
    course = models.CharField("course of study", max_length=120, blank=True)
    year = models.PositiveSmallIntegerField("year of study", null=True, blank=True)  # null: unknown
    leaves_on = models.DateField(null=True, blank=True)  # null: not said
    gender = models.CharField(max_length=10, choices=Gender, blank=True)
    languages = models.ManyToManyField(Language, blank=True, related_name="+")
    devices = models.ManyToManyField(Device, blank=True, related_name="+")
    topics = models.ManyToManyField("lessons.CoursePage", blank=True, related_name="+")
    learners_at_once = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1), MaxValueValidator(4)]
    )
    paused_from = models.DateField(null=True, blank=True)  # null: not paused
    paused_until = models.DateField(null=True, blank=True)  # null: until they say so
    left_on = models.DateField(null=True, blank=True)  # null: still with us

    objects = VolunteerQuerySet.as_manager()

    class Meta:
        verbose_name = "volunteer"

    def __str__(self):
        return str(self.person)

    def has_left(self, on) -> bool:
        return self.left_on is not None and self.left_on <= on

    def is_paused(self, on) -> bool:
        """The last day of a pause belongs to it."""
        has_begun = self.paused_from is not None and self.paused_from <= on
        return has_begun and (self.paused_until is None or on <= self.paused_until)


class Setting(models.TextChoices):
    """Where somebody helps. What clears for one may not clear for another."""

    GROUP = "group", "a group session"
    ONE_TO_ONE = "one to one", "one to one, in sight of a lead"
    TELEPHONE = "telephone", "by telephone"


class StepDone(models.Model):
    """A step on the path to being cleared. A renewal is another row; the latest counts."""

    class Step(models.TextChoices):
        ENQUIRED = "enquired", "enquired"
        APPLIED = "applied", "applied"
        INDUCTION_BOOKED = "induction booked", "induction booked"
        TRAINING_PASSED = "training passed", "training passed"
        AGREEMENT_SIGNED = "agreement signed", "agreement signed"
        SHADOWED = "shadowed", "shadowed one session"

    volunteer = models.ForeignKey(
        VolunteerProfile, on_delete=models.CASCADE, related_name="steps_done"
    )
    step = models.CharField(max_length=20, choices=Step)
    done_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)  # the last good day; null: it doesn't end
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # null: whoever saw it was erased
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "steps done"
        ordering = ["done_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("done_on")),
                name="a_step_ends_after_it_is_done",
            )
        ]

    def __str__(self):
        return f"{self.get_step_display()} {self.done_on:%d %B %Y}"


class CheckDecision(models.Model):
    """Whether a criminal record check is needed: somebody's decision, never an assumption.

    Asking for a check that the role is not eligible for is unlawful. Number, level and dates
    of a certificate, and who saw it; never a scan.
    """

    class Level(models.TextChoices):
        BASIC = "basic", "basic"
        STANDARD = "standard", "standard"
        ENHANCED = "enhanced", "enhanced"
        BARRED = "enhanced, barred list", "enhanced with barred list"

    volunteer = models.ForeignKey(
        VolunteerProfile, on_delete=models.CASCADE, related_name="check_decisions"
    )
    setting = models.CharField(max_length=20, choices=Setting)
    is_needed = models.BooleanField("a check is needed")
    level = models.CharField(max_length=30, choices=Level, blank=True)
    why = models.CharField(max_length=300)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_on = models.DateField()
    certificate_number = models.CharField(max_length=20, blank=True)
    certificate_on = models.DateField("date on the certificate", null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)  # the last good day; null: not decided
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    seen_on = models.DateField(null=True, blank=True)  # null: no certificate was seen yet

    class Meta:
        ordering = ["decided_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_needed=False) | ~Q(level=""), name="a_needed_check_has_a_level"
            ),
            models.CheckConstraint(
                condition=Q(is_needed=True) | Q(certificate_number="", seen_on=None),
                name="no_certificate_where_none_is_needed",
            ),
        ]

    def __str__(self):
        return f"Check for {self.get_setting_display()}, decided {self.decided_on:%d %B %Y}"


class ExpiryWarning(models.Model):
    """That something ends soon was said, once for each of 60, 30 and 7 days before."""

    volunteer = models.ForeignKey(
        VolunteerProfile, on_delete=models.CASCADE, related_name="expiry_warnings"
    )
    what = models.CharField(max_length=60)
    ends_on = models.DateField()
    days_before = models.PositiveSmallIntegerField()
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["volunteer", "what", "ends_on", "days_before"], name="warned_once"
            )
        ]

    def __str__(self):
        return f"{self.what} ends {self.ends_on:%d %B %Y}"
