"""Until manage.py check_lessons is there."""

import sys
from pathlib import Path

from lessons.files.lesson_file import *  # noqa
from lessons.files.lesson_file import main

if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
