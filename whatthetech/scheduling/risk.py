"""Sessions at risk: fewer seats than bookings. Nothing is cancelled by itself; a task is opened.

The three ways out: a substitute, a helper who takes one more, ringing people.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from whatthetech.people.models import User
from whatthetech.scheduling import cleared
from whatthetech.scheduling.models import (
    MOST_PLACES,
    Booking,
    LearningSession,
    Task,
    VolunteerShift,
)
from whatthetech.scheduling.seats import Occupancy


class StillAtRisk(Exception):
    """The task ends by itself when there are seats for all."""


@dataclass(frozen=True)
class WaysOut:
    substitutes: list[VolunteerShift]  # offered by somebody cleared: confirm one
    helpers: list[VolunteerShift]  # who may take one learner more
    to_ring: list[Booking]  # who holds a seat, the latest first


def settle_risk(session: LearningSession, room: Occupancy, *, now: datetime) -> None:
    """At risk or not, and its task. Only under the session's lock, where `room` was counted too."""
    is_at_risk = not session.is_cancelled and room.is_over
    if is_at_risk != session.is_at_risk:
        session.at_risk_since = now if is_at_risk else None
        session.save(update_fields=["at_risk_since"])
    if is_at_risk:
        open_task(Task.Kind.AT_RISK, session=session, now=now)
    else:
        session.tasks.open().filter(kind=Task.Kind.AT_RISK).update(closed_at=now)


def open_task(
    kind: Task.Kind, *, session: LearningSession, now: datetime, booking: Booking | None = None
) -> Task:
    """The one that is open already, or a new one. Only under the session's lock."""
    about = {"kind": kind, "session": session, "booking": booking, "closed_at": None}
    return Task.objects.get_or_create(**about, defaults={"opened_at": now})[0]


def what_is_wrong(room: Occupancy) -> str:
    """“6 people are booked, and helpers have room for 4.” Empty: there are seats for all."""
    if not room.is_over:
        return ""
    booked = room.taken + room.dropped_in
    people = "1 person is" if booked == 1 else f"{booked} people are"
    if not room.capacity:
        return f"{people} booked, and no helper is confirmed."
    kept = f", with {room.kept} more for walk-ins" if room.kept else ""
    return f"{people} booked, and there is room for {room.seats}{kept}."


def ways_out(session: LearningSession) -> WaysOut:
    shifts = cleared.with_path(session.shifts.exclude(volunteer=None))
    offered = shifts.offered()
    return WaysOut(
        [shift for shift in offered if cleared.is_cleared(shift.volunteer, on=session.on)],
        list(shifts.confirmed().filter(places__lt=MOST_PLACES)),
        list(
            session.bookings.holding_seats()
            .select_related("learner")
            .prefetch_related("no_answers__by")
            .order_by("-joined_at", "-pk")
        ),
    )


@transaction.atomic
def take_task(*, task: Task, by: User, now: datetime) -> Task:
    """Whoever took it last sees to it."""
    task = Task.objects.select_for_update().get(pk=task.pk)
    task.owner = by
    task.save(update_fields=["owner"])
    return task


@transaction.atomic
def close_task(*, task: Task, by: User, now: datetime) -> Task:
    """Raises StillAtRisk."""
    task = Task.objects.select_for_update().get(pk=task.pk)
    if task.closed_at:
        return task
    if task.kind == Task.Kind.AT_RISK:
        raise StillAtRisk
    task.closed_at, task.closed_by = now, by
    task.save(update_fields=["closed_at", "closed_by"])
    return task
