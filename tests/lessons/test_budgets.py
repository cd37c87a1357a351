"""What a page may weigh and what it may ask of the database: DESIGN.md, Budgets.

Sizes are those of gzip, which every browser takes; `make bench` shows what really travels.
"""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile

from lessons.models import GlossaryTerm, LessonPage, Picture, SafetyWarning
from lessons.pictures import make_renditions
from lessons.starter.loader import load_starter_course, read_starter_course
from tests.factories.lessons import make_course, make_lesson, make_step
from tests.factories.pictures import jpeg

KB = 1024


def zipped(content: bytes) -> int:
    return len(gzip.compress(content, 6))


def static_file(name: str) -> bytes:
    return Path(finders.find(name)).read_bytes()


# --- Bytes -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "most"), [("css", 12 * KB), ("js", 25 * KB)], ids=["stylesheets", "scripts"]
)
def test_what_every_page_loads_is_small(client, db, kind, most):
    page = client.get("/words/").content.decode()

    loaded = re.findall(rf'(?:href|src)="/static/([^"]+\.{kind})"', page)

    assert len(loaded) == 2
    assert sum(zipped(static_file(name)) for name in loaded) <= most


def test_the_fonts_of_a_page_in_english_are_small():
    latin = Path(settings.BASE_DIR / "static/fonts").glob("*-latin-[47]00-normal.woff2")

    sizes = [font.stat().st_size for font in latin]

    assert len(sizes) == 2
    assert sum(sizes) <= 26 * KB


@pytest.mark.django_db
def test_every_step_and_every_picture_of_the_starter_course_is_small(client):
    list(load_starter_course(read_starter_course()))
    pages = {
        address: zipped(client.get(address).content)
        for lesson in LessonPage.objects.all()
        for track in lesson.track_names
        for step in lesson.steps_on(track)
        for address in [lesson.address("show_step", step.number, track=track)]
    }
    drawings = {picture.file.name: zipped(picture.file.read()) for picture in Picture.objects.all()}

    assert len(pages) > 100 and len(drawings) > 100
    assert {address: size for address, size in pages.items() if size > 15 * KB} == {}
    assert {name: size for name, size in drawings.items() if size > 60 * KB} == {}


# --- Queries -----------------------------------------------------------------------------

LESSON = "/learn/staying-safe/lesson-0/"


def fill_library(size: int) -> None:
    """So many of everything that a page may list, each step with all that takes a query."""
    steps = [photographed_step(number) for number in range(size)]
    course = make_course()
    for number in range(size):
        make_course(title=f"Course {number}", slug=f"course-{number}")
        GlossaryTerm.objects.create(word=f"cog {number}", meaning="A wheel with teeth.")
        for tag in ("link", "money"):
            warning = {"name": f"{tag}-{number}", "title": "Stop", "tag": tag}
            SafetyWarning.objects.create(**warning, text="<p>Ask first.</p>")
        lesson = make_lesson(course=course, slug=f"lesson-{number}", steps=steps)
        lesson.warnings = SafetyWarning.objects.all()
        lesson.save()


def photographed_step(number: int) -> dict:
    file = ContentFile(jpeg(40, 30), name=f"cog-{number}.jpg")
    picture = Picture.objects.create(title="A grey cog", file=file, nobody_in_it=True)
    make_renditions([picture])
    return make_step(name=f"step-{number}", picture=picture, tags=["link", "money"])


@pytest.mark.django_db
@pytest.mark.parametrize("size", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/", 6),
        ("/learn/", 8),
        ("/learn/staying-safe/", 10),
        (LESSON, 13),
        (LESSON + "1/?on=android", 7),
        (LESSON + "1/picture/?on=android", 7),
        (LESSON + "1/stuck/?on=android", 7),
        (LESSON + "done/?on=android", 6),
        (LESSON + "done/1/?on=android", 5),
        (LESSON + "print/?on=android", 7),
        ("/learn/search/?q=cog", 6),
        ("/learn/search/?q=xyzzy", 10),
        ("/words/", 2),
        ("/site-map/", 4),
        ("/display/", 1),
    ],
)
def test_a_page_takes_as_many_queries_for_one_of_everything_as_for_three(
    client, django_assert_num_queries, address, queries, size
):
    fill_library(size)
    client.get(address)  # the site's root and the like are looked up once in a process

    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200
