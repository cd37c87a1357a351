"""`manage.py check_lessons` puts the step contract to pages and to files."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from lessons.models import LessonPage
from lessons.starter.loader import STARTER
from tests.factories.lessons import make_course, make_lesson, make_step

STARTER_LESSONS = sorted(path.parent for path in STARTER.glob("*/*/lesson.yaml"))
SCAM = STARTER / "staying-safe" / "spot-and-report-a-scam"
NO_PICTURE = "error I1: Step 2 has no picture. Add one, or mark the step as words only and say why."


def said(*arguments) -> str:
    out = StringIO()
    call_command("check_lessons", *map(str, arguments), stdout=out, no_color=True)
    return out.getvalue()


def said_and_failed(*arguments) -> tuple[str, str]:
    out = StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("check_lessons", *map(str, arguments), stdout=out, no_color=True)
    return out.getvalue(), str(caught.value)


# --- Lessons in the database --------------------------------------------------------------


@pytest.mark.django_db
def test_every_lesson_in_the_database_is_checked_on_every_device():
    lesson = make_lesson(course=make_course(), tracks=("iphone", "windows"))
    lesson.get_latest_revision().publish()

    assert said().splitlines()[:2] == [
        "Find the settings (/learn/staying-safe/find-the-settings/, published)",
        "  iPhone or iPad: 6 steps",
    ]
    assert "  Windows laptop: 6 steps" in said()
    assert "    warning W6: The title uses “settings”" in said()


@pytest.mark.django_db
def test_a_draft_with_errors_fails():
    course = make_course()
    make_lesson(course=course)
    steps = [make_step(name="first"), make_step(name="second", words_only_because="")]
    make_lesson(course=course, slug="other", title="Other", steps=steps, live=False)

    out, failure = said_and_failed()

    assert failure == "1 lesson to be mended."
    assert "Other (/learn/staying-safe/other/, draft)" in out and NO_PICTURE in out


@pytest.mark.django_db
def test_what_is_checked_is_the_newest_draft_of_a_published_lesson():
    lesson = make_lesson(course=make_course())
    lesson.can_do = ""
    lesson.save_revision(clean=False)

    out, failure = said_and_failed()

    assert "published, and changed since)" in out and "“You will be able to” is missing." in out
    assert failure == "1 lesson to be mended."


@pytest.mark.django_db
def test_a_lesson_without_a_device_fails():
    make_lesson(course=make_course(), tracks=())

    assert "error: The lesson names no device." in said_and_failed()[0]


@pytest.mark.django_db
def test_without_lessons_there_is_nothing_to_say():
    assert LessonPage.objects.count() == 0
    assert said() == ""


# --- Lesson files ---------------------------------------------------------------------------


def test_all_six_are_there():
    assert len(STARTER_LESSONS) == 6


@pytest.mark.parametrize("folder", STARTER_LESSONS, ids=lambda folder: folder.name)
def test_the_starter_course_keeps_the_contract_with_no_warnings(folder):
    lines = said(folder).splitlines()

    assert lines[0] == str(folder)
    assert len(lines) == 4  # then a line a track, and nothing below it
    assert all(line.endswith((" 9 steps", " 10 steps")) for line in lines[1:])


def test_a_file_with_faults_and_one_that_breaks_the_contract_both_fail(tmp_path):
    text = (SCAM / "lesson.yaml").read_text(encoding="utf-8")
    for name, content in {
        "a-lesson": text.replace("tracks: [iphone", "tracks: [iphon"),
        "b-lesson": text.replace("can_do: ", "can_do: simply "),
    }.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "lesson.yaml").write_text(content, encoding="utf-8")

    out, failure = said_and_failed(tmp_path / "a-lesson", tmp_path / "b-lesson")

    assert "error: a-lesson/lesson.yaml: “iphon” is not known under “tracks”." in out
    assert "error W4: “You will be able to” uses “simply”." in out
    assert failure == "2 lessons to be mended."


def test_a_folder_that_is_not_there_fails(tmp_path):
    out, failure = said_and_failed(tmp_path / "no-such-lesson")

    assert "error: no-such-lesson/lesson.yaml: is missing. Add it." in out
    assert failure == "1 lesson to be mended."
