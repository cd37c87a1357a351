"""Whether a file that came with a lesson is a picture we can show, judged by its content."""

import re
import warnings
from pathlib import Path

from PIL import Image, UnidentifiedImageError
from pillow_heif import register_heif_opener

MOST_BYTES = 10_000_000
NAME = re.compile(r"pictures/\w[\w .()-]{0,99}")
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")

register_heif_opener()


def picture_fault(name: str, folder: Path) -> str:
    """What is wrong with the picture of this name in the lesson's folder; empty if nothing.

    The name comes from a file somebody wrote: it may try to leave the folder.
    """
    if not NAME.fullmatch(name):
        return f"“file: {name}” must name a file in “pictures”, such as pictures/cog.jpg."
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        return f"“{name}” leads out of the lesson's folder. Put the picture itself there."
    if not path.is_file():
        return f"the picture “{name}” is missing. Put it into “pictures”, or mend its name."
    if path.stat().st_size > MOST_BYTES:
        return f"the picture “{name}” is over 10 MB. Make it smaller."
    return _content_fault(name, path)


def _content_fault(name: str, path: Path) -> str:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path, formats=FORMATS) as picture:
                picture.load()
    except UnidentifiedImageError:
        return f"“{name}” is not a picture we can read. Save it as JPEG or PNG."
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        return f"the picture “{name}” has too many points. Make it smaller."
    except (OSError, SyntaxError, ValueError):
        return f"the picture “{name}” is damaged or cut short. Save it again as JPEG or PNG."
    return ""
