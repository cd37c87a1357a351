"""Picture files as a camera or a phone writes them, made anew for each test."""

import io

import pillow_heif
from PIL import Image

PLACE = {  # of GPS, as a phone writes it: 51.5 north, 0.2 west
    1: "N",
    2: (51.0, 30.0, 0.0),
    3: "W",
    4: (0.0, 12.0, 0.0),
}
GPS, ORIENTATION, MAKE, TAKEN = 0x8825, 0x0112, 0x010F, 0x0132


def make_image(width=800, height=600, *, mode="RGB") -> Image.Image:
    """Dark at its upper left corner, light everywhere else: one sees which way up it is.

    With mode RGBA its lower half is clear.
    """
    image = Image.new("RGB", (width, height), (230, 225, 210))
    image.paste((20, 30, 60), (0, 0, width // 4, height // 4))
    image = image.convert(mode)
    if mode == "RGBA":
        image.paste((0, 0, 0, 0), (0, height // 2, width, height))
    return image


def camera_exif(*, orientation=1) -> Image.Exif:
    exif = Image.Exif()
    exif[MAKE], exif[TAKEN], exif[ORIENTATION] = "Acme", "2026:11:01 10:00:00", orientation
    exif[GPS] = PLACE
    return exif


def jpeg(width=800, height=600, *, orientation=1) -> bytes:
    """A photograph that says where and when it was taken, and by which camera."""
    file = io.BytesIO()
    exif = camera_exif(orientation=orientation)
    make_image(width, height).save(file, "JPEG", exif=exif, comment=b"Mrs Ahmed's phone")
    return file.getvalue()


def heic(width=800, height=600) -> bytes:
    file = io.BytesIO()
    written = pillow_heif.from_pillow(make_image(width, height))
    written.save(file, exif=camera_exif().tobytes())
    return file.getvalue()


def saved_as(kind: str, width=800, height=600, *, mode="RGB") -> bytes:
    """PNG, WEBP, GIF …, without a camera's words."""
    file = io.BytesIO()
    make_image(width, height, mode=mode).save(file, kind)
    return file.getvalue()
