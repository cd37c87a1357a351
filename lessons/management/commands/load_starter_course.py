from django.core.management.base import BaseCommand, CommandError

from lessons.files.file_entry import LessonFileError
from lessons.starter.loader import load_starter_course, read_starter_course


class Command(BaseCommand):
    help = "Loads the starter course. What an editor has changed stays as it is."

    def handle(self, **options):
        try:
            starter = read_starter_course()
        except LessonFileError as error:
            raise CommandError("Nothing was loaded.\n" + "\n".join(error.faults)) from None
        for line in load_starter_course(starter):
            self.stdout.write(line)
