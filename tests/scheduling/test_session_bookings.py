"""A session's page at the desk: seats, who has them, who waits and why, who is to be rung."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.scheduling import (
    book,
    book_two,
    coming,
    make_learner,
    make_learners,
    make_session,
    make_shift,
)
from whatthetech.people.models import LookUp
from whatthetech.scheduling.booking import cancel_booking
from whatthetech.scheduling.models import Booking, Offer

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


@pytest.fixture
def session():
    return make_session(on=coming(), seats=2, kept=1)


def booked(session, *, called="Mary", **fields) -> Booking:
    return book(session, make_learner(called=called), now=timezone.now(), **fields)


def page(desk, session) -> str:
    response = desk.get(f"/admin/desk/sessions/{session.pk}/bookings/")
    assert response.status_code == 200
    return response.content.decode()


def press(desk, address, **sent) -> str:
    response = desk.post(f"/admin/desk/{address}/", sent, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def fact(shown, name) -> str:
    return shown.split(f"<dt>{name}</dt><dd>")[1].partition("</dd>")[0]


def test_seats_helpers_and_who_is_booked(desk, session):
    booking = booked(session)
    make_shift(session=session, confirmed=False)

    shown = page(desk, session)

    facts = {name: fact(shown, name) for name in ("To book", "Booked or offered", "Free")}
    assert facts == {"To book": "2", "Booked or offered": "1", "Free": "1"}
    assert fact(shown, "Kept for walk-ins") == "1"
    assert "1 offered and not confirmed" in fact(shown, "Helpers")
    assert f'href="/admin/desk/call/{booking.learner_id}/"' in shown
    assert "Nobody waits." in shown


def test_a_list_of_names_is_no_look_at_anybody(desk, session):
    booked(session)
    page(desk, session)

    assert not LookUp.objects.exists()


def test_the_waiting_list_says_why_in_this_order(desk, session):
    for number in range(2):
        booked(session, called=f"Seated {number}")
    late = booked(session, called="Late")
    pair = book_two(session, [make_learner(called=name) for name in ("Ann", "Bob")])
    urgent = booked(session, called="Urgent", priority=1)
    Booking.objects.filter(pk=late.pk).update(offers_lapsed=1)
    Booking.objects.filter(pk=pair[0].pk).update(passed_over_at=timezone.now())

    shown = page(desk, session)

    waits = shown.split("Why in this place")[1].split("</table>")[0]
    names = [str(urgent.learner), "Ann", "Bob", "Late"]
    assert sorted(names, key=waits.index) == names
    assert "Number 3" in waits and "Number 4" not in waits
    assert "Goes first: a coordinator said so" in waits
    assert "Needs two seats; passed over once, and not again" in waits
    assert "After the others: did not answer 1 offer" in waits


class TestOfferTheNextSeat:
    @pytest.fixture
    def waiting(self, session):
        """A seat is free, and nothing has offered it yet."""
        for learner in make_learners(2):
            book(session, learner, now=timezone.now())
        waiting = booked(session, called="Rita")
        waiting.learner.telephone = "020 7946 0777"
        waiting.learner.save()
        session.bookings.filter(state="booked").last().delete()
        return waiting

    def test_one_press_offers_it_and_shows_the_number(self, desk, coordinator, session, waiting):
        shown = press(desk, f"sessions/{session.pk}/offer")

        assert "Offered to Rita. Ring them now." in shown
        assert "020 7946 0777" in shown and "Held until" in shown
        assert Offer.objects.get().made_by == coordinator
        assert LookUp.objects.get(by=coordinator).person == waiting.learner

    def test_pressed_again_nothing_more_is_offered(self, desk, session, waiting):
        booked(session, called="Third")
        press(desk, f"sessions/{session.pk}/offer")

        assert "no seat is free, or nobody waits" in press(desk, f"sessions/{session.pk}/offer")
        assert Offer.objects.count() == 1

    def test_attempts_are_logged_here_and_shown(self, desk, session, waiting):
        press(desk, f"sessions/{session.pk}/offer")
        offer = Offer.objects.get()

        shown = press(desk, f"offers/{offer.pk}/attempt", seen="0", back="session")

        assert "Noted: nobody answered." in shown and "Rang and reached nobody" in shown
        assert "Waiting list" in shown  # the same page again

    def test_they_take_it_on_the_telephone(self, desk, session, waiting):
        press(desk, f"sessions/{session.pk}/offer")

        assert "You have a seat on" in press(desk, f"offers/{Offer.objects.get().pk}/accept")


def test_at_risk_leads_to_the_ways_out(desk):
    session = make_session(on=coming(), seats=1)
    booked(session)
    shift = session.shifts.get()
    from whatthetech.scheduling.shifts import withdraw_shift

    withdraw_shift(shift=shift, by=shift.volunteer.person, now=timezone.now(), why="ill")

    shown = page(desk, session)
    assert "1 person is booked, and no helper is confirmed." in shown
    assert f'href="/admin/desk/sessions/{session.pk}/at-risk/"' in shown


def test_a_session_that_is_over_says_who_came_and_offers_nothing(desk):
    session = make_session(on=timezone.localdate() - timedelta(days=1), seats=2)
    before = session.starts_at - timedelta(days=1)
    for called in ("Here", "Missing", "Waits"):
        book(session, make_learner(called=called), now=before)
    session.bookings.filter(learner__first_name="Here").update(state="attended")
    session.bookings.filter(learner__first_name="Missing").update(state="missed", seat=None)

    shown = page(desk, session)
    assert "Came" in shown and "Did not come" in shown
    assert "Offer the next seat" not in shown


def test_a_cancelled_session_says_so_and_why(desk, session):
    session.cancelled_at, session.why_cancelled = timezone.now(), "<b>Flood</b>"
    session.save()

    assert "This session is cancelled: <bdi>&lt;b&gt;Flood" in page(desk, session)


def test_whoever_was_erased_is_not_listed(desk, session):
    booking = booked(session, called="Erased")
    booking.learner.delete()

    assert "Nobody is booked yet." in page(desk, session)


@pytest.mark.parametrize("many", [1, 3])
def test_more_people_ask_no_more_of_the_database(
    desk, coordinator, django_assert_num_queries, many
):
    session = make_session(on=coming(), seats=2 * many)
    bookings = [booked(session) for _ in range(2 * many)]
    for _ in range(2 * many):
        booked(session, called="Waits")
    for booking in bookings[:many]:
        cancel_booking(booking=booking, by=booking.learner, now=timezone.now())
    for offer in Offer.objects.all():
        offer.attempts.create(at=timezone.now(), by=coordinator)
    page(desk, session)

    with django_assert_num_queries(SESSION_QUERIES):
        shown = page(desk, session)
    assert shown.count("I rang and reached nobody") == many


SESSION_QUERIES = 30


@pytest.mark.parametrize("who", ["volunteer", "lead", "learner"])
def test_nobody_but_coordinators_sees_it(client, request, session, who):
    client.force_login(request.getfixturevalue(who))

    response = client.get(f"/admin/desk/sessions/{session.pk}/bookings/")
    assert response.status_code in (302, 403)
