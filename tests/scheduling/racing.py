"""Presses that happen at once, in threads and in processes, with the lock and without it.

Run as a program it is one process that presses: a line of JSON in, a line of JSON out.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, nullcontext
from itertools import count
from pathlib import Path
from unittest.mock import patch
from urllib.parse import urlsplit

HOUSE = Path(__file__).resolve().parent.parent.parent
READ_TO_WRITE = 0.02  # seconds between counting seats and taking one: else races are rare
AWAY_FROM_EACH_OTHER = 0.15  # seconds until all begin together
Press = list  # [deed, key of a row, key of a learner or none, idempotency key]


# --- What is pressed --------------------------------------------------------------------------


def press(deed: str, row: int, learner: int = 0, key: str = "") -> str:
    """What became of it: a state, a number of offers, or the name of an exception."""
    from django.db import connection

    try:
        return _press(deed, row, learner, key)
    except Exception as error:
        return type(error).__name__
    finally:
        connection.close()


def _press(deed: str, row: int, learner: int, key: str) -> str:
    from tests.factories.scheduling import NOW
    from whatthetech.people.models import User
    from whatthetech.scheduling.booking import book_place, cancel_booking
    from whatthetech.scheduling.models import Booking, LearningSession, VolunteerShift
    from whatthetech.scheduling.moving import move_booking
    from whatthetech.scheduling.shifts import withdraw_shift
    from whatthetech.scheduling.waiting_list import offer_next_seat

    by = User.objects.get(pk=learner)
    if deed == "book":
        session = LearningSession.objects.get(pk=row)
        made = {"by": by, "channel": Booking.Channel.WEB, "key": key, "now": NOW}
        return book_place(session=session, learner=by, **made).state
    if deed == "cancel":
        return cancel_booking(booking=Booking.objects.get(pk=row), by=by, now=NOW).state
    if deed == "move":  # the key of the press is the session that they move to
        to = LearningSession.objects.get(pk=int(key))
        made = {"by": by, "channel": Booking.Channel.PHONE, "key": key, "now": NOW}
        return move_booking(booking=Booking.objects.get(pk=row), to=to, **made).state
    if deed == "offer":
        session = LearningSession.objects.get(pk=row)
        return str(len(offer_next_seat(session=session, by=by, now=NOW)))
    return withdraw_shift(shift=VolunteerShift.objects.get(pk=row), by=by, now=NOW).state


def press_all(presses: list[Press], *, locked: bool, begin_at: float) -> list[str]:
    """Each in a thread of its own, in the order given."""
    with slowed(), nullcontext() if locked else lock_off(), ThreadPoolExecutor(12) as threads:
        return list(threads.map(lambda one: _press_at(begin_at, one), presses))


def _press_at(begin_at: float, one: Press) -> str:
    time.sleep(max(0, begin_at - time.time()))
    return press(*one)


@contextmanager
def slowed() -> Iterator[None]:
    from whatthetech.scheduling import seats

    read = seats.occupancies

    def read_and_wait(sessions):
        found = read(sessions)
        time.sleep(READ_TO_WRITE)
        return found

    with patch.object(seats, "occupancies", read_and_wait):
        yield


@contextmanager
def lock_off() -> Iterator[None]:
    """The row's lock goes; on SQLite the transaction too, since that is the lock there."""
    from django.db import connection
    from django.db.transaction import Atomic

    from whatthetech.scheduling import booking, bringing, moving, requests, shifts, waiting_list
    from whatthetech.scheduling.models import LearningSession

    def unlocked(pk):
        return LearningSession.objects.select_related("room").get(pk=pk)

    with ExitStack() as stack:
        for module in (booking, bringing, requests, shifts, waiting_list):
            stack.enter_context(patch.object(module, "lock_session", unlocked))
        stack.enter_context(patch.object(moving, "lock_sessions", lambda pks: None))
        if connection.vendor == "sqlite":
            stack.enter_context(patch.object(Atomic, "__enter__", lambda self: None))
            stack.enter_context(patch.object(Atomic, "__exit__", lambda self, *error: None))
        yield


@contextmanager
def seats_by_lot() -> Iterator[None]:
    """Each press another number: UNIQUE(session, seat) then has nothing to catch."""
    from whatthetech.scheduling import booking

    numbers = count(100)
    with patch.object(booking, "next_seat", lambda session: next(numbers)):
        yield


# --- In threads, and in processes ---------------------------------------------------------------


def in_threads(presses: list[Press], *, locked: bool = True) -> list[str]:
    return press_all(presses, locked=locked, begin_at=time.time() + AWAY_FROM_EACH_OTHER)


class Processes:
    """Two that press at once, each with as many threads as it has presses."""

    def __init__(self):
        self.processes = [start_process("tests.scheduling.racing") for _ in range(2)]

    def __call__(self, presses: list[Press], *, locked: bool = True) -> list[str]:
        """What became of them, in no order."""
        begin_at = time.time() + AWAY_FROM_EACH_OTHER
        for number, process in enumerate(self.processes):
            asked = {"presses": presses[number::2], "locked": locked, "begin_at": begin_at}
            process.stdin.write(json.dumps(asked) + "\n")
            process.stdin.flush()
        return [
            told for process in self.processes for told in json.loads(process.stdout.readline())
        ]

    def end(self) -> None:
        for process in self.processes:
            process.communicate()


def start_process(module: str, *arguments: str) -> subprocess.Popen:
    """On the tests' own database, ready to be told something."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    command = [sys.executable, "-m", module, *arguments]
    process = subprocess.Popen(  # noqa: S603
        command, cwd=HOUSE, env=os.environ | {"DATABASE_URL": address_of_tests()}, **pipes
    )
    assert process.stdout.readline() == "ready\n"
    return process


def address_of_tests() -> str:
    from django.db import connection

    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def set_up() -> None:
    """Django in a process of its own, with everybody cleared; says when it is ready."""
    import django

    django.setup()
    from whatthetech.scheduling import cleared

    cleared.is_cleared = lambda volunteer, *, on, setting=None: True
    say("ready")


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    set_up()
    for line in sys.stdin:
        say(json.dumps(press_all(**json.loads(line))))


if __name__ == "__main__":
    main()
