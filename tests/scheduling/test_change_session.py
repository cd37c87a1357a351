"""Changing one session, it and later ones, or all to come: after a preview, and as it showed."""

from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.scheduling import (
    book,
    close,
    coming,
    make_learner,
    make_room,
    make_session,
    make_shift,
    make_term,
)
from tests.scheduling.shown import shown
from whatthetech.people.models import LookUp
from whatthetech.scheduling.models import Booking, LearningSession, Task
from whatthetech.scheduling.series import set_up_series

pytestmark = pytest.mark.django_db
ONE, LATER, ALL = "this one", "this and later", "all future"


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


@pytest.fixture
def series(coordinator):
    """Four Thursdays from next week, at two."""
    term = make_term(begins_on=coming(weekday=0), ends_on=coming(weekday=6, weeks=4))
    rule = {"weekday": 3, "begins": time(14), "length_minutes": 90}
    return set_up_series(room=make_room(), term=term, by=coordinator, now=timezone.now(), **rule)


@pytest.fixture
def session(series):
    """The second of them."""
    return series.sessions.get(slot_on=coming(weeks=2))


def of(session, deed="change_session") -> str:
    return reverse(f"programme:{deed}", args=[session.pk])


def asked(session, scope=ONE, **more) -> dict:
    return {
        "scope": scope,
        "on": f"{session.on}",
        "begins": "14:00",
        "ends": "15:30",
        "room": session.room.pk,
    } | more


def look(desk, session, scope=ONE, **more):
    return desk.post(of(session), asked(session, scope, **more) | {"step": "look"})


def change(desk, session, scope=ONE, **more):
    """Look at the preview, then do it."""
    preview = look(desk, session, scope, **more).context["preview"]
    made = asked(session, scope, **more) | {"step": "change", "seen": preview.fingerprint}
    return desk.post(of(session), made)


def begins(series):
    return [one.begins for one in series.sessions.order_by("starts_at")]


class TestLookFirst:
    def test_the_page_shows_the_session_as_it_is(self, desk, session):
        page = desk.get(of(session))

        assert "2 o’clock to half past 3" in shown(page)
        assert page.context["form"]["ends"].value() == time(15, 30)

    def test_a_look_says_from_what_to_what_and_changes_nothing(self, desk, series, session):
        words = shown(look(desk, session, LATER, begins="15:00", ends="16:30"))

        assert "3 sessions change." in words
        assert "2 o’clock to half past 3" in words
        assert "3 o’clock to half past 4" in words
        assert set(begins(series)) == {time(14)}

    def test_whose_bookings_are_touched_and_how_to_ring_them(self, desk, series, session):
        mary = make_learner(called="Mary")
        mary.telephone = "07700 900123"
        mary.save()
        shift = make_shift(session=session)
        book(session, mary, now=timezone.now())
        not_touched = make_learner(called="Nigel")
        book(series.sessions.first(), not_touched, now=timezone.now())

        words = shown(look(desk, session, LATER, begins="15:00", ends="16:30"))

        assert "Mary , comes 07700 900123" in words
        assert f"{shift.volunteer.person} , helps" in words
        assert "Nigel" not in words
        noted = LookUp.objects.get(deed=LookUp.Deed.VIEWED)
        assert noted.remark == "2 whom a change of sessions touches"

    def test_where_nobody_is_touched_that_is_said_and_nothing_is_noted(self, desk, session):
        assert "Nobody is booked" in shown(look(desk, session, room=make_room(name="Attic").pk))
        assert not LookUp.objects.exists()

    def test_what_stays_is_named_with_the_reason_and_new_days_too(self, desk, series, session):
        change(desk, series.sessions.get(slot_on=coming(weeks=3)), begins="11:00", ends="12:00")
        close(coming(weekday=1, weeks=2))
        gone = series.sessions.get(slot_on=coming(weeks=4))
        gone.delete()

        tuesday = f"{coming(weekday=1, weeks=2)}"
        words = shown(look(desk, session, ALL, on=tuesday))

        assert "it was changed by itself" in words
        assert "the new day is closed" in words
        assert "and 1 is new" in words

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({}, "Nothing is changed yet."),
            ({"ends": "13:00"}, "It ends before it starts."),
            ({"begins": "05:00", "ends": "20:00"}, "A session takes 8 hours at most."),
            ({"on": f"{timezone.localdate() - timedelta(days=3)}"}, "That has passed."),
            ({"on": "31/02/2027"}, "Type the day, the month and the year"),
            ({"room": "77777"}, "Choose a room from the list."),
            ({"scope": "\x00"}, "Choose one of these."),
        ],
    )
    def test_what_is_wrong_is_a_sentence_with_the_mend(self, desk, session, wrong, sentence):
        for step in ("look", "change"):
            assert sentence in shown(
                desk.post(of(session), asked(session) | {"step": step} | wrong)
            )

    def test_several_move_within_their_week(self, desk, session):
        words = shown(look(desk, session, LATER, on=f"{coming(weeks=3)}"))

        assert "choose a day of the same week" in words

    def test_a_room_that_is_taken_is_told(self, desk, session):
        kitchen = make_room(name="Kitchen")
        make_session(room=kitchen, on=session.on, begins=time(15))

        assert "Kitchen, Edward Woods Centre is taken then:" in shown(
            look(desk, session, LATER, room=kitchen.pk)
        )

    def test_the_new_room_is_found_free_where_only_an_other_day_is_taken(self, desk, session):
        kitchen = make_room(name="Kitchen")
        make_session(room=kitchen, on=session.on, begins=time(16))

        assert "1 session changes" in shown(look(desk, session, room=kitchen.pk))


class TestThenChange:
    def test_one_moves_and_keeps_its_bookings(self, desk, series, session):
        make_shift(session=session)
        booking = book(session, make_learner(), now=timezone.now())

        response = change(desk, session, on=f"{coming(weekday=4, weeks=2)}", begins="10:00")

        assert response["Location"] == of(session)
        moved = LearningSession.objects.get(pk=session.pk)
        assert (moved.on, moved.begins) == (coming(weekday=4, weeks=2), time(10))
        assert moved.bookings.get() == booking
        assert moved.is_detached
        assert "Moved. It was" in shown(desk.get(reverse("sessions:history", args=[moved.pk])))

    def test_this_and_later(self, desk, series, session):
        change(desk, session, LATER, begins="15:00", ends="16:00")

        rows = LearningSession.objects.order_by("starts_at")
        assert [one.begins for one in rows] == [time(14), time(15), time(15), time(15)]
        assert rows[3].ends_at - rows[3].starts_at == timedelta(minutes=60)

    def test_all_future_on_another_weekday(self, desk, series, session):
        change(desk, session, ALL, on=f"{coming(weekday=1, weeks=2)}")

        days = [one.on for one in series.sessions.order_by("starts_at")]
        assert days == [coming(weekday=1, weeks=week) for week in (1, 2, 3, 4)]

    def test_back_leads_to_the_boxes_as_they_were_typed(self, desk, session):
        page = desk.post(of(session), asked(session, LATER, begins="15:00") | {"step": "back"})

        assert page.context["form"]["begins"].value() == "15:00"
        assert page.context["form"]["scope"].value() == LATER

    def test_what_changed_meanwhile_is_shown_again_and_nothing_is_done(self, desk, series, session):
        make_shift(session=session)
        seen = look(desk, session, LATER, begins="15:00").context["preview"].fingerprint
        book(session, make_learner(called="Doris"), now=timezone.now())
        made = asked(session, LATER, begins="15:00") | {"step": "change", "seen": seen}

        page = desk.post(of(session), made)

        words = shown(page)
        assert "Somebody booked, or changed something, meanwhile." in words
        assert "Doris" in words
        assert set(begins(series)) == {time(14)}
        again = made | {"seen": page.context["preview"].fingerprint}
        assert desk.post(of(session), again).status_code == 302

    def test_a_session_of_its_own_is_changed_without_being_asked_which(self, desk):
        session = make_session(on=coming())

        assert "scope" not in desk.get(of(session)).context["form"].fields
        change(desk, session, begins="15:00", ends="16:30")

        session.refresh_from_db()
        assert session.begins == time(15)

    def test_what_has_begun_or_is_cancelled_is_not_changed(self, desk):
        begun = make_session(on=timezone.localdate() - timedelta(days=7))
        cancelled = make_session(on=coming())
        desk.post(of(cancelled, "cancel_session"), {"why": "No heating"})

        assert "It has begun" in shown(desk.get(of(begun)))
        assert "It has begun" in shown(look(desk, begun, begins="13:00"))
        assert "No heating" in shown(desk.get(of(cancelled)))
        assert "Cancelled on" in shown(look(desk, cancelled, begins="13:00"))
        cancelled.refresh_from_db()
        assert cancelled.begins == time(14)


class TestCancel:
    def test_who_is_affected_stands_on_the_page_before(self, desk):
        session = make_session(on=coming(), seats=1)
        book(session, make_learner(called="Mary"), now=timezone.now())
        book(session, make_learner(called="Nigel"), now=timezone.now())

        words = shown(desk.get(of(session, "cancel_session")))

        assert "Mary , comes" in words
        assert "Nigel , waits for a seat" in words
        assert "Priya , helps" in words
        assert Booking.objects.live().count() == 2

    def test_cancelled_it_keeps_the_reason_and_somebody_rings(self, desk, coordinator):
        session = make_session(on=coming(), seats=1)
        book(session, make_learner(called="Mary"), now=timezone.now())

        response = desk.post(of(session, "cancel_session"), {"why": "The heating is broken"})

        assert response["Location"] == of(session)
        session.refresh_from_db()
        assert session.why_cancelled == "The heating is broken"
        assert session.cancelled_by == coordinator
        assert Task.objects.open().get().kind == Task.Kind.RING

    @pytest.mark.parametrize(
        ("why", "sentence"),
        [
            ("", "Fill this in."),
            ("x" * 201, "Say it in fewer words: 200 letters at most."),
            ("a\x00b", "Type it again, in letters and numbers only."),
        ],
    )
    def test_without_a_reason_nothing_is_cancelled(self, desk, why, sentence):
        session = make_session(on=coming())

        assert sentence in shown(desk.post(of(session, "cancel_session"), {"why": why}))
        session.refresh_from_db()
        assert not session.is_cancelled

    @pytest.mark.parametrize("why", ["😀", "\u202eeniw", "<script>alert(1)</script>", "قطع"])
    def test_any_letters_are_kept_and_shown_as_they_are(self, desk, why):
        session = make_session(on=coming())

        desk.post(of(session, "cancel_session"), {"why": why})

        page = desk.get(of(session))
        assert why in shown(page)
        assert "<script>alert(1)" not in page.content.decode()

    def test_what_has_begun_is_not_cancelled(self, desk):
        session = make_session(on=timezone.localdate() - timedelta(days=1))

        words = shown(desk.post(of(session, "cancel_session"), {"why": "Too late"}))

        assert "It has begun" in words
        session.refresh_from_db()
        assert not session.is_cancelled
