"""The desk confirms shifts, and offers or withdraws them for a volunteer who telephones."""

import pytest
from django.utils import timezone

from tests.factories.scheduling import (
    book,
    coming,
    make_begun_session,
    make_learner,
    make_session,
    make_shift,
    make_volunteer,
)
from whatthetech.people.models import LookUp
from whatthetech.scheduling.models import Booking, VolunteerShift
from whatthetech.scheduling.sessions import cancel_session
from whatthetech.scheduling.shifts import withdraw_shift

pytestmark = pytest.mark.django_db

LIST = "/admin/desk/shifts/"


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


@pytest.fixture
def shift():
    return make_shift(session=make_session(on=coming()), confirmed=False)


def page(desk, path=LIST) -> str:
    response = desk.get(path)
    assert response.status_code == 200
    return response.content.decode()


def press(desk, path, **said) -> str:
    return desk.post(path, said, follow=True).content.decode()


def of(volunteer) -> str:
    return f"/admin/desk/volunteers/{volunteer.pk}/shifts/"


class TestConfirm:
    def test_offered_shifts_are_listed_with_clearance_on_that_day(self, desk, not_cleared, shift):
        barred = make_shift(
            session=make_session(on=coming(weeks=2)),
            volunteer=make_volunteer(called="Omar"),
            confirmed=False,
        )
        not_cleared.add(barred.volunteer)

        shown = page(desk)

        assert shown.index("Priya") < shown.index("Omar")
        assert "Cleared" in shown and "Not cleared. Pass the training." in shown
        assert f"{LIST}{shift.pk}/confirm/" in shown
        assert f"{LIST}{barred.pk}/confirm/" not in shown

    def test_one_press_confirms_and_the_waiting_list_moves_up(self, desk, coordinator, shift):
        booking = book(shift.session, make_learner(), now=timezone.now())
        assert booking.state == Booking.State.WAITING

        assert "Confirmed: Priya." in press(desk, f"{LIST}{shift.pk}/confirm/")

        shift.refresh_from_db()
        assert (shift.state, shift.confirmed_by) == ("confirmed", coordinator)
        booking.refresh_from_db()
        assert booking.state == Booking.State.OFFERED
        look = LookUp.objects.get(person=shift.volunteer.person)
        assert (look.by, look.deed, look.remark) == (coordinator, "changed", "a shift")

    def test_who_is_not_cleared_on_that_day_is_refused_with_what_is_missing(
        self, desk, not_cleared, shift
    ):
        not_cleared.add(shift.volunteer)

        shown = press(desk, f"{LIST}{shift.pk}/confirm/")

        assert "Priya is not cleared for that day. Pass the training." in shown
        assert VolunteerShift.objects.get().state == "offered"

    def test_withdrawn_begun_or_called_off_meanwhile_is_said(self, desk, coordinator, shift):
        now = timezone.now()
        withdraw_shift(shift=shift, by=coordinator, now=now)
        begun = make_shift(session=make_begun_session(), confirmed=False)
        off = make_shift(session=make_session(on=coming(weeks=3)), confirmed=False)
        cancel_session(session=off.session, by=coordinator, now=now, why="Rain")

        assert "They have withdrawn." in press(desk, f"{LIST}{shift.pk}/confirm/")
        assert "That session has begun." in press(desk, f"{LIST}{begun.pk}/confirm/")
        assert "That session was called off." in press(desk, f"{LIST}{off.pk}/confirm/")
        assert "No shift waits to be confirmed." in page(desk)

    def test_the_first_page_of_the_admin_says_how_many_wait(self, desk, shift):
        assert "1 shift to confirm" in page(desk, "/admin/")

        press(desk, f"{LIST}{shift.pk}/confirm/")
        assert "to confirm</a>" not in page(desk, "/admin/")

    @pytest.mark.parametrize("rows", [1, 3])
    def test_more_shifts_ask_no_more_of_the_database(self, desk, rows, django_assert_num_queries):
        for week in range(1, rows + 1):
            make_shift(session=make_session(on=coming(weeks=week)), confirmed=False)
        page(desk)

        with django_assert_num_queries(LIST_QUERIES):
            page(desk)

    @pytest.mark.parametrize("who", ["volunteer", "lead"])
    def test_nobody_but_coordinators_confirms(self, request, client, shift, who):
        client.force_login(request.getfixturevalue(who))

        for path in (LIST, of(shift.volunteer)):
            assert client.get(path).status_code in (302, 403)
        for path in (f"{LIST}{shift.pk}/confirm/", f"{LIST}{shift.pk}/withdraw/"):
            assert client.post(path).status_code in (302, 403)
        assert VolunteerShift.objects.get().state == "offered"


LIST_QUERIES = 13


class TestOnTheTelephone:
    def test_a_volunteers_page_has_their_sessions_and_those_that_want_helpers(self, desk, shift):
        make_session(on=coming(weeks=2))

        shown = page(desk, of(shift.volunteer))

        assert "Offered." in shown and "Room for 30 more." in shown
        assert LookUp.objects.get().deed == "viewed"

    def test_the_desk_offers_for_them_by_the_same_deed(self, desk, coordinator):
        volunteer, session = make_volunteer(learners_at_once=3), make_session(on=coming())

        shown = press(desk, of(volunteer) + "offer/", session=session.pk)

        shift = VolunteerShift.objects.get()
        assert (shift.volunteer, shift.places, shift.offered_by) == (volunteer, 3, coordinator)
        assert "Priya has offered. It is not confirmed yet." in shown

    @pytest.mark.parametrize("key", ["", "x", "-1", "9" * 40, "99999"])
    def test_a_session_that_is_not_there_is_no_page(self, desk, key):
        assert desk.post(of(make_volunteer()) + "offer/", {"session": key}).status_code == 404

    def test_it_confirms_and_comes_back_to_their_page(self, desk, shift):
        path = f"{LIST}{shift.pk}/confirm/?of=volunteer"

        assert desk.post(path)["Location"] == of(shift.volunteer)

    def test_it_withdraws_in_one_press_and_asks_why_if_late(self, desk, coordinator, shift):
        press(desk, f"{LIST}{shift.pk}/withdraw/?of=volunteer")
        assert VolunteerShift.objects.get().withdrawn_by == coordinator

        late = make_shift(session=make_begun_session(hours_ago=-20))
        path = f"{LIST}{late.pk}/withdraw/"
        assert "It is soon: ask why." in press(desk, path)
        assert "Choose a reason." in press(desk, path, asked="yes")
        press(desk, path, asked="yes", why="unwell", words="rang at 9")

        late.refresh_from_db()
        assert late.why_withdrawn == "Unwell, or needed at home: rang at 9"

    def test_once_it_has_begun_it_is_said(self, desk):
        begun = make_shift(session=make_begun_session())

        assert "That session has begun." in press(
            desk, f"{LIST}{begun.pk}/withdraw/", asked="yes", why="away"
        )

    def test_the_way_leads_from_a_call_and_from_their_record(self, desk, shift):
        volunteer = shift.volunteer

        assert of(volunteer) in page(desk, f"/admin/desk/call/{volunteer.person_id}/")
        assert of(volunteer) in page(desk, f"/admin/desk/volunteers/inspect/{volunteer.pk}/")

    @pytest.mark.parametrize("rows", [1, 3])
    def test_more_sessions_ask_no_more_of_the_database(self, desk, rows, django_assert_num_queries):
        volunteer = make_volunteer()
        for week in range(1, rows + 1):
            make_shift(session=make_session(on=coming(weeks=week)), volunteer=volunteer)
            make_session(on=coming(weekday=1, weeks=week))
        page(desk, of(volunteer))

        with django_assert_num_queries(PAGE_QUERIES):
            page(desk, of(volunteer))


PAGE_QUERIES = 23
