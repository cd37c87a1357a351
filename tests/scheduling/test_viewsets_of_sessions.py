"""The desk's lists about sessions: filters, exports, history, and what can't be deleted."""

import csv
import io
from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from tests.factories.scheduling import (
    NOW,
    THURSDAY,
    book,
    make_learner,
    make_room,
    make_session,
    make_shift,
    make_term,
    make_volunteer,
)
from tests.scheduling.shown import shown
from whatthetech.people.models import LookUp, User
from whatthetech.scheduling.models import (
    Booking,
    LearningSession,
    Offer,
    Room,
    Term,
    Venue,
    VolunteerShift,
)
from whatthetech.scheduling.series import set_up_series
from whatthetech.scheduling.sessions import cancel_session

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("first_of_october")]
SESSIONS, SHIFTS, BOOKINGS = (
    f"/admin/desk/{name}/" for name in ("session-list", "shift-list", "bookings")
)
ODD = ("😀", "\u202eeniw", "<script>alert(1)</script>", "مركز", "' OR 1=1 --")


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


def found(desk, at, **asked) -> list:
    return list(desk.get(at, asked).context["object_list"])


# --- Venues and rooms -------------------------------------------------------------------------


def rooms(*named, there=()) -> dict:
    """The lines of the form: (name, learners at most), after those that are there."""
    sent = {"rooms-TOTAL_FORMS": len(there) + len(named), "rooms-INITIAL_FORMS": len(there)}
    for number, room in enumerate(there):
        sent |= {f"rooms-{number}-id": room.pk, f"rooms-{number}-name": room.name}
        sent[f"rooms-{number}-learners_at_most"] = room.learners_at_most
    for number, (name, most) in enumerate(named, start=len(there)):
        sent |= {f"rooms-{number}-name": name, f"rooms-{number}-learners_at_most": most}
    return sent


class TestVenues:
    ADD = "/admin/desk/venues/new/"
    CENTRE = {"name": "Edward Woods Centre", "address": "60 Norland Road", "is_step_free": "on"}

    def edit(self, desk, venue, **more):
        at = f"/admin/desk/venues/edit/{venue.pk}/"
        there = list(venue.rooms.all())
        sent = {"name": venue.name, "address": venue.address} | rooms(("", ""), there=there)
        return desk.post(at, sent | more)

    def test_a_venue_and_its_rooms_are_one_page(self, desk):
        desk.post(self.ADD, self.CENTRE | rooms(("Hall", 12), ("Kitchen", 4)))

        venue = Venue.objects.get()
        assert venue.is_step_free
        assert [(room.name, room.learners_at_most) for room in venue.rooms.all()] == [
            ("Hall", 12),
            ("Kitchen", 4),
        ]
        assert "Hall (12) and Kitchen (4)" in shown(desk.get("/admin/desk/venues/"))

    def test_the_page_of_one_has_a_line_for_one_room_more(self, desk):
        venue = make_room().venue

        self.edit(desk, venue, **{"rooms-1-name": "Attic", "rooms-1-learners_at_most": "3"})

        assert venue.rooms.count() == 2
        words = shown(desk.get(f"/admin/desk/venues/edit/{venue.pk}/"))
        assert "Another room" in words

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"rooms-0-learners_at_most": "0"}, "How many learners fit at most? At least 1."),
            ({"rooms-0-learners_at_most": "-1"}, "How many learners fit at most? At least 1."),
            ({"rooms-0-learners_at_most": "\x00"}, "How many learners fit at most? At least 1."),
            ({"rooms-0-learners_at_most": "501"}, "How many learners fit at most? At most 500."),
            ({"rooms-0-name": ""}, "What is the room called?"),
            ({"rooms-0-name": "x" * 81}, "Make this shorter: 80 letters at most."),
            ({"rooms-0-name": "a\x00"}, "Type this again, in letters and numbers."),
            (
                {"rooms-0-name": "", "rooms-0-learners_at_most": ""},
                "Name at least one room, and how many learners fit in.",
            ),
            ({"name": ""}, "What is it called?"),
            ({"name": "x" * 121}, "Make this shorter: 120 letters at most."),
            ({"name": "a\x00b"}, "Type this again, in letters and numbers."),
            ({"address": ""}, "Where is it?"),
            ({"how_to_get_there": "x" * 1001}, "Make this shorter"),
        ],
    )
    def test_what_is_wrong_is_a_sentence_with_the_mend(self, desk, wrong, sentence):
        page = desk.post(self.ADD, self.CENTRE | rooms(("Hall", 12)) | wrong)

        assert sentence in shown(page)
        assert not Venue.objects.exists()
        assert not Room.objects.exists()

    def test_two_rooms_have_two_names(self, desk):
        page = desk.post(self.ADD, self.CENTRE | rooms(("Hall", 12), ("Hall", 4)))

        assert "Two rooms have the same name." in shown(page)

    def test_a_name_is_given_once(self, desk):
        make_room()

        page = desk.post(self.ADD, self.CENTRE | rooms(("Hall", 12)))

        assert "There is a venue of this name already." in shown(page)

    @pytest.mark.parametrize("odd", ODD)
    def test_any_letters_are_kept_and_shown_as_they_are(self, desk, odd):
        desk.post(self.ADD, self.CENTRE | {"name": odd} | rooms((odd, 12)))

        venue = Venue.objects.get()
        assert (venue.name, venue.rooms.get().name) == (odd, odd)
        for at in ("/admin/desk/venues/", f"/admin/desk/venues/edit/{venue.pk}/"):
            page = desk.get(at)
            assert b"<script>alert(1)" not in page.content

    def test_a_larger_room_has_seats_for_who_waits(self, desk, django_capture_on_commit_callbacks):
        room = make_room(learners_at_most=1)
        session = make_session(room=room, seats=2)
        for _ in range(2):
            book(session, make_learner())

        with django_capture_on_commit_callbacks(execute=True):
            self.edit(desk, room.venue, **{"rooms-0-learners_at_most": "2"})

        assert Offer.objects.open().count() == 1

    def test_a_smaller_one_puts_its_sessions_at_risk(
        self, desk, django_capture_on_commit_callbacks
    ):
        room = make_room(learners_at_most=2)
        session = make_session(room=room, seats=2)
        for _ in range(2):
            book(session, make_learner())

        with django_capture_on_commit_callbacks(execute=True):
            self.edit(desk, room.venue, **{"rooms-0-learners_at_most": "1"})

        session.refresh_from_db()
        assert session.is_at_risk

    @pytest.mark.parametrize("others", [0, 1])
    def test_a_room_with_sessions_stays_and_says_why(self, desk, others):
        room = make_room()
        make_session(room=room)
        for _ in range(others):
            make_room(name="Kitchen")

        page = self.edit(desk, room.venue, **{"rooms-0-DELETE": "on"})

        words = "Sessions are held here: 1 session is kept, the last on 8 October 2026."
        assert words in shown(page)
        assert Room.objects.count() == 1 + others

    def test_a_room_without_any_goes(self, desk):
        room = make_room()
        make_room(name="Kitchen")

        self.edit(desk, room.venue, **{"rooms-0-DELETE": "on"})

        assert Room.objects.get().name == "Kitchen"

    def test_a_venue_with_sessions_stays_and_says_why(self, desk):
        session = make_session()
        at = f"/admin/desk/venues/delete/{session.venue.pk}/"

        page = desk.get(at)
        assert "Sessions are held here: 1 session is kept" in shown(page)
        assert "Yes, delete" not in shown(page)
        after = desk.post(at, follow=True)
        assert "Sessions are held here" in after.content.decode()
        assert Venue.objects.exists()

    def test_a_venue_without_any_goes_with_its_rooms(self, desk):
        venue = make_room().venue
        at = f"/admin/desk/venues/delete/{venue.pk}/"

        assert "Yes, delete" in shown(desk.get(at))
        desk.post(at)

        assert not Venue.objects.exists()
        assert not Room.objects.exists()

    def test_who_changed_it_is_in_its_history(self, desk):
        desk.post(self.ADD, self.CENTRE | rooms(("Hall", 12)))

        at = reverse("venues:history", args=[Venue.objects.get().pk])
        assert "Created" in shown(desk.get(at))


# --- Terms ------------------------------------------------------------------------------------


class TestTerms:
    ADD = "/admin/desk/terms/new/"
    AUTUMN = {"name": "Autumn", "begins_on": "2026-09-28", "ends_on": "2026-12-18"}

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"exams_begin_on": "2026-12-07"}, "On which day do they end?"),
            ({"exams_end_on": "2026-12-11"}, "On which day do they begin?"),
            (
                {"exams_begin_on": "2026-12-11", "exams_end_on": "2026-12-07"},
                "The exams end before they begin. Choose 11 December 2026 or a later day.",
            ),
            ({"ends_on": "2026-09-27"}, "The term ends before it begins. Choose a day after"),
            ({"ends_on": "2028-09-27"}, "A term takes a year at most. Look at the years again."),
            ({"ends_on": ""}, "Type the day"),
            ({"begins_on": "yesterday"}, "Type the day, such as 21/11/2026."),
            ({"begins_on": "0026-09-28"}, "Look at the year again."),
            ({"name": ""}, "What is the term called?"),
            ({"name": "x" * 81}, "Make this shorter: 80 letters at most."),
            ({"name": "\x00"}, "Type this again, in letters and numbers."),
        ],
    )
    def test_what_is_wrong_is_a_sentence_with_the_mend(self, desk, wrong, sentence):
        assert sentence in shown(desk.post(self.ADD, self.AUTUMN | wrong))
        assert not Term.objects.exists()

    def test_a_term_of_one_day_is_one(self, desk):
        desk.post(self.ADD, self.AUTUMN | {"ends_on": "2026-09-28"})

        assert Term.objects.get().ends_on == date(2026, 9, 28)

    def test_a_name_is_given_once(self, desk):
        make_term(name="Autumn")

        page = desk.post(self.ADD, self.AUTUMN)
        assert "There is a term of this name already." in shown(page)

    def test_the_list_says_how_many_bank_holidays_wait(self, desk):
        desk.post(self.ADD, self.AUTUMN | {"ends_on": "2026-12-31"})

        assert "3 to decide" in shown(desk.get("/admin/desk/terms/"))

    def test_a_term_with_sessions_stays_and_says_why(self, desk, coordinator):
        rule = {"weekday": 3, "begins": time(14), "length_minutes": 90}
        series = set_up_series(room=make_room(), term=make_term(), **rule, by=coordinator, now=NOW)
        at = f"/admin/desk/terms/delete/{series.term.pk}/"

        assert "Sessions belong to this term: Thursday 14:00, Hall" in shown(desk.get(at))
        desk.post(at)
        assert Term.objects.exists()

    def test_a_term_without_any_goes(self, desk):
        desk.post(f"/admin/desk/terms/delete/{make_term().pk}/")

        assert not Term.objects.exists()


# --- Sessions ---------------------------------------------------------------------------------


class TestSessions:
    @pytest.fixture
    def all_kinds(self, coordinator):
        """{name: session}"""
        make_room()
        there = make_room(venue="Invention Rooms")
        kinds = {
            "past": make_session(on=date(2026, 9, 3)),
            "here": make_session(),
            "there": make_session(room=there, on=date(2026, 10, 15)),
            "cancelled": make_session(on=date(2026, 10, 22)),
            "at risk": make_session(on=date(2027, 1, 14)),
        }
        cancel_session(session=kinds["cancelled"], by=coordinator, now=NOW, why="No heating")
        LearningSession.objects.filter(pk=kinds["at risk"].pk).update(at_risk_since=NOW)
        return kinds

    def test_what_is_to_come_is_on_top_the_next_first(self, desk, all_kinds):
        order = [all_kinds[name] for name in ("here", "there", "cancelled", "at risk", "past")]

        assert found(desk, SESSIONS) == order

    @pytest.mark.parametrize(
        ("asked", "names"),
        [
            ({"state": "going-ahead"}, {"here", "there", "at risk"}),
            ({"state": "at-risk"}, {"at risk"}),
            ({"state": "cancelled"}, {"cancelled"}),
            ({"state": "past"}, {"past"}),
            ({"from_day": "2026-10-16"}, {"cancelled", "at risk"}),
        ],
    )
    def test_they_are_found_by_state_and_day(self, desk, all_kinds, asked, names):
        assert set(found(desk, SESSIONS, **asked)) == {all_kinds[name] for name in names}

    def test_they_are_found_by_venue_and_term(self, desk, all_kinds):
        venue, term = all_kinds["there"].venue, make_term()

        assert found(desk, SESSIONS, venue=venue.pk) == [all_kinds["there"]]
        assert len(found(desk, SESSIONS, term=term.pk)) == 3

    def test_each_says_how_full_it_is_and_what_is_to_be_seen_to(self, desk, all_kinds):
        make_shift(session=all_kinds["here"], places=3)

        words = shown(desk.get(SESSIONS))

        assert "0 of 3 seats" in words
        assert "No helpers" in words
        assert "Cancelled: No heating" in words
        assert "At risk" in words

    def test_it_leads_to_the_session(self, desk):
        session = make_session()

        assert f"/admin/desk/sessions/{session.pk}/" in desk.get(SESSIONS).content.decode()

    def test_a_lead_sees_the_list_and_no_way_to_change(self, client, lead):
        session = make_session()
        client.force_login(lead)

        page = client.get(SESSIONS)

        assert "Thursday 8 October" in shown(page)
        assert f"/admin/desk/sessions/{session.pk}/" not in page.content.decode()

    @pytest.mark.parametrize("deed", ["add", "edit", "delete", "copy", "usage"])
    def test_nothing_is_made_changed_or_deleted_past_the_deeds(self, deed):
        from whatthetech.scheduling.viewsets.sessions import SessionViewSet

        names = {pattern.name for pattern in SessionViewSet().get_urlpatterns()}
        assert deed not in names

    def test_a_report_of_the_whole_site_leads_to_the_session(self, desk, coordinator, client):
        session = make_session()
        cancel_session(session=session, by=coordinator, now=NOW, why="No heating")
        coordinator.is_superuser = True
        coordinator.save()

        page = client.get("/admin/reports/site-history/").content.decode()

        assert f"/admin/desk/sessions/{session.pk}/" in page

    @pytest.mark.parametrize("count", [1, 3])
    def test_it_costs_the_same_for_one_and_for_three(self, desk, count, django_assert_num_queries):
        for number in range(count):
            room = make_room(venue=f"Venue {number}")
            session = make_session(room=room, seats=2)
            book(session, make_learner())
        desk.get(SESSIONS)

        with django_assert_num_queries(22):
            desk.get(SESSIONS)


# --- Shifts and bookings ----------------------------------------------------------------------


@pytest.fixture
def shift():
    return make_shift(session=make_session(), places=2)


@pytest.fixture
def booking():
    return book(make_session(seats=1), make_learner(called="Mary"))


class TestShiftsAndBookings:
    def test_they_are_listed_and_looked_at_and_that_is_noted(self, desk, shift, booking):
        for at, one, name in ((SHIFTS, shift, "Priya"), (BOOKINGS, booking, "Mary")):
            LookUp.objects.all().delete()
            assert name in shown(desk.get(at))
            words = shown(desk.get(f"{at}inspect/{one.pk}/"))
            assert name in words
            assert LookUp.objects.get().deed == LookUp.Deed.VIEWED

    @pytest.mark.parametrize(
        ("at", "asked", "count"),
        [
            (SHIFTS, {"state": "confirmed"}, 2),
            (SHIFTS, {"state": "withdrawn"}, 0),
            (SHIFTS, {"from_day": "2026-10-09"}, 0),
            (SHIFTS, {"q": "nobody of this name"}, 0),
            (BOOKINGS, {"state": "booked"}, 1),
            (BOOKINGS, {"channel": "phone"}, 0),
            (BOOKINGS, {"from_day": "2026-10-08", "state": "booked"}, 1),
            (BOOKINGS, {"q": "mar"}, 1),
        ],
    )
    def test_they_are_found(self, desk, shift, booking, at, asked, count):
        assert len(found(desk, at, **asked)) == count

    def test_they_are_found_by_venue_and_term(self, desk, booking):
        term = make_term()
        other = make_room(venue="Invention Rooms").venue
        for at in (SHIFTS, BOOKINGS):
            assert len(found(desk, at, venue=booking.session.venue.pk, term=term.pk)) == 1
            assert found(desk, at, venue=other.pk) == []

    @pytest.mark.parametrize(
        ("at", "name", "what"), [(SHIFTS, "Priya", "shifts"), (BOOKINGS, "Mary", "bookings")]
    )
    def test_an_export_is_a_spreadsheet_and_is_noted(self, desk, booking, at, name, what):
        rows = list(csv.reader(io.StringIO(sheet(desk, at, "csv").decode())))
        book_of_sheets = load_workbook(io.BytesIO(sheet(desk, at, "xlsx")))
        cells = list(book_of_sheets.active.iter_rows(values_only=True))

        assert rows[1][:3] == [name, "2026-10-08", "14:00"]
        assert cells[1][0] == name
        noted = LookUp.objects.filter(deed=LookUp.Deed.EXPORTED)
        assert [one.remark for one in noted] == [f"1 {what}"] * 2

    def test_no_name_is_a_formula(self, desk, booking):
        User.objects.filter(pk=booking.learner_id).update(first_name="=1+1")

        assert b"'=1+1" in sheet(desk, BOOKINGS, "csv")

    def test_whoever_was_erased_is_counted_without_a_name(self, desk, shift, booking):
        VolunteerShift.objects.update(volunteer=None)
        Booking.objects.update(learner=None)

        for at, one in ((SHIFTS, shift), (BOOKINGS, booking)):
            assert "somebody erased since" in shown(desk.get(at))
            assert desk.get(f"{at}inspect/{one.pk}/").status_code == 200

    def test_nobody_else_sees_names(self, client, lead, volunteer, booking):
        for person in (lead, volunteer):
            client.force_login(person)
            for at in (SHIFTS, BOOKINGS, f"{BOOKINGS}?export=csv"):
                assert client.get(at).status_code in (302, 403)

    @pytest.mark.parametrize("at", [SHIFTS, BOOKINGS])
    @pytest.mark.parametrize("count", [1, 3])
    def test_it_costs_the_same_for_one_and_for_three(
        self, desk, at, count, django_assert_num_queries
    ):
        for number in range(count):
            room = make_room(venue=f"Venue {number}")
            session = make_session(room=room, on=THURSDAY + timedelta(days=number), seats=1)
            book(session, make_learner())
        desk.get(at)

        with django_assert_num_queries(14):
            desk.get(at)

    @pytest.mark.parametrize("at", [SHIFTS, BOOKINGS])
    @pytest.mark.parametrize("odd", ["\x00", "2026-99-99", "😀"])
    def test_what_no_filter_understands_does_no_harm(self, desk, booking, at, odd):
        asked = dict.fromkeys(("venue", "term", "from_day", "state", "channel", "q"), odd)

        assert desk.get(at, asked).status_code == 200


def sheet(desk, at: str, kind: str) -> bytes:
    response = desk.get(at, {"export": kind})
    assert response.status_code == 200
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_the_menu_of_sessions_begins_with_the_calendar(coordinator, rf):
    from whatthetech.scheduling.admin_views.menus import sessions_menu

    request = rf.get("/")
    request.user = coordinator
    items = sessions_menu.menu_items_for_request(request)
    labels = [item.label for item in sorted(items, key=lambda item: item.order)]
    assert labels == [
        "Calendar",
        "What wants doing",
        "Sessions",
        "Series",
        "Venues",
        "Terms",
        "Closed days",
        "Shifts",
        "Bookings",
        "Waiting list",
        "Offers",
        "Attendance",
    ]


def test_a_history_says_no_name_of_a_learner(desk, coordinator):
    session = make_session(seats=1)
    book(session, make_learner(called="Quillfeather"))
    make_shift(session=session, volunteer=make_volunteer(called="Zebedee"))
    cancel_session(session=session, by=coordinator, now=NOW, why="No heating")

    logs = ModelLogEntry.objects.values_list("label", "data")
    assert not any("Quillfeather" in str(log) or "Zebedee" in str(log) for log in logs)
