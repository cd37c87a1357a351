"""A lesson as one ZIP file that another programme can take: written, and read as a draft.

The ZIP holds one folder as docs/how-to/lesson-files.md describes it: lesson.yaml and the
photographs; a drawing goes as the words from which it is drawn.
"""

from lessons.exchange.errors import ExchangeError
from lessons.exchange.exporting import export_lesson
from lessons.exchange.importing import Imported, import_lesson

__all__ = ["ExchangeError", "Imported", "export_lesson", "import_lesson"]
