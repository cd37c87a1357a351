"""The report on lessons that nobody has tried lately on a real device."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from lessons.models import LessonTrack
from tests.factories.lessons import make_lesson
from tests.lessons.editor import signed_in

pytestmark = pytest.mark.django_db

REPORT = "/admin/lessons/unchecked/"


@pytest.fixture
def desk(coordinator):
    return signed_in(coordinator)


def check(lesson, track: str, *, days_ago: int) -> None:
    LessonTrack.objects.filter(lesson=lesson, track=track).update(
        checked_on=timezone.localdate() - timedelta(days=days_ago),
        checked_device="Pixel 8",
        checked_system="Android 16",
        checked_by="Priya",
    )


def reported(client, query="") -> list[tuple[str, str]]:
    rows = client.get(REPORT + query).context["object_list"]
    return [(row.lesson.title, row.track) for row in rows]


def test_tells_what_was_never_checked_and_what_was_checked_too_long_ago(desk, course):
    lesson = make_lesson(course=course)
    check(lesson, "iphone", days_ago=181)
    check(lesson, "android", days_ago=180)

    assert reported(desk) == [("Find the settings", "windows"), ("Find the settings", "iphone")]


def test_how_long_a_check_holds_is_a_setting(desk, course, settings):
    settings.CHECKED_FOR_DAYS = 30
    lesson = make_lesson(course=course, tracks=("iphone", "android"))
    check(lesson, "iphone", days_ago=31)
    check(lesson, "android", days_ago=30)

    assert reported(desk) == [("Find the settings", "iphone")]


def test_a_draft_is_not_reported(desk, course):
    make_lesson(course=course, live=False)

    assert reported(desk) == []
    assert "There are no results" in desk.get(REPORT).content.decode()


@pytest.mark.parametrize(
    ("query", "tracks"),
    [
        ("?track=windows", ["windows"]),
        ("?never=true", ["iphone"]),
        ("?never=false", ["android", "windows"]),
    ],
)
def test_the_rows_can_be_narrowed_down(desk, course, query, tracks):
    lesson = make_lesson(course=course)
    check(lesson, "iphone", days_ago=400)

    assert [track for _, track in reported(desk, query)] == tracks


def test_the_report_goes_out_as_a_table(desk, course):
    lesson = make_lesson(course=course, tracks=("android",))
    check(lesson, "android", days_ago=400)

    response = desk.get(f"{REPORT}?export=csv")

    content = b"".join(response.streaming_content).decode()
    day = timezone.localdate() - timedelta(days=400)
    assert list(csv.reader(io.StringIO(content))) == [
        ["Lesson", "Course", "Device", "Last checked on", "With", "System", "By"],
        [
            "Find the settings",
            "Staying safe",
            "Android phone or tablet",
            str(day),
            "Pixel 8",
            "Android 16",
            "Priya",
        ],
    ]


def test_a_row_leads_to_the_lesson_for_whoever_may_change_it(desk, course, volunteer):
    own = make_lesson(course=course, slug="own", tracks=("android",), owner=volunteer)
    other = make_lesson(course=course, slug="other", tracks=("android",))

    def edit(lesson):
        return f'href="{reverse("wagtailadmin_pages:edit", args=[lesson.pk])}"'

    coordinators = desk.get(REPORT).content.decode()
    volunteers = signed_in(volunteer).get(REPORT).content.decode()

    assert edit(own) in coordinators and edit(other) in coordinators
    assert edit(own) in volunteers and edit(other) not in volunteers
    assert f'href="{other.front}"' in volunteers


def test_it_stands_in_the_menu_of_reports(desk, volunteer):
    for client in (desk, signed_in(volunteer)):
        assert '"label": "To be checked"' in client.get("/admin/").content.decode()


def test_a_stranger_is_asked_to_sign_in(client):
    assert client.get(REPORT)["Location"].startswith("/admin/login/")


@pytest.mark.parametrize("many", [1, 3])
def test_it_takes_as_many_queries_for_one_row_as_for_three(
    desk, course, volunteer, django_assert_num_queries, many
):
    for number in range(many):
        make_lesson(course=course, slug=f"lesson-{number}", tracks=("android",))
    volunteers = signed_in(volunteer)
    for client in (desk, volunteers):
        client.get(REPORT)

    for client in (desk, volunteers):
        with django_assert_num_queries(12):
            client.get(REPORT)
    with django_assert_num_queries(7):
        b"".join(desk.get(f"{REPORT}?export=csv").streaming_content)
