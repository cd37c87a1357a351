"""/help/: sessions that want helpers, offered and withdrawn in one press."""

from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.factories.scheduling import (
    NOW,
    book,
    coming,
    make_begun_session,
    make_learner,
    make_learners,
    make_room,
    make_session,
    make_shift,
    make_term,
    make_volunteer,
)
from whatthetech.people.models import LookUp, WeekAway
from whatthetech.scheduling.helping import (
    Reading,
    sessions_wanting_helpers,
    shifts_ahead,
)
from whatthetech.scheduling.models import Booking, Term, VolunteerShift
from whatthetech.scheduling.sessions import cancel_session
from whatthetech.scheduling.shifts import offer_shift
from whatthetech.scheduling.words import from_to

pytestmark = pytest.mark.django_db

HELP, WANTED = "/help/", "/help/sessions/"
STRANGE = {
    "right to left": "\u202eevil\u202c",
    "emoji": "🤒 in bed",
    "script": "<script>alert(1)</script>",
    "arabic": "مريض",
}


@pytest.fixture
def priya(client):
    volunteer = make_volunteer(learners_at_once=2)
    client.force_login(volunteer.person)
    return volunteer


def page(client, path=HELP) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def offer(client, session):
    return client.post(f"{WANTED}{session.pk}/offer/", follow=True).content.decode()


class TestWanted:
    def test_who_is_booked_without_a_helper_comes_first_then_who_waits_then_the_next(self, priya):
        soon = make_session(on=coming(weeks=1))
        waited_for = make_session(on=coming(weeks=2), seats=1)
        at_risk = make_session(on=coming(weeks=3), seats=2)
        now = timezone.now()
        for learner in make_learners(2):
            book(waited_for, learner, now=now)
            book(at_risk, learner, now=now)
        at_risk.shifts.first().delete()

        wanted = sessions_wanting_helpers(priya, now=now)

        assert [one.session for one in wanted] == [at_risk, waited_for, soon]
        assert [one.without_helper for one in wanted] == [1, 0, 0]
        assert [one.waiting for one in wanted] == [0, 1, 0]
        assert wanted[2].room_for == 30

    def test_full_past_called_off_far_and_own_ones_are_left_out(self, priya):
        now = timezone.now()
        make_session(room=make_room(name="Small", learners_at_most=1), on=coming(), seats=1)
        make_begun_session()
        make_session(on=coming(weeks=12))
        off = make_session(on=coming(weeks=2))
        cancel_session(session=off, by=priya.person, now=now, why="Rain")
        mine = make_session(on=coming(weeks=3))
        offer_shift(session=mine, volunteer=priya, by=priya.person, now=now)

        assert sessions_wanting_helpers(priya, now=now) == []

    def test_the_page_says_it_in_numbers_and_names_nobody(self, client, priya):
        session = make_session(on=coming(), seats=1)
        for name in ("Quillfeather", "Zebedee"):
            book(session, make_learner(called=name), now=timezone.now())

        shown = page(client, WANTED)

        assert "1 person waits for a seat." in shown
        assert "Quillfeather" not in shown and "Zebedee" not in shown

    def test_two_at_the_same_time_are_told_apart_by_their_venue(self, client, priya):
        make_session(on=coming())
        make_session(room=make_room(venue="The Invention Rooms"), on=coming())

        shown = page(client, WANTED)

        assert "2 o’clock, Edward Woods Centre</button>" in shown
        assert "2 o’clock, The Invention Rooms</button>" in shown

    def test_with_none_it_says_so(self, client, priya):
        assert "Every session has its helpers." in page(client, WANTED)

    @pytest.mark.parametrize("rows", [1, 3])
    def test_more_sessions_ask_no_more_of_the_database(
        self, client, priya, rows, django_assert_num_queries
    ):
        for week in range(rows):
            make_session(on=coming(weeks=week + 1), seats=2)
        page(client, WANTED)

        with django_assert_num_queries(WANTED_QUERIES):
            page(client, WANTED)


WANTED_QUERIES = 15


class TestOffer:
    def test_one_press_offers_and_says_what_comes_next(self, client, priya):
        session = make_session(on=coming())

        shown = offer(client, session)

        shift = VolunteerShift.objects.get()
        assert (shift.session, shift.volunteer, shift.state) == (session, priya, "offered")
        assert (shift.places, shift.offered_by) == (2, priya.person)
        assert "A coordinator confirms." in shown and "I can’t come after all" in shown
        assert "<b>Offered.</b>" in page(client)

    def test_a_second_press_changes_nothing(self, client, priya):
        session = make_session(on=coming())

        offer(client, session)
        offer(client, session)

        assert VolunteerShift.objects.count() == 1

    def test_who_is_not_cleared_for_that_day_may_offer_and_reads_what_is_missing(
        self, client, priya, not_cleared
    ):
        not_cleared.add(priya)
        session = make_session(on=coming())

        shown = offer(client, session)

        assert VolunteerShift.objects.get().state == "offered"
        assert "You are not cleared for" in shown and "Pass the training." in shown
        assert "Pass the training." in page(client)

    def test_a_session_that_has_begun_or_was_called_off_is_refused_in_words(self, client, priya):
        begun, off = make_begun_session(), make_session(on=coming())
        cancel_session(session=off, by=priya.person, now=timezone.now(), why="Rain")

        assert "That session has begun." in offer(client, begun)
        assert "That session does not take place." in offer(client, off)
        assert not VolunteerShift.objects.exists()

    def test_who_has_no_record_as_a_volunteer_is_led_to_their_page(self, client, volunteer):
        client.force_login(volunteer)
        session = make_session(on=coming())

        for answer in (
            client.post(f"{WANTED}{session.pk}/offer/"),
            client.get(WANTED),
            client.get("/help/shifts/"),
        ):
            assert answer["Location"] == HELP
        assert not VolunteerShift.objects.exists()

    def test_changes_come_by_post_alone(self, client, priya):
        session = make_session(on=coming())

        assert client.get(f"{WANTED}{session.pk}/offer/").status_code == 405
        assert client.post(f"{WANTED}99999/offer/").status_code == 404


class TestWithdraw:
    def press(self, client, shift, **said):
        path = f"/help/shifts/{shift.pk}/withdraw/"
        return client.post(path, said, follow=True).content.decode()

    def test_early_it_takes_one_press_and_is_undone_by_another(self, client, priya):
        shift = make_shift(session=make_session(on=coming()), volunteer=priya)

        shown = self.press(client, shift)
        assert VolunteerShift.objects.get().state == "withdrawn"
        assert "You are not expected any more" in shown and "I will come after all" in shown

        assert "Thank you for offering" in offer(client, shift.session)
        assert shift.session.shifts.live().get().state == "offered"
        assert (
            "Thank you for offering"
            in client.get(f"/help/shifts/{shift.pk}/", follow=True).content.decode()
        )

    def late(self, priya) -> VolunteerShift:
        return make_shift(session=make_begun_session(hours_ago=-20), volunteer=priya)

    def test_late_and_confirmed_a_page_asks_why_and_nothing_has_happened_yet(self, client, priya):
        shift = self.late(priya)

        shown = self.press(client, shift)

        assert "What is the reason?" in shown and "<title>Error" not in shown
        assert VolunteerShift.objects.get().state == "confirmed"

    def test_then_the_reason_is_kept_for_the_desk(self, client, priya):
        shift = self.late(priya)

        self.press(client, shift, asked="yes", why="exam", words="in the morning")

        kept = VolunteerShift.objects.get()
        assert (kept.state, kept.withdrawn_by) == ("withdrawn", priya.person)
        assert kept.why_withdrawn == "An exam or a deadline: in the morning"

    def test_bookings_stay_and_the_desk_has_a_task(self, client, priya):
        shift = self.late(priya)
        booking = book(shift.session, make_learner(), now=timezone.now())

        self.press(client, shift, asked="yes", why="away")

        booking.refresh_from_db()
        assert booking.state == Booking.State.BOOKED
        assert shift.session.tasks.open().get().kind == "at risk"

    @pytest.mark.parametrize("said", [{}, {"why": "because"}, {"words": "ill"}])
    def test_without_a_reason_it_says_what_to_do_and_keeps_what_was_typed(
        self, client, priya, said
    ):
        shown = self.press(client, self.late(priya), asked="yes", **said)

        assert "<title>Error: " in shown and "There is a problem" in shown
        assert said.get("words", "") in shown
        assert VolunteerShift.objects.get().state == "confirmed"

    @pytest.mark.parametrize("words", STRANGE.values(), ids=STRANGE)
    def test_whatever_is_typed_is_kept_as_it_is(self, client, priya, words):
        self.press(client, self.late(priya), asked="yes", why="other", words=words)

        assert VolunteerShift.objects.get().why_withdrawn == f"Something else: {words}"

    @pytest.mark.parametrize("words", ["a\x00b", "x" * 500])
    def test_what_cannot_be_kept_is_refused_in_words(self, client, priya, words):
        shown = self.press(client, self.late(priya), asked="yes", why="other", words=words)

        assert "<title>Error: " in shown
        assert VolunteerShift.objects.get().state == "confirmed"

    def test_the_longest_reason_fits(self, client, priya):
        words = "x" * (200 - len("Unwell, or needed at home: "))

        self.press(client, self.late(priya), asked="yes", why="unwell", words=words)

        assert VolunteerShift.objects.get().state == "withdrawn"

    def test_once_it_has_begun_it_is_too_late(self, client, priya):
        shift = make_shift(session=make_begun_session(), volunteer=priya)

        assert "That session has begun." in self.press(client, shift, asked="yes", why="exam")
        assert VolunteerShift.objects.get().state == "confirmed"

    def test_nobody_withdraws_or_sees_another_volunteers_shift(self, client, priya):
        shift = make_shift(session=make_session(on=coming()))

        for path in (f"/help/shifts/{shift.pk}/", f"/help/shifts/{shift.pk}/withdraw/"):
            assert client.get(path).status_code == 404
            assert client.post(path).status_code in (404, 405)
        assert VolunteerShift.objects.get().state == "confirmed"


class TestMyPage:
    def test_what_has_begun_offers_no_press_that_would_be_refused(self, client, priya):
        make_shift(session=make_begun_session(hours_ago=0.5), volunteer=priya)

        assert "It has begun." in page(client)
        assert "I can’t come on" not in page(client)

    def test_the_next_sessions_come_first_with_where_and_how_it_stands(self, client, priya):
        make_shift(session=make_session(on=coming(weeks=2)), volunteer=priya)
        offered = make_session(on=coming(weeks=1), begins=time(10, 30))
        make_shift(session=offered, volunteer=priya, confirmed=False)

        shown = page(client)

        assert shown.index("half past 10 to 12 o’clock") < shown.index("2 o’clock to half past 3")
        assert "Edward Woods Centre" in shown
        assert "<b>Confirmed.</b>" in shown and "<b>Offered.</b>" in shown

    def test_three_are_shown_and_the_others_are_a_press_away(self, client, priya):
        for week in range(1, 6):
            make_shift(session=make_session(on=coming(weeks=week)), volunteer=priya)

        assert page(client).count("I can’t come on") == 3
        assert "See all 5 of my sessions" in page(client)
        assert page(client, "/help/shifts/").count("I can’t come on") == 5

    def test_a_week_they_said_they_are_away_in_stands_beside_the_session(self, client, priya):
        day = coming()
        make_shift(session=make_session(on=day), volunteer=priya)
        WeekAway.objects.create(person=priya.person, monday=day)
        monday = coming(weekday=0)

        said = f"You said you are away in the week of {monday.day} {monday:%B}."
        assert said in page(client)

    def test_exams_are_said_some_weeks_before_with_what_to_do(self, client, priya):
        today = timezone.localdate()
        make_term(begins_on=today, ends_on=today + timedelta(weeks=10))
        Term.objects.update(exams_begin_on=coming(weekday=0), exams_end_on=coming(weekday=4))
        make_shift(session=make_session(on=coming()), volunteer=priya)

        shown = page(client)

        days = from_to(coming(weekday=0), coming(weekday=4))
        assert f"<b>Exams: {days}.</b> Say now if you can’t come then." in shown
        assert "There are exams on that day." in shown

    def test_exams_far_off_or_over_are_not_said(self, priya):
        def exams_to_say(on):
            return Reading(priya, on=on).exams_to_say()

        term = make_term()
        Term.objects.update(exams_begin_on=date(2026, 12, 7), exams_end_on=date(2026, 12, 11))

        assert exams_to_say(date(2026, 11, 1)) == []
        assert exams_to_say(date(2026, 11, 2)) == exams_to_say(date(2026, 12, 11)) == [term]
        assert exams_to_say(date(2026, 12, 12)) == []

    @pytest.mark.parametrize(
        ("begin", "end"),
        [(date(2026, 12, 7), None), (None, date(2026, 12, 7)), (date(2026, 12, 8), NOW.date())],
    )
    def test_exams_have_a_beginning_and_an_end_after_it(self, begin, end):
        make_term()

        with pytest.raises(IntegrityError), transaction.atomic():
            Term.objects.update(exams_begin_on=begin, exams_end_on=end)

    def test_what_is_over_withdrawn_or_called_off_is_not_there(self, client, priya):
        now = timezone.now()
        make_shift(session=make_begun_session(hours_ago=5), volunteer=priya)
        off = make_session(on=coming())
        make_shift(session=off, volunteer=priya)
        cancel_session(session=off, by=priya.person, now=now, why="Rain")

        assert shifts_ahead(priya, now=now) == []
        assert "You have offered no session yet." in page(client)

    @pytest.mark.parametrize("rows", [1, 3])
    def test_more_sessions_ask_no_more_of_the_database(
        self, client, priya, rows, django_assert_num_queries
    ):
        for week in range(1, rows + 1):
            make_shift(session=make_session(on=coming(weeks=week)), volunteer=priya)
            make_session(on=coming(weekday=1, weeks=week), seats=2)
        page(client)

        with django_assert_num_queries(HELP_QUERIES):
            page(client)

    def test_ones_own_page_is_no_look_at_anybody(self, client, priya):
        make_shift(session=make_session(on=coming()), volunteer=priya)
        page(client)

        assert not LookUp.objects.exists()


HELP_QUERIES = 19
