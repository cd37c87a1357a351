"""A series set up on one page, after a look at every day; and a session on its own."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse

from tests.factories.scheduling import close, coming, make_room, make_session, make_term
from tests.scheduling.shown import shown
from whatthetech.scheduling.models import LearningSession, SessionSeries
from whatthetech.scheduling.setting_up_forms import minutes_between
from whatthetech.scheduling.words import day_in_words

pytestmark = pytest.mark.django_db
AT = "/admin/desk/series/new/"
ADD = "/admin/desk/sessions/new/"
WEEKS = 3


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


@pytest.fixture
def term():
    """Three weeks from next Monday."""
    last = coming(weekday=6, weeks=WEEKS)
    return make_term(name="This term", begins_on=coming(weekday=0), ends_on=last)


@pytest.fixture
def asked(term):
    """Thursdays from two to half past three in the hall."""
    return {
        "weekday": "3",
        "begins": "14:00",
        "ends": "15:30",
        "room": make_room(learners_at_most=12).pk,
        "term": term.pk,
        "first_on": "",
        "last_on": "",
    }


def press(desk, asked, step, **more):
    return desk.post(AT, asked | {"step": step} | more)


class TestSetUpSeries:
    def test_the_page_begins_with_what_is_usual(self, desk, term):
        room = make_room()
        page = desk.get(AT)
        assert page.context["form"].initial["term"] == term
        assert page.context["form"].initial["begins"] == time(14)

        desk.post(
            AT,
            {
                "weekday": 1,
                "begins": "10:00",
                "ends": "11:15",
                "room": room.pk,
                "term": term.pk,
                "step": "make",
            },
        )

        usual = desk.get(AT).context["form"].initial
        assert (usual["weekday"], usual["ends"], usual["room"]) == (1, time(11, 15), room)

    def test_a_look_names_each_day_and_makes_nothing(self, desk, asked):
        close(coming(weeks=2))

        page = press(desk, asked, "look")

        words = shown(page)
        assert "2 sessions: Thursdays, 2 o’clock to half past 3" in words
        assert "Make these 2 sessions" in words
        today = date.today()
        for weeks in (1, 3):
            assert day_in_words(coming(weeks=weeks), today=today) in words
        closed = day_in_words(coming(weeks=2), today=today)
        assert f"{closed} (closed: Closed)" in words
        assert not LearningSession.objects.exists()

    def test_then_they_are_made_and_the_calendar_shows_them(self, desk, asked, coordinator):
        response = press(desk, asked, "make")

        assert response["Location"] == f"/admin/desk/calendar/?month={coming():%Y-%m}"
        series = SessionSeries.objects.get()
        made = list(series.sessions.order_by("starts_at"))
        assert [session.on for session in made] == [coming(weeks=week) for week in (1, 2, 3)]
        assert {session.begins for session in made} == {time(14)}
        assert {session.ends_at - session.starts_at for session in made} == {timedelta(minutes=90)}
        history = shown(desk.get(reverse("sessions:history", args=[made[0].pk])))
        assert "Set up with its series" in history

    def test_a_bank_holiday_that_nobody_decided_is_pointed_out(self, desk, asked, term):
        close(coming(weeks=2), confirmed=False)

        words = shown(press(desk, asked, "look"))

        assert "3 sessions" in words
        assert "Are we open on these days?" in words
        assert f"/admin/desk/terms/{term.pk}/bank-holidays/" in (
            press(desk, asked, "look").content.decode()
        )

    def test_a_day_on_which_we_said_we_are_open_is_not(self, desk, asked):
        day = close(coming(weeks=2), confirmed=False)
        desk.post(f"/admin/desk/closed-days/{day.pk}/dismiss/")

        assert "Are we open on these days?" not in shown(press(desk, asked, "look"))

    def test_one_may_go_back_and_all_is_as_it_was_typed(self, desk, asked):
        form = press(desk, asked, "back", ends="16:00").context["form"]

        assert form["ends"].value() == "16:00"
        assert form["first_on"].value() == ""
        assert not LearningSession.objects.exists()

    @pytest.mark.parametrize("typed", ["14:00", "14.00", "2pm", "2 pm", "2.00 PM"])
    def test_a_time_may_be_typed_as_people_write_it(self, desk, asked, typed):
        press(desk, asked, "make", begins=typed)

        assert SessionSeries.objects.get().begins == time(14)

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"ends": "13:00"}, "It ends before it starts. Choose an end after 14:00."),
            ({"ends": "14:00"}, "It ends before it starts. Choose an end after 14:00."),
            ({"ends": ""}, "Type the time, such as 14:00."),
            ({"begins": "14 \x00"}, "Type the time, such as 14:00."),
            ({"begins": "08:00", "ends": "16:01"}, "A session takes 8 hours at most."),
            ({"term": ""}, "Choose a term."),
            ({"term": "\x00"}, "Choose a term."),
            ({"term": "9" * 40}, "Choose a term."),
            ({"room": ""}, "Choose a room from the list."),
            ({"room": "0"}, "Choose a room from the list."),
            ({"weekday": "7"}, "Choose a weekday."),
            ({"first_on": "2020-01-01"}, "Choose a day of the term: from"),
            ({"first_on": "1"}, "Type the day, the month and the year"),
            ({"last_on": "9999-12-31"}, "Look at the year again."),
            ({"last_on": "\u202e😀<script>"}, "Type the day, the month and the year"),
        ],
    )
    def test_what_is_wrong_is_a_sentence_with_the_mend(self, desk, asked, wrong, sentence):
        for step in ("look", "make"):
            page = press(desk, asked, step, **wrong)

            assert sentence in shown(page)
            assert b"<title>Error: " in b"".join(page.content.split())[:4000] or (
                b"Error: " in page.content
            )
        assert not LearningSession.objects.exists()

    def test_a_last_day_before_the_first_is_told(self, desk, asked):
        days = {"first_on": f"{coming(weeks=2)}", "last_on": f"{coming(weeks=1)}"}

        assert "Choose a day after" in shown(press(desk, asked, "look", **days))

    def test_where_no_day_is_left_that_is_said(self, desk, asked):
        for weeks in (1, 2, 3):
            close(coming(weeks=weeks))

        assert "No open Thursday in these days" in shown(press(desk, asked, "look"))

    def test_a_room_that_is_taken_is_named_with_what_is_there(self, desk, asked):
        press(desk, asked, "make")

        for step in ("look", "make"):
            words = shown(press(desk, asked, step, begins="15:00", ends="16:00"))
            assert "Hall, Edward Woods Centre is taken then:" in words
            assert "Choose another time or room" in words
        assert SessionSeries.objects.count() == 1
        assert press(desk, asked, "make", begins="15:30", ends="16:00").status_code == 302

    def test_without_a_room_or_a_term_one_is_led_there(self, desk):
        words = shown(desk.get(AT))

        assert "Add a venue and its rooms" in words
        assert "Add a term" in words

    def test_a_lead_and_a_volunteer_may_not(self, client, lead, volunteer):
        for person in (lead, volunteer):
            client.force_login(person)
            assert client.get(AT).status_code in (302, 403)


class TestAddSession:
    @pytest.fixture
    def one(self):
        return {
            "on": f"{coming()}",
            "begins": "10:00",
            "ends": "11:30",
            "room": make_room().pk,
        }

    def test_it_is_made(self, desk, one):
        response = desk.post(ADD, one)

        assert response["Location"] == f"/admin/desk/calendar/?month={coming():%Y-%m}"
        session = LearningSession.objects.get()
        assert (session.on, session.begins, session.series) == (coming(), time(10), None)

    def test_the_page_can_be_opened(self, desk):
        assert "One session that belongs to no series." in shown(desk.get(ADD))

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"on": f"{date.today() - timedelta(days=1)}"}, "That has passed."),
            ({"on": ""}, "Type the day, such as 7/12/2026."),
            ({"ends": "09:00"}, "It ends before it starts. Choose an end after 10:00."),
            ({"begins": "01:00", "ends": "23:00"}, "A session takes 8 hours at most."),
        ],
    )
    def test_what_is_wrong_is_a_sentence_with_the_mend(self, desk, one, wrong, sentence):
        assert sentence in shown(desk.post(ADD, one | wrong))
        assert not LearningSession.objects.exists()

    def test_a_room_that_is_taken_is_named(self, desk, one):
        desk.post(ADD, one)

        assert "is taken then:" in shown(desk.post(ADD, one))
        assert LearningSession.objects.count() == 1

    def test_beside_a_cancelled_one_there_is_room(self, desk, one):
        desk.post(ADD, one)
        session = LearningSession.objects.get()
        desk.post(f"/admin/desk/sessions/{session.pk}/cancel/", {"why": "No heating"})

        assert desk.post(ADD, one).status_code == 302

    def test_at_the_same_time_in_another_room_there_is_room(self, desk, one):
        make_session(room=make_room(name="Kitchen"), on=coming(), begins=time(10))

        assert desk.post(ADD, one).status_code == 302


@pytest.mark.parametrize(
    ("begins", "ends", "minutes"),
    [(time(14), time(15, 30), 90), (time(14), time(14), 0), (time(14), time(13, 59), -1)],
)
def test_minutes_between_two_times_of_a_day(begins, ends, minutes):
    assert minutes_between(begins, ends) == minutes
