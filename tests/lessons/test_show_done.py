import pytest

from tests.factories.lessons import make_course, make_lesson

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson():
    return make_lesson(course=make_course())


def last_page(client, lesson) -> str:
    return client.get(lesson.address("show_done", track="android")).content.decode()


def test_it_says_well_done_and_offers_one_next_lesson(client, lesson):
    course = lesson.get_parent().specific
    make_lesson(course=course, title="The second", slug="second")
    make_lesson(course=course, title="The third", slug="third")

    page = last_page(client, lesson)

    assert "Well done!" in page
    assert "Go to “The second”" in page
    assert "The third" not in page


def test_the_author_may_choose_the_next_lesson(client, lesson):
    course = lesson.get_parent().specific
    make_lesson(course=course, title="The second", slug="second")
    lesson.next_lesson = make_lesson(course=course, title="The third", slug="third")
    lesson.save()

    assert "Go to “The third”" in last_page(client, lesson)


def test_a_next_lesson_that_is_not_published_is_passed_over(client, lesson):
    course = lesson.get_parent().specific
    lesson.next_lesson = make_lesson(course=course, slug="draft", title="A draft", live=False)
    lesson.save()

    page = last_page(client, lesson)

    assert "A draft" not in page and "Your next lesson" not in page


def test_after_the_last_lesson_of_a_course_comes_the_next_course(client, lesson):
    make_lesson(course=make_course(slug="second-course"), title="Photos", slug="photos")

    assert "Go to “Photos”" in last_page(client, lesson)
