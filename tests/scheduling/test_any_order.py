"""Random sequences of operations: whatever is done in whatever order, the rules hold."""

from datetime import timedelta
from itertools import count

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.factories.scheduling import NOW, make_learners, make_session, make_shift
from tests.scheduling.invariants import broken_rules
from whatthetech.people.models import Channel
from whatthetech.scheduling import booking, waiting_list
from whatthetech.scheduling.booking import (
    AlreadyBooked,
    NoSeatBeside,
    book_pair,
    book_place,
    cancel_booking,
    undo_cancel,
)
from whatthetech.scheduling.models import Booking, Offer, VolunteerShift
from whatthetech.scheduling.register import NoSeatAtTheDoor, RegisterIsClosed, drop_in
from whatthetech.scheduling.seats import occupancy
from whatthetech.scheduling.sessions import bring_back_session, cancel_session
from whatthetech.scheduling.shifts import (
    NoMorePlaces,
    NotConfirmed,
    ShiftIsWithdrawn,
    confirm_shift,
    share_helper,
    withdraw_shift,
)
from whatthetech.scheduling.waiting_list import (
    OfferIsOver,
    accept_offer,
    decline_offer,
    lapse_offers,
    note_attempt,
    offer_next_seat,
    waiting_parties,
)

PEOPLE = 8
any_number = st.integers(0, 40)


class AnyOrder(RuleBasedStateMachine):
    """One session; learners, shifts, bookings and offers picked at random among all there were."""

    def __init__(self):
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()

    def teardown(self):
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    @initialize(seats=st.integers(0, 4), kept=st.integers(0, 2), offered=st.integers(0, 3))
    def begin(self, seats, kept, offered):
        self.session = make_session(seats=seats, kept=kept)
        for _ in range(offered):
            make_shift(session=self.session, places=2, confirmed=False)
        self.learners = [
            *make_learners(PEOPLE // 2),
            *make_learners(PEOPLE // 2, reached_by=Channel.EMAIL),
        ]
        self.now, self.presses = NOW, count()
        self.remember()

    def remember(self):
        self.queue = [[booking.pk for booking in party] for party in waiting_parties(self.session)]
        self.passed_over = self.times_passed_over()

    def times_passed_over(self):
        return dict(self.session.bookings.values_list("pk", "passed_over_at"))

    def learner(self, number):
        return self.learners[number % PEOPLE]

    def pick(self, rows, number):
        """None where there is none."""
        rows = list(rows.order_by("pk"))
        return rows[number % len(rows)] if rows else None

    @rule(number=any_number, priority=st.integers(0, 1))
    def book(self, number, priority):
        learner = self.learner(number)
        made = {"by": learner, "channel": "web", "key": "", "now": self.now, "priority": priority}
        try:
            book_place(session=self.session, learner=learner, **made)
        except AlreadyBooked:
            assert self.session.bookings.live().filter(learner=learner).count() == 1

    @rule(number=any_number)
    def book_two(self, number):
        pair = self.learner(number), self.learner(number + 1)
        before = self.session.bookings.count()
        try:
            made = {"by": pair[0], "channel": "phone", "now": self.now}
            key = f"press {next(self.presses)}"  # by which an undo finds the other of the two
            book_pair(session=self.session, learners=pair, key=key, **made)
        except (AlreadyBooked, NoSeatBeside):
            assert self.session.bookings.count() == before

    @rule(number=any_number)
    def cancel(self, number):
        live = self.session.bookings.live().exclude(state=Booking.State.ATTENDED)
        if booking := self.pick(live, number):
            cancel_booking(booking=booking, by=booking.learner, now=self.now)

    @rule(number=any_number)
    def undo(self, number):
        since = self.now - timedelta(minutes=30)
        cancelled = self.session.bookings.filter(cancelled_at__gte=since)
        if booking := self.pick(cancelled, number):
            try:
                undo_cancel(booking=booking, by=booking.learner, now=self.now)
            except AlreadyBooked:
                assert self.session.bookings.live().filter(learner=booking.learner).count() == 1

    @rule(number=any_number, answer=st.sampled_from([accept_offer, decline_offer]))
    def answer(self, number, answer):
        if offer := self.pick(Offer.objects.filter(booking__session=self.session), number):
            try:
                answer(offer=offer, by=offer.booking.learner, now=self.now)
            except OfferIsOver:
                assert Offer.objects.get(pk=offer.pk).answer

    @rule(number=any_number)
    def ring_in_vain(self, number):
        if offer := self.pick(Offer.objects.open(), number):
            note_attempt(offer=offer, by=offer.booking.learner, now=self.now)

    @rule()
    def promote_by_hand(self):
        offer_next_seat(session=self.session, by=self.learners[0], now=self.now)

    @rule(hours=st.sampled_from([0, 1, 25]))
    def time_goes_by(self, hours):
        if self.now + timedelta(hours=hours) < self.session.starts_at - timedelta(hours=2):
            self.now += timedelta(hours=hours)
        lapse_offers(now=self.now)

    @rule(number=any_number)
    def confirm(self, number):
        if shift := self.pick(self.session.shifts, number):
            try:
                confirm_shift(shift=shift, by=self.learners[0], now=self.now)
            except ShiftIsWithdrawn:
                assert shift.state == VolunteerShift.State.WITHDRAWN

    @rule(number=any_number)
    def withdraw(self, number):
        before = self.session.bookings.live().count()
        if shift := self.pick(self.session.shifts, number):
            withdraw_shift(shift=shift, by=self.learners[0], now=self.now, why="Exam")
        assert self.session.bookings.live().count() == before

    @rule(number=any_number)
    def share(self, number):
        if shift := self.pick(self.session.shifts, number):
            try:
                share_helper(shift=shift, by=self.learners[0], now=self.now)
            except (NotConfirmed, NoMorePlaces):
                assert shift.places == 4 or shift.state != VolunteerShift.State.CONFIRMED

    @rule(number=any_number)
    def come_to_the_door(self, number):
        learner = self.learner(number)
        try:
            soon = self.session.starts_at - timedelta(minutes=50)
            drop_in(session=self.session, learner=learner, by=learner, now=soon)
        except (AlreadyBooked, NoSeatAtTheDoor, RegisterIsClosed):
            pass

    @invariant()
    def the_rules_hold(self):
        assert broken_rules(self.session, now=self.now) == []

    @invariant()
    def nobody_jumped_the_queue(self):
        """Whoever got a seat went past nobody, but a pair that was never passed over before."""
        still_waiting = set(self.session.bookings.waiting().values_list("pk", flat=True))
        beforehand = self.session.bookings.holding_seats().exclude(channel="drop-in")
        got_a_seat = set(beforehand.values_list("pk", flat=True))
        for place, party in enumerate(self.queue):
            behind = {pk for later in self.queue[place + 1 :] for pk in later}
            if set(party) <= still_waiting and behind & got_a_seat:
                assert len(party) == 2
                assert not any(self.passed_over[pk] for pk in party)
        self.remember()

    @invariant()
    def nobody_is_passed_over_twice(self):
        now_passed_over = self.times_passed_over()
        for pk, before in self.passed_over.items():
            assert before is None or now_passed_over[pk] == before


class WithSlips(AnyOrder):
    """The session itself is cancelled, too, and brought back."""

    @rule()
    def cancel_the_session_by_a_slip(self):
        """Who had a seat has one again."""
        seated = set(self.session.bookings.filter(state="booked").values_list("pk", flat=True))
        at = {"session": self.session, "by": self.learners[0], "now": self.now}
        cancel_session(**at, why="A slip")
        assert not self.session.bookings.live().exists()
        bring_back_session(**at)
        again = set(self.session.bookings.filter(state="booked").values_list("pk", flat=True))
        assert again == seated


def run(machine=AnyOrder, **changed) -> None:
    as_always = {
        "max_examples": 15,
        "stateful_step_count": 20,
        "derandomize": True,
        "database": None,
        "deadline": None,
        "suppress_health_check": list(HealthCheck),
    }
    run_state_machine_as_test(machine, settings=settings(**as_always | changed))


@pytest.mark.django_db
def test_whatever_is_done_in_whatever_order_the_rules_hold():
    run()


@pytest.mark.django_db
def test_they_hold_where_the_session_is_cancelled_by_a_slip():
    run(WithSlips, max_examples=8)


@pytest.mark.django_db
def test_control_a_booker_who_jumps_the_queue_is_found(monkeypatch):
    def has_room_for(session, count):
        return occupancy(session).free >= count

    monkeypatch.setattr(booking, "_has_room_for", has_room_for)
    monkeypatch.setattr(waiting_list, "_offer_next", lambda *session, by, now: [])

    with pytest.raises(AssertionError):
        run(phases=[Phase.generate], print_blob=False, max_examples=60)
