"""Somebody without an account asks for a seat, and a coordinator rings them.

A request holds no seat and books nobody: whoever answers it books by the same deeds as ever.
"""

from datetime import datetime

from django.db import transaction

from whatthetech.people.models import User
from whatthetech.scheduling.booking import refuse_late
from whatthetech.scheduling.locking import lock_session
from whatthetech.scheduling.models import ClosedDay, LearningSession, SeatRequest
from whatthetech.scheduling.times import after_working_days

OPEN_AT_MOST = 30  # in a session: more than any room holds is nobody in need of a seat
WORKING_DAYS = 2  # in which we answer


class TooManyAsk(Exception):
    """There are more open requests for this session than we could answer: they ring us."""


@transaction.atomic
def ask_for_seat(
    *, session: LearningSession, name: str, reach_them_by: str, now: datetime
) -> SeatRequest:
    """The same name and way to reach them twice is one request, for as long as it is open.

    Raises SessionIsCancelled, SessionHasBegun, TooManyAsk.
    """
    session = lock_session(session.pk)
    refuse_late(session, now)
    asked = open_requests(session)
    for before in asked:
        if (before.name, before.reach_by) == (name, reach_them_by):
            return before
    if len(asked) >= OPEN_AT_MOST:
        raise TooManyAsk
    return SeatRequest.objects.create(
        session=session, name=name, reach_by=reach_them_by, asked_at=now
    )


@transaction.atomic
def answer_request(*, request: SeatRequest, by: User, now: datetime) -> SeatRequest:
    """They were rung or written to. A second press keeps who was first."""
    request = SeatRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if request.answered_at is None:
        request.answered_at, request.answered_by = now, by
        request.save(update_fields=["answered_at", "answered_by"])
    return request


def open_requests(session: LearningSession) -> list[SeatRequest]:
    """The oldest first."""
    return list(session.seat_requests.open())


def answered_before(session: LearningSession, now: datetime) -> bool:
    """Whether an answer in so many working days still comes before the session."""
    closed = ClosedDay.objects.confirmed().filter(venue=None).days()
    return after_working_days(now, WORKING_DAYS, closed) < session.starts_at
