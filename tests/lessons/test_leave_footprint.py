import pytest
from django.utils import timezone

from lessons.models import StepTally
from lessons.progress import Place, next_step, read_places
from tests.factories.lessons import make_course, make_lesson, make_step

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson():
    return make_lesson(course=make_course())


def look_at(client, lesson, number, track="android"):
    page = client.get(lesson.address("show_step", number, track=track)).content.decode()
    footprint = lesson.address("leave_footprint", number, track=track)
    assert f'src="{footprint}"' in page
    return client.get(footprint)


def counts(lesson) -> list[tuple]:
    """(seen, finished, stuck) a step, in the order of the steps."""
    rows = {tally.step_id: tally for tally in StepTally.objects.all()}
    found = [rows.get(step.id) for step in lesson.steps_on("android")]
    return [(row.seen, row.finished, row.stuck) if row else None for row in found]


def test_reading_on_counts_the_step_seen_and_the_one_before_finished(client, lesson):
    for number in (1, 2, 3):
        look_at(client, lesson, number)

    assert counts(lesson) == [(1, 1, 0), (1, 1, 0), (1, 0, 0), None, None, None]
    assert {tally.day for tally in StepTally.objects.all()} == {timezone.localdate()}


def test_reading_a_step_again_is_not_seeing_it_twice(client, lesson):
    look_at(client, lesson, 1)
    look_at(client, lesson, 1)

    assert counts(lesson)[0] == (1, 0, 0)


def test_jumping_ahead_finishes_nothing_in_between(client, lesson):
    look_at(client, lesson, 1)
    look_at(client, lesson, 4)

    assert counts(lesson) == [(1, 0, 0), None, None, (1, 0, 0), None, None]


def test_the_last_page_finishes_the_last_step_and_the_lesson(client, lesson):
    look_at(client, lesson, 6)
    client.get(lesson.address("leave_last_footprint", track="android"))

    assert counts(lesson)[5] == (1, 1, 0)
    assert read_places({"place": client.cookies["place"].value}) == (
        Place(lesson_id=lesson.pk, step="done", track="android"),
    )


def test_the_dot_is_a_picture_that_nobody_keeps(client, lesson):
    response = look_at(client, lesson, 1)

    assert response["Content-Type"] == "image/gif"
    assert "no-store" in response["Cache-Control"]


def test_the_device_is_remembered(client, lesson):
    look_at(client, lesson, 1, track="windows")

    assert client.cookies["device"].value == "windows"
    assert client.get(lesson.address("show_step", 2)).status_code == 200


def test_an_edited_lesson_still_finds_the_place(client, lesson):
    look_at(client, lesson, 3)
    place = read_places({"place": client.cookies["place"].value})[0]
    moved = [make_step(name=name) for name in ("new", "first", "second", "third")]
    lesson.steps = __import__("json").dumps(moved)
    lesson.save()
    lesson.refresh_from_db()

    assert next_step(lesson, place).number == 4


def test_a_step_taken_out_leads_to_the_first(lesson):
    place = Place(lesson_id=lesson.pk, step="ffffffff", track="android")

    assert next_step(lesson, place).number == 1


def test_places_of_several_lessons_are_kept_the_newest_first(client, lesson):
    other = make_lesson(course=lesson.get_parent().specific, slug="other")
    look_at(client, lesson, 1)
    look_at(client, other, 2)
    look_at(client, lesson, 2)

    kept = read_places({"place": client.cookies["place"].value})

    assert [place.lesson_id for place in kept] == [lesson.pk, other.pk]


@pytest.mark.parametrize("value", ["", "~~~", "1.x.y", "9" * 400, "1.ffffffff.android~<b>", "\x00"])
def test_a_cookie_that_cannot_be_read_is_left_out(value):
    assert all(isinstance(place, Place) for place in read_places({"place": value}))
    assert len(read_places({"place": value})) <= 1


class TestCarryOn:
    def test_leads_to_the_step_where_one_stopped(self, client, lesson):
        look_at(client, lesson, 3)

        page = client.get("/learn/carry-on/").content.decode()

        assert "You stopped at step 3 of 6: Open the third page." in page
        assert f'href="{lesson.address("show_step", 3, track="android")}"' in page

    def test_says_so_when_the_lesson_is_finished(self, client, lesson):
        client.get(lesson.address("leave_last_footprint", track="android"))

        assert "You have finished this lesson." in client.get("/learn/carry-on/").content.decode()

    def test_offers_the_lessons_where_none_was_begun(self, client):
        page = client.get("/learn/carry-on/").content.decode()

        assert "No lesson has been begun on this device yet." in page

    def test_leaves_out_a_lesson_that_is_no_longer_there(self, client, lesson):
        look_at(client, lesson, 3)
        lesson.unpublish()

        assert "Find the settings" not in client.get("/learn/carry-on/").content.decode()

    @pytest.mark.parametrize("lessons", [1, 3])
    def test_takes_as_many_queries_for_one_lesson_as_for_three(
        self, client, django_assert_num_queries, lessons
    ):
        course = make_course(slug="other")
        for number in range(lessons):
            look_at(client, make_lesson(course=course, slug=f"lesson-{number}"), 1)

        with django_assert_num_queries(3):
            page = client.get("/learn/carry-on/").content.decode()

        assert page.count("You stopped at step 1") == lessons
