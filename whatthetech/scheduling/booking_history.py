"""What was done about a booking, as its own rows and those of its offers and the register say."""

from dataclasses import dataclass
from datetime import datetime

from whatthetech.people.models import User
from whatthetech.scheduling.models import Attendance, Booking
from whatthetech.scheduling.times import wall_time_of

NOBODY = "–"  # by itself, or erased since
RUNG_IN_VAIN = "Rung, and nobody answered"


@dataclass(frozen=True)
class Done:
    at: datetime
    what: str
    by: User | str


def history_of(booking: Booking) -> list[Done]:
    """The oldest first."""
    done = [_done(booking.made_at, f"Asked for, {booking.get_channel_display()}", booking.made_by)]
    if booking.passed_over_at:
        done.append(_done(booking.passed_over_at, "Passed over: one seat was too few for two"))
    for offer in booking.offers.select_related("made_by", "answered_by"):
        until = f"{wall_time_of(offer.held_until):%d %B, %H:%M}"
        told = f"Offered a seat until {until}, told by {offer.get_reach_by_display().lower()}"
        done.append(_done(offer.made_at, told, offer.made_by))
        for attempt in offer.attempts.select_related("by"):
            done.append(_done(attempt.at, RUNG_IN_VAIN, attempt.by))
        if offer.answered_at:
            answer = f"Offer {offer.get_answer_display()}"
            done.append(_done(offer.answered_at, answer, offer.answered_by))
    for no_answer in booking.no_answers.select_related("by"):
        done.append(_done(no_answer.at, RUNG_IN_VAIN, no_answer.by))
    for attendance in Attendance.objects.filter(booking=booking).select_related("marked_by"):
        came = "Came" if attendance.came else "Did not come"
        done.append(_done(attendance.marked_at, came, attendance.marked_by))
    if booking.cancelled_at:
        done.append(_done(booking.cancelled_at, "Cancelled", booking.cancelled_by))
    return sorted(done, key=lambda one: one.at)


def _done(at: datetime, what: str, by: User | None = None) -> Done:
    return Done(at, what, by or NOBODY)
