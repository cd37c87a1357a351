"""Many at once, on both databases, in threads and in processes. Each has a positive control:
with the lock off the race must happen, or the test proves nothing.
"""

import time

import pytest
from django.db import connection

from tests.factories.scheduling import NOW, holding, make_learners, make_session, states
from tests.scheduling.invariants import broken_rules
from tests.scheduling.racing import Processes, in_threads, press_all, seats_by_lot
from whatthetech.scheduling.models import Offer

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

ROUNDS = 3
ROUNDS_OF_CONTROL = 25


@pytest.fixture(scope="module")
def processes(django_db_setup):
    racing = Processes()
    yield racing
    racing.end()


@pytest.fixture(params=["threads", "processes"])
def at_once(request):
    """Presses them all at the same moment; what became of each."""
    return in_threads if request.param == "threads" else request.getfixturevalue("processes")


def book(session, learner, key=""):
    return ["book", session.pk, learner.pk, key]


def seated(session, learner):
    return session.bookings.get(learner=learner)


def press_in_turn(*presses):
    for one in presses:
        press_all([one], locked=True, begin_at=time.time())


def happens(round_of_control) -> bool:
    """Whether the race is ever lost; a round says so of itself."""
    return any(round_of_control() for _ in range(ROUNDS_OF_CONTROL))


class TestManyForTheLastSeats:
    def race(self, at_once, *, locked=True):
        session = make_session(seats=3)
        return session, at_once([book(session, one) for one in make_learners(10)], locked=locked)

    def test_each_is_sold_once_and_the_others_wait(self, at_once):
        session, told = self.race(at_once)

        assert sorted(told) == ["booked"] * 3 + ["waiting"] * 7
        assert broken_rules(session, now=NOW) == []

    def test_control_without_the_lock_the_database_refuses_a_seat_sold_twice(self, at_once):
        def goes_wrong():
            _, told = self.race(at_once, locked=False)
            return "IntegrityError" in told

        assert happens(goes_wrong)

    def test_control_without_that_either_too_many_are_booked(self):
        def goes_wrong():
            with seats_by_lot():
                session, _ = self.race(in_threads, locked=False)
            return holding(session) > 3

        assert happens(goes_wrong)


class TestPromotionAgainstBooking:
    """The only seat is given up as two others book. `waits`: before them, somebody waited."""

    def race(self, at_once, *, waits: bool, locked=True):
        session, (first, second, *others) = make_session(seats=1), make_learners(4)
        press_in_turn(book(session, first), *([book(session, second)] if waits else []))
        cancel = ["cancel", seated(session, first).pk, first.pk]
        told = at_once([book(session, others[0]), cancel, book(session, others[1])], locked=locked)
        return session, told

    def test_the_seat_is_for_whoever_waited(self, at_once):
        for _ in range(ROUNDS):
            session, _ = self.race(at_once, waits=True)

            assert states(session)[:2] == ["cancelled", "offered"]
            assert states(session)[2:] == ["waiting", "waiting"]
            assert broken_rules(session, now=NOW) == []

    def test_it_is_never_left_free_while_somebody_waits(self, at_once):
        for _ in range(ROUNDS):
            session, _ = self.race(at_once, waits=False)

            assert holding(session) == 1
            assert states(session).count("waiting") == 1
            assert broken_rules(session, now=NOW) == []

    def test_control_without_the_lock_it_goes_wrong(self, at_once):
        def goes_wrong():
            session, told = self.race(at_once, waits=False, locked=False)
            return "IntegrityError" in told or broken_rules(session, now=NOW) != []

        assert happens(goes_wrong)


class TestCancelAgainstPromotion:
    """Two cancel as a coordinator presses “offer the next seat”, with three waiting."""

    def race(self, at_once, *, locked=True):
        session, learners = make_session(seats=2), make_learners(5)
        press_in_turn(*(book(session, one) for one in learners))
        offer = ["offer", session.pk, learners[0].pk]
        cancels = [["cancel", seated(session, one).pk, one.pk] for one in learners[:2]]
        told = at_once([*cancels, offer, offer], locked=locked)
        return session, told

    def test_a_seat_freed_is_one_offer_to_the_next(self, at_once):
        for _ in range(ROUNDS):
            session, _ = self.race(at_once)

            assert states(session)[:2] == ["cancelled", "cancelled"]
            assert states(session)[2:] == ["offered", "offered", "waiting"]
            assert Offer.objects.filter(booking__session=session).count() == 2
            assert broken_rules(session, now=NOW) == []

    def test_control_without_the_lock_it_goes_wrong(self, at_once):
        def goes_wrong():
            session, told = self.race(at_once, locked=False)
            return "IntegrityError" in told or broken_rules(session, now=NOW) != []

        assert happens(goes_wrong)


class TestWithdrawalAgainstBooking:
    """The only helper withdraws as somebody books: the session is at risk, or they wait."""

    def race(self, at_once, *, locked=True):
        session, (learner,) = make_session(seats=1), make_learners(1)
        withdraw = ["withdraw", session.shifts.get().pk, learner.pk]
        told = at_once([book(session, learner), withdraw], locked=locked)
        session.refresh_from_db()
        return session, told

    def test_nobody_is_left_without_a_helper_and_a_task(self, at_once):
        for _ in range(ROUNDS):
            session, told = self.race(at_once)

            assert session.is_at_risk == ("booked" in told)
            assert broken_rules(session, now=NOW) == []

    def test_control_without_the_lock_nobody_is_told(self, at_once):
        def goes_wrong():
            session, told = self.race(at_once, locked=False)
            return "booked" in told and not session.is_at_risk

        assert happens(goes_wrong)


class TestDoublePress:
    def race(self, at_once, *, locked=True):
        session, (learner,) = make_session(seats=4), make_learners(1)
        told = at_once([book(session, learner, key="one form")] * 4, locked=locked)
        return session, told

    def test_every_press_is_told_the_same_booking(self, at_once):
        session, told = self.race(at_once)

        assert told == ["booked"] * 4
        assert states(session) == ["booked"]

    def test_control_without_the_lock_a_press_fails(self, at_once):
        def goes_wrong():
            _, told = self.race(at_once, locked=False)
            return "IntegrityError" in told

        assert happens(goes_wrong)


def test_connections_of_the_tests_stay_as_they_were():
    """`press` closes its own."""
    assert connection.in_atomic_block is False
