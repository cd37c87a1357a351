"""/me/: my own lessons, and nobody else's."""

import pytest

from lessons.kept_progress import keep_for
from lessons.progress import DONE, Place
from tests.factories.lessons import make_course, make_lesson
from tests.factories.people import make_card, sign_in
from whatthetech.people.models import User

pytestmark = pytest.mark.django_db

ME = "/me/"


@pytest.fixture
def mary(client):
    issued = make_card(called="Mary")
    sign_in(client, issued)
    return issued.card.person


@pytest.fixture
def course():
    return make_course()


def keep(person, lesson, number, now):
    step = lesson.steps_on("android")[number - 1].id[:8] if number else DONE
    keep_for(person, Place(lesson_id=lesson.pk, step=step, track="android"), now=now)


def test_each_lesson_begun_has_its_step_and_the_way_on(client, mary, course, now):
    lesson = make_lesson(course=course)
    keep(mary, lesson, 4, now)

    page = client.get(ME).content.decode()

    assert "Hello, <bdi>Mary</bdi>" in page
    assert "You are at step 4 of 6: Open the fourth page." in page
    assert f'href="{lesson.address("show_step", 4, track="android")}"' in page


def test_a_finished_lesson_says_so(client, mary, course, now):
    keep(mary, make_lesson(course=course), 0, now)

    assert "You have finished this lesson." in client.get(ME).content.decode()


def test_with_no_lesson_begun_it_leads_to_the_lessons(client, mary):
    assert "When you begin a lesson, it stands here." in client.get(ME).content.decode()


def test_without_a_name_it_greets_nobody(client):
    sign_in(client, make_card(called=""))

    page = client.get(ME).content.decode()

    assert "<h1>My lessons</h1>" in page
    assert "Your first name" not in page


def test_says_what_is_held_and_shows_no_more_than_that(client, mary):
    User.objects.update(last_name="Brown", email="mary@example.org")

    page = client.get(ME).content.decode()

    assert "Your first name, <bdi>Mary</bdi>." in page
    assert "Brown" not in page and "mary@" not in page


def test_anothers_name_and_lessons_are_never_shown(client, mary, course, now):
    john = make_card(called="John").card.person
    keep(john, make_lesson(course=course, slug="photos", title="Send photos"), 2, now)
    keep(mary, make_lesson(course=course), 2, now)

    for address in (ME, f"{ME}?person={john.pk}", "/learn/carry-on/"):
        page = client.get(address).content.decode()
        assert "Find the settings" in page
        assert "John" not in page and "Send photos" not in page


def test_a_lesson_that_is_not_published_is_not_shown(client, mary, course, now):
    lesson = make_lesson(course=course, title="Withdrawn")
    keep(mary, lesson, 2, now)
    lesson.unpublish()

    assert "Withdrawn" not in client.get(ME).content.decode()


@pytest.mark.parametrize("address", [ME, "/learn/carry-on/", "/card/", "/card/device/"])
def test_no_signed_in_page_is_kept_by_a_browser(client, mary, address):
    response = client.get(address)

    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("address", [ME, "/card/device/", "/card/"])
def test_no_title_says_who_it_is(client, mary, address):
    assert "Mary" not in client.get(address).content.decode().partition("</title>")[0]


@pytest.mark.parametrize("lessons", [1, 3])
def test_a_longer_list_asks_no_more_of_the_database(
    client, mary, course, now, django_assert_num_queries, lessons
):
    for number in range(lessons):
        keep(mary, make_lesson(course=course, slug=f"lesson-{number}"), 2, now)
    client.get(ME)

    with django_assert_num_queries(QUERIES):
        client.get(ME)


QUERIES = 6
