"""A session that was cancelled goes ahead after all, with everybody as they stood."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.scheduling import (
    NOW,
    THURSDAY,
    book,
    book_two,
    close,
    coming,
    make_learner,
    make_learners,
    make_session,
    make_shift,
    states,
)
from tests.scheduling.shown import shown
from whatthetech.people.models import LookUp
from whatthetech.scheduling.booking import SessionHasBegun, cancel_booking
from whatthetech.scheduling.models import Booking, Offer, Task
from whatthetech.scheduling.risk import close_task
from whatthetech.scheduling.rooms import RoomIsTaken
from whatthetech.scheduling.sessions import bring_back_session, cancel_session
from whatthetech.scheduling.shifts import withdraw_shift

pytestmark = pytest.mark.django_db
LATER = timedelta(hours=1)


@pytest.fixture
def off(coordinator):
    """Cancel it, by a slip."""

    def off(session, now=NOW):
        return cancel_session(session=session, by=coordinator, now=now, why="A slip")

    return off


@pytest.fixture
def on_again(coordinator):
    def on_again(session, now=NOW):
        return bring_back_session(session=session, by=coordinator, now=now)

    return on_again


def to_ring(session) -> list[str]:
    tasks = session.tasks.open().filter(kind=Task.Kind.RING)
    return [str(task.booking.learner) for task in tasks]


class TestTheDeed:
    def test_everybody_stands_as_before(self, off, on_again):
        session = make_session(seats=2)
        bookings = [book(session, learner) for learner in make_learners(4)]
        before, queue = states(session), list(session.bookings.waiting())
        sequence = session.sequence

        off(session)
        session = on_again(session)

        assert not session.is_cancelled
        assert (session.why_cancelled, session.cancelled_by) == ("", None)
        assert session.sequence == sequence + 2
        assert states(session) == before
        assert list(session.bookings.waiting()) == queue
        assert [one.pk for one in session.bookings.order_by("pk")] == [one.pk for one in bookings]

    def test_two_who_come_together_do_so_again(self, off, on_again):
        session = make_session(seats=2)
        book_two(session, make_learners(2))

        off(session)
        on_again(session)

        assert len({booking.together for booking in session.bookings.live()} - {None}) == 1

    def test_who_gave_the_seat_back_before_stays_away(self, off, on_again):
        session = make_session(seats=1)
        booking = book(session, make_learner())
        cancel_booking(booking=booking, by=booking.learner, now=NOW)

        off(session)
        on_again(session)

        assert states(session) == ["cancelled"]

    def test_a_seat_that_was_offered_is_offered_anew(self, off, on_again):
        session = make_session(seats=1)
        first, second = (book(session, learner) for learner in make_learners(2))
        cancel_booking(booking=first, by=first.learner, now=NOW)

        off(session)
        on_again(session)

        assert states(session) == ["cancelled", "offered"]
        assert Offer.objects.open().get().booking == second

    def test_a_slip_taken_back_at_once_leaves_nobody_to_ring(self, off, on_again):
        session = make_session(seats=1)
        book(session, make_learner())

        off(session)
        on_again(session)

        assert to_ring(session) == []

    def test_whoever_was_rung_is_rung_again(self, off, on_again, coordinator):
        session = make_session(seats=2)
        for name in ("Mary", "Nigel"):
            book(session, make_learner(called=name))
        off(session)
        task = session.tasks.open().get(booking__learner__first_name="Mary")
        close_task(task=task, by=coordinator, now=NOW)

        on_again(session)

        assert to_ring(session) == ["Mary"]

    def test_after_a_while_everybody_may_have_heard(self, off, on_again):
        session = make_session(seats=2)
        for learner in make_learners(2):
            book(session, learner)
        off(session)

        on_again(session, now=NOW + LATER)

        assert len(to_ring(session)) == 2

    def test_whoever_booked_elsewhere_since_is_asked(self, off, on_again):
        session, mary = make_session(seats=1), make_learner(called="Mary")
        book(session, mary)
        off(session)
        other = make_session(on=THURSDAY + timedelta(days=7), seats=1)
        book(other, mary, now=NOW + timedelta(minutes=1))

        on_again(session, now=NOW + timedelta(minutes=2))

        assert to_ring(session) == ["Mary"]

    def test_with_fewer_helpers_by_now_it_is_at_risk(self, off, on_again):
        session = make_session(seats=1)
        book(session, make_learner())
        off(session)
        shift = session.shifts.get()
        withdraw_shift(shift=shift, by=shift.volunteer.person, now=NOW, why="Exam")

        assert on_again(session).is_at_risk
        assert states(session) == ["booked"]

    def test_on_a_closed_day_somebody_decides(self, off, on_again):
        session = make_session()
        off(session)
        close(THURSDAY)

        on_again(session)

        assert session.tasks.open().get().kind == Task.Kind.CLOSED_DAY

    def test_who_was_erased_since_stays_away(self, off, on_again):
        session = make_session(seats=1)
        book(session, make_learner())
        off(session)
        Booking.objects.update(learner=None)

        on_again(session)

        assert states(session) == ["cancelled"]

    def test_two_records_made_one_have_one_seat(self, off, on_again):
        session = make_session(seats=2)
        first, second = (book(session, learner) for learner in make_learners(2))
        off(session)
        Booking.objects.filter(pk=second.pk).update(learner=first.learner)

        on_again(session)

        assert states(session) == ["booked", "cancelled"]

    def test_a_second_press_changes_nothing(self, off, on_again):
        session = make_session()
        off(session)
        sequence = on_again(session).sequence

        assert on_again(session).sequence == sequence

    def test_not_where_another_is_in_the_room_by_now(self, off, on_again):
        session = make_session()
        off(session)
        there = make_session()

        with pytest.raises(RoomIsTaken) as refusal:
            on_again(session)
        assert refusal.value.sessions == [there]

    def test_not_when_its_time_has_come(self, off, on_again):
        session = make_session()
        off(session)

        with pytest.raises(SessionHasBegun):
            on_again(session, now=session.starts_at)


class TestThePage:
    @pytest.fixture
    def desk(self, client, coordinator):
        client.force_login(coordinator)
        return client

    @pytest.fixture
    def session(self, off):
        session = make_session(on=coming(), seats=1)
        for name in ("Mary", "Nigel"):
            book(session, make_learner(called=name), now=timezone.now())
        return off(session, now=timezone.now())

    def of(self, session, deed="bring_back_session") -> str:
        return reverse(f"programme:{deed}", args=[session.pk])

    @pytest.mark.parametrize("place", ["change_session", "session_bookings"])
    def test_the_way_back_stands_on_the_pages_of_what_is_cancelled(self, desk, session, place):
        assert self.of(session) in desk.get(self.of(session, place)).content.decode()

    @pytest.mark.parametrize("place", ["change_session", "session_bookings"])
    def test_and_not_where_it_goes_ahead_or_has_begun(self, desk, off, place):
        session = make_session(on=coming())
        past = make_session(on=timezone.localdate() - timedelta(days=1))
        off(past)

        for one in (session, past):
            assert self.of(one) not in desk.get(self.of(one, place)).content.decode()

    def test_who_comes_back_stands_there_first_and_that_is_noted(self, desk, session):
        words = shown(desk.get(self.of(session)))

        assert "Mary , comes" in words
        assert "Nigel , waits for a seat" in words
        assert "Priya , helps" in words
        assert LookUp.objects.get().remark == "3 whom a change of sessions touches"
        session.refresh_from_db()
        assert session.is_cancelled

    def test_then_it_goes_ahead(self, desk, session):
        response = desk.post(self.of(session))

        assert response["Location"] == self.of(session, "session_bookings")
        assert states(session) == ["booked", "waiting"]
        history = shown(desk.get(reverse("sessions:history", args=[session.pk])))
        assert "Goes ahead after all" in history

    def test_whoever_is_to_be_rung_is_told_why(self, desk, session, coordinator):
        for task in Task.objects.open():
            close_task(task=task, by=coordinator, now=timezone.now())

        desk.post(self.of(session))

        words = shown(desk.get(reverse("programme:tasks")))
        assert "It was cancelled, and goes ahead after all. Tell them. Do they still come?" in words

    def test_a_room_that_is_taken_is_a_sentence_with_the_mend(self, desk, session):
        make_session(on=coming())

        words = shown(desk.post(self.of(session)))

        assert "is taken then" in words
        assert "Move or cancel what is there first" in words
        session.refresh_from_db()
        assert session.is_cancelled

    def test_nobody_but_coordinators(self, client, session, volunteer):
        client.force_login(volunteer)

        assert client.post(self.of(session)).status_code in (302, 403)
        session.refresh_from_db()
        assert session.is_cancelled

    def test_in_vain_where_it_has_begun(self, desk, off):
        past = make_session(on=timezone.localdate() - timedelta(days=1))
        make_shift(session=past)
        off(past)

        words = shown(desk.post(self.of(past), follow=True))

        assert "It has begun" in words
