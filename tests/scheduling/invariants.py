"""What must be true of a session at every moment, whoever did what before (PROGRAMME.md)."""

from collections import Counter
from datetime import datetime

from whatthetech.scheduling.models import Booking, LearningSession, Offer, Task
from whatthetech.scheduling.seats import occupancy
from whatthetech.scheduling.waiting_list import waiting_parties

State = Booking.State


def broken_rules(session: LearningSession, *, now: datetime) -> list[str]:
    """Each in words; none where all is well."""
    session = LearningSession.objects.select_related("room").get(pk=session.pk)
    bookings = list(session.bookings.all())
    return [
        rule
        for rule, holds in {
            "live bookings are no more than seats, unless at risk": _fits(session),
            "at risk means over, and has one task": _is_told(session),
            "nobody waits for a seat that is free": _is_offered(session, now),
            "one live booking a person": _once(bookings),
            "a seat is held once": _one_seat_each(bookings),
            "offered means that one offer is open": _has_offer(session, bookings),
            "two who come together have both or neither": _both_or_neither(bookings),
        }.items()
        if not holds
    ]


def _fits(session) -> bool:
    return session.is_at_risk or not occupancy(session).is_over


def _is_told(session) -> bool:
    tasks = session.tasks.open().filter(kind=Task.Kind.AT_RISK).count()
    return session.is_at_risk == occupancy(session).is_over == bool(tasks) and tasks <= 1


def _is_offered(session, now) -> bool:
    """A seat may stay free only for a pair that needs two and was passed over, or has nobody
    behind it who could take one.
    """
    free = occupancy(session).free
    if not free or session.is_cancelled or session.starts_at <= now:
        return True
    for party in waiting_parties(session):
        if len(party) <= free:
            return False
        if any(booking.passed_over_at for booking in party):
            return True
    return True


def _once(bookings) -> bool:
    live = Counter(booking.learner_id for booking in bookings if booking.is_live)
    return all(count == 1 for count in live.values())


def _one_seat_each(bookings) -> bool:
    seats = Counter(booking.seat for booking in bookings if booking.seat)
    return all(count == 1 for count in seats.values())


def _has_offer(session, bookings) -> bool:
    offered = {booking.pk for booking in bookings if booking.state == State.OFFERED}
    opened = Offer.objects.open().filter(booking__session=session)
    return sorted(offered) == sorted(opened.values_list("booking", flat=True))


def _both_or_neither(bookings) -> bool:
    """Of a pair that nobody left, one never has a seat while the other waits."""
    pairs: dict = {}
    for booking in bookings:
        if booking.together and booking.is_live:
            pairs.setdefault(booking.together, set()).add(booking.state)
    return all(
        states == {State.WAITING} or State.WAITING not in states for states in pairs.values()
    )
