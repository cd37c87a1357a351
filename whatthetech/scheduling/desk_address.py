"""Where a session's own page at the desk is."""

from django.urls import reverse

from whatthetech.scheduling.models import LearningSession

PAGE_OF_SESSION = "programme:session_bookings"


def desk_address(session: LearningSession) -> str:
    return reverse(PAGE_OF_SESSION, args=[session.pk])
