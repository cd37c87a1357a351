"""Loads the whole starter course: every file is read before anything is written."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from lessons.files.file_entry import LessonFileError
from lessons.files.file_shapes import CourseFile, LessonFile, TermFile, WarningFile
from lessons.files.lesson_file import read_course, read_glossary, read_lesson, read_warnings
from lessons.files.plain_yaml import read_plain_yaml
from lessons.loading import load_lesson
from lessons.marked_text import to_rich_text
from lessons.models import CoursePage, GlossaryTerm, LibraryPage, SafetyWarning

STARTER = Path(__file__).parent


@dataclass(frozen=True)
class StarterCourse:
    terms: tuple[TermFile, ...]
    warnings: tuple[WarningFile, ...]
    courses: tuple[tuple[CourseFile, tuple[LessonFile, ...]], ...]  # in order
    showpiece: str  # "course/lesson"


def read_starter_course(folder: Path = STARTER) -> StarterCourse:
    """All of it, or one LessonFileError with every fault of every file."""
    library = read_plain_yaml(folder / "library.yaml")
    faults = []

    def read(reader, path):
        try:
            return reader(path)
        except LessonFileError as error:
            faults.extend(error.faults)

    terms = read(read_glossary, folder / "glossary.yaml")
    warnings = read(read_warnings, folder / "warnings.yaml")
    courses = []
    for slug in library["courses"]:
        course = read(read_course, folder / slug)
        if course:
            lessons = [read(read_lesson, folder / slug / name) for name in course.lessons]
            courses.append((course, tuple(lessons)))
    if faults:
        raise LessonFileError(faults)
    return StarterCourse(terms, warnings, tuple(courses), library.get("showpiece", ""))


def load_starter_course(starter: StarterCourse) -> Iterator[str]:
    """Load it, yielding a line as each part is done. Running it again changes nothing."""
    yield f"{load_terms(starter.terms)} words explained added"
    yield f"{load_warnings(starter.warnings)} safety warnings added"
    library = LibraryPage.objects.get()
    total = sum(len(lessons) for _, lessons in starter.courses)
    number = 0
    for course_file, lessons in starter.courses:
        course = load_course(course_file, library)
        for lesson in lessons:
            number += 1
            is_showpiece = starter.showpiece == f"{course.slug}/{lesson.slug}"
            outcome = load_lesson(lesson, course=course, showpiece=is_showpiece)
            yield f"Lesson {number} of {total}, “{lesson.title}”: {outcome.value}"


@transaction.atomic
def load_terms(terms) -> int:
    """Add the words that are not there yet; how many. A word that is there is an editor's."""
    known = set(GlossaryTerm.objects.values_list("word", flat=True))
    new = [term for term in terms if term.word not in known]
    for term in new:
        GlossaryTerm.objects.create(
            word=term.word,
            meaning=term.meaning,
            other_forms="\n".join(term.also),
            also_called="\n".join(term.search),
        )
    return len(new)


@transaction.atomic
def load_warnings(warnings) -> int:
    known = set(SafetyWarning.objects.values_list("name", flat=True))
    new = [warning for warning in warnings if warning.name not in known]
    for warning in new:
        SafetyWarning.objects.create(
            name=warning.name, title=warning.title, text=to_rich_text(warning.text), tag=warning.tag
        )
    return len(new)


def load_course(file: CourseFile, library: LibraryPage) -> CoursePage:
    course = CoursePage.objects.child_of(library).filter(slug=file.slug).first()
    if course is None:
        course = CoursePage(slug=file.slug, title=file.title, summary=file.summary)
        library.add_child(instance=course)
    return course
