"""“I'm stuck”, pressed with a card: it stands with the person until they are past the step."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from wagtail import hooks

from lessons.being_stuck import get_past, note_stuck, where_stuck
from lessons.models import StepTally, StuckAt
from lessons.progress import DONE, Place
from lessons.views.getting_help import WHO_SEES
from tests.factories.lessons import make_course, make_lesson, make_step

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
SOON, LATER = NOW + timedelta(minutes=59), NOW + timedelta(hours=1)


@pytest.fixture
def person():
    return get_user_model().objects.create_user(first_name="Mary")


@pytest.fixture
def lesson():
    return make_lesson(course=make_course())


def be_stuck(person, lesson, number, *, now=NOW, track="android") -> StuckAt:
    step = lesson.steps_on(track)[number - 1]
    return note_stuck(person, lesson_id=lesson.pk, step_id=step.id, track=track, now=now)


def reach(person, lesson, number, *, track="android") -> None:
    step = lesson.steps_on(track)[number - 1].id[:8] if number else DONE
    get_past(person, lesson, Place(lesson_id=lesson.pk, step=step, track=track))


def numbers(person) -> list[int]:
    return [stuck.step.number for stuck in where_stuck(person.stuck_at.all())]


class TestNoteStuck:
    def test_the_same_step_within_an_hour_is_once(self, person, lesson):
        be_stuck(person, lesson, 3)
        again = be_stuck(person, lesson, 3, now=SOON)

        assert StuckAt.objects.get() == again
        assert (again.since, again.pressed_at) == (NOW, NOW)

    def test_after_an_hour_the_last_press_counts_and_the_first_stays(self, person, lesson):
        be_stuck(person, lesson, 3)
        again = be_stuck(person, lesson, 3, now=LATER, track="iphone")

        assert (again.since, again.pressed_at, again.track) == (NOW, LATER, "iphone")

    def test_another_step_and_another_person_are_their_own(self, person, lesson):
        other = get_user_model().objects.create_user(first_name="John")
        for who, number in ((person, 3), (person, 2), (other, 3)):
            be_stuck(who, lesson, number)

        assert sorted(numbers(person)) == [2, 3]
        assert numbers(other) == [3]


class TestGetPast:
    @pytest.mark.parametrize(
        ("reached", "left"), [(1, [2, 4]), (2, [2, 4]), (3, [4]), (4, [4]), (5, []), (0, [])]
    )
    def test_it_ends_on_the_step_after_and_at_the_end(self, person, lesson, reached, left):
        be_stuck(person, lesson, 2)
        be_stuck(person, lesson, 4, now=LATER)

        reach(person, lesson, reached)

        assert numbers(person) == left

    def test_on_another_device_the_order_is_that_of_the_lesson(self, person):
        """The step that left them stuck isn't there on the other device."""
        steps = [make_step(name="one"), make_step(name="two", only_on=["android"])]
        lesson = make_lesson(course=make_course(), steps=[*steps, make_step(name="three")])
        be_stuck(person, lesson, 2, track="android")

        reach(person, lesson, 1, track="windows")
        assert numbers(person) == [2]

        reach(person, lesson, 2, track="windows")
        assert numbers(person) == []

    def test_nobody_else_and_no_other_lesson_is_touched(self, person, lesson):
        john = get_user_model().objects.create_user(first_name="John")
        other = make_lesson(course=lesson.get_parent().specific, slug="other")
        be_stuck(john, lesson, 2)
        be_stuck(person, other, 2)

        reach(person, lesson, 0)

        assert (numbers(john), numbers(person)) == ([2], [2])


class TestWhereStuck:
    def test_it_leads_to_the_step_on_their_device(self, person, lesson):
        be_stuck(person, lesson, 4)

        [stuck] = where_stuck(person.stuck_at.all())

        assert stuck.address == "/learn/staying-safe/find-the-settings/4/?on=android"

    def test_a_step_that_an_editor_took_out_is_left_out(self, person, lesson):
        note_stuck(person, lesson_id=lesson.pk, step_id="gone", track="android", now=NOW)

        assert where_stuck(person.stuck_at.all()) == []

    def test_a_lesson_that_nobody_reads_any_more_is_left_out(self, person, lesson):
        be_stuck(person, lesson, 4)
        lesson.unpublish()

        assert where_stuck(person.stuck_at.all()) == []

    @pytest.mark.parametrize("rows", [1, 3])
    def test_more_of_them_ask_no_more_of_the_database(
        self, person, lesson, rows, django_assert_num_queries
    ):
        course = lesson.get_parent().specific
        for number in range(rows):
            be_stuck(person, make_lesson(course=course, slug=f"lesson-{number}"), 2)

        with django_assert_num_queries(3):
            assert len(where_stuck(person.stuck_at.all())) == rows


class TestOnThePage:
    @pytest.fixture
    def address(self, lesson):
        return lesson.address("ask_for_help", 3, track="android")

    @pytest.fixture
    def told(self):
        """Somebody above says who sees it."""
        with hooks.register_temporarily(WHO_SEES, lambda request: "Priya sees it."):
            yield

    def test_without_a_card_it_is_counted_and_no_more(self, client, address, told):
        page = client.post(address, follow=True).content.decode()

        assert StepTally.objects.get().stuck == 1
        assert not StuckAt.objects.exists()
        assert "Priya sees it." not in page

    def test_with_a_card_it_is_noted_and_the_page_says_who_sees_it(
        self, client, person, lesson, address, told
    ):
        client.force_login(person)

        response = client.post(address, follow=True)

        assert numbers(person) == [3]
        assert StepTally.objects.get().stuck == 1
        assert "Priya sees it." in response.content.decode()
        assert "no-store" in response["Cache-Control"]

    def test_two_who_share_a_device_are_both_noted(self, client, person, address):
        john = get_user_model().objects.create_user(first_name="John")
        for who in (person, john):
            client.force_login(who)
            client.post(address)

        assert numbers(person) == numbers(john) == [3]

    def test_staff_who_try_a_step_call_nobody(self, client, volunteer, address):
        client.force_login(volunteer)
        client.post(address)

        assert not StuckAt.objects.exists()

    def test_what_it_says_is_for_whoever_pressed_alone(self, client, person, address, told):
        client.force_login(person)
        pressed = client.post(address)["Location"]
        client.logout()

        assert pressed == f"{address}&pressed=yes"
        assert "Priya sees it." not in client.get(pressed).content.decode()
        assert "public" in client.get(address)["Cache-Control"]

    def test_reading_on_ends_it(self, client, person, lesson, address):
        client.force_login(person)
        client.post(address)

        client.get(lesson.address("leave_footprint", 3, track="android"))
        assert numbers(person) == [3]

        client.get(lesson.address("leave_footprint", 4, track="android"))
        assert numbers(person) == []

    def test_so_does_finishing_the_lesson(self, client, person, lesson, address):
        client.force_login(person)
        client.post(address)
        client.get(lesson.address("leave_last_footprint", track="android"))

        assert numbers(person) == []

    def test_it_cannot_be_sent_from_elsewhere(self, client, person, address):
        client.force_login(person)
        answer = client.post(address, headers={"Sec-Fetch-Site": "cross-site"})

        assert answer.status_code == 403
        assert not StuckAt.objects.exists()
