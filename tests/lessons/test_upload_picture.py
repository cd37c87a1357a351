"""A picture is uploaded: what a camera wrote is gone, the promise is kept, faults are told."""

import io
import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.urls import reverse
from PIL import Image
from wagtail.models import Collection, UploadedFile

from lessons.models import Picture
from lessons.pictures import LARGEST_SIDE
from tests.factories.pictures import GPS, camera_exif, heic, jpeg, make_image, saved_as
from tests.lessons.editor import signed_in

pytestmark = pytest.mark.django_db

PROMISE = (
    "Look at the whole picture, then tick this box. If there is a real name,"
    " number or face in it, cover it first."
)


@pytest.fixture(params=["in memory", "in a file on disk"])
def author_whose_uploads_lie(request, author):
    """A large upload is put into a file at once: it takes another way through Django."""
    with override_settings(FILE_UPLOAD_MAX_MEMORY_SIZE=0 if "disk" in request.param else 10**8):
        yield author


def upload(client, content: bytes, name="cog.jpg", **typed):
    """By the page of one picture."""
    typed = {
        "title": "A grey cog",
        "file": SimpleUploadedFile(name, content),
        "nobody_in_it": "on",
        "tags": "",
        "description": "",
        "collection": Collection.get_first_root_node().pk,
    } | typed
    return client.post(reverse("wagtailimages:add"), typed)


def kept() -> Image.Image:
    with Picture.objects.get().file.open("rb") as file:
        image = Image.open(io.BytesIO(file.read()))
        image.load()
    return image


def assert_bare(image: Image.Image) -> None:
    """Nothing of the camera is left: no place, no time, no maker, no comment."""
    assert dict(image.getexif()) == {}
    assert not {"exif", "comment", "xmp", "icc_profile", "photoshop"} & image.info.keys()


def file_error(response) -> list[str]:
    return response.context["form"].errors["file"]


# --- What is kept -------------------------------------------------------------------------


def test_the_photograph_says_where_it_was_taken_before_it_is_uploaded():
    image = Image.open(io.BytesIO(jpeg()))

    assert image.getexif().get_ifd(GPS) and image.info["comment"]


def test_place_time_and_camera_are_removed(author_whose_uploads_lie):
    response = upload(author_whose_uploads_lie, jpeg())

    assert response.status_code == 302
    assert_bare(kept())


def test_a_picture_taken_sideways_is_turned_upright(author):
    upload(author, jpeg(800, 600, orientation=6))

    image = kept()
    assert image.size == (600, 800)
    assert image.getpixel((590, 10))[0] < 60  # the dark corner is at the upper right now
    assert image.getpixel((10, 10))[0] > 200


@pytest.mark.parametrize(
    ("size", "expected"), [((4000, 3000), (1600, 1200)), ((900, 600), (900, 600))]
)
def test_a_picture_is_no_larger_than_is_needed(author, size, expected):
    upload(author, jpeg(*size))

    picture = Picture.objects.get()
    assert kept().size == (picture.width, picture.height) == expected
    assert max(expected) <= LARGEST_SIDE


def test_a_picture_from_an_iphone_becomes_a_jpeg(author_whose_uploads_lie):
    upload(author_whose_uploads_lie, heic(), name="IMG_0001.HEIC")

    image = kept()
    assert (image.format, image.size) == ("JPEG", (800, 600))
    assert_bare(image)
    assert Path(Picture.objects.get().file.name).match("IMG_0001*.jpg")


def test_what_kind_a_file_is_is_read_from_its_content(author):
    upload(author, heic(), name="cog.jpg")

    assert kept().format == "JPEG"


@pytest.mark.parametrize(
    ("kind", "mode", "expected"),
    [
        ("PNG", "RGB", "PNG"),
        ("PNG", "RGBA", "PNG"),
        ("WEBP", "RGB", "JPEG"),
        ("WEBP", "RGBA", "PNG"),
    ],
)
def test_a_drawing_stays_sharp_and_a_photograph_small(author, kind, mode, expected):
    upload(author, saved_as(kind, mode=mode), name=f"cog.{kind.lower()}")

    assert kept().format == expected


def test_the_uploader_owns_the_picture(author, volunteer):
    upload(author, jpeg())

    assert Picture.objects.get().uploaded_by_user == volunteer


# --- What is refused ----------------------------------------------------------------------


def test_without_the_promise_nothing_is_kept(author):
    response = upload(author, jpeg(), nobody_in_it="")

    assert response.context["form"].errors["nobody_in_it"] == [PROMISE]
    assert Picture.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        (
            "setup.jpg",
            b"MZ\x90\x00" + b"\x00" * 400,
            "setup.jpg can't be read as a picture. Choose a JPEG, PNG, WebP or HEIC file.",
        ),
        (
            "drawing.svg",
            b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
            "drawing.svg can't be read as a picture. Choose a JPEG, PNG, WebP or HEIC file.",
        ),
        (
            "drawing.jpg",
            b'<svg xmlns="http://www.w3.org/2000/svg"/>',
            "drawing.jpg can't be read as a picture. Choose a JPEG, PNG, WebP or HEIC file.",
        ),
        (
            "moving.gif",
            saved_as("GIF"),
            "moving.gif can't be read as a picture. Choose a JPEG, PNG, WebP or HEIC file.",
        ),
        (
            "half.jpg",
            jpeg(1200, 900)[:2500],
            "half.jpg is damaged or cut short. Open it, save it again as JPEG, and choose that.",
        ),
        (
            "half.heic",
            heic()[:-200],
            "half.heic can't be read as a picture. Choose a JPEG, PNG, WebP or HEIC file.",
        ),
        ("empty.jpg", b"", "The submitted file is empty."),
        (
            "huge.png",
            saved_as("PNG", 9000, 8000),
            "huge.png has too many dots. Save it smaller, and choose that.",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value[-5:] else "",
)
def test_a_file_that_is_no_picture_is_refused_in_a_sentence(author, name, content, sentence):
    response = upload(author, content, name=name)

    assert file_error(response) == [sentence]
    assert Picture.objects.count() == 0


def test_a_file_of_60_mb_is_refused_in_a_sentence(author):
    response = upload(author, jpeg() + b"\x00" * 60 * 1024 * 1024, name="film.jpg")

    assert file_error(response) == [
        "film.jpg is 60 MB, and 10 MB is the most."
        " Send it to yourself in a smaller size, and choose that one."
    ]


# --- Every door -----------------------------------------------------------------------------


def upload_several(client, content: bytes, name="cog.jpg") -> dict:
    address = reverse("wagtailimages:add_multiple")
    file = SimpleUploadedFile(name, content)
    return client.post(address, {"title": "A cog", "files[]": file, "collection": "1"}).json()


def test_the_page_of_several_pictures_asks_for_the_promise_and_keeps_nothing_of_the_camera(
    author_whose_uploads_lie,
):
    author = author_whose_uploads_lie
    answer = upload_several(author, jpeg(2000, 1500))

    waiting = UploadedFile.objects.get()
    assert "There are no real names" in answer["form"] and Picture.objects.count() == 0
    with waiting.file.open("rb") as file:
        assert_bare(Image.open(file))

    address = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[waiting.pk])
    prefix = f"uploaded-image-{waiting.pk}"
    typed = {f"{prefix}-title": "A cog", f"{prefix}-tags": "", f"{prefix}-description": ""}
    refused = author.post(address, typed).json()
    assert not refused["success"] and PROMISE.replace("'", "&#x27;") in refused["form"]

    assert author.post(address, typed | {f"{prefix}-nobody_in_it": "on"}).json()["success"]
    assert_bare(kept())
    assert kept().size == (1600, 1200)


def test_the_page_of_several_pictures_says_what_is_wrong_with_a_file(author):
    answer = upload_several(author, b"MZ\x90\x00" + b"\x00" * 400, "setup.jpg")

    assert answer == {
        "success": False,
        "error_message": "setup.jpg can't be read as a picture. "
        "Choose a JPEG, PNG, WebP or HEIC file.",
    }
    assert UploadedFile.objects.count() == 0


def upload_in_chooser(client, content: bytes, **typed):
    typed = {
        "title": "A cog",
        "file": SimpleUploadedFile("cog.jpg", content),
        "tags": "",
        "description": "",
        "collection": "1",
    } | typed
    typed = {f"image-chooser-upload-{name}": value for name, value in typed.items()}
    return client.post(reverse("wagtailimages_chooser:create"), typed)


def test_an_upload_while_writing_a_step_asks_for_the_promise(author):
    answer = json.loads(upload_in_chooser(author, jpeg()).content)

    assert answer["step"] == "reshow_creation_form"
    assert PROMISE in answer["htmlFragment"]
    assert Picture.objects.count() == 0


def test_an_upload_while_writing_a_step_keeps_nothing_of_the_camera(author_whose_uploads_lie):
    answer = upload_in_chooser(author_whose_uploads_lie, jpeg(), nobody_in_it="on")

    assert json.loads(answer.content)["step"] == "chosen"
    assert_bare(kept())


def test_a_new_file_in_place_of_an_old_one_is_looked_at_again(author):
    upload(author, jpeg())
    picture = Picture.objects.get()
    address = reverse("wagtailimages:edit", args=[picture.pk])
    typed = {
        "title": "Another",
        "tags": "",
        "description": "",
        "collection": "1",
        "focal_point_x": "",
        "focal_point_y": "",
        "focal_point_width": "",
        "focal_point_height": "",
    }
    assert not author.get(address).context["form"]["nobody_in_it"].value()

    refused = author.post(address, typed | {"file": SimpleUploadedFile("new.jpg", jpeg(500, 400))})
    assert refused.context["form"].errors["nobody_in_it"] == [PROMISE]

    new = SimpleUploadedFile("new.jpg", jpeg(500, 400))
    author.post(address, typed | {"file": new, "nobody_in_it": "on"})
    assert_bare(kept())
    assert kept().size == (500, 400)


def test_a_volunteer_does_not_change_another_persons_picture(author, coordinator):
    upload(signed_in(coordinator), jpeg())
    picture = Picture.objects.get()

    response = author.post(
        reverse("wagtailimages:edit", args=[picture.pk]), {"title": "Mine", "nobody_in_it": "on"}
    )

    assert response.status_code == 302
    assert Picture.objects.get().title == "A grey cog"


def test_the_factory_writes_what_a_camera_would():
    assert camera_exif()[GPS] and make_image().getpixel((0, 0)) == (20, 30, 60)
