"""/me/: my own lessons, and nobody else's."""

from datetime import timedelta

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


def test_the_newest_unfinished_lesson_comes_first_and_the_finished_ones_last(
    client, mary, course, now
):
    for age, (title, number) in enumerate([("Done", 0), ("Newest", 2), ("Older", 4)]):
        lesson = make_lesson(course=course, slug=title.lower(), title=title)
        keep(mary, lesson, number, now - timedelta(minutes=age))

    page = client.get(ME).content.decode()

    titles = [page.index(f"{title}</h") for title in ("Newest", "Older", "Done")]
    assert titles == sorted(titles)
    assert page.count('class="main-button"') == 1
    assert page.index('class="main-button"') < titles[1]


def test_with_all_lessons_finished_it_leads_to_another(client, mary, course, now):
    keep(mary, make_lesson(course=course), 0, now)

    page = client.get(ME).content.decode()

    assert "Choose another lesson" in page
    assert "Carry on with" not in page


def test_says_hello_by_what_they_want_to_be_called(client, mary):
    User.objects.update(known_as="Molly")

    page = client.get(ME).content.decode()

    assert "Hello, <bdi>Molly</bdi>" in page and "Mary" not in page


def test_leads_to_how_pages_look_and_offers_to_sign_out(client, mary):
    page = client.get(ME).content.decode()

    assert "Change how my pages look" in page
    assert page.count("I have finished: sign me out") == 1


def test_places_left_on_the_device_are_offered_and_not_taken(client, mary, course):
    lesson = make_lesson(course=course)
    client.cookies["place"] = f"{lesson.pk}.{lesson.steps_on('android')[2].id[:8]}.android"

    page = client.get(ME).content.decode()

    assert "See if that was you" in page
    assert not mary.kept_places.exists()


def test_with_no_lesson_begun_it_leads_to_the_lessons(client, mary):
    assert "When you begin a lesson, it stands here." in client.get(ME).content.decode()


def test_without_a_name_it_greets_nobody(client):
    sign_in(client, make_card(called=""))

    page = client.get(ME).content.decode()

    assert "<h1>My lessons</h1>" in page
    assert "We call you" not in page


def test_says_what_is_held_and_shows_no_more_than_that(client, mary):
    User.objects.update(last_name="Brown", email="mary@example.org")

    page = client.get(ME).content.decode()

    assert "We call you <bdi>Mary</bdi>." in page
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


QUERIES = 12
