from datetime import timedelta

import pytest

from tests.factories.scheduling import (
    NOW,
    book,
    book_two,
    make_learner,
    make_session,
    make_shift,
    states,
)
from whatthetech.scheduling.booking import AlreadyBooked, SessionIsCancelled, cancel_booking
from whatthetech.scheduling.models import Attendance, Booking
from whatthetech.scheduling.register import (
    HelperIsFull,
    NoSeatAtTheDoor,
    NotBooked,
    NotHelping,
    RegisterIsClosed,
    drop_in,
    mark_attendance,
    say_who_helps,
    undo_attendance,
)
from whatthetech.scheduling.sessions import cancel_session

pytestmark = pytest.mark.django_db
State = Booking.State


@pytest.fixture
def session():
    """One seat to book, one kept for walk-ins."""
    return make_session(seats=1, kept=1)


@pytest.fixture
def at_the_door(session, volunteer):
    """Somebody comes, ten minutes before unless `after` says more."""

    def come(learner=None, *, after=timedelta(minutes=-10)):
        now = session.starts_at + after
        return drop_in(session=session, learner=learner or make_learner(), by=volunteer, now=now)

    return come


@pytest.fixture
def mark(session, volunteer):
    def mark_at_two(booking, came):
        return mark_attendance(booking=booking, came=came, by=volunteer, now=session.starts_at)

    return mark_at_two


class TestDropIn:
    def test_it_is_seat_and_attendance_in_one(self, session, at_the_door):
        booking = at_the_door()

        assert (booking.state, booking.channel, booking.seat) == ("attended", "drop-in", 1)
        assert booking.attendance.came

    def test_the_kept_seat_is_theirs_though_others_wait(self, session, at_the_door):
        for _ in range(2):
            book(session, make_learner())

        at_the_door()

        assert states(session) == [State.BOOKED, State.WAITING, State.ATTENDED]

    def test_another_free_seat_is_too_once_nobody_waits(self, at_the_door):
        assert [at_the_door().seat, at_the_door().seat] == [1, 2]
        with pytest.raises(NoSeatAtTheDoor):
            at_the_door()

    def test_once_it_has_begun_the_seat_of_who_is_missing_is_free(self, session, at_the_door, mark):
        booked = book(session, make_learner())
        book(session, make_learner())
        at_the_door()
        with pytest.raises(NoSeatAtTheDoor):
            at_the_door()

        mark(booked, came=False)

        assert at_the_door(after=timedelta(minutes=5)).state == State.ATTENDED

    def test_who_waited_and_comes_gets_their_own_booking(self, session, at_the_door):
        book(session, make_learner())
        waiting = book(session, make_learner())

        assert at_the_door(waiting.learner) == waiting

    @pytest.mark.parametrize(
        ("after", "state"),
        [(timedelta(minutes=-10), State.BOOKED), (timedelta(minutes=5), State.WAITING)],
        ids=["before it begins", "after"],
    )
    def test_who_was_offered_a_seat_and_comes_takes_it(self, coordinator, after, state):
        """Both of a pair keep theirs; once it has begun the offer is over, and the door is open."""
        session, pair = make_session(seats=2), [make_learner(), make_learner()]
        first, second = book(session, make_learner()), book(session, make_learner())
        book_two(session, pair)
        for booking in (first, second):
            cancel_booking(booking=booking, by=coordinator, now=NOW)
        assert states(session)[2:] == [State.OFFERED, State.OFFERED]

        now = session.starts_at + after
        came = drop_in(session=session, learner=pair[0], by=coordinator, now=now)

        assert (came.learner, came.state) == (pair[0], State.ATTENDED)
        assert session.bookings.get(learner=pair[1]).state == state

    def test_who_is_booked_is_marked_instead(self, session, at_the_door):
        booking = book(session, make_learner())

        with pytest.raises(AlreadyBooked):
            at_the_door(booking.learner)

    def test_twice_is_once(self, at_the_door):
        learner = make_learner()

        assert at_the_door(learner) == at_the_door(learner)

    def test_not_the_day_before(self, at_the_door):
        with pytest.raises(RegisterIsClosed):
            at_the_door(after=timedelta(days=-1))

    def test_nor_to_what_is_called_off(self, session, at_the_door, coordinator):
        cancel_session(session=session, by=coordinator, now=NOW, why="No heating")

        with pytest.raises(SessionIsCancelled):
            at_the_door()


class TestMark:
    def test_the_later_mark_counts(self, session, mark):
        booking = book(session, make_learner())

        assert mark(booking, came=False).state == State.MISSED
        assert mark(booking, came=True).seat == 1
        assert Attendance.objects.get().came

    def test_undone_it_is_as_before(self, session, mark, volunteer):
        booking = mark(book(session, make_learner()), came=False)

        undone = undo_attendance(booking=booking, by=volunteer, now=session.starts_at)

        assert (undone.state, undone.seat) == (State.BOOKED, 1)
        assert not Attendance.objects.exists()

    def test_who_dropped_in_by_mistake_is_taken_off(self, session, at_the_door, volunteer):
        undo_attendance(booking=at_the_door(), by=volunteer, now=session.starts_at)

        assert states(session) == [State.CANCELLED]

    def test_who_waits_has_nothing_to_mark(self, session, mark):
        book(session, make_learner())

        with pytest.raises(NotBooked):
            mark(book(session, make_learner()), came=True)

    def test_somebody_marked_missing_who_comes_after_all_is_over_but_told(
        self, session, at_the_door, mark
    ):
        late = mark(book(session, make_learner()), came=False)
        for _ in range(2):
            at_the_door(after=timedelta(minutes=5))

        assert mark(late, came=True).seat == 3

        session.refresh_from_db()
        assert session.is_at_risk

    def test_undone_twice_is_undone_once(self, session, mark, volunteer):
        booking = mark(book(session, make_learner()), came=True)
        for _ in range(2):
            undo_attendance(booking=booking, by=volunteer, now=session.starts_at)

        assert states(session) == [State.BOOKED]


class TestWhoHelps:
    @pytest.fixture
    def say(self, volunteer):
        def say_at_ten(booking, shift):
            return say_who_helps(booking=booking, shift=shift, by=volunteer, now=NOW)

        return say_at_ten

    def test_as_many_as_they_said_they_could(self, say):
        session = make_session()
        shift = make_shift(session=session, places=2)
        other = make_shift(session=session, places=1)
        first, second, third = (book(session, make_learner()) for _ in range(3))
        for booking in (first, second):
            assert say(booking, shift).helper == shift

        with pytest.raises(HelperIsFull):
            say(third, shift)
        assert say(second, other).helper == other
        assert say(third, shift).helper == shift

    def test_said_again_it_takes_no_second_place(self, session, say):
        shift, booking = session.shifts.first(), book(session, make_learner())

        assert say(booking, shift).helper == say(booking, shift).helper == shift
        assert say(booking, None).helper is None

    def test_whoever_did_not_come_takes_up_nobody(self, session, say, mark):
        shift, missing = session.shifts.first(), book(session, make_learner())
        say(missing, shift)
        mark(missing, came=False)

        assert say(book(session, make_learner()), shift).helper == shift

    @pytest.mark.parametrize("confirmed", [True, False], ids=["elsewhere", "only offered"])
    def test_only_who_surely_helps_in_this_session(self, session, say, confirmed):
        shift = make_shift(session=make_session() if confirmed else session, confirmed=confirmed)

        with pytest.raises(NotHelping):
            say(book(session, make_learner()), shift)

    def test_who_waits_is_helped_by_nobody_yet(self, session, say):
        book(session, make_learner())

        with pytest.raises(NotBooked):
            say(book(session, make_learner()), session.shifts.first())
