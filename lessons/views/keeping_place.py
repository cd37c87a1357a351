"""Where the reader is: kept on their own device as they go, and found again."""

from base64 import b64decode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lessons.being_stuck import get_past
from lessons.device import remember_track
from lessons.kept_progress import keep_for, progress_in
from lessons.models import LessonPage, StepTally
from lessons.progress import DONE, Place, keep_place, next_step, place_in, read_places
from lessons.views.finding import reading

ONE_CLEAR_DOT = b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")


@never_cache
@require_safe
@reading
def leave_footprint(request, reading, number):
    """A picture of one clear dot beside every step: the page itself is the same for everybody.

    It keeps the reader's place in their cookie and counts the step as seen, and the one
    before it as finished, without script and without knowing who reads.
    """
    step = reading.step(number)
    before = reading.steps[number - 2] if number > 1 else None
    return _footprint(request, reading, step.id[:8], seen=step, finished=before)


@never_cache
@require_safe
@reading
def leave_last_footprint(request, reading):
    """The same on the lesson's last page: the last step is finished, and so is the lesson."""
    return _footprint(request, reading, DONE, finished=reading.steps[-1])


def places_of(request) -> tuple[Place, ...]:
    """Where this reader is: the person's own places where one is signed in, else the device's."""
    if request.user.is_authenticated:
        return progress_in(request.user)
    return read_places(request.COOKIES)


def _footprint(request, reading, here: str, *, seen=None, finished=None):
    places = places_of(request)
    was = place_in(places, reading.lesson)
    place = Place(lesson_id=reading.lesson.pk, step=here, track=reading.track)
    if was != place:  # reading a page again is not seeing it twice
        if seen:
            _count(reading, "seen", seen)
        if finished and was and was.is_at(finished):
            _count(reading, "finished", finished)
    response = HttpResponse(ONE_CLEAR_DOT, content_type="image/gif")
    if request.user.is_authenticated:
        keep_for(request.user, place, now=timezone.now())
        get_past(request.user, reading.lesson, place)
    else:
        keep_place(response, places, place)
    return remember_track(response, reading.track)


def _count(reading, what: str, step) -> None:
    StepTally.objects.count_one(
        what,
        lesson_id=reading.lesson.pk,
        step_id=step.id,
        track=reading.track,
        day=timezone.localdate(),
    )


@never_cache
@require_safe
def carry_on(request):
    """Every lesson begun on this device, the newest first, each with its next step."""
    context = {"begun": begun_lessons(places_of(request))}
    return render(request, "lessons/carry_on.html", context)


def begun_lessons(places) -> list[dict]:
    """What a list of begun lessons shows of each place, in the places' order."""
    return begun_by_each({"the reader": places})["the reader"]


def begun_by_each(places: dict) -> dict:
    """{who: their begun lessons} from {who: their places}, in two queries for any number."""
    keys = {place.lesson_id for theirs in places.values() for place in theirs}
    lessons = LessonPage.objects.live().prefetch_related("tracks").in_bulk(keys)
    return {who: _begun(theirs, lessons) for who, theirs in places.items()}


def _begun(places, lessons: dict[int, LessonPage]) -> list[dict]:
    return [
        {"lesson": lessons[place.lesson_id], **_where(lessons[place.lesson_id], place)}
        for place in places
        if place.lesson_id in lessons
    ]


def _where(lesson, place: Place) -> dict:
    track = place.track if place.track in lesson.track_names else lesson.track_names[0]
    place = Place(lesson_id=place.lesson_id, step=place.step, track=track)
    step = next_step(lesson, place)
    name = ("show_step", step.number) if step else ("show_done",)
    return {
        "step": step,
        "total": len(lesson.steps_on(track)),
        "address": lesson.address(*name, track=track),
    }
