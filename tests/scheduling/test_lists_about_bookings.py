"""The desk's lists of series, the waiting list, offers and attendance; and a booking's history."""

import csv
import io
from datetime import time, timedelta

import pytest
from django.urls import reverse

from tests.factories.scheduling import (
    NOW,
    THURSDAY,
    book,
    close,
    make_learner,
    make_room,
    make_session,
    make_term,
    put_down,
)
from tests.scheduling.shown import shown
from whatthetech.people.models import LookUp
from whatthetech.scheduling.booking import cancel_booking
from whatthetech.scheduling.models import Attendance, Booking, Offer, Room
from whatthetech.scheduling.series import (
    Change,
    Scope,
    change_series,
    preview_series_change,
    set_up_series,
)
from whatthetech.scheduling.sessions import cancel_session
from whatthetech.scheduling.waiting_list import decline_offer, note_attempt

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("first_of_october")]
SERIES, WAITING, OFFERS, ATTENDANCE = (
    f"/admin/desk/{name}/" for name in ("series-list", "waiting-list", "offer-list", "attendance")
)
OF_PEOPLE = (WAITING, OFFERS, ATTENDANCE)
ODD = ("\x00", "2026-99-99", "😀")


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


@pytest.fixture
def thursdays(coordinator):
    return set_up(coordinator, room=make_room(), term=make_term())


def set_up(by, **where):
    rule = {"weekday": 3, "begins": time(14), "length_minutes": 90}
    return set_up_series(**where, **rule, by=by, now=NOW)


def found(desk, at, **asked) -> list:
    return list(desk.get(at, asked).context["object_list"])


def sheet(desk, at) -> list[list[str]]:
    """The rows, headings first."""
    response = desk.get(at, {"export": "csv"})
    return list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode())))


def offered(session, *, called="Mary") -> Offer:
    """A seat that was given back: the next is asked."""
    first, second = book(session, make_learner()), book(session, make_learner(called=called))
    cancel_booking(booking=first, by=first.learner, now=NOW)
    return second.offers.get()


def marked(session, *, came=True, called="Mary", by=None) -> Attendance:
    booking = put_down(session, make_learner(called=called), state="attended" if came else "missed")
    return Attendance.objects.create(booking=booking, came=came, marked_at=NOW, marked_by=by)


class TestSeries:
    def test_each_says_when_and_leads_to_its_sessions_and_to_a_change(self, desk, thursdays):
        page = desk.get(SERIES)

        assert "Thursdays, 2 o’clock to half past 3" in shown(page)
        assert "Change the 12 to come" in shown(page)
        html = page.content.decode()
        assert f"/admin/desk/session-list/?series={thursdays.pk}" in html
        following = thursdays.sessions.earliest("starts_at")
        change = reverse("programme:change_session", args=[following.pk])
        assert f"{change}?scope=all+future" in html
        chosen = desk.get(f"{change}?scope=all+future").context["form"]["scope"].value()
        assert chosen == Scope.ALL_FUTURE
        assert reverse("series:history", args=[thursdays.pk]) in html

    @pytest.mark.parametrize("odd", ["", "everything", *ODD])
    def test_a_change_begins_with_the_one_where_nothing_else_is_asked(self, desk, thursdays, odd):
        change = reverse("programme:change_session", args=[thursdays.sessions.first().pk])

        form = desk.get(change, {"scope": odd}).context["form"]
        assert form["scope"].value() == Scope.THIS_ONE

    def test_days_to_come_are_said_in_words(self, desk, thursdays):
        for at in (SERIES, "/admin/desk/terms/"):
            assert "18 December 2026" in shown(desk.get(at))

    def test_the_sessions_of_one_are_found(self, desk, thursdays):
        make_session(on=THURSDAY + timedelta(days=1))

        of_it = found(desk, "/admin/desk/session-list/", series=thursdays.pk)
        assert of_it == list(thursdays.sessions.order_by("starts_at"))

    def test_they_are_found_by_venue_term_weekday_and_state(self, desk, coordinator, thursdays):
        there = make_room(venue="Invention Rooms")
        winter = make_term(name="Winter", begins_on=THURSDAY, ends_on=THURSDAY + timedelta(days=6))
        over = set_up(coordinator, room=there, term=winter)
        for session in over.sessions.all():
            cancel_session(session=session, by=coordinator, now=NOW, why="No heating")

        assert found(desk, SERIES, venue=there.venue.pk) == [over]
        assert found(desk, SERIES, term=winter.pk) == [over]
        assert found(desk, SERIES, state="over") == [over]
        assert found(desk, SERIES, state="to-come") == [thursdays]
        assert found(desk, SERIES, weekday=2) == []
        assert len(found(desk, SERIES, weekday=3)) == 2

    def test_they_go_out_as_a_spreadsheet(self, desk, thursdays):
        heads, row = sheet(desk, SERIES)

        assert dict(zip(heads, row, strict=True)) == {
            "Weekday": "Thursday",
            "Begins": "14:00",
            "Ends": "15:30",
            "Room": "Hall, Edward Woods Centre",
            "Term": "Autumn 2026",
            "First day": "2026-09-28",
            "Last day": "2026-12-18",
            "Sessions to come": "12",
        }

    def test_its_history_says_who_set_it_up_and_what_it_was(self, desk, coordinator, thursdays):
        session = thursdays.sessions.get(slot_on=THURSDAY)
        asked = {"scope": Scope.THIS_AND_LATER, "change": Change(begins=time(15)), "now": NOW}
        seen = preview_series_change(session=session, **asked).fingerprint
        change_series(session=session, **asked, seen=seen, by=coordinator)

        for series in (thursdays, thursdays.split_into.get()):
            words = shown(desk.get(reverse("series:history", args=[series.pk])))
            was = "Thursday 14:00, Hall, Edward Woods Centre, 28 September 2026 to 18 December"
            assert f"Changed. It was {was}" in words
        assert "Set up" in shown(desk.get(reverse("series:history", args=[thursdays.pk])))

    @pytest.mark.parametrize("count", [1, 3])
    def test_it_costs_the_same_for_one_and_for_three(
        self, desk, coordinator, count, django_assert_num_queries
    ):
        term = make_term()
        for number in range(count):
            set_up(coordinator, room=make_room(venue=f"Venue {number}"), term=term)
        desk.get(SERIES)

        with django_assert_num_queries(14):
            desk.get(SERIES)


class TestWaitingList:
    def test_session_by_session_the_next_one_first(self, desk):
        later = make_session(on=THURSDAY + timedelta(days=7))
        sooner = make_session()
        last, first = (
            book(sooner, make_learner(), now=NOW, priority=priority) for priority in (0, 1)
        )
        other = book(later, make_learner())

        assert found(desk, WAITING) == [first, last, other]

    def test_nobody_who_waits_in_vain(self, desk, coordinator):
        past, off = make_session(on=THURSDAY - timedelta(days=14)), make_session()
        for session in (past, off):
            put_down(session, make_learner(), state=Booking.State.WAITING)
        cancel_session(session=off, by=coordinator, now=NOW, why="No heating")

        assert found(desk, WAITING) == []

    def test_it_goes_out_with_since_when_in_london(self, desk):
        book(make_session(), make_learner(called="Mary"))

        heads, row = sheet(desk, WAITING)
        assert row[0] == "Mary"
        assert row[heads.index("Waits since")] == "2026-10-01 10:00:00"


class TestOffers:
    def test_they_are_found_by_answer_and_way(self, desk, coordinator):
        still, declined = offered(make_session(seats=1)), offered(make_session(seats=1))
        decline_offer(offer=declined, by=coordinator, now=NOW)

        assert set(found(desk, OFFERS)) == {still, declined}
        assert found(desk, OFFERS, answer="open") == [still]
        assert found(desk, OFFERS, answer="declined") == [declined]
        assert found(desk, OFFERS, reach_by="email") == []

    def test_each_says_how_often_was_rung_and_leads_to_the_booking(self, desk, coordinator):
        offer = offered(make_session(seats=1))
        note_attempt(offer=offer, by=coordinator, now=NOW)

        page = desk.get(OFFERS)

        assert "not answered yet" in shown(page)
        assert "Monday 5 October, 10 o’clock" in shown(page)
        assert reverse("bookings:inspect", args=[offer.booking_id]) in page.content.decode()
        heads, row = sheet(desk, OFFERS)
        assert row[heads.index("Rung in vain")] == "1"


class TestAttendance:
    def test_who_came_and_who_noted_it(self, desk, coordinator):
        session = make_session()
        came = marked(session, by=coordinator)
        marked(session, came=False, called="Nigel")

        assert found(desk, ATTENDANCE, came="True") == [came]
        assert "did not come" in shown(desk.get(ATTENDANCE))
        rows = sheet(desk, ATTENDANCE)[1:]
        assert [(row[0], row[4]) for row in rows] == [("Mary", "came"), ("Nigel", "did not come")]
        assert str(coordinator) in rows[0]


class TestAllThatNamePeople:
    @pytest.fixture(autouse=True)
    def somebody(self):
        session = make_session(seats=1)
        offered(session)
        book(session, make_learner(called="Mary"))
        marked(make_session(on=THURSDAY + timedelta(days=1)))

    @pytest.mark.parametrize("at", OF_PEOPLE)
    def test_they_are_found_by_name_venue_term_and_day(self, desk, at):
        venue, term = Room.objects.first().venue, make_term()
        other = make_room(venue="Invention Rooms").venue

        assert len(found(desk, at, q="mar", venue=venue.pk, term=term.pk)) == 1
        assert found(desk, at, venue=other.pk) == []
        assert found(desk, at, from_day="2026-10-10") == []
        assert found(desk, at, q="nobody of this name") == []

    @pytest.mark.parametrize("at", OF_PEOPLE)
    def test_an_export_is_noted_with_how_many_went(self, desk, at):
        sheet(desk, at)

        noted = LookUp.objects.get(deed=LookUp.Deed.EXPORTED)
        assert noted.remark.startswith("1 ")

    @pytest.mark.parametrize("at", OF_PEOPLE)
    def test_whoever_was_erased_is_counted_without_a_name(self, desk, at):
        Booking.objects.update(learner=None)

        assert "somebody erased since" in shown(desk.get(at))

    @pytest.mark.parametrize("at", OF_PEOPLE)
    def test_nobody_else_sees_names(self, client, lead, volunteer, at):
        for person in (lead, volunteer):
            client.force_login(person)
            for address in (at, f"{at}?export=csv"):
                assert client.get(address).status_code in (302, 403)

    @pytest.mark.parametrize("at", OF_PEOPLE)
    @pytest.mark.parametrize("odd", ODD)
    def test_what_no_filter_understands_does_no_harm(self, desk, at, odd):
        names = ("venue", "term", "from_day", "answer", "reach_by", "came", "q")

        assert desk.get(at, dict.fromkeys(names, odd)).status_code == 200

    @pytest.mark.parametrize("at", OF_PEOPLE)
    @pytest.mark.parametrize("count", [1, 3])
    def test_it_costs_the_same_for_one_and_for_three(
        self, desk, at, count, django_assert_num_queries
    ):
        for number in range(count - 1):
            session = make_session(room=make_room(venue=f"Venue {number}"), seats=1)
            offered(session)
            book(session, make_learner())
            marked(make_session(on=THURSDAY + timedelta(days=number + 2)))
        desk.get(at)

        with django_assert_num_queries(14):
            desk.get(at)


class TestHistoryOfABooking:
    def test_everything_that_was_done_stands_there_in_its_order(self, desk, coordinator):
        offer = offered(make_session(seats=1))
        note_attempt(offer=offer, by=coordinator, now=NOW + timedelta(hours=1))
        decline_offer(offer=offer, by=coordinator, now=NOW + timedelta(hours=2))

        words = shown(desk.get(reverse("bookings:inspect", args=[offer.booking_id])))

        told = [
            "Asked for, on this site Mary",
            "Offered a seat until 05 October, 10:00, told by telephone",
            "Rung, and nobody answered Sam",
            "Offer declined Sam",
            "Cancelled Sam",
        ]
        places = [words.find(one) for one in told]
        assert -1 not in places, words
        assert places == sorted(places)

    def test_the_register_too(self, desk, coordinator):
        attendance = marked(make_session(), by=coordinator)

        words = shown(desk.get(reverse("bookings:inspect", args=[attendance.booking_id])))
        assert "Came Sam" in words


class TestTheOthers:
    """Venues, terms, closed days and sessions go out, too."""

    def test_venues(self, desk):
        room = make_room()
        room.venue.has_hearing_loop = True
        room.venue.save()
        make_room(venue="Invention Rooms")

        assert found(desk, "/admin/desk/venues/", has_hearing_loop="true") == [room.venue]
        heads, row, _ = sheet(desk, "/admin/desk/venues/")
        assert row[heads.index("A hearing loop")] == "yes"
        assert row[heads.index("Rooms, and learners at most")] == "Hall (30)"

    def test_terms(self, desk):
        term = make_term()
        over = make_term(
            name="Summer",
            begins_on=THURSDAY - timedelta(days=90),
            ends_on=THURSDAY - timedelta(days=30),
        )

        assert found(desk, "/admin/desk/terms/", when="over") == [over]
        assert found(desk, "/admin/desk/terms/", when="to-come") == [term]
        assert sheet(desk, "/admin/desk/terms/")[1][:3] == [
            "Autumn 2026",
            "2026-09-28",
            "2026-12-18",
        ]

    def test_closed_days(self, desk):
        close(THURSDAY)

        assert sheet(desk, "/admin/desk/closed-days/")[1] == [
            "2026-10-08",
            "Everywhere",
            "Closed",
            "We are closed",
            "no",
        ]

    def test_sessions(self, desk):
        book(make_session(seats=3), make_learner())

        heads, row = sheet(desk, "/admin/desk/session-list/")
        cells = dict(zip(heads, row, strict=True))
        assert (cells["Day"], cells["Begins"], cells["Ends"]) == ("2026-10-08", "14:00", "15:30")
        assert (cells["Seats"], cells["Booked or offered"]) == ("3", "1")
