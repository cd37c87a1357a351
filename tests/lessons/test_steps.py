"""The steps of a track, read from what StreamField stores."""

import pytest
from django.template import Context, Template
from wagtail.blocks import StreamValue

from lessons.models import LessonPage
from lessons.publishing import faults_of
from lessons.steps import illustrated, numbers_on
from lessons.tracks import Track
from tests.factories.lessons import make_course, make_lesson, make_picture, make_step

pytestmark = pytest.mark.django_db


def lesson_with(*steps) -> LessonPage:
    """As a reader's request finds it: nothing of the stream has been unfolded."""
    lesson = make_lesson(course=make_course(), steps=list(steps))
    return LessonPage.objects.get(pk=lesson.pk)


def shown(picture, alt: str) -> dict:
    return {"image": picture.pk, "alt_text": alt, "decorative": False}


def test_they_are_the_same_when_only_typed_as_when_stored():
    variant = {"track": "windows", "action": "<p>Click the cog.</p>"}
    stored = lesson_with(
        make_step(name="one", picture=make_picture(), variants=[variant], tags=["link"]),
        make_step(name="two", only_on=["windows"], practice="tap"),
    )
    unfolded = LessonPage.objects.get(pk=stored.pk).steps
    typed = LessonPage(steps=StreamValue(unfolded.stream_block, list(unfolded)))

    for track in Track.values:
        assert typed.steps_on(track) == stored.steps_on(track)
    assert [step.title for step in typed.steps_on("windows")] == [
        "Open the one page",
        "Open the two page",
    ]


def test_a_step_of_one_device_moves_the_numbers_of_that_device_alone():
    lesson = lesson_with(
        make_step(name="one"), make_step(name="two", only_on=["windows"]), make_step(name="three")
    )
    one, two, three = (block["id"] for block in lesson.steps.raw_data)

    assert numbers_on(lesson.steps, "android") == {one: 1, three: 2}
    assert numbers_on(lesson.steps, "windows") == {one: 1, two: 2, three: 3}
    assert [step.id for step in lesson.steps_on("android")] == [one, three]


def test_one_picture_keeps_the_words_of_each_place_where_it_is_shown():
    picture = make_picture()
    lesson = lesson_with(
        make_step(name="one", picture=picture, alt="The cog, marked 1."),
        make_step(name="two", picture=picture, alt="The back arrow, marked 2."),
    )

    steps = illustrated(lesson.steps_on("android"))

    show = "{% load lesson_words %}{% for step in steps %}{% picture step.picture %}{% endfor %}"
    page = Template(show).render(Context({"steps": steps}))
    assert page.count(picture.file.url) == 2
    assert page.index("The cog, marked 1.") < page.index("The back arrow, marked 2.")


def test_a_devices_own_picture_comes_with_its_own_words():
    picture, other = make_picture(), make_picture()
    variants = [
        {"track": "windows", "picture": shown(other, "The Start button, marked 1.")},
        {"track": "iphone", "picture": {"image": None, "alt_text": "left over"}, "tip": "<p></p>"},
    ]
    lesson = lesson_with(make_step(picture=picture, alt="The cog.", variants=variants))

    pictures = {track: lesson.steps_on(track)[0].picture for track in ("windows", "iphone")}

    assert (pictures["windows"].image_id, pictures["windows"].alt) == (
        other.pk,
        "The Start button, marked 1.",
    )
    assert (pictures["iphone"].image_id, pictures["iphone"].alt) == (picture.pk, "The cog.")


def test_a_picture_for_decoration_has_no_words():
    picture = make_picture()
    value = shown(picture, "typed before") | {"decorative": True}

    [step] = lesson_with(make_step() | {"value": make_step()["value"] | {"picture": value}}).steps_on(
        "android"
    )

    assert step.picture.alt == ""


@pytest.mark.parametrize("emptied", ["", "<p></p>", '<p data-block-key="ab1cd"> &nbsp;</p>', None])
def test_an_emptied_text_is_no_text(emptied):
    variant = {"track": "windows", "action": emptied}
    step = make_step(tip=emptied, variants=[variant])

    [read] = lesson_with(step).steps_on("windows")

    assert read.tip == ""
    assert read.action == step["value"]["action"]


def test_a_deleted_picture_is_no_picture_and_keeps_the_lesson_from_being_sent_on(client):
    picture = make_picture()
    lesson = lesson_with(make_step(picture=picture))
    assert "no picture" not in " ".join(faults_of(lesson))

    picture.delete()

    assert client.get(lesson.address("show_step", 1, track="android")).status_code == 200
    assert "has no picture" in " ".join(faults_of(LessonPage.objects.get(pk=lesson.pk)))


@pytest.mark.parametrize("size", [1, 3])
def test_pictures_and_recordings_come_in_as_many_queries_for_one_step_as_for_three(
    django_assert_num_queries, size
):
    steps = [make_step(name=f"s{number}", picture=make_picture()) for number in range(size)]
    lesson = lesson_with(*steps)

    with django_assert_num_queries(1):
        read = illustrated(lesson.steps_on("android"))
        assert len({step.picture.image.file.url for step in read}) == size
