"""A person's place, on any device: kept, carried over, and merged without loss."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model

from lessons.kept_progress import carry_over, keep_for, progress_in
from lessons.models import KeptPlace
from lessons.progress import DONE, Place
from tests.factories.lessons import make_course, make_lesson

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)


@pytest.fixture
def person():
    return get_user_model().objects.create_user(first_name="Mary")


@pytest.fixture
def lesson():
    return make_lesson(course=make_course())


def place(lesson, number, track="android") -> Place:
    step = lesson.steps_on(track)[number - 1].id[:8] if number else DONE
    return Place(lesson_id=lesson.pk, step=step, track=track)


@pytest.mark.parametrize(
    ("kept", "brought", "stays"),
    [(2, 4, 4), (4, 2, 4), (3, 3, 3), (0, 5, 0), (5, 0, 0)],
    ids=["device further", "person further", "same", "finished before", "finished on the device"],
)
def test_of_two_places_in_a_lesson_the_further_stays(person, lesson, kept, brought, stays):
    keep_for(person, place(lesson, kept), now=NOW)

    carry_over(person, (place(lesson, brought),), now=NOW + timedelta(minutes=1))

    assert progress_in(person) == (place(lesson, stays),)


def test_what_the_person_never_began_comes_along(person, lesson):
    other = make_lesson(course=lesson.get_parent().specific, slug="other")
    keep_for(person, place(lesson, 2), now=NOW)

    carry_over(person, (place(other, 3), place(lesson, 1)), now=NOW + timedelta(minutes=1))

    assert set(progress_in(person)) == {place(other, 3), place(lesson, 2)}


def test_what_comes_along_keeps_its_order_the_newest_first(person, lesson):
    course = lesson.get_parent().specific
    places = tuple(place(make_lesson(course=course, slug=f"other-{n}"), 2) for n in (1, 2, 3))

    carry_over(person, places, now=NOW)

    assert progress_in(person) == places


def test_a_lesson_that_is_gone_is_left_out(person, lesson):
    carry_over(person, (Place(lesson_id=999_999, step="aaaaaaaa", track="android"),), now=NOW)

    assert progress_in(person) == ()


def test_a_finished_lesson_read_again_remembers_that_it_was_finished(person, lesson):
    keep_for(person, place(lesson, 0), now=NOW)
    keep_for(person, place(lesson, 1), now=NOW + timedelta(days=1))

    kept = KeptPlace.objects.get()
    assert (kept.done_at, kept.step) == (NOW, place(lesson, 1).step)


class TestSignedIn:
    def test_the_place_is_kept_for_the_person_and_not_on_the_device(self, client, person, lesson):
        client.force_login(person)
        client.get(lesson.address("leave_footprint", 3, track="android"))

        assert progress_in(person) == (place(lesson, 3),)
        assert "place" not in client.cookies

    def test_carry_on_shows_the_persons_places_and_not_the_devices(self, client, person, lesson):
        other = make_lesson(course=lesson.get_parent().specific, slug="other", title="Photos")
        client.get(other.address("leave_footprint", 2, track="android"))
        client.force_login(person)
        keep_for(person, place(lesson, 4), now=NOW)

        page = client.get("/learn/carry-on/").content.decode()

        assert "You stopped at step 4 of 6" in page
        assert "Photos" not in page

    def test_a_reader_without_a_card_asks_nobodys_session(
        self, client, lesson, django_assert_num_queries
    ):
        client.get("/")
        client.get(lesson.address("leave_footprint", 1, track="android"))

        with django_assert_num_queries(2):
            client.get(lesson.address("leave_footprint", 1, track="android"))
