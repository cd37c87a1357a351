"""What a phone kept while it had no connection, and sends when it has one again.

Each tap has a key, made by the phone: sent again, it is not done again. Taps are done in the
order in which they were made, each by itself, by the same deeds as a press on the page; one
that is refused holds up none of the others.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import transaction

from whatthetech.people.models import User
from whatthetech.scheduling.booking import SessionIsCancelled
from whatthetech.scheduling.locking import lock_session
from whatthetech.scheduling.models import Booking, LearningSession
from whatthetech.scheduling.register import (
    MarkedLater,
    NoSeatAtTheDoor,
    NotBooked,
    RegisterIsClosed,
    drop_in_somebody_new,
    is_done,
    mark_attendance,
    note_done,
    undo_attendance,
)

AT_MOST = 200  # taps at once; a phone sends the others after them
NAME_AT_MOST = 40
LARGEST_KEY = 2**63 - 1
CLOCK_IS_RIGHT = timedelta(minutes=2)  # the way of a message counts as no fault of the clock
MARK, UNDO, NEW = "mark_attendance", "undo_attendance", "drop_in_somebody_new"
REFUSALS = (SessionIsCancelled, RegisterIsClosed, NoSeatAtTheDoor, NotBooked, MarkedLater)


class NotTaps(Exception):
    """What was sent can't be read: no page of ours sends such a thing."""


@dataclass(frozen=True)
class Tap:
    key: UUID
    deed: str
    at: datetime
    booking: int = 0  # 0: of somebody new
    came: bool = False
    called: str = ""


@dataclass(frozen=True)
class Answer:
    tap: Tap
    refusal: Exception | None  # None: done, now or before


def read_taps(sent: bytes, *, now: datetime) -> list[Tap]:
    """In the order in which they were made. Raises NotTaps.

    A phone's clock may be wrong: it says what it is by it as it sends, and what it says of each
    tap is moved by the difference. No tap was made later than now.
    """
    try:
        body = json.loads(sent)
        clock = _instant(body["sent_at"])
        wrong_by = now - clock if abs(now - clock) > CLOCK_IS_RIGHT else timedelta()
        return [_read_tap(one, wrong_by, now) for one in body["taps"][:AT_MOST]]
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:
        raise NotTaps from error


def _read_tap(one: dict, wrong_by: timedelta, now: datetime) -> Tap:
    booking = int(one.get("booking", 0))
    if one["deed"] not in (MARK, UNDO, NEW) or not 0 <= booking <= LARGEST_KEY:
        raise NotTaps
    return Tap(
        key=UUID(one["key"]),
        deed=one["deed"],
        at=min(now, _instant(one["at"]) + wrong_by),
        booking=booking,
        came=one.get("came") is True,
        called=_name(one.get("called", "")),
    )


def _name(typed: str) -> str:
    """Without what no database keeps, such as half an emoji, cut off by a phone."""
    kept = typed.encode(errors="ignore").decode().replace("\0", "")
    return " ".join(kept.split())[:NAME_AT_MOST]


def _instant(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(int(milliseconds) / 1000, tz=UTC)


def send_register(
    *, session: LearningSession, taps: Sequence[Tap], by: User, now: datetime
) -> list[Answer]:
    """One answer a tap, in their order."""
    return [Answer(tap, _try(session, tap, by=by, now=now)) for tap in taps]


def _try(session: LearningSession, tap: Tap, *, by: User, now: datetime) -> Exception | None:
    try:
        _do(session, tap, by=by, now=now)
    except REFUSALS as refusal:
        return refusal
    return None


@transaction.atomic
def _do(session: LearningSession, tap: Tap, *, by: User, now: datetime) -> None:
    if tap.deed == NEW:
        made = {"called": tap.called, "key": tap.key, "by": by, "now": now, "at": tap.at}
        drop_in_somebody_new(session=session, **made)
        return
    session = lock_session(session.pk)
    if is_done(session, tap.key):
        return
    booking = session.bookings.filter(pk=tap.booking).first()
    if booking is None:
        raise NotBooked
    _mark(booking, tap, by=by, now=now)
    note_done(session, tap.key, now)


def _mark(booking: Booking, tap: Tap, *, by: User, now: datetime) -> None:
    if tap.deed == UNDO:
        undo_attendance(booking=booking, by=by, now=now, at=tap.at)
    else:
        mark_attendance(booking=booking, came=tap.came, by=by, now=now, at=tap.at)
