"""What wants doing about sessions: in words, the oldest first, with who sees to it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.scheduling import (
    book,
    coming,
    make_learner,
    make_learners,
    make_session,
)
from whatthetech.people.models import User
from whatthetech.scheduling.models import Booking, LearningSession, SeatRequest, Task
from whatthetech.scheduling.requests import ask_for_seat
from whatthetech.scheduling.risk import close_task, open_task, settle_risk
from whatthetech.scheduling.seats import occupancy
from whatthetech.scheduling.sessions import cancel_session
from whatthetech.scheduling.to_do import how_long

pytestmark = pytest.mark.django_db

TASKS, HOME = "/admin/desk/tasks/", "/admin/"


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


def at_risk(*, seats=1, booked=2, since=timedelta(), on=None) -> LearningSession:
    """More are booked than helpers have room for."""
    session = make_session(on=on or coming(), seats=booked)
    for learner in make_learners(booked):
        book(session, learner, now=timezone.now())
    for shift in session.shifts.all()[seats:]:
        shift.delete()
    settle_risk(session, occupancy(session), now=timezone.now() - since)
    return session


def ring(*, since=timedelta(), called="Mary") -> Task:
    session = make_session(on=coming(weekday=1), seats=1)
    booking = book(session, make_learner(called=called), now=timezone.now())
    opened_at = timezone.now() - since
    return open_task(Task.Kind.RING, session=session, booking=booking, now=opened_at)


def page(client, address=TASKS) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


class TestTheList:
    def test_it_says_what_is_wrong_and_leads_there(self, desk):
        session = at_risk(seats=1, booked=3, since=timedelta(days=2, hours=5))

        shown = page(desk)

        assert "3 people are booked, and there is room for 1." in shown
        assert f'href="/admin/desk/sessions/{session.pk}/at-risk/"' in shown
        assert "Nobody yet." in shown and "It has waited 2 days." in shown

    def test_whom_to_ring_leads_to_their_call(self, desk):
        task = ring()

        shown = page(desk)

        assert "Ring Mary" in shown
        assert f'href="/admin/desk/call/{task.booking.learner_id}/"' in shown

    def test_why_they_are_rung(self, desk, coordinator):
        task = ring()
        left = {"state": "cancelled", "seat": None, "cancelled_at": timezone.now()}
        Booking.objects.filter(pk=task.booking_id).update(offers_lapsed=2, **left)
        assert "They did not answer 2 offers of a seat, and wait no more." in page(desk)

        close_task(task=task, by=coordinator, now=timezone.now())
        off = ring(called="John").session
        cancel_session(session=off, by=coordinator, now=timezone.now(), why="flood")
        assert "It is cancelled. Tell them, and offer another day." in page(desk)

    def test_nobody_answered_is_kept_here_too(self, desk):
        task = ring()
        address = f"/admin/desk/bookings/{task.booking_id}/no-answer/"

        shown = desk.post(address, {"seen": "0", "back": "tasks"}, follow=True).content.decode()

        assert "Rang and reached nobody" in shown and "Ring Mary" in shown

    def test_while_they_are_on_the_line_they_are_told_and_it_is_done(self, desk, coordinator):
        task = ring()
        cancel_session(session=task.session, by=coordinator, now=timezone.now(), why="flood")
        mary = f"/admin/desk/call/{task.booking.learner_id}/"
        shown = page(desk, mary)
        assert "Tell them" in shown and "It is cancelled." in shown
        assert "is cancelled. Do not come on that day." in shown and "/undo/" not in shown

        address = f"/admin/desk/tasks/{task.pk}/close/"
        shown = desk.post(address, {"back": "call"}, follow=True)
        assert shown.redirect_chain[-1][0] == mary
        assert "Tell them" not in shown.content.decode()

    def test_whoever_was_erased_is_not_rung(self, desk):
        task = ring()
        User.objects.get(pk=task.booking.learner_id).delete()

        assert "Ring somebody who was erased since" in page(desk)

    def test_a_closed_day_leads_to_the_session(self, desk):
        session = make_session(on=coming(), seats=1)
        book(session, make_learner(), now=timezone.now())
        open_task(Task.Kind.CLOSED_DAY, session=session, now=timezone.now())

        shown = page(desk)
        assert "1 person is booked. The day is closed now." in shown
        assert f'href="/admin/desk/sessions/{session.pk}/bookings/"' in shown

    def test_the_oldest_comes_first(self, desk):
        ring(since=timedelta(hours=2), called="Second")
        ring(since=timedelta(days=3), called="First")

        shown = page(desk)
        assert shown.index("Ring First") < shown.index("Ring Second")

    def test_nothing_to_do_is_said(self, desk):
        assert "No task is open." in page(desk)

    @pytest.mark.parametrize("many", [1, 3])
    def test_more_tasks_ask_no_more_of_the_database(
        self, desk, coordinator, django_assert_num_queries, many
    ):
        for week in range(many):
            at_risk(on=coming(weeks=week + 1))
            rung = ring(called=f"Learner {week}").booking
            rung.no_answers.create(at=timezone.now(), by=coordinator)
            asked = make_session(on=coming(weekday=2, weeks=week + 1))
            ask_for_seat(session=asked, name="Ann", reach_them_by="1", now=timezone.now())
        page(desk)

        with django_assert_num_queries(TASK_QUERIES):
            page(desk)


TASK_QUERIES = 20


class TestWhoSeesToIt:
    def test_taken_is_yours_and_somebody_elses_can_be_taken_over(self, desk, coordinator, lead):
        task = ring()

        shown = desk.post(f"/admin/desk/tasks/{task.pk}/take/", follow=True).content.decode()
        assert "Yours." in shown and "Take it" not in shown
        assert Task.objects.get().owner == coordinator

        Task.objects.update(owner=lead)
        shown = page(desk)
        assert "Ruth</bdi> sees to it" in shown and "Take it" in shown

    def test_done_takes_it_off_the_list(self, desk, coordinator):
        task = ring()
        for _ in range(2):
            desk.post(f"/admin/desk/tasks/{task.pk}/close/")

        task.refresh_from_db()
        assert task.closed_at and task.closed_by == coordinator
        assert "No task is open." in page(desk)

    def test_one_about_risk_ends_by_itself_alone(self, desk):
        session = at_risk()
        task = session.tasks.get()

        assert "/close/" not in page(desk)
        shown = desk.post(f"/admin/desk/tasks/{task.pk}/close/", follow=True).content.decode()
        assert "ends by itself" in shown
        assert Task.objects.open().count() == 1

    def test_one_that_is_done_is_taken_by_nobody(self, desk):
        task = ring()
        Task.objects.update(closed_at=timezone.now())

        assert desk.post(f"/admin/desk/tasks/{task.pk}/take/").status_code == 404


class TestOnTheFirstPage:
    def test_the_oldest_ones_are_there(self, desk):
        for number in range(7):
            ring(since=timedelta(hours=number), called=f"Learner {number}")

        shown = page(desk, HOME)
        assert "Ring Learner 6" in shown and "Ring Learner 1<" not in shown
        assert "Nobody’s yet, for 6 hours" in shown and "More tasks" in shown

    def test_nothing_is_nothing(self, desk):
        assert "Nothing today." in page(desk, HOME)

    def test_others_see_none_of_it(self, client, volunteer, lead):
        ring()
        for who in (volunteer, lead):
            client.force_login(who)
            assert "Ring Mary" not in page(client, HOME)
            assert client.get(TASKS).status_code in (302, 403)


class TestAskedForASeat:
    def asked(self, **fields) -> SeatRequest:
        session = make_session(on=coming(), seats=1)
        told = {"name": "Doris Day", "reach_them_by": "020 8743 0018"} | fields
        return ask_for_seat(session=session, now=timezone.now(), **told)

    def test_who_how_to_reach_them_and_where_to_find_or_add_them(self, desk):
        self.asked()

        shown = page(desk)
        assert "Doris Day" in shown and "020 8743 0018" in shown
        assert 'href="/admin/desk/call/?q=Doris%20Day%20020%208743%200018"' in shown
        assert "1 person asked for a seat" in page(desk, HOME)

    def test_answered_closes_it(self, desk, coordinator):
        asked = self.asked()
        for _ in range(2):
            shown = desk.post(f"/admin/desk/requests/{asked.pk}/answer/", follow=True)

        asked.refresh_from_db()
        assert asked.answered_by == coordinator
        assert "Find or add this person" not in shown.content.decode()

    @pytest.mark.parametrize("odd", ["<script>alert(1)</script>", "😀\u202e", "&#", "' OR 1=1"])
    def test_whatever_they_typed_is_escaped(self, desk, odd):
        self.asked(name=odd, reach_them_by=odd)

        shown = page(desk)
        assert "<script>alert" not in shown
        found = desk.get("/admin/desk/call/", {"q": f"{odd} {odd}"})
        assert found.status_code == 200


@pytest.mark.parametrize(
    ("waited", "words"),
    [
        (timedelta(minutes=59), "less than an hour"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(hours=23, minutes=59), "23 hours"),
        (timedelta(days=1), "1 day"),
        (timedelta(days=12, hours=23), "12 days"),
    ],
)
def test_how_long_it_has_waited(waited, words):
    assert how_long(waited) == words
