"""Becoming a volunteer, pausing, coming back, leaving."""

from datetime import UTC, date, datetime, timedelta

import pytest

from lessons.kept_progress import keep_for, progress_in
from lessons.progress import Place
from tests.factories.lessons import make_course, make_lesson
from tests.factories.people import make_card, make_volunteer
from whatthetech.people.cards import find_by_number
from whatthetech.people.models import LookUp, StepDone, User, VolunteerProfile
from whatthetech.people.refusing import Refused
from whatthetech.people.volunteering import (
    add_volunteer,
    become_volunteer,
    come_back,
    pause,
    record_leaving,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
TODAY = date(2026, 11, 21)


def days(number) -> timedelta:
    return timedelta(days=number)


class TestBecome:
    def test_a_learner_becomes_a_volunteer_who_has_enquired(self, learner, coordinator):
        volunteer = become_volunteer(person=learner, by=coordinator, now=NOW)

        done = volunteer.steps_done.get()
        assert (volunteer.person, done.step) == (learner, StepDone.Step.ENQUIRED)
        assert (done.done_on, done.seen_by) == (TODAY, coordinator)

    def test_they_keep_their_profile_their_card_and_their_place(self, coordinator):
        issued = make_card(called="Mary", now=NOW)
        mary = issued.card.person
        lesson = make_lesson(course=make_course())
        step = lesson.steps_on("android")[2].id[:8]
        keep_for(mary, Place(lesson_id=lesson.pk, step=step, track="android"), now=NOW)

        become_volunteer(person=mary, by=coordinator, now=NOW)

        mary = User.objects.get(pk=mary.pk)
        assert mary.is_learner and mary.learner_profile
        assert find_by_number(issued.number, now=NOW) == issued.card
        assert len(list(progress_in(mary))) == 1

    def test_twice_makes_one(self, learner, coordinator):
        first = become_volunteer(person=learner, by=coordinator, now=NOW)
        second = become_volunteer(person=learner, by=coordinator, now=NOW)

        assert first == second
        assert first.steps_done.count() == 1

    def test_it_is_noted(self, learner, coordinator):
        become_volunteer(person=learner, by=coordinator, now=NOW)

        assert LookUp.objects.get().by == coordinator


class TestAdd:
    def test_somebody_new_is_made_with_no_way_to_sign_in(self, coordinator):
        volunteer = add_volunteer(
            first_name="Nadia",
            last_name="Brown",
            email="n@example.org",
            telephone="07700 900123",
            by=coordinator,
            now=NOW,
        )

        assert volunteer.person.telephone_digits == "447700900123"
        assert not volunteer.person.has_usable_password()
        assert volunteer.steps_done.get().step == StepDone.Step.ENQUIRED

    def test_several_may_have_no_email_address(self, coordinator):
        for name in ("Nadia", "Omar"):
            add_volunteer(first_name=name, last_name="", by=coordinator, now=NOW)

        assert VolunteerProfile.objects.count() == 2

    def test_an_address_that_somebody_has_is_refused_and_nobody_is_made(self, coordinator):
        with pytest.raises(Refused) as refusal:
            add_volunteer(
                first_name="Nadia", last_name="", email=coordinator.email, by=coordinator, now=NOW
            )

        assert refusal.value.field == "email"
        assert not User.objects.filter(first_name="Nadia").exists()


class TestPause:
    def test_from_a_day_until_a_day(self, coordinator):
        volunteer = make_volunteer()
        pause(
            volunteer=volunteer,
            paused_from=TODAY,
            paused_until=TODAY + days(7),
            by=coordinator,
            now=NOW,
        )

        volunteer.refresh_from_db()
        paused = [volunteer.is_paused(TODAY + days(day)) for day in (-1, 0, 7, 8)]
        assert paused == [False, True, True, False]

    def test_its_last_day_is_not_before_its_first(self, coordinator):
        with pytest.raises(Refused, match="not before the first"):
            pause(
                volunteer=make_volunteer(),
                paused_from=TODAY,
                paused_until=TODAY - days(1),
                by=coordinator,
                now=NOW,
            )

    def test_whoever_left_comes_back_first(self, coordinator):
        with pytest.raises(Refused, match="They have left"):
            pause(
                volunteer=make_volunteer(left_on=TODAY),
                paused_from=TODAY,
                by=coordinator,
                now=NOW,
            )

    def test_who_comes_back_is_neither_paused_nor_gone(self, coordinator):
        volunteer = make_volunteer(paused_from=TODAY - days(3), left_on=TODAY - days(1))
        come_back(volunteer=volunteer, by=coordinator, now=NOW)

        volunteer.refresh_from_db()
        assert not volunteer.is_paused(TODAY)
        assert not volunteer.has_left(TODAY)


class TestLeaving:
    def test_from_that_day_they_have_left(self, coordinator):
        volunteer = make_volunteer()
        record_leaving(volunteer=volunteer, left_on=TODAY, by=coordinator, now=NOW)

        volunteer.refresh_from_db()
        assert [volunteer.has_left(TODAY - days(1)), volunteer.has_left(TODAY)] == [False, True]
        assert LookUp.objects.get().remark == "left"

    def test_a_day_to_come_is_refused(self, coordinator):
        with pytest.raises(Refused, match="already been"):
            record_leaving(
                volunteer=make_volunteer(), left_on=TODAY + days(1), by=coordinator, now=NOW
            )
