"""From an address to what it shows: the lesson, the reader's track, the step."""

from dataclasses import dataclass
from functools import wraps

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from wagtail.models import Site

from lessons.device import chosen_track
from lessons.models import LessonPage
from lessons.page_cache import remembered
from lessons.steps import Step, illustrated


@dataclass(frozen=True)
class Reading:
    """One reader's lesson: the page, the track they follow, and that track's steps, illustrated."""

    lesson: LessonPage
    track: str
    steps: tuple[Step, ...]

    @classmethod
    def of(cls, lesson: LessonPage, track: str) -> "Reading":
        return cls(lesson, track, illustrated(lesson.steps_on(track)))

    def step(self, number: int) -> Step:
        """Step `number`; a number past the end is no page."""
        if not 1 <= number <= len(self.steps):
            raise Http404
        return self.steps[number - 1]

    def address(self, name: str, *args) -> str:
        return self.lesson.address(name, *args, track=self.track)


@remembered
def find_lesson(course: str, lesson: str) -> LessonPage:
    """The published lesson at /learn/<course>/<lesson>/, with its devices."""
    root = Site.get_site_root_paths()[0].root_path
    # The slug narrows the search: it is indexed, the path is not.
    return get_object_or_404(
        LessonPage.objects.live(), slug=lesson, url_path=f"{root}learn/{course}/{lesson}/"
    )


remembered_reading = remembered(Reading.of)


def reading(view):
    """Give a view its `Reading`. A reader whose device we don't know is asked for it first."""

    @wraps(view)
    def with_reading(request, course, lesson, *args, **kwargs):
        page = find_lesson(course, lesson)
        track = chosen_track(request, page)
        if not track:
            return redirect(page.front + "#device")
        return view(request, remembered_reading(page, track), *args, **kwargs)

    return with_reading
