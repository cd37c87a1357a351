"""Says what the step contract finds in lessons, before anybody reads them."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from lessons.contract import check_lesson, errors
from lessons.files.file_entry import LessonFileError
from lessons.files.lesson_file import explained_words, read_glossary, read_lesson
from lessons.glossary import all_forms
from lessons.models import LessonPage
from lessons.starter.loader import STARTER
from lessons.tracks import Track


class Command(BaseCommand):
    help = (
        "Puts the step contract to every lesson in the database, published or draft; or, where"
        " folders are named, to the lesson files in them. Fails where a lesson has errors."
    )

    def add_arguments(self, parser):
        parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")

    def handle(self, *, folders, **options):
        faulty = sum(self._check_files(folders) if folders else self._check_pages())
        if faulty:
            raise CommandError(f"{faulty} lesson{'s' if faulty > 1 else ''} to be mended.")

    def _check_pages(self):
        """True for each lesson with errors."""
        explained = all_forms()
        for page in LessonPage.objects.order_by("path"):
            lesson = page.get_latest_revision_as_object()
            self.stdout.write(f"{lesson.title} ({lesson.front}, {_state(page)})")
            yield self._tell(lesson, lesson.track_names, explained)

    def _check_files(self, folders):
        glossary = STARTER / "glossary.yaml"
        explained = explained_words(read_glossary(glossary))
        for folder in folders:
            self.stdout.write(str(folder))
            try:
                lesson = read_lesson(folder.resolve())
            except LessonFileError as error:
                for fault in error.faults:
                    self._error(fault)
                yield True
            else:
                yield self._tell(lesson, lesson.tracks, explained)

    def _tell(self, lesson, tracks, explained) -> bool:
        """Write what is found on each track; whether there are errors."""
        known = [track for track in tracks if track in Track.values]
        if not known:
            self._error("The lesson names no device.")
        found = []
        for track in known:
            outline = lesson.outline(track)
            self.stdout.write(f"  {Track(track).label}: {len(outline.steps)} steps")
            for finding in check_lesson(outline, explained=explained):
                found.append(finding)
                word = finding.severity.value
                style = self.style.ERROR if word == "error" else self.style.WARNING
                self.stdout.write(style(f"    {word} {finding.rule}: {finding.message}"))
        return not known or bool(errors(found))

    def _error(self, fault: str) -> None:
        self.stdout.write(self.style.ERROR(f"    error: {fault}"))


def _state(page: LessonPage) -> str:
    if not page.live:
        return "draft"
    return "published, and changed since" if page.has_unpublished_changes else "published"
