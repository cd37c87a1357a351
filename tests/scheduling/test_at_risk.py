"""A session at risk: what is wrong, the three ways out, each one press, and that it is solved."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from tests.factories.scheduling import (
    NOW,
    THURSDAY,
    book,
    coming,
    make_learner,
    make_learners,
    make_room,
    make_session,
    make_shift,
    make_volunteer,
)
from whatthetech.people.availability import say_when_free
from whatthetech.people.models import LookUp, PartOfDay, Weekday
from whatthetech.scheduling.models import Booking, Task, VolunteerShift
from whatthetech.scheduling.risk import settle_risk, what_is_wrong
from whatthetech.scheduling.seats import Occupancy, occupancy
from whatthetech.scheduling.shifts import NotCleared, withdraw_shift
from whatthetech.scheduling.substitutes import bring_in, times_of, who_to_ask

pytestmark = pytest.mark.django_db

AFTERNOONS = [(Weekday.THURSDAY, PartOfDay.AFTERNOON)]


def free(volunteer, times=AFTERNOONS, away=()):
    say_when_free(
        person=volunteer.person, free=times, away=away, by=volunteer.person, now=timezone.now()
    )
    return volunteer


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


@pytest.fixture
def session():
    """Two are booked, and one of two helpers is gone."""
    session = make_session(on=coming(), seats=2)
    for learner in make_learners(2):
        book(session, learner, now=timezone.now())
    shift = session.shifts.last()
    withdraw_shift(shift=shift, by=shift.volunteer.person, now=timezone.now(), why="ill")
    session.refresh_from_db()
    assert session.is_at_risk
    return session


def page(desk, session) -> str:
    response = desk.get(f"/admin/desk/sessions/{session.pk}/at-risk/")
    assert response.status_code == 200
    return response.content.decode()


def press(desk, address, **sent) -> str:
    response = desk.post(f"/admin/desk/{address}/", sent, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def is_solved(session) -> bool:
    session.refresh_from_db()
    return not session.is_at_risk and not Task.objects.open().exists()


SOLVED = "There are seats for all. The task is done."


def test_it_says_what_is_wrong_and_that_nobody_is_turned_away(desk, session):
    shown = page(desk, session)

    assert "2 people are booked, and there is room for 1." in shown
    assert "Nobody is turned away by itself." in shown


@pytest.mark.parametrize(
    ("room", "sentence"),
    [
        (Occupancy(4, 0, 6, 0), "6 people are booked, and there is room for 4."),
        (Occupancy(0, 0, 1, 0), "1 person is booked, and no helper is confirmed."),
        (
            Occupancy(6, 1, 6, 0),
            "6 people are booked, and there is room for 5, with 1 more for walk-ins.",
        ),
        (Occupancy(4, 0, 4, 0), ""),
    ],
)
def test_what_is_wrong_in_a_sentence(room, sentence):
    assert what_is_wrong(room) == sentence


class TestFindASubstitute:
    def test_who_offered_is_confirmed_in_one_press(self, desk, coordinator, session):
        shift = make_shift(session=session, confirmed=False)
        name = str(shift.volunteer)
        assert f"Confirm <bdi>{name}</bdi>" in page(desk, session)

        shown = press(desk, f"sessions/{session.pk}/bring-in", volunteer=shift.volunteer_id)

        assert SOLVED in shown and is_solved(session)
        shift.refresh_from_db()
        assert (shift.state, shift.confirmed_by) == ("confirmed", coordinator)

    def test_who_is_free_is_asked_and_brought_in_in_one_press(self, desk, coordinator, session):
        grace = free(make_volunteer(called="Grace"))
        grace.person.telephone = "07700 900222"
        grace.person.save()
        shown = page(desk, session)
        assert "Grace" in shown and "07700 900222" in shown and "They will come" in shown

        for _ in range(2):
            shown = press(desk, f"sessions/{session.pk}/bring-in", volunteer=grace.pk)

        assert SOLVED in shown and is_solved(session)
        shift = VolunteerShift.objects.get(volunteer=grace)
        assert (shift.state, shift.offered_by) == ("confirmed", coordinator)

    def test_who_is_not_cleared_any_more_is_refused_and_nothing_is_left(
        self, desk, coordinator, session, not_cleared
    ):
        grace = free(make_volunteer(called="Grace"))
        not_cleared.add(grace)
        assert "Grace" not in page(desk, session)

        shown = press(desk, f"sessions/{session.pk}/bring-in", volunteer=grace.pk)
        assert "not cleared for that day" in shown
        with pytest.raises(NotCleared):
            bring_in(session=session, volunteer=grace, by=coordinator, now=timezone.now())
        assert not VolunteerShift.objects.filter(volunteer=grace).exists()

    @pytest.mark.parametrize("odd", ["", "x", "\x00", "0", "9" * 30])
    def test_a_volunteer_who_is_none_is_not_found(self, desk, session, odd):
        address = f"/admin/desk/sessions/{session.pk}/bring-in/"
        assert desk.post(address, {"volunteer": odd}).status_code == 404


class TestWhoToAsk:
    """At two o'clock on a Thursday."""

    @pytest.fixture
    def session(self):
        return make_session()

    def test_whoever_is_free_then_by_name(self, session):
        zoe, adam = (free(make_volunteer(called=name)) for name in ("Zoe", "Adam"))

        assert who_to_ask(session) == [adam, zoe]

    def test_nobody_who_is_free_at_another_time_away_or_has_left(self, session):
        free(make_volunteer(), [(Weekday.THURSDAY, PartOfDay.MORNING)])
        free(make_volunteer(), [(Weekday.FRIDAY, PartOfDay.AFTERNOON)])
        make_volunteer()  # never said
        free(make_volunteer(), away=[coming(weeks=1)])
        gone = free(make_volunteer())
        gone.left_on = THURSDAY
        gone.save()

        assert who_to_ask(make_session(on=coming(weeks=1))) == []
        assert gone not in who_to_ask(session)

    def test_nobody_who_was_asked_or_withdrew_or_helps_elsewhere_then(self, session):
        here, withdrew, elsewhere, on_another_day = (free(make_volunteer()) for _ in range(4))
        make_shift(session=session, volunteer=here, confirmed=False)
        shift = make_shift(session=session, volunteer=withdrew)
        withdraw_shift(shift=shift, by=withdrew.person, now=NOW, why="ill")
        at_once = make_session(room=make_room(name="Library"), begins=time(15))
        make_shift(session=at_once, volunteer=elsewhere)
        make_shift(session=make_session(on=THURSDAY + timedelta(7)), volunteer=on_another_day)

        assert who_to_ask(session) == [on_another_day]

    def test_a_session_across_noon_wants_both_halves_of_the_day(self, session):
        across = make_session(room=make_room(name="Library"), begins=time(11))
        free(make_volunteer())
        whole = free(make_volunteer(), [*AFTERNOONS, (Weekday.THURSDAY, PartOfDay.MORNING)])

        assert times_of(session) == set(AFTERNOONS)
        assert who_to_ask(across) == [whole]

    def test_a_session_that_ends_at_noon_is_a_morning(self):
        morning = make_session(begins=time(10, 30), minutes=90)

        assert times_of(morning) == {(Weekday.THURSDAY, PartOfDay.MORNING)}

    @pytest.mark.parametrize("many", [1, 3])
    def test_more_volunteers_ask_no_more_of_the_database(
        self, session, django_assert_num_queries, many
    ):
        for _ in range(many):
            free(make_volunteer())

        with django_assert_num_queries(4):
            assert len(who_to_ask(session)) == many


class TestShareAHelper:
    def test_one_press_and_pressed_twice_is_one_more(self, desk, session):
        shift = session.shifts.confirmed().get()
        assert "They help one more" in page(desk, session)

        for _ in range(2):
            shown = press(desk, f"shifts/{shift.pk}/share", seen="1")

        assert SOLVED in shown and is_solved(session)
        shift.refresh_from_db()
        assert shift.places == 2

    def test_who_helps_four_is_refused(self, desk, session):
        shift = session.shifts.confirmed().get()
        VolunteerShift.objects.filter(pk=shift.pk).update(places=4)

        assert "nobody helps more" in press(desk, f"shifts/{shift.pk}/share", seen="4")

    def test_who_withdrew_meanwhile_is_refused(self, desk, session):
        shift = session.shifts.exclude(state="confirmed").get()

        assert "not confirmed for this session any more" in press(desk, f"shifts/{shift.pk}/share")


class TestRingPeople:
    def test_who_booked_last_comes_first_with_their_number(self, desk, coordinator, session):
        first, last = session.bookings.order_by("joined_at")
        first.learner.telephone = "020 7946 0999"
        first.learner.save()

        shown = page(desk, session)

        assert shown.index(str(last.learner)) < shown.index(str(first.learner))
        assert "020 7946 0999" in shown
        looked_at = LookUp.objects.filter(by=coordinator).values_list("person", flat=True)
        assert set(looked_at) == {first.learner_id, last.learner_id}
        page(desk, session)
        assert LookUp.objects.count() == 2  # going to and fro is one look

    def test_they_will_not_come(self, desk, session):
        booking = session.bookings.last()

        shown = press(desk, f"bookings/{booking.pk}/cancel")

        assert "You are not booked any more" in shown
        assert SOLVED in page(desk, session) and is_solved(session)

    def test_they_are_moved(self, desk, session):
        booking = session.bookings.last()
        there = make_session(on=coming(weeks=2), seats=1)

        press(desk, f"bookings/{booking.pk}/move", to=there.pk)

        assert there.bookings.get().learner == booking.learner and is_solved(session)

    def test_no_answer_is_logged_once_a_press_and_changes_nothing(self, desk, session):
        booking = session.bookings.last()

        for _ in range(2):
            shown = press(desk, f"bookings/{booking.pk}/no-answer", seen="0", back="risk")

        assert "Rang and reached nobody" in shown and "There are seats for all" not in shown
        assert booking.no_answers.count() == 1
        press(desk, f"bookings/{booking.pk}/no-answer", seen="1", back="risk")
        assert booking.no_answers.count() == 2
        assert Booking.objects.holding_seats().count() == 2

    @pytest.mark.parametrize("many", [1, 3])
    def test_more_people_ask_no_more_of_the_database(
        self, desk, coordinator, django_assert_num_queries, many
    ):
        session = make_session(on=coming(), seats=many)
        for learner in make_learners(many):
            booking = book(session, learner, now=timezone.now())
            booking.no_answers.create(at=timezone.now(), by=coordinator)
            free(make_volunteer())
            make_shift(session=session, confirmed=False)
        session.shifts.confirmed().delete()
        settle_risk(session, occupancy(session), now=timezone.now())
        page(desk, session)

        with django_assert_num_queries(RISK_QUERIES):
            shown = page(desk, session)
        assert shown.count("They will not come") == shown.count("They will come") == many


RISK_QUERIES = 26


def test_once_it_has_begun_or_is_cancelled_it_says_so(desk, session):
    session.cancelled_at, session.at_risk_since = timezone.now(), None
    session.save()
    assert "This session is cancelled." in page(desk, session)

    begun = make_session(on=timezone.localdate() - timedelta(days=1))
    assert "This session has begun." in page(desk, begun)


def test_names_are_escaped(desk, session):
    book(session, make_learner(called="<script>alert(1)</script>"), now=timezone.now())
    free(make_volunteer(called="<b>Zoe</b>"))

    shown = page(desk, session)
    assert "<script>alert" not in shown and "&lt;b&gt;Zoe" in shown
