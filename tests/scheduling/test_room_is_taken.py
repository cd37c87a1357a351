"""One session at a time in a room, also where two set one up at the same moment."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from datetime import date, timedelta
from datetime import time as wall
from functools import partial
from threading import Barrier, BrokenBarrierError, local
from unittest.mock import patch

import pytest
from django.db import connection
from django.db.transaction import Atomic

from tests.conftest import make_person
from tests.factories.scheduling import NOW, THURSDAY, make_room, make_session, make_term
from tests.scheduling.racing import AWAY_FROM_EACH_OTHER, READ_TO_WRITE
from whatthetech.people.models import User
from whatthetech.scheduling import rooms, series, sessions
from whatthetech.scheduling.models import LearningSession, Room, Term
from whatthetech.scheduling.rooms import RoomIsTaken, in_the_way
from whatthetech.scheduling.series import (
    Change,
    Scope,
    change_series,
    preview_series_change,
    set_up_series,
)
from whatthetech.scheduling.sessions import add_session, bring_back_session, cancel_session

FRIDAY = THURSDAY + timedelta(days=1)
ROUNDS, ROUNDS_OF_CONTROL = 3, 25


@pytest.mark.django_db
class TestRules:
    @pytest.fixture
    def add(self, coordinator):
        def add_at(begins, *, room, on=THURSDAY, minutes=90):
            hours = {"begins": begins, "length_minutes": minutes}
            return add_session(room=room, on=on, **hours, by=coordinator, now=NOW)

        return add_at

    @pytest.mark.parametrize("begins", [wall(13), wall(14), wall(15, 29), wall(14, 30)])
    def test_what_is_at_the_same_time_or_part_of_it_is_in_the_way(self, add, begins):
        room = make_room()
        there = add(wall(14), room=room)

        with pytest.raises(RoomIsTaken) as taken:
            add(begins, room=room)

        assert taken.value.sessions == [there]
        assert LearningSession.objects.count() == 1

    @pytest.mark.parametrize("begins", [wall(12, 30), wall(15, 30)])
    def test_one_may_begin_as_another_ends(self, add, begins):
        room = make_room()
        add(wall(14), room=room)

        assert add(begins, room=room).pk

    def test_another_room_another_day_and_a_cancelled_session_are_free(self, add, coordinator):
        room = make_room()
        there = add(wall(14), room=room)

        assert add(wall(14), room=make_room(name="Kitchen")).pk
        assert add(wall(14), room=room, on=FRIDAY).pk
        cancel_session(session=there, by=coordinator, now=NOW, why="No heating")
        assert add(wall(14), room=room).pk

    def test_a_series_is_refused_with_every_session_in_its_way(self, add, coordinator):
        room, term = make_room(), make_term()
        there = [add(wall(15), room=room), add(wall(13), room=room, on=date(2026, 10, 22))]
        rule = {"weekday": 3, "begins": wall(14), "length_minutes": 90}

        with pytest.raises(RoomIsTaken) as taken:
            set_up_series(room=room, term=term, **rule, by=coordinator, now=NOW)

        assert taken.value.sessions == there
        assert LearningSession.objects.count() == 2

    def test_a_change_into_a_taken_room_or_time_is_refused(self, add, coordinator):
        hall, kitchen = make_room(), make_room(name="Kitchen")
        session, there = add(wall(14), room=hall), add(wall(15), room=kitchen)
        what = {"session": session, "scope": Scope.THIS_ONE, "now": NOW}

        with pytest.raises(RoomIsTaken) as taken:
            preview_series_change(change=Change(room=kitchen), **what)
        assert taken.value.sessions == [there]
        change = Change(room=kitchen, begins=wall(13), length_minutes=120)
        seen = preview_series_change(change=change, **what).fingerprint
        assert change_series(change=change, seen=seen, by=coordinator, **what).moves

    def test_sessions_that_move_together_are_not_in_each_others_way(self, coordinator):
        rule = {"weekday": 3, "begins": wall(14), "length_minutes": 90}
        made = set_up_series(room=make_room(), term=make_term(), **rule, by=coordinator, now=NOW)
        session = made.sessions.get(slot_on=THURSDAY)
        what = {"session": session, "scope": Scope.ALL_FUTURE, "now": NOW}

        assert preview_series_change(change=Change(begins=wall(15)), **what).moves

    def test_what_overlaps_since_before_may_stay_where_it_is(self):
        room = make_room()
        first, _ = make_session(room=room), make_session(room=room)
        change = Change()

        preview = preview_series_change(session=first, scope=Scope.THIS_ONE, change=change, now=NOW)

        assert not any(move.is_change for move in preview.moves)

    def test_nothing_wanted_asks_nothing(self, django_assert_num_queries):
        with django_assert_num_queries(0):
            assert in_the_way([]) == []


# --- At the same moment -------------------------------------------------------------------------


pressing = local()


@contextmanager
def slowed(*, presses: int, locked: bool):
    """Time passes between looking and saving. Without the lock (of the row, and on SQLite of the
    transaction, which is the lock there) all have looked before one of them saves.
    """
    look, all_have_looked = rooms.in_the_way, Barrier(presses)

    def look_and_wait(wanted, besides=()):
        found = look(wanted, besides)
        if locked:
            time.sleep(READ_TO_WRITE)
        elif getattr(pressing, "deed", None):
            with suppress(BrokenBarrierError):
                all_have_looked.wait(timeout=5)
        return found

    with ExitStack() as stack:
        stack.enter_context(patch.object(rooms, "in_the_way", look_and_wait))
        if not locked:
            for module in (sessions, series):
                stack.enter_context(patch.object(module, "lock_rooms", lambda rooms: None))
            if connection.vendor == "sqlite":
                stack.enter_context(patch.object(Atomic, "__enter__", lambda self: None))
                stack.enter_context(patch.object(Atomic, "__exit__", lambda self, *error: None))
        yield


def at_once(*presses, locked: bool = True) -> list[str]:
    """What became of each."""
    begin_at = time.time() + AWAY_FROM_EACH_OTHER
    with slowed(presses=len(presses), locked=locked), ThreadPoolExecutor(len(presses)) as threads:
        return list(threads.map(lambda press: _press(press, begin_at), presses))


def _press(press, begin_at: float) -> str:
    deed = press()  # with what its page has shown, before all press
    time.sleep(max(0, begin_at - time.time()))
    pressing.deed = deed
    try:
        deed()
    except RoomIsTaken:
        return "taken"
    finally:
        connection.close()
    return "made"


def add_one():
    return partial(
        add_session,
        room=Room.objects.get(),
        on=THURSDAY,
        begins=wall(14),
        length_minutes=90,
        by=User.objects.get(),
        now=NOW,
    )


def add_series():
    return partial(
        set_up_series,
        room=Room.objects.get(),
        term=Term.objects.get(),
        weekday=3,
        begins=wall(15),
        length_minutes=90,
        by=User.objects.get(),
        now=NOW,
    )


def move_there():
    """Friday's session goes to Thursday."""
    session = LearningSession.objects.get(starts_at__date=FRIDAY)
    what = {"session": session, "scope": Scope.THIS_ONE, "change": Change(on=THURSDAY), "now": NOW}
    seen = preview_series_change(**what).fingerprint
    return partial(change_series, **what, seen=seen, by=User.objects.get())


def bring_back():
    """What was cancelled on Thursday."""
    session = LearningSession.objects.exclude(cancelled_at=None).get()
    return partial(bring_back_session, session=session, by=User.objects.get(), now=NOW)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
class TestAtTheSameMoment:
    @pytest.fixture(autouse=True)
    def office(self, db):
        """A room, a term and a coordinator."""
        User.objects.all().delete()
        make_person("coordinator@example.org", "Sam", group="Coordinators")
        make_room()
        make_term()

    def race(self, *presses, locked=True) -> list[str]:
        LearningSession.objects.all().delete()
        make_session(on=FRIDAY)
        off = make_session()
        cancel_session(session=off, by=User.objects.get(), now=NOW, why="No heating")
        return at_once(*presses, locked=locked)

    @pytest.mark.parametrize("other", [add_one, add_series, move_there, bring_back])
    def test_one_of_them_gets_the_room(self, other):
        for _ in range(ROUNDS):
            told = self.race(add_one, other)

            assert sorted(told) == ["made", "taken"]
            assert on_thursday_at_once() == 0

    def test_of_six_one_gets_it(self):
        told = self.race(*[add_one] * 6)

        assert sorted(told) == ["made"] + ["taken"] * 5

    @pytest.mark.parametrize("other", [add_one, add_series, move_there, bring_back])
    def test_control_without_the_lock_both_do(self, other):
        def goes_wrong():
            return self.race(add_one, other, locked=False).count("made") == 2

        assert any(goes_wrong() for _ in range(ROUNDS_OF_CONTROL))


def on_thursday_at_once() -> int:
    """Pairs of sessions that overlap on Thursday."""
    day = list(LearningSession.objects.going_ahead().filter(starts_at__date=THURSDAY))
    return sum(
        one.starts_at < other.ends_at and other.starts_at < one.ends_at
        for place, one in enumerate(day)
        for other in day[:place]
    )
