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
    HelperIsFull,
    MarkedLater,
    NoSeatAtTheDoor,
    NotBooked,
    NotHelping,
    RegisterIsClosed,
    drop_in_somebody_new,
    is_done,
    mark_attendance,
    note_done,
    say_who_helps,
    undo_attendance,
)

AT_MOST = 200  # taps at once; a phone sends the others after them
NAME_AT_MOST = 40
LARGEST_KEY = 2**63 - 1
CLOCK_IS_RIGHT = timedelta(minutes=2)  # the way of a message counts as no fault of the clock
MARK, UNDO, NEW = "mark_attendance", "undo_attendance", "drop_in_somebody_new"
HELPS = "say_who_helps"


class HelperSaidSince(Exception):
    """Somebody else said who helps them after the phone had last heard of it: that counts."""


REFUSALS = (
    SessionIsCancelled,
    RegisterIsClosed,
    NoSeatAtTheDoor,
    NotBooked,
    MarkedLater,
    NotHelping,
    HelperIsFull,
    HelperSaidSince,
)


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
    shift: int = 0  # of who helps; 0: nobody yet
    seen: int = 0  # of who helped, as the phone knew it


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
    if one["deed"] not in (MARK, UNDO, NEW, HELPS):
        raise NotTaps
    return Tap(
        key=UUID(one["key"]),
        deed=one["deed"],
        at=min(now, _instant(one["at"]) + wrong_by),
        booking=_key(one, "booking"),
        came=one.get("came") is True,
        called=_name(one.get("called", "")),
        shift=_key(one, "shift"),
        seen=_key(one, "seen"),
    )


def _key(one: dict, name: str) -> int:
    key = int(one.get(name, 0))
    if not 0 <= key <= LARGEST_KEY:
        raise NotTaps
    return key


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
    if tap.deed == HELPS:
        _say_who_helps(booking, tap, by=by, now=now)
    else:
        _mark(booking, tap, by=by, now=now)
    note_done(session, tap.key, now)


def _mark(booking: Booking, tap: Tap, *, by: User, now: datetime) -> None:
    if tap.deed == UNDO:
        undo_attendance(booking=booking, by=by, now=now, at=tap.at)
    else:
        mark_attendance(booking=booking, came=tap.came, by=by, now=now, at=tap.at)


def _say_who_helps(booking: Booking, tap: Tap, *, by: User, now: datetime) -> None:
    if (booking.helper_id or 0) not in (tap.seen, tap.shift):
        raise HelperSaidSince
    shift = booking.session.shifts.filter(pk=tap.shift).first()
    if tap.shift and shift is None:
        raise NotHelping
    say_who_helps(booking=booking, shift=shift, by=by, now=now)
