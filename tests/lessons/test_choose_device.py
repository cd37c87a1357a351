import pytest

from tests.factories.lessons import make_course, make_lesson, make_step

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson():
    steps = [
        make_step(name="both"),
        make_step(name="only-here", only_on=["iphone"]),
        make_step(name="last"),
    ]
    return make_lesson(course=make_course(), steps=steps)


def test_the_lesson_begins_on_the_device_that_was_chosen(client, lesson):
    response = client.post(f"{lesson.front}device/", {"on": "windows"})

    assert response["Location"] == lesson.address("show_step", 1, track="windows")
    assert client.cookies["device"].value == "windows"


def test_a_remembered_device_is_not_asked_for_again(client, lesson):
    client.post(f"{lesson.front}device/", {"on": "windows"})

    assert "Step 1 of 2" in client.get(lesson.address("show_step", 1)).content.decode()


@pytest.mark.parametrize("device", ["", "toaster", "all", "<b>"])
def test_a_device_the_lesson_is_not_for_is_asked_for_again(client, lesson, device):
    response = client.post(f"{lesson.front}device/", {"on": device})

    assert response["Location"] == f"{lesson.front}#device"
    assert "device" not in client.cookies


def test_a_lesson_that_is_the_same_everywhere_asks_nothing(client):
    lesson = make_lesson(course=make_course(), tracks=("all",))

    front = client.get(lesson.front).content.decode()
    step = client.get(lesson.address("show_step", 1))

    assert "Start the lesson" in front and "Which device do you have?" not in front
    assert step.status_code == 200
    assert "A different device?" not in step.content.decode()


@pytest.mark.parametrize(
    ("here", "on", "there"),
    [(1, "iphone", 1), (2, "iphone", 1), (3, "iphone", 2), (2, "android", 3)],
)
def test_the_other_device_opens_at_the_same_step_or_the_nearest_before(
    client, lesson, here, on, there
):
    other = "android" if on == "iphone" else "iphone"

    page = client.get(lesson.address("show_step", here, track=on)).content.decode()

    assert f'href="{lesson.address("show_step", there, track=other)}"' in page
