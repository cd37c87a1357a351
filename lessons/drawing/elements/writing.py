"""Plain words on a screen, and the space between them."""

from ..colours import (
    BLUE,
    GREEN,
    HAIRLINE,
    INK,
    PALE_BLUE,
    PALE_GREEN,
    PALE_RED,
    PALE_YELLOW,
    RED,
)
from ..errors import DrawingError
from ..given import Given
from ..sheet import Box, Sheet
from ..words import BODY, HEADING, LINE, width_of, wrap
from .kinds import Place, element

SELECTED = "#bcd7f2"
RING_AIR = 12  # round a marked word, so that the ring touches no other
SIZES = {"small": BODY, "": BODY, "normal": BODY, "big": 32, "huge": 42}
PANELS = {
    "info": (PALE_BLUE, BLUE, "info"),
    "warning": (PALE_YELLOW, INK, "warning"),
    "success": (PALE_GREEN, GREEN, "tick"),
    "error": (PALE_RED, RED, "warning"),
}


@element("heading", options=("center",))
def heading(sheet: Sheet, place: Place, given: Given) -> float:
    return _words(sheet, place, given, size=HEADING, bold=True)


@element("text", options=("strong", "center", "size", "word"))
def text(sheet: Sheet, place: Place, given: Given) -> float:
    size = SIZES[given.choice("size", tuple(SIZES), "")]
    if given.has("word"):
        return _text_with_word(sheet, place, given, size=size, bold=given.flag("strong"))
    return _words(sheet, place, given, size=size, bold=given.flag("strong"))


def _text_with_word(sheet: Sheet, place: Place, given: Given, *, size, bold) -> float:
    """Wrapped words, one of them on a coloured ground as when it is selected.

    The line with the word is drawn in three pieces, so that the ground fits in every font.
    """
    word, words = given.words("word"), given.words(needed=True)
    air = RING_AIR if given.mark else 6
    lines = wrap(words, place.width - 24 - 2 * air, size=size, bold=bold)
    found = next((index for index, line in enumerate(lines) if word in line), None)
    if found is None:
        raise DrawingError(f'The word "{word}" is not in one line of its "text"; check it.')
    y, step = place.y + 10, size * LINE + air
    for index, line in enumerate(lines):
        baseline = y + step * index + size * 0.95
        if index != found:
            sheet.words(line, place.x + 12, baseline, size=size, bold=bold)
            continue
        before, after = line.split(word, 1)
        x = place.x + 12 + width_of(before.rstrip(), size, bold) + (air + 6 if before else 0)
        wide = width_of(word, size, bold)
        spot = Box(x - 5, baseline - size * 0.92, wide + 10, size * 1.24)
        sheet.rect(spot, fill=SELECTED, radius=4, edge=BLUE, thick=2)
        sheet.words(before.rstrip(), x - 6 - air, baseline, size=size, bold=bold, anchor="end")
        sheet.words(word, x + wide / 2, baseline, size=size, bold=bold, anchor="middle")
        sheet.words(after.lstrip(), x + wide + 6 + air, baseline, size=size, bold=bold)
        sheet.ring(given.mark, spot, gap=5, radius=8)
    return step * len(lines) + 20


@element("link", options=("center",))
def link(sheet: Sheet, place: Place, given: Given) -> float:
    return _words(sheet, place, given, size=BODY, colour=BLUE, underline=True)


def _words(sheet, place, given, *, size, bold=False, colour=INK, underline=False) -> float:
    """Wrapped words; a mark goes round the words themselves, not round the whole width."""
    inset = 12 if given.mark else 0
    align = "middle" if given.flag("center") else "start"
    words, width = given.words(needed=True), place.width - 2 * inset
    top = place.y + inset * 0.8
    height = sheet.paragraph(
        words,
        place.x + inset,
        top,
        width,
        size=size,
        bold=bold,
        colour=colour,
        align=align,
        underline=underline,
    )
    widest = max(width_of(line, size, bold) for line in wrap(words, width, size=size, bold=bold))
    x = place.x + inset + (width - widest) / 2 * (align == "middle")
    sheet.ring(given.mark, Box(x, top, widest, height), gap=9, radius=8)
    return height + inset * 1.6


@element("panel", options=("style", "icon", "title"))
def panel(sheet: Sheet, place: Place, given: Given) -> float:
    fill, colour, usual = PANELS[given.choice("style", tuple(PANELS), "info")]
    icon = given.icon(usual=usual)
    pad = 14
    x, width = place.x + pad + 44, place.width - 2 * pad - 44
    title, words = given.words("title"), given.words()
    lines = len(wrap(words, width)) if words else 0
    lines += len(wrap(title, width, bold=True)) if title else 0
    height = lines * BODY * LINE + 2 * pad - 3
    box = place.box(height)
    sheet.rect(box, fill=fill, radius=12, edge=colour, thick=2.5)
    sheet.picture(icon, Box(box.x + pad - 1, box.y + pad - 2, 34, 34), colour=colour, thick=2.2)
    y = box.y + pad - 3
    if title:
        y += sheet.paragraph(title, x, y, width, bold=True)
    if words:
        sheet.paragraph(words, x, y, width)
    sheet.ring(given.mark, box, gap=0, radius=14)
    return height


@element("line")
def line(sheet: Sheet, place: Place, given: Given) -> float:
    sheet.line(place.x, place.y + 1, place.x + place.width, place.y + 1, edge=HAIRLINE, thick=2)
    return 2


@element("gap")
def gap(sheet: Sheet, place: Place, given: Given) -> float:
    height = given.number("gap", 0, 300) * (1 if given.mark else place.room)
    sheet.ring(given.mark, place.box(height), gap=-8, radius=14)
    return height
