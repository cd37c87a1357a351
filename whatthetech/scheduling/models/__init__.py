"""Venues, terms, sessions, shifts, bookings, and what the desk has to see to."""

from whatthetech.scheduling.models.bookings import (
    HOLDING,
    Attempt,
    Attendance,
    Booking,
    Offer,
    SentTap,
)
from whatthetech.scheduling.models.places import Room, Venue
from whatthetech.scheduling.models.records import Practice, SessionRecord, StepWorkedOn
from whatthetech.scheduling.models.rules import BookingRules
from whatthetech.scheduling.models.sessions import LONGEST_MINUTES, LearningSession, SessionSeries
from whatthetech.scheduling.models.shifts import MOST_PLACES, VolunteerShift
from whatthetech.scheduling.models.tasks import Task
from whatthetech.scheduling.models.terms import ClosedDay, Term

__all__ = [
    "HOLDING",
    "LONGEST_MINUTES",
    "MOST_PLACES",
    "Attempt",
    "Attendance",
    "Booking",
    "BookingRules",
    "ClosedDay",
    "LearningSession",
    "Offer",
    "Practice",
    "Room",
    "SentTap",
    "SessionRecord",
    "SessionSeries",
    "StepWorkedOn",
    "Task",
    "Term",
    "Venue",
    "VolunteerShift",
]
