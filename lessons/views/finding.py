"""From an address to what it shows: the lesson, the reader's track, the step."""

from dataclasses import dataclass
from functools import wraps

from django.http import Http404
from django.shortcuts import redirect
from wagtail.models import Site

from lessons.device import chosen_track
from lessons.models import LessonPage
from lessons.steps import Step


@dataclass(frozen=True)
class Reading:
    """One reader's lesson: the page, the track they follow, and that track's steps."""

    lesson: LessonPage
    track: str
    steps: tuple[Step, ...]

    def step(self, number: int) -> Step:
        """Step `number`; a number past the end is no page."""
        if not 1 <= number <= len(self.steps):
            raise Http404
        return self.steps[number - 1]

    def address(self, name: str, *args) -> str:
        return self.lesson.address(name, *args, track=self.track)


def find_lesson(course: str, lesson: str) -> LessonPage:
    """The published lesson at /learn/<course>/<lesson>/, in one query."""
    root = Site.get_site_root_paths()[0].root_path
    page = LessonPage.objects.live().filter(url_path=f"{root}learn/{course}/{lesson}/").first()
    if page is None:
        raise Http404
    return page


def reading(view):
    """Give a view its `Reading`. A reader whose device we don't know is asked for it first."""

    @wraps(view)
    def with_reading(request, course, lesson, *args, **kwargs):
        page = find_lesson(course, lesson)
        track = chosen_track(request, page)
        if not track:
            return redirect(page.front + "#device")
        return view(request, Reading(page, track, page.steps_on(track)), *args, **kwargs)

    return with_reading
