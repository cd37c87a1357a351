"""Loading the starter course: once, again, and over what an editor changed."""

from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import call_command

from lessons.files.file_entry import LessonFileError
from lessons.files.lesson_file import read_lesson
from lessons.loading import Outcome, load_lesson
from lessons.models import GlossaryTerm, LessonPage, Picture
from lessons.starter.loader import STARTER, load_starter_course, read_starter_course
from tests.factories.lessons import make_course

pytestmark = pytest.mark.django_db

SCAM = STARTER / "staying-safe" / "spot-and-report-a-scam"


@pytest.fixture(scope="module")
def file():
    return read_lesson(SCAM)


@pytest.fixture
def course():
    return make_course()


def test_what_is_loaded_is_what_the_file_says(file, course):
    assert load_lesson(file, course=course) is Outcome.ADDED

    lesson = LessonPage.objects.get(slug=file.slug)
    assert lesson.live
    for track in file.tracks:
        assert lesson.outline(track) == file.outline(track)


def test_loading_again_changes_nothing(file, course):
    load_lesson(file, course=course)
    before = LessonPage.objects.get(), Picture.objects.count()

    assert load_lesson(file, course=course) is Outcome.SAME
    after = LessonPage.objects.get(), Picture.objects.count()

    assert after == before
    assert after[0].latest_revision_id == before[0].latest_revision_id


def test_a_newer_file_is_published_and_keeps_the_steps_identities(file, course):
    load_lesson(file, course=course)
    before = [step.id for step in LessonPage.objects.get().steps_on("android")]

    assert load_lesson(replace(file, title="A better name"), course=course) is Outcome.UPDATED

    lesson = LessonPage.objects.get()
    assert lesson.title == "A better name"
    assert [step.id for step in lesson.steps_on("android")] == before


@pytest.mark.parametrize("published", [True, False], ids=["published", "draft"])
def test_what_an_editor_changed_is_left_as_it_is(file, course, published):
    load_lesson(file, course=course)
    lesson = LessonPage.objects.get()
    lesson.can_do = "do it the way we do here"
    revision = lesson.save_revision()
    if published:
        revision.publish()

    newer = replace(file, can_do="something newer")

    assert load_lesson(newer, course=course) is Outcome.KEPT
    latest = LessonPage.objects.get().get_latest_revision_as_object()
    assert latest.can_do == "do it the way we do here"


def test_nothing_is_half_loaded(file, course, monkeypatch):
    monkeypatch.setattr(LessonPage, "publish", lambda *args, **kwargs: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        load_lesson(file, course=course)

    assert not LessonPage.objects.exists()
    assert not Picture.objects.exists()


def test_a_fault_anywhere_loads_nothing_and_names_the_file(tmp_path):
    import shutil

    folder = tmp_path / "starter"
    shutil.copytree(STARTER, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    for lesson in ("staying-safe/spot-and-report-a-scam", "keeping-in-touch/video-call"):
        path = folder / lesson / "lesson.yaml"
        path.write_text(path.read_text().replace("tracks: [iphone", "tracks: [toaster", 1))

    with pytest.raises(LessonFileError) as error:
        read_starter_course(folder)

    assert len(error.value.faults) >= 2
    assert "spot-and-report-a-scam/lesson.yaml" in str(error.value)
    assert "video-call/lesson.yaml" in str(error.value)
    assert "toaster" in str(error.value)


def test_the_command_shows_its_progress_and_can_run_again():
    first, second = StringIO(), StringIO()
    call_command("load_starter_course", stdout=first)
    call_command("load_starter_course", stdout=second)

    assert "Lesson 6 of 6, “Video call”: added" in first.getvalue()
    assert "Lesson 6 of 6, “Video call”: already there" in second.getvalue()
    assert LessonPage.objects.live().count() == 6
    assert GlossaryTerm.objects.count() >= 40


def test_a_word_an_editor_changed_stays():
    list(load_starter_course(read_starter_course()))
    term = GlossaryTerm.objects.get(word="app")
    term.meaning = "Our own words."
    term.save()
    list(load_starter_course(read_starter_course()))

    term.refresh_from_db()
    assert term.meaning == "Our own words."


def test_the_showpiece_stays_on_the_home_page_after_an_editor_publishes_it(client, file, course):
    load_lesson(file, course=course, showpiece=True)
    LessonPage.objects.get().get_latest_revision().publish()

    assert "Begin “Spot and report a scam”" in client.get("/").content.decode()
