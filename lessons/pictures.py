"""Pictures: what is done to a file before it is kept, and the sizes a reader is sent."""

import io
from pathlib import PurePath

import pillow_heif
from django.core.files.base import ContentFile
from PIL import Image, ImageOps, UnidentifiedImageError

LARGEST_BYTES = 10 * 1024 * 1024
LARGEST_SIDE = 1600  # px: sharp at 320 mm wide on a laptop, and no larger than is needed
KEPT_FORMATS = {"JPEG": "jpg", "MPO": "jpg", "HEIF": "jpg", "PNG": "png", "WEBP": "png"}
WIDTHS = (480, 960)  # px, for a phone and for a sharp screen or a laptop
FORMATS = ("webp", "jpeg")  # no AVIF: older tablets can't show it (ACCESSIBILITY.md I4)
RENDITION_SPECS = [f"width-{width}|format-{kind}" for width in WIDTHS for kind in FORMATS]

pillow_heif.register_heif_opener()


class PictureError(ValueError):
    """Why a file can't be a picture in a lesson, and what to do: one sentence for the author."""


def clean_picture(file, name: str) -> ContentFile:
    """The picture alone: turned upright, scaled, without place, time or camera.

    The kind of file is read from its content, whatever its name says. Raises PictureError.
    """
    if file.size > LARGEST_BYTES:
        raise PictureError(
            f"{name} is {file.size / 1024 / 1024:.0f} MB, and 10 MB is the most."
            " Send it to yourself in a smaller size, and choose that one."
        )
    picture = _open(file, name)
    extension = KEPT_FORMATS[picture.format]
    picture = ImageOps.exif_transpose(picture)
    picture.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    bare = picture.convert("RGB" if extension == "jpg" else "RGBA")
    bare.info = {}
    kept = io.BytesIO()
    if extension == "jpg":
        bare.save(kept, "JPEG", quality=88)
    else:
        bare.save(kept, "PNG", optimize=True)
    return ContentFile(kept.getvalue(), name=f"{PurePath(name).stem}.{extension}")


def _open(file, name: str) -> Image.Image:
    not_a_picture = PictureError(
        f"{name} can't be read as a picture. Choose a JPEG, PNG, WebP or HEIC file."
    )
    file.seek(0)
    try:
        picture = Image.open(file, formats=list(KEPT_FORMATS))
        picture.load()
    except Image.DecompressionBombError:
        raise PictureError(f"{name} has too many dots. Save it smaller, and choose that.") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        raise not_a_picture from None
    if picture.format not in KEPT_FORMATS:
        raise not_a_picture
    return picture


def make_renditions(pictures) -> None:
    """Make every size a reader may be sent. Done at publishing, never while somebody reads."""
    for picture in pictures:
        if not picture.is_svg():
            picture.get_renditions(*RENDITION_SPECS)
