"""What was worked on at a session, and what to practise at home: as a helper wrote it down."""

from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.db.models import Q

from lessons.models import LessonPage
from lessons.tracks import Track
from whatthetech.people.models import VolunteerProfile
from whatthetech.scheduling.models.bookings import Booking


@dataclass(frozen=True)
class Practice:
    """What to practise at home. `step`: a block's id, or empty for the whole lesson."""

    lesson: LessonPage | None = None  # None: nothing of a lesson
    step: str = ""
    words: str = ""


def step_in_words(lesson: LessonPage, step: str) -> str:
    """“step 3: Tap Settings”, on whichever device; empty where the lesson has it no more."""
    there = (one for one in lesson.steps_on(Track.ALL) if one.id == step)
    return next((f"step {one.number}: {one.title}" for one in there), "")


class SessionRecordQuerySet(models.QuerySet):
    def to_show(self):
        """With all that a page says of them, the newest session first: three queries."""
        return (
            self.select_related(
                "booking__session__room__venue", "helper__person", "practise_lesson"
            )
            .prefetch_related("worked_on__lesson__tracks", "practise_lesson__tracks")
            .order_by("-booking__session__starts_at", "-pk")
        )


class SessionRecord(models.Model):
    """Of one learner at one session. It goes with the learner; the booking is counted on."""

    booking = models.OneToOneField(Booking, on_delete=models.CASCADE, related_name="record")
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="session_records"
    )
    helper = models.ForeignKey(
        VolunteerProfile, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # null: not said, or erased since
    note = models.CharField(max_length=600, blank=True)  # what was done beside lessons
    practise_lesson = models.ForeignKey(
        LessonPage, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # null: nothing of a lesson
    practise_step = models.CharField(max_length=36, blank=True)  # empty: the whole lesson
    practise_words = models.CharField(max_length=300, blank=True)
    written_at = models.DateTimeField()  # last
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # last; null: erased since

    objects = SessionRecordQuerySet.as_manager()

    class Meta:
        verbose_name = "record of a session"
        verbose_name_plural = "records of sessions"
        ordering = ["-written_at", "-pk"]

    def __str__(self):
        return f"Record of {self.booking.session.on:%d %B %Y}"

    @property
    def practice(self) -> Practice:
        return Practice(self.practise_lesson, self.practise_step, self.practise_words)

    def booking_in_words(self) -> str:
        return str(self.booking.session)

    def practise_step_in_words(self) -> str:
        return step_in_words(self.practise_lesson, self.practise_step) if self.practise_step else ""


class StepWorkedOn(models.Model):
    """A step of a lesson, by the identity it keeps when the lesson is edited."""

    record = models.ForeignKey(SessionRecord, on_delete=models.CASCADE, related_name="worked_on")
    lesson = models.ForeignKey(LessonPage, on_delete=models.CASCADE, related_name="+")
    step = models.CharField(max_length=36)  # the block's id

    class Meta:
        verbose_name = "step worked on"
        verbose_name_plural = "steps worked on"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "lesson", "step"], name="a_step_is_worked_on_once"
            ),
            models.CheckConstraint(condition=~Q(step=""), name="a_step_worked_on_is_named"),
        ]

    def __str__(self):
        return f"{self.lesson}: {self.step[:8]}"

    def step_in_words(self) -> str:
        return step_in_words(self.lesson, self.step)
