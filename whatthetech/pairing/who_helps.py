"""Who helps whom at a session, as far as it is known now.

Whoever was named for this booking; else as published for the session; else their volunteer of
the term. Only somebody who is confirmed for that session, cleared on its day, and not kept apart
from the learner (PROGRAMME.md, “Pairing”: H2, H7).
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime

from whatthetech.pairing.allocation import allocation
from whatthetech.pairing.current import current_pairings
from whatthetech.pairing.models import Ban, Pairing
from whatthetech.people.models import User, VolunteerProfile
from whatthetech.scheduling import cleared
from whatthetech.scheduling.models import Booking, VolunteerShift


def helpers_of(bookings: Collection[Booking], *, now: datetime) -> dict[int, VolunteerShift]:
    """{booking's key: shift of who helps}; without those of whom nobody knows yet.

    The bookings come with their sessions. As many queries for three as for one.
    """
    if not bookings:
        return {}
    shifts = _shifts(bookings, now)
    published = allocation([booking.session for booking in bookings])
    paired, apart = _paired(bookings), _kept_apart(bookings)
    found = {}
    for booking in bookings:
        there = shifts[booking.session_id]
        pair = published.get((booking.session_id, booking.learner_id))
        named = (shift.volunteer_id for shift in there.values() if shift.pk == booking.helper_id)
        wanted = (next(named, None), pair and pair.volunteer_id, _of_the_term(paired, booking))
        for volunteer in wanted:
            if volunteer in there and (booking.learner_id, volunteer) not in apart:
                found[booking.pk] = there[volunteer]
                break
    return found


def coming_bookings(person: User, *, now: datetime) -> list[Booking]:
    """The person's seats in sessions that are not over, the next first."""
    booked = person.bookings.filter(
        state=Booking.State.BOOKED, session__ends_at__gt=now, session__cancelled_at=None
    )
    return list(booked.select_related("session__room__venue").order_by("session__starts_at"))


def volunteer_of(learner: User, *, on: date) -> VolunteerProfile | None:
    """Their own of the term that runs on this day, or of the next; unless they are kept apart."""
    pairing = current_pairings(on=on, learners=[learner.pk]).get(learner.pk)
    if pairing is None:
        return None
    apart = Ban.objects.live().filter(learner=learner, volunteer=pairing.volunteer).exists()
    return None if apart else pairing.volunteer


def _shifts(bookings, now) -> defaultdict[int, dict[int, VolunteerShift]]:
    """{session: {volunteer: shift}} of those who are confirmed and cleared."""
    keys = {booking.session_id for booking in bookings}
    confirmed = VolunteerShift.objects.confirmed().filter(session__in=keys)
    found = defaultdict(dict)
    for shift in cleared.with_path(confirmed.exclude(volunteer=None)):
        if cleared.may_see_whom_they_meet(shift.volunteer, on=shift.session.on, now=now):
            found[shift.session_id][shift.volunteer_id] = shift
    return found


def _paired(bookings) -> defaultdict[int, list[Pairing]]:
    """{learner: their volunteers of the term}, of whatever terms."""
    found = defaultdict(list)
    learners = {booking.learner_id for booking in bookings}
    for pairing in (
        Pairing.objects.live().primary().filter(learner__in=learners).select_related("term")
    ):
        found[pairing.learner_id].append(pairing)
    return found


def _of_the_term(paired, booking: Booking) -> int | None:
    day = booking.session.on
    return next(
        (
            pairing.volunteer_id
            for pairing in paired[booking.learner_id]
            if pairing.term.begins_on <= day <= pairing.term.ends_on
        ),
        None,
    )


def _kept_apart(bookings) -> set[tuple[int, int]]:
    bans = Ban.objects.live().filter(learner__in={booking.learner_id for booking in bookings})
    return set(bans.values_list("learner_id", "volunteer_id"))
