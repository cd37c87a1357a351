"""Two coordinators at once, in real threads on both databases, each with a positive control:
with the lock off the race must happen, or the test proves nothing.
"""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, nullcontext
from datetime import timedelta
from threading import Barrier
from unittest.mock import patch

import pytest
from django.db import connection
from django.db.transaction import Atomic

from tests.factories.pairing import NOW, make_helper, make_thursdays, make_wanting
from whatthetech.pairing import pins, rounds
from whatthetech.pairing.models import Pairing, Pin, Role, Round
from whatthetech.pairing.pins import pin
from whatthetech.pairing.rounds import propose_round, publish_round
from whatthetech.scheduling.models import Term

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

ROUNDS, ROUNDS_OF_CONTROL = 3, 15
READ_TO_WRITE = 0.02  # seconds between reading and writing: else races are rare
LATER = NOW + timedelta(hours=1)


@contextmanager
def slowed():
    """What is read first is old by the time that something is written."""

    def then_wait(read):
        def read_and_wait(*given, **named):
            found = read(*given, **named)
            time.sleep(READ_TO_WRITE)
            return found

        return read_and_wait

    with (
        patch.object(rounds, "stale", then_wait(rounds.stale)),
        patch.object(pins, "_refuse", then_wait(pins._refuse)),
    ):
        yield


@contextmanager
def lock_off():
    """The term's lock goes; on SQLite the transaction too, since that is the lock there."""
    with ExitStack() as stack:
        for module in (rounds, pins):
            unlocked = patch.object(module, "lock_term", lambda pk: Term.objects.get(pk=pk))
            stack.enter_context(unlocked)
        if connection.vendor == "sqlite":
            stack.enter_context(patch.object(Atomic, "__enter__", lambda self: None))
            stack.enter_context(patch.object(Atomic, "__exit__", lambda self, *error: None))
        yield


def at_once(*deeds, locked: bool) -> list[str]:
    """What became of each: “done”, or the name of an exception."""
    barrier = Barrier(len(deeds))

    def press(deed) -> str:
        barrier.wait()
        try:
            deed()
        except Exception as error:
            return type(error).__name__
        finally:
            connection.close()
        return "done"

    with (
        slowed(),
        nullcontext() if locked else lock_off(),
        ThreadPoolExecutor(len(deeds)) as threads,
    ):
        return sorted(threads.map(press, deeds))


@pytest.fixture
def people(coordinator):
    term = make_thursdays()
    for name in ("Ann", "Bea", "Cem"):
        make_wanting(called=name)
    make_helper(called="Nadia", places=3)
    make_helper(called="Tom", places=3)
    return term


def publishing(draft, coordinator):
    return lambda: publish_round(round=draft, by=coordinator, now=LATER)


def pinning(learner, helper, coordinator):
    return lambda: pin(learner=learner, volunteer=helper, by=coordinator, now=NOW)


def made_anew(term, coordinator, count: int) -> list[Round]:
    Pairing.objects.all().delete()
    Round.objects.all().delete()
    return [propose_round(term=term, by=coordinator, now=NOW, seed=at) for at in range(count)]


class TestOneDraftPublishedTwice:
    def race(self, term, coordinator, *, locked):
        (draft,) = made_anew(term, coordinator, 1)
        deed = publishing(draft, coordinator)
        return at_once(deed, deed, locked=locked)

    def test_one_wins_and_the_other_is_told(self, people, coordinator):
        for _ in range(ROUNDS):
            assert self.race(people, coordinator, locked=True) == ["NotADraft", "done"]
            assert Pairing.objects.live().count() == 3

    def test_control_without_the_lock_both_would(self, people, coordinator):
        assert any(
            self.race(people, coordinator, locked=False) != ["NotADraft", "done"]
            for _ in range(ROUNDS_OF_CONTROL)
        )


class TestTwoDraftsPublishedAtOnce:
    def race(self, term, coordinator, *, locked):
        drafts = made_anew(term, coordinator, 2)
        return at_once(*(publishing(draft, coordinator) for draft in drafts), locked=locked)

    def test_one_wins_and_the_other_is_out_of_date(self, people, coordinator):
        for _ in range(ROUNDS):
            assert self.race(people, coordinator, locked=True) == ["StaleDraft", "done"]
            assert Pairing.objects.live().filter(role=Role.PRIMARY).count() == 3
            assert Round.objects.published().count() == 1

    def test_control_without_the_lock_both_would(self, people, coordinator):
        assert any(
            self.race(people, coordinator, locked=False) != ["StaleDraft", "done"]
            for _ in range(ROUNDS_OF_CONTROL)
        )


class TestManyPinnedToTheLastPlace:
    def race(self, coordinator, *, locked):
        Pin.objects.all().delete()
        helper = make_helper(places=1)
        deeds = [pinning(make_wanting(), helper, coordinator) for _ in range(3)]
        return at_once(*deeds, locked=locked)

    def test_one_is_and_the_others_are_refused(self, people, coordinator):
        for _ in range(ROUNDS):
            told = self.race(coordinator, locked=True)

            assert told == ["PinBreaksRule", "PinBreaksRule", "done"]
            assert Pin.objects.live().count() == 1

    def test_control_without_the_lock_more_would_be(self, people, coordinator):
        assert any(
            self.race(coordinator, locked=False).count("done") > 1 for _ in range(ROUNDS_OF_CONTROL)
        )
