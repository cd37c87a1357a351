"""What stands on every page: the reader's display, the help line, a way back to one's place."""

from django.utils.functional import SimpleLazyObject

from lessons import progress
from lessons.display import Display


def every_page(request):
    """Template context: `display`, `help_line`, `has_place`."""
    from lessons.models import HelpLine

    return {
        "display": Display.read(request.COOKIES),
        "help_line": SimpleLazyObject(HelpLine.load),
        "has_place": progress.COOKIE in request.COOKIES,
    }
