from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from lessons.starter.loader import STARTER
from tests.factories.lessons import make_course, make_lesson, make_step

pytestmark = pytest.mark.django_db

STARTER_LESSONS = sorted(path.parent for path in STARTER.glob("*/*/lesson.yaml"))


def check(*folders) -> list[str]:
    said = StringIO()
    call_command("check_lessons", *folders, stdout=said)
    return said.getvalue().splitlines()


@pytest.mark.parametrize("folder", STARTER_LESSONS, ids=lambda folder: folder.name)
def test_the_starter_course_keeps_the_contract_with_no_warnings(folder):
    lines = check(folder)

    assert lines[0] == str(folder)
    assert len(lines) == 4  # then a line a track, and nothing below it
    assert all(line.endswith((" 9 steps", " 10 steps")) for line in lines[1:])


def test_all_six_are_there():
    assert len(STARTER_LESSONS) == 6


def test_without_folders_every_lesson_of_the_site_is_checked_drafts_too():
    bare = make_step(name="bare", words_only_because="")
    make_lesson(course=make_course(), tracks=("android",), steps=[bare], live=False)
    said = StringIO()

    with pytest.raises(CommandError, match="1 lesson to be mended"):
        call_command("check_lessons", stdout=said)

    assert "Step 1 has no picture. Add one, or mark the step as words only" in said.getvalue()


def test_a_folder_that_holds_no_lesson_gets_a_sentence(tmp_path):
    said = StringIO()

    with pytest.raises(CommandError, match="1 lesson to be mended"):
        call_command("check_lessons", tmp_path, stdout=said)

    assert "lesson.yaml" in said.getvalue()
