"""How a person wants to see pages, kept for them on the server: the same on any device."""

from lessons.display import Display
from lessons.models import KeptDisplay


def keep_display(person, display: Display) -> None:
    """The person chose this just now."""
    values = {"size": display.size, "page": display.page}
    KeptDisplay.objects.update_or_create(person=person, defaults=values)


def bring_display(person, request, response):
    """Show them pages as they chose on whatever device; who never chose keeps what is here."""
    here = Display.read(request.COOKIES)
    kept = KeptDisplay.objects.filter(person=person).first()
    if kept is None and here != Display():
        keep_display(person, here)
    if kept and (chosen := Display(size=kept.size, page=kept.page)) != here:
        return chosen.keep(response)
    return response
