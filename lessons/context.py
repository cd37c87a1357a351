"""What stands on every page: the reader's display, the help line, a way back to one's place."""

from django.utils.functional import SimpleLazyObject

from lessons import progress
from lessons.display import Display
from lessons.models import HelpLine
from lessons.page_cache import remembered

load_help_line = remembered(HelpLine.load)


def every_page(request):
    """Template context: `display`, `help_line`, `has_place`."""
    return {
        "display": Display.read(request.COOKIES),
        "help_line": SimpleLazyObject(load_help_line),
        "has_place": progress.COOKIE in request.COOKIES,
    }
