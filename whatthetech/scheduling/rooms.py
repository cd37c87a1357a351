"""One session at a time in a room. Whoever puts one into a room locks the room first."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from whatthetech.scheduling.models import LearningSession, Room


@dataclass
class RoomIsTaken(Exception):
    """These go ahead in the same room at the same time, or part of it; earliest first."""

    sessions: list[LearningSession]


class Wanted(Protocol):
    """A session as it shall be: one not saved yet, or a `series.Move`."""

    room: Room
    starts_at: datetime
    ends_at: datetime


def lock_rooms(rooms: Iterable[Room]) -> None:
    """Until the transaction ends nobody else puts a session into them.

    After the locks of sessions and never before them, so that no two wait for each other. The
    rooms themselves may still be named by what others insert: only the number is not changed.
    """
    keys = {room.pk for room in rooms}
    list(Room.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))


def refuse_taken(wanted: Collection[Wanted], *, besides: Collection[int] = ()) -> None:
    """Raise RoomIsTaken. `besides`: keys of sessions that are moved themselves."""
    if taken := in_the_way(wanted, besides):
        raise RoomIsTaken(taken)


def in_the_way(wanted: Collection[Wanted], besides: Collection[int] = ()) -> list[LearningSession]:
    """In one query, none where nothing is wanted. One that ends as another begins is not."""
    if not wanted:
        return []
    held = (
        LearningSession.objects.going_ahead()
        .filter(
            room__in={one.room.pk for one in wanted},
            starts_at__lt=max(one.ends_at for one in wanted),
            ends_at__gt=min(one.starts_at for one in wanted),
        )
        .exclude(pk__in=besides)
        .select_related("room__venue")
    )
    return [session for session in held if any(_overlap(session, one) for one in wanted)]


def _overlap(session: LearningSession, one: Wanted) -> bool:
    is_same_time = session.starts_at < one.ends_at and one.starts_at < session.ends_at
    return is_same_time and session.room_id == one.room.pk
