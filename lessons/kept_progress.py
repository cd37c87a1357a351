"""How far a person has got, kept for them on the server: the same on any device."""

from datetime import datetime, timedelta

from django.db import transaction

from lessons.models import KeptPlace, LessonPage
from lessons.progress import DONE, Place


def keep_for(person, place: Place, *, now: datetime) -> None:
    """The person is here now."""
    values = {"step": place.step, "track": place.track, "reached_at": now}
    if place.is_done:
        values["done_at"] = now
    KeptPlace.objects.update_or_create(person=person, lesson_id=place.lesson_id, defaults=values)


def progress_in(person) -> tuple[Place, ...]:
    """Every lesson the person has begun, the newest first."""
    return progress_of_each([person])[person.pk]


def progress_of_each(people) -> dict[int, tuple[Place, ...]]:
    """{person's key: every lesson they have begun, the newest first}, in one query."""
    places = {person.pk: () for person in people}
    for kept in KeptPlace.objects.filter(person__in=places):
        place = Place(lesson_id=kept.lesson_id, step=kept.step, track=kept.track)
        places[kept.person_id] += (place,)
    return places


@transaction.atomic
def carry_over(person, places, *, now: datetime) -> None:
    """Bring a device's places into the person's. Of two places in a lesson the further stays."""
    kept = {place.lesson_id: place for place in progress_in(person)}
    lessons = LessonPage.objects.in_bulk([place.lesson_id for place in places])
    for age, place in enumerate(places):  # the newest first, and so they stay
        lesson, before = lessons.get(place.lesson_id), kept.get(place.lesson_id)
        if lesson and (before is None or how_far(lesson, place) > how_far(lesson, before)):
            keep_for(person, place, now=now - timedelta(seconds=age))


def how_far(lesson, place: Place) -> float:
    """The step's number; a finished lesson is further than any step."""
    if place.step == DONE:
        return float("inf")
    steps = lesson.steps_on(place.track)
    return next((step.number for step in steps if place.is_at(step)), 0)
