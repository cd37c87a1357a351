"""The register on other pages: a volunteer's own, and a card that one of them has scanned."""

from django.utils import timezone

from whatthetech.people.models import User
from whatthetech.people.parts import Part
from whatthetech.scheduling.taking_register import open_registers
from whatthetech.scheduling.views.drop_in import meant


def offer_to_send(request, volunteer) -> Part:
    """On /help/: what this phone kept at the door and never sent. Only its script knows."""
    return Part("scheduling/kept_taps.html")


def offer_register(request, volunteer) -> Part | None:
    """On /help/, from an hour before a session on."""
    sessions = open_registers(request.user, now=timezone.now())
    return Part("scheduling/open_registers.html", sessions=sessions) if sessions else None


def offer_to_add(request, person: User) -> Part | None:
    """On the page of a scanned card: to say that whoever holds it is here."""
    sessions = open_registers(request.user, now=timezone.now())
    registers = [(session, meant(request.user, session, person)) for session in sessions]
    return Part("scheduling/add_by_card.html", registers=registers) if registers else None
