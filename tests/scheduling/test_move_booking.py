"""Moving somebody on the telephone: there first, then here; or nothing at all."""

from uuid import uuid4

import pytest
from django.utils import timezone

from tests.factories.scheduling import (
    NOW,
    THURSDAY,
    book,
    book_two,
    coming,
    holding,
    make_learner,
    make_learners,
    make_session,
    make_shift,
    states,
)
from tests.scheduling.invariants import broken_rules
from tests.scheduling.racing import in_threads
from whatthetech.people.models import User
from whatthetech.scheduling.booking import (
    AlreadyBooked,
    AlreadyMarked,
    SessionHasBegun,
    SessionIsCancelled,
    cancel_booking,
)
from whatthetech.scheduling.models import Booking
from whatthetech.scheduling.moving import NoSeatThere, NothingToMove, move_booking

pytestmark = pytest.mark.django_db

ROUNDS, ROUNDS_OF_CONTROL = 3, 25
NEXT_THURSDAY = THURSDAY.replace(day=15)


@pytest.fixture
def here():
    return make_session(seats=1)


@pytest.fixture
def there():
    return make_session(on=NEXT_THURSDAY, seats=1)


def move(booking, to, *, by, key="", now=NOW) -> Booking:
    channel = Booking.Channel.PHONE
    return move_booking(booking=booking, to=to, by=by, now=now, key=key, channel=channel)


class TestTheDeed:
    def test_a_seat_there_and_none_here(self, here, there, coordinator):
        mary = make_learner()

        moved = move(book(here, mary), there, by=coordinator)

        assert (moved.session, moved.state, moved.channel) == (there, "booked", "phone")
        assert states(here) == ["cancelled"]

    def test_the_seat_here_goes_to_who_waits(self, here, there, coordinator):
        mary, waiting = make_learners(2)
        booking = book(here, mary)
        book(here, waiting)

        move(booking, there, by=coordinator)

        assert states(here) == ["cancelled", "offered"]
        assert broken_rules(here, now=NOW) == broken_rules(there, now=NOW) == []

    def test_where_the_other_is_full_nothing_changes(self, here, there, coordinator):
        book(there, make_learner())
        booking = book(here, make_learner())

        with pytest.raises(NoSeatThere):
            move(booking, there, by=coordinator)

        assert (states(here), states(there)) == (["booked"], ["booked"])

    def test_where_others_wait_there_nobody_is_passed(self, here, there, coordinator):
        for learner in make_learners(2):
            book(there, learner)
        make_shift(session=there)

        with pytest.raises(NoSeatThere):
            move(book(here, make_learner()), there, by=coordinator)

        assert states(there) == ["booked", "waiting"]

    def test_a_seat_that_a_pair_lets_pass_is_theirs(self, here, coordinator):
        there = make_session(on=NEXT_THURSDAY, seats=1)
        book_two(there, make_learners(2))

        assert move(book(here, make_learner()), there, by=coordinator).state == "booked"
        assert broken_rules(there, now=NOW) == []

    def test_of_two_who_come_together_one_is_moved(self, there, coordinator):
        here = make_session(seats=2)
        first, second = book_two(here, make_learners(2))

        move(first, there, by=coordinator)

        second.refresh_from_db()
        assert (second.state, second.together) == ("booked", None)

    def test_the_same_press_twice_moves_once(self, here, there, coordinator):
        booking = book(here, make_learner())

        first = move(booking, there, by=coordinator, key="one form")
        assert move(booking, there, by=coordinator, key="one form") == first
        assert (states(here), states(there)) == (["cancelled"], ["booked"])

    def test_who_waits_here_may_move_too(self, here, there, coordinator):
        book(here, make_learner())

        move(book(here, make_learner()), there, by=coordinator)

        assert states(here) == ["booked", "cancelled"]

    def test_what_was_cancelled_or_erased_is_not_moved(self, here, there, coordinator):
        booking = book(here, make_learner())
        cancel_booking(booking=booking, by=coordinator, now=NOW)
        with pytest.raises(NothingToMove):
            move(booking, there, by=coordinator)

        erased = book(here, make_learner())
        User.objects.get(pk=erased.learner_id).delete()
        with pytest.raises(NothingToMove):
            move(erased, there, by=coordinator)
        assert states(there) == []

    def test_each_reason_why_not_leaves_both_as_they_were(self, here, there, coordinator):
        booking = book(here, make_learner())
        with pytest.raises(AlreadyBooked):
            move(booking, here, by=coordinator)
        with pytest.raises(SessionHasBegun):  # here, not there
            move(booking, there, by=coordinator, now=here.starts_at)

        there.cancelled_at = NOW
        there.save()
        with pytest.raises(SessionIsCancelled):
            move(booking, there, by=coordinator)
        Booking.objects.filter(pk=booking.pk).update(state="attended")
        with pytest.raises(AlreadyMarked):
            move(booking, make_session(on=NEXT_THURSDAY, seats=1), by=coordinator)
        assert Booking.objects.count() == 1


class TestOnTheTelephone:
    @pytest.fixture
    def desk(self, client, coordinator):
        client.force_login(coordinator)
        return client

    @pytest.fixture
    def booking(self):
        return book(make_session(on=coming(), seats=1), make_learner(), now=timezone.now())

    @pytest.fixture
    def there(self):
        return make_session(on=coming(weeks=2), seats=1)

    def press(self, desk, booking, to) -> str:
        address = f"/admin/desk/bookings/{booking.pk}/move/"
        response = desk.post(address, {"to": to, "key": str(uuid4())}, follow=True)
        return response.content.decode()

    def test_one_press_moves_and_reads_the_new_day(self, desk, booking, there):
        page = desk.get(f"/admin/desk/bookings/{booking.pk}/move/").content.decode()
        assert "Shall I move you to" in page and "You have a seat on" in page

        shown = self.press(desk, booking, there.pk)

        assert "You have a seat on" in shown
        assert there.bookings.get().state == "booked"

    def test_where_it_is_full_by_now_it_says_so_and_offers_the_list(self, desk, booking, there):
        book(there, make_learner(), now=timezone.now())

        shown = self.press(desk, booking, there.pk)

        assert "No seat is left there, and nothing was changed." in shown
        assert "Put on the waiting list" in shown and "You have a seat on" in shown
        booking.refresh_from_db()
        assert booking.state == "booked"

    def test_what_was_cancelled_leads_to_booking(self, desk, booking, there):
        cancel_booking(booking=booking, by=booking.learner, now=timezone.now())

        assert "was cancelled before" in self.press(desk, booking, there.pk)

    @pytest.mark.parametrize("odd", ["", "x", "\x00", "-1", "9" * 30, "²", "<script>"])
    def test_a_session_that_is_none_is_not_found(self, desk, booking, odd):
        address = f"/admin/desk/bookings/{booking.pk}/move/"
        assert desk.post(address, {"to": odd}).status_code == 404

    @pytest.mark.parametrize("many", [1, 3])
    def test_more_sessions_ask_no_more_of_the_database(
        self, desk, booking, django_assert_num_queries, many
    ):
        for week in range(many):
            make_session(on=coming(weeks=2 + week), seats=1)
        address = f"/admin/desk/bookings/{booking.pk}/move/"
        desk.get(address)

        with django_assert_num_queries(MOVE_QUERIES):
            shown = desk.get(address).content.decode()
        assert shown.count("Shall I move you to") == many


MOVE_QUERIES = 22


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
class TestAtOnce:
    def race_for_the_last_seat(self, *, locked=True):
        """Two move into one seat at the same moment."""
        here = make_session(seats=2)
        there = make_session(on=NEXT_THURSDAY, seats=1)
        moving = [book(here, learner) for learner in make_learners(2)]
        presses = [["move", one.pk, one.learner_id, str(there.pk)] for one in moving]
        return here, there, in_threads(presses, locked=locked)

    def test_one_has_it_and_the_other_stays(self):
        for _ in range(ROUNDS):
            here, there, told = self.race_for_the_last_seat()

            assert sorted(told) == ["NoSeatThere", "booked"]
            assert (holding(here), states(there)) == (1, ["booked"])
            assert broken_rules(here, now=NOW) == broken_rules(there, now=NOW) == []

    def test_control_without_the_lock_it_goes_wrong(self):
        def goes_wrong():
            _, there, told = self.race_for_the_last_seat(locked=False)
            return "IntegrityError" in told or broken_rules(there, now=NOW) != []

        assert any(goes_wrong() for _ in range(ROUNDS_OF_CONTROL))

    def test_two_who_change_places_never_wait_for_each_other(self):
        for _ in range(ROUNDS):
            here = make_session(seats=2)
            there = make_session(on=NEXT_THURSDAY, seats=2)
            first, second = make_learners(2)
            out, back = book(here, first), book(there, second)
            told = in_threads(
                [
                    ["move", out.pk, first.pk, str(there.pk)],
                    ["move", back.pk, second.pk, str(here.pk)],
                ]
            )

            assert told == ["booked", "booked"]
            assert (holding(here), holding(there)) == (1, 1)
