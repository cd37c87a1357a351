from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.factories.scheduling import (
    NOW,
    book,
    book_two,
    holding,
    make_learner,
    make_learners,
    make_session,
    make_shift,
    states,
)
from whatthetech.scheduling.booking import (
    AlreadyBooked,
    AlreadyMarked,
    SamePersonTwice,
    SessionHasBegun,
    SessionIsCancelled,
    TooLateToUndo,
    cancel_booking,
    undo_cancel,
)
from whatthetech.scheduling.models import Booking, Offer
from whatthetech.scheduling.register import mark_attendance
from whatthetech.scheduling.seats import occupancies, occupancy
from whatthetech.scheduling.sessions import cancel_session

pytestmark = pytest.mark.django_db
State = Booking.State


class TestSeats:
    @pytest.mark.parametrize(
        ("places", "at_most", "seats"), [(0, 8, 0), (1, 8, 1), (5, 8, 5), (6, 8, 5), (12, 8, 7)]
    )
    def test_seats_follow_helpers_up_to_the_room_less_one_in_six(self, places, at_most, seats):
        session = make_session(kept=None)
        session.room.learners_at_most = at_most
        for _ in range(places):
            make_shift(session=session)

        assert occupancy(session).seats == seats

    def test_only_confirmed_shifts_of_cleared_volunteers_count(self, not_cleared):
        session = make_session(seats=2)
        make_shift(session=session, places=4, confirmed=False)
        not_cleared.add(make_shift(session=session, places=4).volunteer)

        assert occupancy(session).seats == 2

    def test_no_more_can_be_kept_for_walk_ins_than_there_is(self):
        assert occupancy(make_session(kept=0)).seats == 0

        session = make_session(seats=1)
        session.kept_for_walk_ins = 9
        assert (occupancy(session).seats, occupancy(session).kept) == (0, 1)

    @pytest.mark.parametrize("count", [1, 3])
    def test_a_list_of_sessions_costs_the_same(self, count, django_assert_num_queries):
        sessions = [make_session(seats=2, kept=1) for _ in range(count)]
        for session in sessions:
            book(session, make_learner())

        with django_assert_num_queries(5):
            found = occupancies(sessions)

        assert [found[session.pk].free for session in sessions] == [1] * count


class TestBook:
    def test_a_free_seat_is_booked_and_numbered(self):
        session = make_session(seats=2)

        first, second = (book(session, learner) for learner in make_learners(2))

        assert [first.state, second.state] == [State.BOOKED, State.BOOKED]
        assert [first.seat, second.seat] == [1, 2]

    def test_where_none_is_free_one_waits(self):
        session = make_session(seats=1)

        booked, waiting = (book(session, learner) for learner in make_learners(2))

        assert (booked.state, waiting.state, waiting.seat) == (State.BOOKED, State.WAITING, None)

    def test_a_new_booker_never_jumps_the_queue(self):
        session = make_session(seats=2)
        first, second, third, late = make_learners(4)
        book(session, first)
        book_two(session, [second, third])  # one seat is free, and they need two
        book(session, late)

        # The pair is passed over, once, for the one behind it.
        assert states(session) == [State.BOOKED, State.WAITING, State.WAITING, State.OFFERED]
        latest = make_learner()
        cancel_booking(booking=session.bookings.get(learner=first), by=first, now=NOW)

        assert book(session, latest).state == State.WAITING
        assert occupancy(session).free == 1

    def test_one_press_too_many_makes_no_second_booking(self):
        session, learner = make_session(seats=3), make_learner()

        assert book(session, learner, key="a") == book(session, learner, key="a")
        assert holding(session) == 1

    def test_a_press_repeated_after_cancelling_books_nothing_anew(self):
        session, learner = make_session(seats=3), make_learner()
        booking = book(session, learner, key="a")
        cancel_booking(booking=booking, by=learner, now=NOW)

        assert book(session, learner, key="a").state == State.CANCELLED
        assert book(session, learner, key="b").state == State.BOOKED

    def test_who_is_booked_already_is_told_so(self):
        session, learner = make_session(seats=3), make_learner()
        booking = book(session, learner)

        with pytest.raises(AlreadyBooked) as told:
            book(session, learner, key="another")

        assert told.value.booking == booking

    def test_nobody_is_booked_for_yesterday(self):
        session = make_session(seats=1)

        with pytest.raises(SessionHasBegun):
            book(session, make_learner(), now=session.starts_at)

    def test_nor_into_what_is_called_off(self, coordinator):
        session, learner = make_session(seats=1), make_learner()
        cancel_session(session=session, by=coordinator, now=NOW, why="No heating")

        with pytest.raises(SessionIsCancelled):
            book(session, learner)

    def test_who_booked_and_how_is_kept(self, coordinator):
        booking = book(
            make_session(seats=1), make_learner(), by=coordinator, channel=Booking.Channel.PHONE
        )

        assert (booking.made_by, booking.channel) == (coordinator, "phone")

    def test_the_database_sells_no_seat_twice_and_nobody_two(self):
        session = make_session(seats=2)
        booking = book(session, make_learner())
        for stolen in ({"learner": booking.learner, "seat": 2}, {"seat": booking.seat}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Booking.objects.create(
                    **{"learner": make_learner(), **stolen},
                    session=session,
                    state=State.BOOKED,
                    channel="web",
                    made_at=NOW,
                    joined_at=NOW,
                )


class TestPair:
    def test_both_get_seats(self):
        assert [one.seat for one in book_two(make_session(seats=2), make_learners(2))] == [1, 2]

    def test_or_neither(self):
        session = make_session(seats=1)

        assert [one.state for one in book_two(session, make_learners(2))] == [State.WAITING] * 2
        assert occupancy(session).free == 1

    def test_where_one_is_booked_already_nothing_is_booked(self):
        session, (first, second) = make_session(seats=3), make_learners(2)
        book(session, second)

        with pytest.raises(AlreadyBooked):
            book_two(session, [first, second])

        assert holding(session) == 1

    def test_a_pair_is_two_people(self):
        learner = make_learner()

        with pytest.raises(SamePersonTwice):
            book_two(make_session(seats=2), [learner, learner])

    def test_pressed_twice_it_is_one_pair(self):
        session, learners = make_session(seats=4), make_learners(2)

        assert book_two(session, learners, key="a") == book_two(session, learners, key="a")
        assert holding(session) == 2


class TestCancel:
    def test_the_seat_goes_to_the_next(self):
        session = make_session(seats=1)
        first, second = (book(session, learner) for learner in make_learners(2))

        cancel_booking(booking=first, by=first.learner, now=NOW)

        assert states(session) == [State.CANCELLED, State.OFFERED]
        assert Offer.objects.get().booking == second

    def test_twice_is_once(self):
        booking = book(make_session(seats=1), make_learner())
        cancel_booking(booking=booking, by=booking.learner, now=NOW)
        later = NOW + timedelta(minutes=1)

        assert cancel_booking(booking=booking, by=booking.learner, now=later).cancelled_at == NOW

    def test_one_of_a_pair_leaves_the_other_booked(self):
        session = make_session(seats=2)
        first, _ = book_two(session, make_learners(2))

        cancel_booking(booking=first, by=first.learner, now=NOW)

        assert states(session) == [State.CANCELLED, State.BOOKED]

    def test_a_session_that_has_begun_is_not_cancelled_any_more(self):
        session = make_session(seats=1)
        booking = book(session, make_learner())

        with pytest.raises(SessionHasBegun):
            cancel_booking(booking=booking, by=booking.learner, now=session.starts_at)

    def test_nor_what_the_register_has_marked(self, volunteer):
        session = make_session(seats=1)
        booking, soon = book(session, make_learner()), session.starts_at - timedelta(minutes=5)
        mark_attendance(booking=booking, came=True, by=volunteer, now=soon)

        with pytest.raises(AlreadyMarked):
            cancel_booking(booking=booking, by=booking.learner, now=soon)


class TestUndo:
    def cancelled(self, session):
        booking = book(session, make_learner())
        return cancel_booking(booking=booking, by=booking.learner, now=NOW)

    def test_the_seat_comes_back(self):
        booking = self.cancelled(make_session(seats=1))

        undone = undo_cancel(booking=booking, by=booking.learner, now=NOW)

        assert (undone.state, undone.seat, undone.cancelled_at) == (State.BOOKED, 1, None)

    def test_where_the_seat_has_gone_on_they_are_the_next(self):
        session = make_session(seats=1)
        booking = book(session, make_learner())
        book(session, make_learner(), now=NOW + timedelta(minutes=1))
        last = book(session, make_learner(), now=NOW + timedelta(minutes=2))
        later = NOW + timedelta(minutes=3)
        cancel_booking(booking=booking, by=booking.learner, now=later)

        undone = undo_cancel(booking=booking, by=booking.learner, now=later)

        assert undone.state == State.WAITING
        assert list(session.bookings.waiting()) == [undone, last]

    def test_after_half_an_hour_it_stands(self):
        booking = self.cancelled(make_session(seats=1))

        with pytest.raises(TooLateToUndo):
            undo_cancel(booking=booking, by=booking.learner, now=NOW + timedelta(minutes=31))

    def test_who_booked_again_has_nothing_to_undo(self):
        session = make_session(seats=2)
        booking = self.cancelled(session)
        book(session, booking.learner)

        with pytest.raises(AlreadyBooked):
            undo_cancel(booking=booking, by=booking.learner, now=NOW)

    def test_whoever_left_a_pair_comes_back_alone(self):
        session = make_session(seats=1)
        first, second = book_two(session, make_learners(2))
        cancel_booking(booking=first, by=first.learner, now=NOW)

        undone = undo_cancel(booking=first, by=first.learner, now=NOW)

        assert states(session) == [State.WAITING, State.OFFERED]
        assert undone.together is session.bookings.get(pk=second.pk).together is None


def test_a_learner_who_was_erased_leaves_the_count():
    session = make_session(seats=1)
    book(session, make_learner()).learner.delete()

    assert holding(session) == 1
