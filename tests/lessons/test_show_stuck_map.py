"""The stuck map: what authors learn of their lesson, step by step, without knowing anybody."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from lessons.models import StepTally
from lessons.stuck_map import stuck_map
from tests.factories.lessons import make_lesson, make_step
from tests.lessons.editor import edit_address, signed_in

pytestmark = pytest.mark.django_db

LONG_AGO = timezone.localdate() - timedelta(days=365)


def address(lesson) -> str:
    return reverse("lessons_admin:show_stuck_map", args=[lesson.pk])


def tally(lesson, number, *, track="android", days_ago=1, **counts):
    day = timezone.localdate() - timedelta(days=days_ago)
    step = lesson.steps_on(track)[number - 1]
    StepTally.objects.create(lesson=lesson, step_id=step.id, track=track, day=day, **counts)


def numbers(page: str) -> list[list[int]]:
    """Of each step in the page: seen, finished, stuck."""
    rows = re.findall(r"<tr[ >].*?</tr>", page, re.DOTALL)
    counts = [re.findall(r'data-label="(?:Seen|Finished|Stuck)">(\d+)<', row) for row in rows]
    return [[int(count) for count in row] for row in counts if row]


def test_the_days_are_added_up_for_each_step_and_device(course):
    lesson = make_lesson(course=course, tracks=("android", "windows"))
    tally(lesson, 1, seen=10, finished=8, stuck=1)
    tally(lesson, 1, days_ago=2, seen=5, finished=4)
    tally(lesson, 2, seen=12, finished=3, stuck=6)
    tally(lesson, 2, track="windows", seen=2)

    android, windows = stuck_map(lesson, since=LONG_AGO)

    counts = [(step.seen, step.finished, step.stuck) for step in android.steps[:3]]
    assert counts == [(15, 12, 1), (12, 3, 6), (0, 0, 0)]
    assert (android.began, android.reached_the_end) == (15, 0)
    assert (windows.steps[1].seen, windows.hardest) == (2, None)


def test_the_hardest_step_left_the_largest_part_of_its_readers_stuck(course):
    lesson = make_lesson(course=course)
    tally(lesson, 1, seen=100, stuck=10)
    tally(lesson, 2, seen=20, stuck=6)

    _, android, _ = stuck_map(lesson, since=LONG_AGO)

    assert (android.hardest.number, android.hardest.stuck_in_100) == (2, 30)


def test_a_bar_is_as_long_as_its_share_of_the_longest(course):
    lesson = make_lesson(course=course)
    tally(lesson, 1, seen=80, finished=60, stuck=8)

    _, android, _ = stuck_map(lesson, since=LONG_AGO)

    first, second = android.steps[:2]
    assert (first.seen_length, first.finished_length, first.stuck_length) == (100.0, 75.0, 10.0)
    assert second.seen_length == 0


def test_what_was_counted_on_a_step_that_is_gone_is_said_apart(course):
    lesson = make_lesson(course=course)
    tally(lesson, 1, seen=7)
    lesson.steps = [("step", child.value) for child in list(lesson.steps)[1:]]
    lesson.save()

    _, android, _ = stuck_map(lesson, since=LONG_AGO)

    assert android.is_empty and android.seen_on_gone_steps == 7


def test_the_author_sees_the_map_of_their_own_lesson(course, volunteer):
    lesson = make_lesson(course=course, owner=volunteer)
    tally(lesson, 2, seen=10, finished=4, stuck=5)

    page = signed_in(volunteer).get(address(lesson)).content.decode()

    assert numbers(page)[1] == [10, 4, 5]
    assert "step 2, “Open the second page”" in page and "Of 100 who saw it, 50 got stuck" in page
    assert '<rect class="bar-stuck" width="50.0%"' in page
    assert "Nobody has followed the lesson on this device in this time." in page


def test_a_coordinator_sees_every_map(course, coordinator, volunteer):
    lesson = make_lesson(course=course, owner=volunteer)

    assert signed_in(coordinator).get(address(lesson)).status_code == 200


def test_another_volunteer_does_not_see_it(course, volunteer, coordinator):
    lesson = make_lesson(course=course, owner=coordinator)
    tally(lesson, 2, seen=10, stuck=5)

    response = signed_in(volunteer).get(address(lesson))

    assert response["Location"] == reverse("wagtailadmin_home")


def test_a_stranger_is_asked_to_sign_in(client, course):
    response = client.get(address(make_lesson(course=course)))

    assert response["Location"].startswith("/admin/login/")


@pytest.mark.parametrize(
    ("asked", "seen"), [("", 1), ("?days=30", 0), ("?days=365", 3), ("?days=9", 1), ("?days=x", 1)]
)
def test_the_last_90_days_are_shown_unless_others_are_asked_for(course, coordinator, asked, seen):
    lesson = make_lesson(course=course, tracks=("android",))
    tally(lesson, 1, days_ago=60, seen=1)
    tally(lesson, 1, days_ago=200, seen=2)

    page = signed_in(coordinator).get(address(lesson) + asked).content.decode()

    assert numbers(page)[:1] == ([[seen, 0, 0]] if seen else [])


def test_it_is_one_press_away_from_the_lesson(course, volunteer, coordinator):
    lesson = make_lesson(course=course, owner=volunteer)
    other = make_lesson(course=course, slug="other", owner=coordinator)

    in_editor = signed_in(volunteer).get(edit_address(lesson)).content.decode()
    listing = reverse("wagtailadmin_explore", args=[course.pk])
    volunteers_list = signed_in(volunteer).get(listing).content.decode()

    assert address(lesson) in in_editor
    assert address(lesson) in volunteers_list and address(other) not in volunteers_list


def test_a_title_with_angle_brackets_is_shown_as_it_is_typed(course, coordinator):
    steps = [make_step(name="first", title="Tap <b>OK</b>")]
    lesson = make_lesson(course=course, steps=steps, tracks=("android",))
    tally(lesson, 1, seen=1, stuck=1)

    page = signed_in(coordinator).get(address(lesson)).content.decode()

    assert "Tap &lt;b&gt;OK&lt;/b&gt;" in page and "Tap <b>OK" not in page


@pytest.mark.parametrize("size", [3, 10])
@pytest.mark.parametrize("tracks", [("android",), ("iphone", "android", "windows")])
def test_it_takes_as_many_queries_whatever_the_number_of_steps_devices_and_days(
    course, coordinator, django_assert_num_queries, size, tracks
):
    steps = [make_step(name=f"step {number}") for number in range(size)]
    lesson = make_lesson(course=course, steps=steps, tracks=tracks)
    for number in range(1, size + 1):
        for days_ago in range(1, size):
            tally(lesson, number, days_ago=days_ago, seen=9, stuck=1)
    desk = signed_in(coordinator)
    desk.get(reverse("wagtailadmin_home"))

    with django_assert_num_queries(14):
        desk.get(address(lesson))


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_of_lessons_takes_as_many_queries_for_one_as_for_three(
    course, coordinator, django_assert_num_queries, many
):
    for number in range(many):
        make_lesson(course=course, slug=f"lesson-{number}")
    desk = signed_in(coordinator)
    listing = reverse("wagtailadmin_explore_results", args=[course.pk])
    desk.get(listing)  # kinds of content are remembered from the first request on

    with django_assert_num_queries(22):
        desk.get(listing)
