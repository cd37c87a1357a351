"""How many seats a session has, and how many are left. Seats follow helpers.

`seats = min(room limit, places of confirmed, cleared shifts) - kept for walk-ins`
(PROGRAMME.md, "Scheduling").
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from whatthetech.scheduling import cleared
from whatthetech.scheduling.models import Booking, BookingRules, LearningSession, VolunteerShift

AT_THE_DOOR = Q(channel=Booking.Channel.DROP_IN)


@dataclass(frozen=True)
class Occupancy:
    capacity: int  # what room and helpers allow
    kept: int  # of these, for walk-ins
    taken: int  # by bookings and offers
    dropped_in: int

    @property
    def seats(self) -> int:
        """To book beforehand."""
        return self.capacity - self.kept

    @property
    def used(self) -> int:
        """Of `seats`: walk-ins beyond what is kept for them use these too."""
        return self.taken + max(0, self.dropped_in - self.kept)

    @property
    def free(self) -> int:
        return max(0, self.seats - self.used)

    @property
    def free_at_the_door(self) -> int:
        return max(0, self.capacity - self.taken - self.dropped_in)

    @property
    def is_over(self) -> bool:
        return self.used > self.seats


def occupancy(session: LearningSession) -> Occupancy:
    return occupancies([session])[session.pk]


def occupancies(sessions: Collection[LearningSession]) -> dict[int, Occupancy]:
    """{session's key: occupancy}, in as many queries for a term as for one session.

    The sessions come with their rooms.
    """
    on = {session.pk: session.on for session in sessions}
    places, (taken, dropped_in) = _places(on), _holding(on)
    one_in = BookingRules.now_in_force().walk_ins_one_in
    found = {}
    for session in sessions:
        capacity = min(session.room.learners_at_most, places[session.pk])
        kept = session.kept_for_walk_ins
        kept = capacity // one_in if kept is None else min(kept, capacity)
        found[session.pk] = Occupancy(capacity, kept, taken[session.pk], dropped_in[session.pk])
    return found


def _places(on: dict[int, date]) -> defaultdict[int, int]:
    """By session. `on`: {session's key: its day}."""
    places = defaultdict(int)
    shifts = VolunteerShift.objects.confirmed().filter(session__in=on).exclude(volunteer=None)
    for shift in cleared.with_bare_path(shifts.order_by()):
        if cleared.is_cleared(shift.volunteer, on=on[shift.session_id]):
            places[shift.session_id] += shift.places
    return places


def _holding(keys: Collection[int]) -> tuple[defaultdict[int, int], defaultdict[int, int]]:
    taken, dropped_in = defaultdict(int), defaultdict(int)
    rows = Booking.objects.holding_seats().filter(session__in=keys).order_by().values("session")
    for row in rows.annotate(
        dropped_in=Count("pk", filter=AT_THE_DOOR), taken=Count("pk", filter=~AT_THE_DOOR)
    ):
        taken[row["session"]] = row["taken"]
        dropped_in[row["session"]] = row["dropped_in"]
    return taken, dropped_in


def next_seat(session: LearningSession) -> int:
    """The lowest number that nobody holds. Only under the session's lock."""
    held = set(session.bookings.exclude(seat=None).values_list("seat", flat=True))
    return next(seat for seat in range(1, len(held) + 2) if seat not in held)
