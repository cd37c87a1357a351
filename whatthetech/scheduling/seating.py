"""One session as the desk sees it: seats, who is booked, who waits and why in this order."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from whatthetech.people.models import User
from whatthetech.people.wording import counted
from whatthetech.scheduling import cleared
from whatthetech.scheduling.booked import Theirs, tell
from whatthetech.scheduling.models import Booking, LearningSession, VolunteerShift
from whatthetech.scheduling.risk import what_is_wrong
from whatthetech.scheduling.seats import Occupancy, occupancy
from whatthetech.scheduling.waiting_list import in_parties
from whatthetech.scheduling.words import by_when

State = Booking.State
SEATED = (State.BOOKED, State.ATTENDED, State.MISSED)


@dataclass(frozen=True)
class Waits:
    """One, or two who come together, on the waiting list."""

    number: int  # from 1
    bookings: tuple[Booking, ...]
    why: str  # such as “waits since Saturday 3 October, 2 o’clock”

    @property
    def people(self) -> list[User]:
        return [booking.learner for booking in self.bookings if booking.learner]


@dataclass(frozen=True)
class Seating:
    session: LearningSession
    room: Occupancy
    helpers: tuple[VolunteerShift, ...]  # confirmed and cleared
    offered_to_help: int
    booked: tuple[Booking, ...]  # by seat, then who did not come
    waiting: tuple[Waits, ...]  # the next one first
    offers: tuple[Theirs, ...]  # the oldest first
    is_over: bool  # the session

    @property
    def what_is_wrong(self) -> str:
        return what_is_wrong(self.room) if self.session.is_at_risk else ""

    @property
    def to_ring(self) -> list[User]:
        """Whose number is shown."""
        return [one.booking.learner for one in self.offers]

    @property
    def may_offer(self) -> bool:
        return bool(self.room.free and self.waiting)


def seating(session: LearningSession, *, now: datetime, today: date) -> Seating:
    shifts = cleared.with_path(session.shifts.exclude(volunteer=None))
    confirmed = [
        shift for shift in shifts.confirmed() if cleared.is_cleared(shift.volunteer, on=session.on)
    ]
    live = session.bookings.live().exclude(learner=None).select_related("learner__learner_profile")
    seated = sorted(live.filter(state__in=SEATED), key=lambda one: (one.seat or 999, one.pk))
    offered = live.filter(state=State.OFFERED).order_by("offers__made_at", "pk")
    keys = list(dict.fromkeys(offered.values_list("pk", flat=True)))
    return Seating(
        session=session,
        room=occupancy(session),
        helpers=tuple(confirmed),
        offered_to_help=session.shifts.offered().count(),
        booked=tuple(seated),
        waiting=tuple(_waiting(live.waiting(), today)),
        offers=tuple(tell(keys, now=now, today=today)),
        is_over=session.ends_at <= now,
    )


def _waiting(bookings: Collection[Booking], today: date) -> list[Waits]:
    return [
        Waits(number, tuple(party), _why(party, today))
        for number, party in enumerate(in_parties(bookings), 1)
    ]


def _why(party: list[Booking], today: date) -> str:
    """In the order in which the list is sorted."""
    first = party[0]
    since = f"since {by_when(first.joined_at, today=today)}"
    lapsed, priority = first.offers_lapsed, first.priority
    said = [
        f"after the others: did not answer {counted(lapsed, 'offer')}" if lapsed else "",
        "goes first: a coordinator said so" if priority > 0 else "",
        "needs two seats" if len(party) > 1 else "",
        "passed over once, and not again" if any(one.passed_over_at for one in party) else "",
        since,
    ]
    return "; ".join(filter(None, said))
