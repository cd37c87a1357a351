"""Pictures: what is done to a file before it is kept, and the sizes a reader is sent."""

import io
from pathlib import PurePath

import pillow_heif
from django.core.files.base import ContentFile
from PIL import Image, ImageOps, UnidentifiedImageError

from lessons.page_cache import forget_pages

LARGEST_BYTES = 10 * 1024 * 1024
LARGEST_SIDE = 1600  # px: sharp at 320 mm wide on a laptop, and no larger than is needed
LARGEST_AREA = 60_000_000  # px: more than any telephone takes; a bomb unfolds into far more
READABLE = ("JPEG", "PNG", "WEBP", "HEIF")
PHOTOGRAPHS = {"JPEG", "WEBP", "HEIF", "MPO"}  # MPO: JPEGs one behind the other; the first counts
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
    is_photograph = picture.format in PHOTOGRAPHS and not picture.has_transparency_data
    try:
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
        bare = upright.convert("RGB" if is_photograph else "RGBA")
    except (OSError, ValueError):
        raise _no_picture(name) from None
    bare.info = {}
    kept = io.BytesIO()
    if is_photograph:
        bare.save(kept, "JPEG", quality=88)
    else:
        bare.save(kept, "PNG", optimize=True)
    kind = "jpg" if is_photograph else "png"
    return ContentFile(kept.getvalue(), name=f"{PurePath(name).stem}.{kind}")


def _open(file, name: str) -> Image.Image:
    file.seek(0)
    try:
        picture = Image.open(file, formats=READABLE)
        if picture.width * picture.height > LARGEST_AREA:
            raise Image.DecompressionBombError
        picture.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureError(f"{name} has too many dots. Save it smaller, and choose that.") from None
    except UnidentifiedImageError:
        raise _no_picture(name) from None
    except (OSError, SyntaxError, ValueError, EOFError):
        raise PictureError(
            f"{name} is damaged or cut short. Open it, save it again as JPEG, and choose that."
        ) from None
    return picture


def _no_picture(name: str) -> PictureError:
    return PictureError(
        f"{name} can't be read as a picture. Choose a JPEG, PNG, WebP or HEIC file."
    )


def make_renditions(pictures) -> None:
    """Make every size a reader may be sent. Done at publishing, never while somebody reads."""
    for picture in pictures:
        if not picture.is_svg():
            picture.get_renditions(*RENDITION_SPECS)
    forget_pages()  # one that was made in the meantime shows the picture as it is
