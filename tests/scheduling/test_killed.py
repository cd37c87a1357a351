"""Killed in the middle: no half booking is left, and the next start is clean."""

import pytest
from django.db import connection

from tests.factories.scheduling import NOW, make_learners, make_session, make_shift
from tests.scheduling.invariants import broken_rules
from tests.scheduling.racing import start_process
from whatthetech.scheduling.models import Booking, LearningSession

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture(autouse=True)
def sessions():
    """Three, with ten seats each, for forty learners."""
    make_learners(40)
    for _ in range(3):
        session = make_session()
        for places in (4, 4, 2):
            make_shift(session=session, places=places)


def scribble(seed: int, *, locked: bool = True):
    process = start_process("tests.scheduling.scribbler", str(seed), "locked" if locked else "")
    tell_to_go_on(process)
    return process


def tell_to_go_on(process) -> None:
    process.stdin.write("go on\n")
    process.stdin.flush()


def kill_between_two_writes(process, *, pairs: int) -> None:
    """With SIGKILL, when it has so many pairs half written behind it."""
    said, seen = ["", "", ""], 0
    for line in process.stdout:
        said = [*said[1:], line.strip()]
        seen += said == ["pair", "seat", "seat"]
        if seen == pairs:
            break
        if said[-1] == "seat":
            tell_to_go_on(process)
    process.kill()
    process.communicate()
    assert seen == pairs


def half_pairs() -> int:
    together = Booking.objects.exclude(together=None).values_list("together", flat=True)
    return sum(list(together).count(pair) != 2 for pair in set(together))


def broken() -> list[str]:
    return [rule for one in LearningSession.objects.all() for rule in broken_rules(one, now=NOW)]


def test_a_killed_process_leaves_no_half_booking_and_the_next_start_is_clean():
    for seed, pairs in ((1, 3), (2, 1)):
        kill_between_two_writes(scribble(seed), pairs=pairs)

        assert half_pairs() == 0
        assert broken() == []

    after = scribble(3)
    told, _ = after.communicate()

    assert told.splitlines()[-1] == "done"
    assert (half_pairs(), broken(), after.returncode) == (0, [], 0)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_control_outside_a_transaction_a_half_pair_is_left():
    kill_between_two_writes(scribble(1, locked=False), pairs=1)

    is_left = connection.vendor == "sqlite"  # PostgreSQL keeps its transaction without the lock
    assert half_pairs() == is_left
