"""How far someone has got in the lessons, on their own device and without an account.

The place is kept in one first-party cookie, the newest lesson first: which lesson, which
step (its block's id, so that an edited lesson still finds it), on which device.
"""

import re
from dataclasses import dataclass

COOKIE = "place"
KEPT_SECONDS = 60 * 60 * 24 * 365
KEPT_LESSONS = 30
DONE = "done"
_PLACE = re.compile(r"(\d{1,18})\.([0-9a-f]{8}|done)\.([a-z]{1,10})", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Place:
    lesson_id: int
    step: str  # the first eight characters of the step's id, or DONE
    track: str

    @property
    def is_done(self) -> bool:
        return self.step == DONE

    def is_at(self, step) -> bool:
        return step.id.startswith(self.step)


def read_places(cookies) -> tuple[Place, ...]:
    """Every lesson begun on this device, the newest first. What can't be read is left out."""
    found = map(_PLACE.fullmatch, cookies.get(COOKIE, "").split("~"))
    return tuple(
        Place(lesson_id=int(match[1]), step=match[2], track=match[3]) for match in found if match
    )


def place_in(places, lesson) -> Place | None:
    return next((place for place in places if place.lesson_id == lesson.pk), None)


def next_step(lesson, place: Place):
    """The step to carry on with, or None where the lesson was finished.

    A step that an editor has taken out leads back to the first.
    """
    steps = lesson.steps_on(place.track)
    if place.is_done or not steps:
        return None
    return next((step for step in steps if place.is_at(step)), steps[0])


def keep_place(response, places, place: Place):
    """Put this place first, in the reader's cookie."""
    others = [kept for kept in places if kept.lesson_id != place.lesson_id]
    value = "~".join(
        f"{kept.lesson_id}.{kept.step}.{kept.track}" for kept in [place, *others][:KEPT_LESSONS]
    )
    response.set_cookie(COOKIE, value, max_age=KEPT_SECONDS, samesite="Lax", httponly=True)
    return response
