"""How many queries a page of each kind takes, made anew, in a small library and in a large one."""

import json

from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lessons.models import GlossaryTerm, LessonPage, SafetyWarning
from lessons.page_cache import GENERATION
from lessons.progress import KEPT_LESSONS
from tests.factories.lessons import make_course, make_lesson, make_picture, make_step

# (lessons, steps of each)
LIBRARIES = {"3 lessons": (3, 3), "300 lessons": (300, 3), "10 steps": (300, 10)}
LESSON = "/learn/staying-safe/lesson-0/"
PAGES = {
    "home": "/",
    "all courses": "/learn/",
    "course": "/learn/staying-safe/",
    "first page of a lesson": LESSON,
    "step": LESSON + "2/?on=android",
    "picture of a step": LESSON + "2/picture/?on=android",
    "help with a step": LESSON + "2/stuck/?on=android",
    "end of a lesson": LESSON + "done/?on=android",
    "question": LESSON + "done/1/?on=android",
    "printed lesson": LESSON + "print/?on=android",
    "search, found in titles": "/learn/search/?q=settings",
    "search, found in steps": "/learn/search/?q=cog",
    "search, nothing found": "/learn/search/?q=xyzzy",
    "carry on": "/learn/carry-on/",
    "words explained": "/words/",
    "site map": "/site-map/",
    "display": "/display/",
}


def figures() -> list[str]:
    call_command("migrate", verbosity=0)
    GlossaryTerm.objects.create(word="cog", meaning="A wheel with teeth.")
    SafetyWarning.objects.create(name="link", title="Stop", text="<p>Ask first.</p>", tag="link")
    course, picture = make_course(), make_picture()
    counts = {}
    for name, (lessons, steps) in LIBRARIES.items():
        fill(course, lessons, [tagged_step(number, picture) for number in range(steps)])
        counts[name] = {page: count(address) for page, address in PAGES.items()}
    return [
        "",
        "Queries of a page made anew, with nothing remembered",
        f"{'':26}" + "".join(f"{name:>14}" for name in LIBRARIES),
        *(_row(page, [counted[page] for counted in counts.values()]) for page in PAGES),
    ]


def tagged_step(number: int, picture) -> dict:
    return make_step(name=f"step-{number}", picture=picture, tags=["link"])


@transaction.atomic
def fill(course, lessons: int, steps: list[dict]) -> None:
    """The course with so many lessons, each with these steps."""
    for lesson in LessonPage.objects.all():
        lesson.steps = json.dumps(steps)
        lesson.save()
    for number in range(LessonPage.objects.count(), lessons):
        title = f"Find the settings, {number}"
        make_lesson(course=course, title=title, slug=f"lesson-{number}", steps=steps)


def count(address: str) -> int:
    reader = Client(headers={"host": "127.0.0.1"})
    reader.cookies["place"] = places()
    reader.get(address)  # the site's root and the like are looked up once in a process
    cache.delete(GENERATION)
    with CaptureQueriesContext(connection) as queries:
        answer = reader.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}")
    return len(queries)


def places() -> str:
    """The cookie of a reader who has begun as many lessons as it keeps."""
    newest = LessonPage.objects.order_by("pk")[:KEPT_LESSONS]
    return "~".join(f"{lesson.pk}.{lesson.steps.raw_data[0]['id'][:8]}.android" for lesson in newest)


def _row(page: str, counts: list[int]) -> str:
    verdict = "" if len(set(counts)) == 1 else "  NOT EQUAL"
    return f"{page:26}" + "".join(f"{number:14}" for number in counts) + verdict
