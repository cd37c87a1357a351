"""What docs/how-to/lesson-files.md shows can be read as it stands."""

import re
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from lessons.files.lesson_file import read_course, read_glossary, read_lesson, read_warnings

GUIDE = Path(__file__).parents[2] / "docs/how-to/lesson-files.md"


def example(beginning: str) -> str:
    """The one YAML block of the guide that begins so."""
    blocks = re.findall(r"```yaml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    [block] = [block for block in blocks if block.startswith(beginning)]
    return block


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "staying-safe" / "spot-and-report-a-scam"
    folder.mkdir(parents=True)
    return folder


def test_the_lesson_shown_has_all_its_parts(folder):
    (folder / "lesson.yaml").write_text(example("title: Spot"), encoding="utf-8")

    lesson = read_lesson(folder)

    assert [step.id for step in lesson.steps] == ["stop", "breathe"]
    assert lesson.steps[0].on["windows"].picture.draw["device"] == "laptop"
    assert lesson.steps[1].words_only.startswith("There is nothing to see")
    assert lesson.questions[0].answers[1].right


def test_the_picture_file_shown_is_taken_from_the_lessons_folder(folder):
    (folder / "pictures").mkdir()
    Image.new("RGB", (40, 30)).save(folder / "pictures/cog.jpg")
    words = "title: A\ncan_do: b\nminutes: 5\ntracks: [all]\nsteps:\n- id: a\n  title: T\n  do: D\n"
    indented = "".join(f"  {line}\n" for line in example("picture:").splitlines())
    (folder / "lesson.yaml").write_text(words + indented, encoding="utf-8")

    [step] = read_lesson(folder).steps

    assert (step.picture.file, step.picture.draw) == ("pictures/cog.jpg", None)


def test_the_check_shown_names_who_tried_the_lesson_and_when(folder):
    lesson = example("title: Spot").replace("checked: {}", "") + example("checked:")
    (folder / "lesson.yaml").write_text(lesson, encoding="utf-8")

    checked = read_lesson(folder, today=date(2026, 10, 2)).checked["iphone"]

    assert (checked.on, checked.by) == (date(2026, 10, 1), "Priya")


def test_the_course_glossary_and_warnings_shown_can_be_read(folder, tmp_path):
    (folder / "lesson.yaml").touch()
    (folder.parent / "course.yaml").write_text(example("title: Staying"), encoding="utf-8")
    for name, beginning in (("glossary", "- word"), ("warnings", "- name")):
        (tmp_path / f"{name}.yaml").write_text(example(beginning), encoding="utf-8")

    assert read_course(folder.parent).lessons == (folder.name,)
    assert [term.word for term in read_glossary(tmp_path / "glossary.yaml")] == ["browser"]
    assert [w.tag for w in read_warnings(tmp_path / "warnings.yaml")] == ["remote-access"]
