import pytest

from tests.factories.lessons import make_course, make_lesson, make_picture, make_step

pytestmark = pytest.mark.django_db


def test_a_step_says_where_it_is_and_what_to_do(client):
    lesson = make_lesson(course=make_course())

    page = client.get(lesson.address("show_step", 2, track="android")).content.decode()

    assert "Step 2 of 6" in page
    assert "<title>Step 2 of 6: Open the second page – Find the settings" in page
    assert "Tap the grey cog. It says <b>Settings</b>." in page
    assert f'href="{lesson.address("show_step", 3, track="android").replace("&", "&amp;")}"' in page


def test_a_reader_whose_device_is_unknown_is_asked_first(client):
    lesson = make_lesson(course=make_course())

    response = client.get(lesson.address("show_step", 2))

    assert response.status_code == 302
    assert response["Location"] == f"{lesson.front}#device"


def test_a_variant_replaces_only_what_it_fills_in(client):
    variant = {
        "track": "windows",
        "title": "Open it with the mouse",
        "action": "<p>Click the cog.</p>",
    }
    steps = [make_step(name="one", variants=[variant]), make_step(name="two")]
    lesson = make_lesson(course=make_course(), steps=steps)

    windows = client.get(lesson.address("show_step", 1, track="windows")).content.decode()
    android = client.get(lesson.address("show_step", 1, track="android")).content.decode()

    assert "Open it with the mouse" in windows and "Click the cog." in windows
    assert "A list of words comes up." in windows
    assert "Open the one page" in android and "Click the cog." not in android


@pytest.mark.parametrize("number", [0, 7, 999999999999])
def test_a_step_past_the_ends_is_no_page(client, number):
    lesson = make_lesson(course=make_course())

    assert client.get(lesson.address("show_step", number, track="android")).status_code == 404


def test_a_draft_is_no_page(client):
    lesson = make_lesson(course=make_course(), live=False)

    assert client.get(lesson.address("show_step", 1, track="android")).status_code == 404


@pytest.mark.parametrize("size", [3, 10])
@pytest.mark.parametrize("others", [1, 3])
def test_a_step_takes_as_many_queries_whatever_the_number_of_steps_and_lessons(
    client, django_assert_num_queries, size, others
):
    course = make_course()
    picture = make_picture()
    steps = [make_step(name=f"s{number}", picture=picture) for number in range(size)]
    lesson = make_lesson(course=course, steps=steps)
    for number in range(others):
        make_lesson(course=course, slug=f"other-{number}")
    client.get("/")  # the site's root is remembered from the first request on

    with django_assert_num_queries(6):
        client.get(lesson.address("show_step", 2, track="android"))
