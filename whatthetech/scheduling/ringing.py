"""Ringing people about their booking, where the session is at risk or they left a waiting list."""

from datetime import datetime

from django.db import transaction

from whatthetech.people.models import User
from whatthetech.scheduling.locking import lock_session
from whatthetech.scheduling.models import Booking, NoAnswer


@transaction.atomic
def note_no_answer(*, booking: Booking, seen: int, by: User, now: datetime) -> NoAnswer:
    """We rang and reached nobody. Nothing else changes: it says whom to ring again.

    `seen`: how many the page showed. Another number by now is a second press of one button.
    """
    lock_session(booking.session_id)
    noted = list(booking.no_answers.all())
    if len(noted) > seen:
        return noted[-1]
    return NoAnswer.objects.create(booking=booking, at=now, by=by)
