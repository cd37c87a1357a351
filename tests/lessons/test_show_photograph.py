"""A photograph in a lesson: its sizes are made at publishing, never while somebody reads."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from lessons.models import LessonPage, Picture, PictureRendition
from lessons.pictures import RENDITION_SPECS
from tests.factories.editing import typed_lesson, typed_step
from tests.factories.lessons import make_lesson, make_step
from tests.factories.pictures import jpeg, saved_as
from tests.lessons.editor import PUBLISH, SUBMIT, act_address, add_address
from tests.lessons.test_upload_picture import assert_bare, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def photograph(author):
    upload(author, jpeg(1600, 1200), name="cog.jpg")
    return Picture.objects.get()


def made(picture) -> list[str]:
    ours = picture.renditions.filter(filter_spec__in=RENDITION_SPECS)
    return sorted(ours.values_list("filter_spec", flat=True))


def steps_with(picture):
    return [typed_step(name="first", picture=picture), typed_step(name="second")]


def test_the_sizes_are_made_when_a_lesson_is_approved(author, approver, course, photograph):
    author.post(add_address(course), typed_lesson(steps=steps_with(photograph), action=SUBMIT))
    assert made(photograph) == []

    approver.post(act_address(LessonPage.objects.get(), "approve"), {"comment": ""})

    assert made(photograph) == sorted(RENDITION_SPECS)


def test_reading_makes_nothing_and_sends_webp_with_jpeg_behind_it(
    approver, client, course, photograph
):
    approver.post(add_address(course), typed_lesson(steps=steps_with(photograph), action=PUBLISH))
    before = PictureRendition.objects.count()
    lesson = LessonPage.objects.get()

    page = client.get(lesson.address("show_step", 1, track="android")).content.decode()
    bigger = client.get(lesson.address("show_picture", 1, track="android"))
    printed = client.get(lesson.address("print_lesson", track="android"))

    assert [bigger.status_code, printed.status_code] == [200, 200]
    assert PictureRendition.objects.count() == before
    picture = re.search(r"<picture>.*?</picture>", page, re.DOTALL)[0]
    assert re.search(r'<source type="image/webp" srcset="\S+\.webp 480w, \S+\.webp 960w"', picture)
    assert re.search(r'<img src="\S+\.jpg" srcset="\S+\.jpg 480w, \S+\.jpg 960w"', picture)
    assert 'width="1600" height="1200"' in picture
    for address in re.findall(r"/media/[^\s\"]+", picture):
        served = client.get(address)
        image = Image.open(io.BytesIO(b"".join(served.streaming_content)))
        assert served["Content-Type"] == f"image/{image.format.lower()}"
        assert image.width in (480, 960)
        assert_bare(image)


def test_a_picture_without_its_sizes_is_sent_as_it_is(client, course, photograph):
    steps = [make_step(name="first", picture=photograph)]
    lesson = make_lesson(course=course, steps=steps)

    page = client.get(lesson.address("show_step", 1, track="android")).content.decode()

    assert f'<img src="{photograph.file.url}"' in page
    assert made(photograph) == []


def test_a_clear_part_of_a_picture_is_white_as_jpeg(author, approver, course):
    upload(author, saved_as("PNG", mode="RGBA"), name="cog.png")
    picture = Picture.objects.get()

    approver.post(add_address(course), typed_lesson(steps=steps_with(picture), action=PUBLISH))

    jpeg_made = picture.renditions.get(filter_spec="width-480|format-jpeg")
    with jpeg_made.file.open("rb") as file:
        assert min(Image.open(file).getpixel((10, 350))) > 250


def test_a_small_picture_is_not_made_larger(author, approver, client, course):
    upload(author, jpeg(300, 200))
    picture = Picture.objects.get()

    approver.post(add_address(course), typed_lesson(steps=steps_with(picture), action=PUBLISH))

    assert {rendition.width for rendition in picture.renditions.all()} <= {300, 165}


def test_a_new_file_for_a_published_picture_has_its_sizes_at_once(
    approver, client, course, photograph
):
    approver.post(add_address(course), typed_lesson(steps=steps_with(photograph), action=PUBLISH))

    typed = {"title": "A cog", "tags": "", "description": "", "collection": "1"}
    typed |= {f"focal_point_{name}": "" for name in ("x", "y", "width", "height")}
    approver.post(
        reverse("wagtailimages:edit", args=[photograph.pk]),
        typed | {"file": SimpleUploadedFile("new.jpg", jpeg(1000, 500)), "nobody_in_it": "on"},
    )

    assert made(photograph) == sorted(RENDITION_SPECS)
    assert {(rendition.width, rendition.height) for rendition in photograph.renditions.all()} >= {
        (480, 240),
        (960, 480),
    }
