"""Moving somebody to another session: there first, and then their seat here is let go."""

from datetime import datetime

from django.db import transaction

from whatthetech.people.models import User
from whatthetech.scheduling.booking import book_place, cancel_booking
from whatthetech.scheduling.locking import lock_sessions
from whatthetech.scheduling.models import Booking, LearningSession
from whatthetech.scheduling.waiting_list import accept_offer

State = Booking.State


class NoSeatThere(Exception):
    """The other session is full, or others wait for it. Nothing was changed."""


class NothingToMove(Exception):
    """The booking was cancelled, or whose it was is erased."""


@transaction.atomic
def move_booking(
    *,
    booking: Booking,
    to: LearningSession,
    by: User,
    now: datetime,
    key: str,
    channel: Booking.Channel,
) -> Booking:
    """The booking in the other session. Of two who come together, this one goes alone.

    The same key moves once (a button pressed twice). Raises NoSeatThere, NothingToMove, and as
    book_place and cancel_booking.
    """
    lock_sessions({booking.session_id, to.pk})
    booking = Booking.objects.select_related("learner").get(pk=booking.pk)
    if made := _made_with(key, booking, to):
        return made
    if not booking.is_live or booking.learner is None:
        raise NothingToMove
    made = book_place(session=to, learner=booking.learner, by=by, channel=channel, key=key, now=now)
    if made.state == State.WAITING:
        raise NoSeatThere
    if made.state == State.OFFERED:  # passed on by a pair for whom one seat was too few
        made = accept_offer(offer=made.offers.open().get(), by=by, now=now)
    cancel_booking(booking=booking, by=by, now=now)
    return made


def _made_with(key: str, booking: Booking, to: LearningSession) -> Booking | None:
    """What this press made before."""
    made = to.bookings.filter(idempotency_key=key, learner=booking.learner_id) if key else []
    return next(iter(made), None)
