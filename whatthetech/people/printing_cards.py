"""Cards on A4, to cut out and hand over: a PDF in our own font, with nothing from elsewhere."""

import mimetypes
from dataclasses import dataclass
from urllib.parse import unquote

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from PIL import ImageFile

from lessons.models import HelpLine

SMALL, LARGE = "small", "large"
ON_A_SHEET = {SMALL: 6, LARGE: 1}
PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
OURS = "https://static.invalid/"  # never asked for: `own_files` answers with the static files


class NoPrinting(Exception):
    """WeasyPrint can't run here. Its message says what to install."""


@dataclass(frozen=True)
class PaperCard:
    called: str  # may be empty
    number: str  # in fours
    link: str


def load_weasyprint():
    """Only here: it takes a second, and libraries that not every machine has.

    Raises NoPrinting.
    """
    try:
        import weasyprint
    except OSError as missing:
        raise NoPrinting(
            "Cards can’t be printed as PDF yet: this server lacks a library. Whoever keeps it"
            f" running installs it, on Debian by: sudo apt install {PACKAGES}"
        ) from missing
    # It makes Pillow put up with broken pictures, everywhere: an upload must not pass so.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    return weasyprint


def cards_on_paper(cards: list[PaperCard], *, address: str, size: str) -> bytes:
    """A PDF of A4 sheets: six cards each, or one large one. `address`: where a number is typed.

    Raises NoPrinting.
    """
    weasyprint = load_weasyprint()
    step = ON_A_SHEET[size]
    context = {
        "sheets": [cards[start : start + step] for start in range(0, len(cards), step)],
        "size": size,
        "address": address,
        "help_line": HelpLine.load(),
    }
    html = render_to_string("people/card_sheets.html", context)
    return weasyprint.HTML(
        string=html, base_url=OURS, url_fetcher=own_files(weasyprint)
    ).write_pdf()


def own_files(weasyprint):
    """Fetches our static files for WeasyPrint, and nothing else in the world."""

    class OwnFiles(weasyprint.urls.URLFetcher):
        def fetch(self, url, headers=None):
            name = unquote(url.removeprefix(OURS)) if url.startswith(OURS) else ""
            path = name and finders.find(name)
            if not path:
                raise ValueError(f"{url} is no static file of ours")
            with open(path, "rb") as file:
                content = file.read()
            kind, _ = mimetypes.guess_type(path)
            return weasyprint.urls.URLFetcherResponse(url, content, {"Content-Type": kind})

    return OwnFiles()
