from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.factories.scheduling import (
    NOW,
    book,
    make_learner,
    make_learners,
    make_session,
    make_shift,
    make_volunteer,
    states,
)
from tests.scheduling.invariants import broken_rules
from whatthetech.scheduling.booking import SessionHasBegun
from whatthetech.scheduling.models import Booking, LearningSession, Task, VolunteerShift
from whatthetech.scheduling.risk import StillAtRisk, close_task, take_task, ways_out
from whatthetech.scheduling.seats import occupancy
from whatthetech.scheduling.shifts import (
    NoMorePlaces,
    NotCleared,
    NotConfirmed,
    ShiftIsWithdrawn,
    WhyIsNeeded,
    confirm_shift,
    offer_shift,
    share_helper,
    withdraw_shift,
)
from whatthetech.scheduling.waiting_list import settle_by_the_clock

pytestmark = pytest.mark.django_db
State = Booking.State


def offer(session, volunteer):
    return offer_shift(session=session, volunteer=volunteer, by=volunteer.person, now=NOW)


def withdraw(shift, *, now=NOW, why=""):
    return withdraw_shift(shift=shift, by=shift.volunteer.person, now=now, why=why)


class TestOffer:
    def test_it_is_no_seat_yet_and_helps_as_many_as_the_volunteer_does(self):
        session, volunteer = make_session(), make_volunteer(learners_at_once=3)

        shift = offer(session, volunteer)

        assert (shift.state, shift.places) == ("offered", 3)
        assert occupancy(session).capacity == 0
        assert offer(session, volunteer) == shift

    def test_withdrawn_it_can_be_offered_again(self):
        session, volunteer = make_session(), make_volunteer()
        first = withdraw(offer(session, volunteer))

        assert offer(session, volunteer) != first

    def test_the_database_holds_one_live_shift_of_a_volunteer(self):
        session, volunteer = make_session(), make_volunteer()
        offer(session, volunteer)

        with pytest.raises(IntegrityError), transaction.atomic():
            make_shift(session=session, volunteer=volunteer)

    def test_nobody_offers_help_for_yesterday(self):
        session, volunteer = make_session(), make_volunteer()

        with pytest.raises(SessionHasBegun):
            offer_shift(
                session=session, volunteer=volunteer, by=volunteer.person, now=session.ends_at
            )


class TestConfirm:
    def test_it_demands_that_the_volunteer_is_cleared(self, not_cleared, coordinator):
        shift = offer(make_session(), make_volunteer())
        not_cleared.add(shift.volunteer)

        with pytest.raises(NotCleared):
            confirm_shift(shift=shift, by=coordinator, now=NOW)

        not_cleared.clear()
        assert confirm_shift(shift=shift, by=coordinator, now=NOW).state == "confirmed"

    def test_its_seats_go_to_the_waiting_list(self, coordinator):
        session = make_session()
        for learner in make_learners(3):
            book(session, learner)

        shift = make_shift(session=session, places=2, confirmed=False)
        confirm_shift(shift=shift, by=coordinator, now=NOW)

        assert states(session) == [State.OFFERED, State.OFFERED, State.WAITING]

    def test_a_withdrawn_one_is_not_confirmed(self, coordinator):
        shift = withdraw(offer(make_session(), make_volunteer()))

        with pytest.raises(ShiftIsWithdrawn):
            confirm_shift(shift=shift, by=coordinator, now=NOW)


class TestWithdraw:
    @pytest.fixture
    def session(self):
        """Two helpers, two booked."""
        session = make_session(seats=2)
        for learner in make_learners(2):
            book(session, learner)
        return session

    @pytest.fixture
    def withdrawn(self, session):
        withdraw(session.shifts.first())
        session.refresh_from_db()
        return session

    def test_it_cancels_no_booking_and_opens_a_task(self, withdrawn):
        assert states(withdrawn) == [State.BOOKED, State.BOOKED]
        assert withdrawn.at_risk_since == NOW
        assert withdrawn.tasks.open().get().kind == Task.Kind.AT_RISK

    def test_where_a_seat_is_left_over_nothing_is_at_risk(self, session):
        make_shift(session=session)
        withdraw(session.shifts.first())

        session.refresh_from_db()
        assert not session.is_at_risk

    def test_while_at_risk_a_new_booker_waits(self, withdrawn):
        assert book(withdrawn, make_learner()).state == State.WAITING

    def test_the_ways_out_are_named(self, withdrawn, not_cleared):
        substitute = make_shift(session=withdrawn, confirmed=False)
        not_cleared.add(make_shift(session=withdrawn, confirmed=False).volunteer)

        ways = ways_out(withdrawn)

        assert ways.substitutes == [substitute]
        assert ways.helpers == list(withdrawn.shifts.confirmed())
        assert len(ways.to_ring) == 2

    def test_a_substitute_ends_it(self, withdrawn, coordinator):
        substitute = make_shift(session=withdrawn, confirmed=False)
        confirm_shift(shift=substitute, by=coordinator, now=NOW)

        withdrawn.refresh_from_db()
        assert not withdrawn.is_at_risk
        assert not withdrawn.tasks.open().exists()

    def test_so_does_a_helper_who_takes_one_more(self, withdrawn, coordinator):
        share_helper(shift=withdrawn.shifts.confirmed().get(), by=coordinator, now=NOW)

        assert not withdrawn.tasks.open().exists()

    def test_nobody_helps_more_than_four_or_before_they_are_confirmed(self, coordinator):
        session = make_session()
        full = make_shift(session=session, places=4)
        offered = make_shift(session=session, confirmed=False)

        with pytest.raises(NoMorePlaces):
            share_helper(shift=full, by=coordinator, now=NOW)
        with pytest.raises(NotConfirmed):
            share_helper(shift=offered, by=coordinator, now=NOW)

    def test_its_task_has_an_owner_and_ends_by_itself_only(self, withdrawn, coordinator):
        task = take_task(task=withdrawn.tasks.get(), by=coordinator, now=NOW)

        assert task.owner == coordinator
        with pytest.raises(StillAtRisk):
            close_task(task=task, by=coordinator, now=NOW)

    def test_late_one_says_why(self, session):
        shift, late = session.shifts.first(), session.starts_at - timedelta(hours=47)

        with pytest.raises(WhyIsNeeded):
            withdraw(shift, now=late, why=" ")

        assert withdraw(shift, now=late, why="An exam").why_withdrawn == "An exam"

    def test_what_was_only_offered_is_withdrawn_without_a_word(self, session):
        shift = make_shift(session=session, confirmed=False)

        late = session.starts_at - timedelta(hours=1)
        assert withdraw(shift, now=late).state == VolunteerShift.State.WITHDRAWN

    def test_an_offer_that_was_made_stands(self, session, coordinator):
        session.bookings.filter(seat=1).update(state=State.MISSED, seat=None)
        offered = book(session, make_learner())
        assert offered.state == State.BOOKED

        withdraw(session.shifts.first())

        offered.refresh_from_db()
        assert offered.state == State.BOOKED


def test_clearance_that_ended_is_found_by_the_clock(not_cleared):
    session = make_session(seats=1)
    book(session, make_learner())
    waiting = book(session, make_learner())
    not_cleared.add(session.shifts.get().volunteer)
    assert settle_by_the_clock(now=NOW) == []
    session.refresh_from_db()
    assert session.is_at_risk

    not_cleared.clear()
    make_shift(session=session)

    assert [offer.booking for offer in settle_by_the_clock(now=NOW)] == [waiting]
    session.refresh_from_db()
    assert not session.is_at_risk


@pytest.mark.parametrize("count", [1, 3])
def test_the_clock_looks_at_all_sessions_and_locks_none_that_is_settled(
    count, django_assert_num_queries
):
    for _ in range(count):
        book(make_session(seats=1), make_learner())
    waited_for = make_session(seats=1)
    for learner in make_learners(2):
        book(waited_for, learner)

    with django_assert_num_queries(9):
        assert settle_by_the_clock(now=NOW) == []


@pytest.mark.parametrize("is_at_risk", [True, False])
def test_the_clock_mends_a_task_that_does_not_say_what_is_so(is_at_risk):
    session = make_session(seats=1)
    book(session, make_learner())
    if is_at_risk:
        session.shifts.update(state=VolunteerShift.State.OFFERED)
        LearningSession.objects.update(at_risk_since=NOW)
    else:
        Task.objects.create(kind=Task.Kind.AT_RISK, session=session, opened_at=NOW)

    settle_by_the_clock(now=NOW)

    assert session.tasks.open().exists() == is_at_risk
    assert broken_rules(session, now=NOW) == []


def test_a_task_that_was_seen_to_is_closed(coordinator):
    task = Task.objects.create(kind=Task.Kind.RING, session=make_session(), opened_at=NOW)

    closed = close_task(task=task, by=coordinator, now=NOW)

    assert (closed.closed_at, closed.closed_by) == (NOW, coordinator)
    assert close_task(task=task, by=coordinator, now=NOW + timedelta(1)).closed_at == NOW
