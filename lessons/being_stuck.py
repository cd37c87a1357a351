"""Where people with a card are stuck: noted when they say so, gone when they are past the step."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from lessons.models import LessonPage, StuckAt
from lessons.progress import Place
from lessons.steps import Step, numbers_on
from lessons.tracks import Track

ONE_PRESS = timedelta(hours=1)  # whoever presses again in it said nothing new


@dataclass(frozen=True)
class StuckStep:
    """Where somebody is stuck, as the lesson stands today."""

    row: StuckAt
    lesson: LessonPage
    track: str
    step: Step

    @property
    def address(self) -> str:
        return self.lesson.address("show_step", self.step.number, track=self.track)


@transaction.atomic
def note_stuck(person, *, lesson_id: int, step_id: str, track: str, now: datetime) -> StuckAt:
    """The person is stuck on this step. Pressed again, it is still the same; it stands once."""
    stuck, is_new = StuckAt.objects.select_for_update().get_or_create(
        person=person,
        lesson_id=lesson_id,
        step_id=step_id,
        defaults={"track": track, "since": now, "pressed_at": now},
    )
    if not is_new and now - stuck.pressed_at >= ONE_PRESS:
        stuck.track, stuck.pressed_at = track, now
        stuck.save(update_fields=["track", "pressed_at"])
    return stuck


def get_past(person, lesson: LessonPage, place: Place) -> None:
    """The person is here now: on every step before it they are stuck no longer.

    Steps are before one another in the lesson itself, on whatever device one is.
    """
    rows = StuckAt.objects.filter(person=person, lesson=lesson)
    if not place.is_done:
        order = numbers_on(lesson.steps, Track.ALL)
        here = next((number for key, number in order.items() if key.startswith(place.step)), 0)
        rows = rows.filter(step_id__in=[key for key, number in order.items() if number < here])
    rows.delete()


def where_stuck(rows: Iterable[StuckAt]) -> list[StuckStep]:
    """In the rows' order. Left out: steps that are there no longer. Two queries for any number."""
    rows = list(rows)
    published = LessonPage.objects.live().prefetch_related("tracks")
    lessons = published.in_bulk({row.lesson_id for row in rows})
    found = (_as_it_stands(row, lessons.get(row.lesson_id)) for row in rows)
    return [stuck for stuck in found if stuck]


def _as_it_stands(row: StuckAt, lesson: LessonPage | None) -> StuckStep | None:
    if lesson is None or not lesson.track_names:
        return None
    track = row.track if row.track in lesson.track_names else lesson.track_names[0]
    step = next((step for step in lesson.steps_on(track) if step.id == row.step_id), None)
    return StuckStep(row, lesson, track, step) if step else None
