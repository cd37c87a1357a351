"""Whom a change or a cancellation of sessions touches, and how to reach them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from whatthetech.people.look_ups import note_look_up
from whatthetech.people.models import LookUp, User
from whatthetech.scheduling.models import Booking, LearningSession, VolunteerShift
from whatthetech.scheduling.series import Preview
from whatthetech.scheduling.sessions import ended_with

Part = str  # what somebody does there, in words


@dataclass
class Touched:
    person: User
    part: Part
    sessions: list[LearningSession] = field(default_factory=list)  # earliest first

    @property
    def reach(self) -> str:
        return self.person.telephone or self.person.email or "see their record"


def touched_by(preview: Preview) -> list[Touched]:
    """By name, those who come before those who help."""
    moves = [move for move in preview.moves if move.is_change]
    return _gathered((move.session, move.bookings, move.shifts) for move in moves)


def touched_by_cancelling(session: LearningSession) -> list[Touched]:
    """As `touched_by`, in two queries."""
    bookings = session.bookings.live().select_related("learner")
    shifts = session.shifts.live().select_related("volunteer__person")
    return _gathered([(session, bookings, shifts)])


def touched_by_bringing_back(session: LearningSession) -> list[Touched]:
    """As `touched_by`, in two queries."""
    shifts = session.shifts.live().select_related("volunteer__person")
    return _gathered([(session, ended_with(session), shifts)])


def _gathered(
    rows: Iterable[tuple[LearningSession, Iterable[Booking], Iterable[VolunteerShift]]],
) -> list[Touched]:
    found: dict[tuple[int, Part], Touched] = {}
    for session, bookings, shifts in rows:
        for booking in bookings:
            _add(found, booking.learner, _part_of(booking), session)
        for shift in shifts:
            _add(found, shift.volunteer and shift.volunteer.person, "helps", session)
    return sorted(found.values(), key=lambda one: (one.part == "helps", str(one.person).lower()))


def _part_of(booking: Booking) -> Part:
    stands = booking.ended_as or booking.state
    return "waits for a seat" if stands == Booking.State.WAITING else "comes"


def _add(found: dict, person: User | None, part: Part, session: LearningSession) -> None:
    """Nobody where the person was erased since."""
    if person is not None:
        one = found.setdefault((person.pk, part), Touched(person, part))
        one.sessions.append(session)


def note_touched(touched: list[Touched], *, by: User, now: datetime) -> None:
    """That names and telephone numbers of so many were shown."""
    if touched:
        note_look_up(
            by=by,
            deed=LookUp.Deed.VIEWED,
            now=now,
            remark=f"{len(touched)} whom a change of sessions touches",
        )
