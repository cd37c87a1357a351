"""Bank holidays of a term: proposed with it, and decided by a coordinator one by one."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories.scheduling import (
    NOW,
    book,
    close,
    make_learner,
    make_room,
    make_session,
    make_shift,
    make_term,
)
from tests.scheduling.shown import shown
from whatthetech.scheduling.closed_days import (
    ClosedAlready,
    close_day,
    confirm_closed_day,
    dismiss_closed_day,
    propose_bank_holidays,
)
from whatthetech.scheduling.models import ClosedDay, Task, Term

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("first_of_october")]
CHRISTMAS, BOXING = date(2026, 12, 25), date(2026, 12, 26)  # and the 28th in its place
SPRING = {"name": "Winter 2026", "begins_on": "2026-12-01", "ends_on": "2026-12-31"}


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


@pytest.fixture
def term():
    term = make_term(begins_on=date(2026, 12, 1), ends_on=date(2026, 12, 31))
    propose_bank_holidays(term=term)
    return term


def of_term(term) -> str:
    return reverse("programme:bank_holidays", args=[term.pk])


class TestDeeds:
    def test_dismissed_it_closes_nothing_and_is_not_proposed_again(self, term, coordinator):
        day = ClosedDay.objects.get(day=CHRISTMAS)

        dismiss_closed_day(closed_day=day, by=coordinator, now=NOW)

        assert day not in ClosedDay.objects.confirmed()
        assert day not in ClosedDay.objects.proposed()
        assert propose_bank_holidays(term=term) == []

    def test_dismissed_it_may_be_closed_after_all(self, term, coordinator):
        day = ClosedDay.objects.get(day=CHRISTMAS)
        dismiss_closed_day(closed_day=day, by=coordinator, now=NOW)

        confirm_closed_day(closed_day=day, by=coordinator, now=NOW)

        day.refresh_from_db()
        assert (day.confirmed_at, day.dismissed_at) == (NOW, None)

    def test_closed_it_is_not_dismissed(self, coordinator):
        day = close(CHRISTMAS)

        with pytest.raises(ClosedAlready):
            dismiss_closed_day(closed_day=day, by=coordinator, now=NOW)

    def test_a_day_is_closed_once_everywhere_and_once_a_venue(self, coordinator):
        venue = make_room().venue
        made = {"day": CHRISTMAS, "name": "Party", "by": coordinator, "now": NOW}
        close_day(venue=None, **made)
        close_day(venue=venue, **made)

        for where in (None, venue):
            with pytest.raises(ClosedAlready):
                close_day(venue=where, **made)

    def test_what_was_proposed_is_closed_under_the_new_name(self, term, coordinator):
        close_day(day=CHRISTMAS, venue=None, name="We are away", by=coordinator, now=NOW)

        day = ClosedDay.objects.get(day=CHRISTMAS)
        assert (day.name, day.confirmed_by, day.is_bank_holiday) == (
            "We are away",
            coordinator,
            True,
        )


class TestTermThenBankHolidays:
    def test_whoever_adds_a_term_is_asked_about_its_bank_holidays(self, desk):
        response = desk.post("/admin/desk/terms/new/", SPRING)

        assert response["Location"] == of_term(Term.objects.get())
        words = shown(desk.get(response["Location"]))
        assert "3 bank holidays wait for your word" in words
        assert "Friday 25 December: Christmas Day" in words

    def test_a_longer_term_has_more(self, desk, term):
        given = SPRING | {"ends_on": "2027-01-31"}

        desk.post(f"/admin/desk/terms/edit/{term.pk}/", given)

        assert ClosedDay.objects.proposed().count() == 4

    def test_what_it_would_close_stands_beside_it(self, desk, term):
        booked = make_session(on=CHRISTMAS, seats=1)
        book(booked, make_learner())
        make_session(on=BOXING)
        make_session(on=date(2026, 12, 24))

        words = shown(desk.get(of_term(term)))

        assert "1 booked, 1 helping. If we are closed, a task is made and somebody rings." in words
        assert "nobody comes yet. If we are closed, it is cancelled." in words

    def test_yes_closes_it(self, desk, term, coordinator):
        booked, empty = make_session(on=CHRISTMAS), make_session(on=BOXING)
        make_shift(session=booked)

        for day in ClosedDay.objects.all():
            response = desk.post(
                f"/admin/desk/closed-days/{day.pk}/confirm/", {"term": f"{term.pk}"}
            )
            assert response["Location"] == of_term(term)

        assert ClosedDay.objects.confirmed().filter(confirmed_by=coordinator).count() == 3
        assert Task.objects.open().get().session == booked
        empty.refresh_from_db()
        assert empty.is_cancelled
        assert "All bank holidays are decided." in shown(desk.get(of_term(term)))

    def test_we_are_open_keeps_it_open(self, desk, term):
        day = ClosedDay.objects.get(day=CHRISTMAS)

        desk.post(f"/admin/desk/closed-days/{day.pk}/dismiss/", {"term": f"{term.pk}"})

        words = shown(desk.get(of_term(term)))
        assert "We are open. " in words
        assert "2 bank holidays wait for your word" in words

    def test_closed_already_it_says_how_to_open_it(self, desk, term):
        day = ClosedDay.objects.get(day=CHRISTMAS)
        desk.post(f"/admin/desk/closed-days/{day.pk}/confirm/", {"term": "\x00"})

        page = desk.post(f"/admin/desk/closed-days/{day.pk}/dismiss/", follow=True)

        assert "delete it from the closed days" in page.content.decode()
        day.refresh_from_db()
        assert day.confirmed_at

    def test_a_term_without_bank_holidays_says_so(self, desk):
        term = make_term(begins_on=date(2026, 10, 1), ends_on=date(2026, 10, 31))

        assert "No bank holiday falls into this term." in shown(desk.get(of_term(term)))

    @pytest.mark.parametrize("sessions", [1, 3])
    def test_it_costs_the_same_for_one_session_and_for_three(
        self, desk, term, sessions, django_assert_num_queries
    ):
        for number in range(sessions):
            make_session(on=CHRISTMAS, room=make_room(name=f"Room {number}"), seats=1)
        desk.get(of_term(term))

        with django_assert_num_queries(13):
            desk.get(of_term(term))


class TestList:
    def close(self, desk, **more):
        given = {"day": "2026-12-23", "venue": "", "name": "University closed"} | more
        return desk.post("/admin/desk/closed-days/new/", given)

    def test_a_day_is_closed_at_once(self, desk, coordinator):
        session = make_session(on=date(2026, 12, 23))

        self.close(desk)

        assert ClosedDay.objects.get().confirmed_by == coordinator
        session.refresh_from_db()
        assert session.why_cancelled == "University closed"

    def test_at_one_venue_the_others_are_open(self, desk):
        here = make_session(on=date(2026, 12, 23))
        there = make_session(on=date(2026, 12, 23), room=make_room(venue="Invention Rooms"))

        self.close(desk, venue=there.room.venue.pk)

        here.refresh_from_db()
        there.refresh_from_db()
        assert (here.is_cancelled, there.is_cancelled) == (False, True)

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"day": ""}, "Type the day"),
            ({"day": "1066-10-14"}, "Look at the year again."),
            ({"name": ""}, "Why are we closed?"),
            ({"name": "x" * 121}, "Make this shorter: 120 letters at most."),
            ({"name": "a\x00b"}, "Type this again, in letters and numbers."),
            ({"venue": "\x00"}, "Choose a venue from the list, or everywhere."),
            ({"venue": "999"}, "Choose from the list again: it has changed."),
        ],
    )
    def test_what_is_wrong_is_a_sentence_with_the_mend(self, desk, wrong, sentence):
        assert sentence in shown(self.close(desk, **wrong))
        assert not ClosedDay.objects.exists()

    def test_twice_is_told(self, desk):
        self.close(desk)

        assert "We are closed on this day already." in shown(self.close(desk))

    def test_what_was_proposed_is_closed(self, desk, term):
        self.close(desk, day=f"{CHRISTMAS}", name="We are away")

        assert ClosedDay.objects.confirmed().get().name == "We are away"

    def test_only_the_name_of_a_day_is_changed(self, desk):
        self.close(desk)
        day = ClosedDay.objects.get()

        desk.post(f"/admin/desk/closed-days/edit/{day.pk}/", {"name": "😀", "day": "2026-12-24"})

        day.refresh_from_db()
        assert (day.name, day.day) == ("😀", date(2026, 12, 23))

    def test_deleted_the_day_is_open_and_cancelled_sessions_stay_cancelled(self, desk):
        session = make_session(on=date(2026, 12, 23))
        self.close(desk)
        at = f"/admin/desk/closed-days/delete/{ClosedDay.objects.get().pk}/"

        assert "is open again then" in shown(desk.get(at))
        desk.post(at)

        assert not ClosedDay.objects.exists()
        session.refresh_from_db()
        assert session.is_cancelled

    @pytest.mark.parametrize(
        ("state", "days"), [("closed", {23}), ("proposed", {25, 28}), ("open", {26})]
    )
    def test_they_are_found_by_state(self, desk, term, coordinator, state, days):
        self.close(desk)
        dismiss_closed_day(closed_day=ClosedDay.objects.get(day=BOXING), by=coordinator, now=NOW)

        found = desk.get("/admin/desk/closed-days/", {"state": state}).context["object_list"]

        assert {day.day.day for day in found} == days

    @pytest.mark.parametrize("count", [1, 3])
    def test_it_costs_the_same_for_one_and_for_three(self, desk, count, django_assert_num_queries):
        for number in range(count):
            close(date(2026, 12, number + 1), venue=make_room(name=f"Room {number}").venue)
        desk.get("/admin/desk/closed-days/")

        with django_assert_num_queries(13):
            desk.get("/admin/desk/closed-days/")
