from datetime import UTC, datetime, timedelta

import pytest

from tests.factories.scheduling import (
    NOW,
    book,
    book_two,
    close,
    make_learner,
    make_learners,
    make_session,
    states,
)
from whatthetech.people.models import Channel
from whatthetech.scheduling.booking import cancel_booking
from whatthetech.scheduling.models import Booking, BookingRules, Offer, Task
from whatthetech.scheduling.waiting_list import (
    OfferIsOver,
    accept_offer,
    decline_offer,
    lapse_offers,
    note_attempt,
    offer_next_seat,
)

pytestmark = pytest.mark.django_db
State = Booking.State


def at(day, hour=9, minute=0):
    """In October 2026, by UTC."""
    return datetime(2026, 10, day, hour, minute, tzinfo=UTC)


@pytest.fixture
def session():
    """Thursday 8 October, two o'clock."""
    return make_session(seats=1)


def free_a_seat(session, *, now=NOW):
    booking = session.bookings.filter(state=State.BOOKED).first()
    return cancel_booking(booking=booking, by=booking.learner, now=now)


def offered_to(session, learner, *, now=NOW) -> Offer:
    """The one seat was taken, this learner waits for it, and it is freed."""
    book(session, make_learner())
    book(session, learner)
    free_a_seat(session, now=now)
    return Offer.objects.get(booking__learner=learner)


class TestWhoIsNext:
    def test_priority_first_then_time_of_joining(self, session):
        book(session, make_learner())
        early = book(session, make_learner())
        late = book(session, make_learner(), now=at(2))
        urgent = book(session, make_learner(), now=at(3), priority=1)

        assert list(session.bookings.waiting()) == [urgent, early, late]

    def test_promotion_by_hand_goes_the_same_way(self, session, coordinator):
        book(session, make_learner())
        assert offer_next_seat(session=session, by=coordinator, now=NOW) == []

        waiting = book(session, make_learner())
        session.bookings.filter(state=State.BOOKED).update(state=State.MISSED, seat=None)
        (offer,) = offer_next_seat(session=session, by=coordinator, now=NOW)

        assert (offer.booking, offer.made_by) == (waiting, coordinator)

    def test_once_the_session_has_begun_nothing_is_offered(self, session, coordinator):
        book(session, make_learner())
        book(session, make_learner())
        session.bookings.filter(state=State.BOOKED).update(state=State.MISSED, seat=None)

        assert offer_next_seat(session=session, by=coordinator, now=session.starts_at) == []

    def test_a_pair_gets_both_seats_or_is_passed_over_once(self):
        session = make_session(seats=3)
        for learner in make_learners(3):
            book(session, learner)
        pair = book_two(session, make_learners(2))
        single, last = (book(session, learner) for learner in make_learners(2))

        free_a_seat(session)  # for the single: the pair is passed over
        free_a_seat(session)  # kept for the pair
        assert states(session)[3:] == [State.WAITING, State.WAITING, State.OFFERED, State.WAITING]

        free_a_seat(session)
        assert states(session)[3:] == [State.OFFERED, State.OFFERED, State.OFFERED, State.WAITING]
        assert Offer.objects.filter(booking__in=pair).count() == 2
        assert {single.pk, last.pk} & {booking.pk for booking in pair} == set()


class TestHowLongItIsHeld:
    @pytest.mark.parametrize(
        ("channel", "until"),
        [
            (Channel.EMAIL, at(2, 9)),
            (Channel.TEXT, at(2, 9)),
            (Channel.TELEPHONE, at(5, 9)),  # Thursday, Friday, Monday
            ("", at(5, 9)),
        ],
    )
    def test_as_long_as_somebody_can_be_reached(self, session, channel, until):
        offer = offered_to(session, make_learner(reached_by=channel))

        assert (offer.reach_by, offer.held_until) == (channel or Channel.TELEPHONE, until)

    def test_a_letter_has_five_working_days(self):
        session = make_session(seats=1, on=at(22).date())

        assert offered_to(session, make_learner(reached_by=Channel.LETTER)).held_until == at(8)

    def test_a_closed_day_is_no_working_day_once_it_is_confirmed(self, session):
        close(at(2).date())
        close(at(5).date(), confirmed=False)

        assert offered_to(session, make_learner()).held_until == at(6)

    @pytest.mark.parametrize("channel", [Channel.EMAIL, Channel.TEXT, Channel.LETTER])
    def test_less_than_two_days_before_we_only_ring(self, session, channel):
        offer = offered_to(session, make_learner(reached_by=channel), now=at(7, 12))

        assert (offer.reach_by, offer.held_until) == (Channel.TELEPHONE, session.starts_at)

    def test_nor_do_we_write_what_could_not_be_answered_in_time(self, session):
        offer = offered_to(session, make_learner(reached_by=Channel.LETTER), now=at(2))

        assert offer.reach_by == Channel.TELEPHONE

    def test_two_who_come_together_have_the_later_of_their_times(self):
        session = make_session(seats=2)
        for learner in make_learners(2):
            book(session, learner)
        book_two(session, [make_learner(reached_by=Channel.EMAIL), make_learner()])

        free_a_seat(session)
        free_a_seat(session)

        assert {offer.held_until for offer in Offer.objects.all()} == {at(5)}

    def test_coordinators_change_the_numbers(self, session):
        BookingRules.objects.create(message_hours=48)

        assert offered_to(session, make_learner(reached_by=Channel.EMAIL)).held_until == at(3)


class TestAnswer:
    def test_accepted_it_is_a_booking(self, session, coordinator):
        offer = offered_to(session, make_learner())

        booking = accept_offer(offer=offer, by=coordinator, now=at(2))

        assert (booking.state, booking.seat) == (State.BOOKED, 1)
        assert accept_offer(offer=offer, by=coordinator, now=at(3)) == booking

    def test_declined_it_goes_on(self, session):
        offer = offered_to(session, make_learner())
        following = book(session, make_learner())

        assert decline_offer(offer=offer, by=offer.booking.learner, now=NOW).state == "cancelled"

        following.refresh_from_db()
        assert following.state == State.OFFERED
        with pytest.raises(OfferIsOver):
            accept_offer(offer=offer, by=offer.booking.learner, now=NOW)

    @pytest.mark.parametrize(
        ("answer", "state"), [(accept_offer, "booked"), (decline_offer, "cancelled")]
    )
    def test_one_of_two_answers_for_both(self, answer, state):
        session = make_session(seats=2)
        for learner in make_learners(2):
            book(session, learner)
        pair = book_two(session, make_learners(2))
        free_a_seat(session)
        free_a_seat(session)

        answer(offer=pair[1].offers.get(), by=pair[1].learner, now=NOW)

        assert states(session)[2:] == [state, state]


class TestLapse:
    def test_what_is_not_answered_goes_on_and_they_wait_at_the_back(self, session):
        offer = offered_to(session, make_learner(reached_by=Channel.EMAIL))
        following = book(session, make_learner())
        assert lapse_offers(now=at(2, 8, 59)) == []

        assert lapse_offers(now=at(2)) == [offer]

        assert [booking.learner for booking in session.bookings.waiting()] == [
            offer.booking.learner
        ]
        following.refresh_from_db()
        assert following.state == State.OFFERED
        assert lapse_offers(now=at(2)) == []

    def test_who_was_asked_in_vain_stands_behind_whoever_joins_later(self, session):
        offered_to(session, make_learner(reached_by=Channel.EMAIL))
        book(session, make_learner())
        lapse_offers(now=at(2))
        newest = book(session, make_learner(), now=at(3))

        assert session.bookings.waiting().first() == newest

    def test_twice_in_vain_is_enough_and_somebody_rings(self, session):
        offer = offered_to(session, make_learner(reached_by=Channel.EMAIL))
        lapse_offers(now=at(2))  # nobody else waits: the same person is asked again
        lapse_offers(now=at(3))

        booking = Booking.objects.get(pk=offer.booking_id)
        assert (booking.state, booking.cancelled_by) == (State.CANCELLED, None)
        assert Task.objects.open().get().booking == booking

    def test_by_telephone_two_attempts_are_enough(self, session, coordinator):
        offer = offered_to(session, make_learner())
        note_attempt(offer=offer, by=coordinator, now=at(1, 10))
        assert lapse_offers(now=at(1, 11)) == []

        note_attempt(offer=offer, by=coordinator, now=at(1, 15))

        assert lapse_offers(now=at(1, 15)) == [offer]

    def test_when_the_session_begins_every_offer_is_over(self, session):
        offer = offered_to(session, make_learner())

        with pytest.raises(OfferIsOver):
            accept_offer(offer=offer, by=offer.booking.learner, now=session.starts_at)
        assert lapse_offers(now=session.starts_at) == [offer]
        assert states(session)[1:] == [State.WAITING]

    def test_who_cancels_ends_their_offer(self, session):
        offer = offered_to(session, make_learner())
        cancel_booking(booking=offer.booking, by=offer.booking.learner, now=NOW)

        assert Offer.objects.get().answer == Offer.Answer.ENDED
        assert lapse_offers(now=at(8) + timedelta(days=9)) == []
