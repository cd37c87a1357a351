"""Rows of a list: settings, menus, emails, people, finds of a search, goods of a shop."""

from ..colours import (
    BLUE,
    GREEN,
    HAIRLINE,
    INK,
    PALE_BLUE,
    PAPER,
    PLUM,
    SECOND,
    WHITE,
)
from ..errors import DrawingError
from ..given import Given, Thing
from ..sheet import Box, Sheet
from ..words import BODY, LINE, size_that_fits, width_of, wrap
from .kinds import Place, element

PAD = 11  # from the row's edge to what stands in it
PICTURE = 34
SWITCH = (62, 36)
ROW_LINE = BODY * LINE
AVATARS = (BLUE, PLUM, GREEN, "#7a3b00", "#4a4a4a")


@element(
    "row",
    options=("icon", "value", "switch", "arrow", "tick", "note"),
    parts=("switch",),
    family="list",
)
def row(sheet: Sheet, place: Place, given: Given) -> float:
    icon, value = given.icon(), given.words("value")
    left = PAD + (PICTURE + 12 if icon else 0)
    right = PAD + _end_width(given)
    width = place.width - left - right
    label = wrap(given.words(needed=True), width, most_lines=4)
    beside = value and len(label) == 1 and _fits_beside(label[0], value, width)
    under = [] if beside or not value else wrap(value, width, most_lines=2)
    note = wrap(given.words("note"), width, most_lines=3) if given.has("note") else []
    height = _row_height(place, len(label) + len(under) + len(note))
    box = _row_frame(sheet, place, height)
    if icon:
        spot = Box(box.x + PAD, box.cy - PICTURE / 2, PICTURE, PICTURE)
        sheet.picture(icon, spot, colour=BLUE)
    _lines(sheet, box, left, [(line, INK) for line in label] + [(s, SECOND) for s in under + note])
    if beside:
        value_box = Box(box.x + left, box.y, width, height)
        sheet.one_line(value, value_box, align="end", colour=SECOND)
    _row_end(sheet, box, given)
    sheet.ring(given.mark_of("", usual=""), box.grown(1, -2), radius=14)
    return height


def _fits_beside(label: str, value: str, width: float) -> bool:
    return width_of(label) + width_of(value) + 16 <= width


def _end_width(given: Given) -> float:
    width = 0
    if "switch" in given.options:
        width += SWITCH[0] + 12
    if given.flag("arrow"):
        width += 30
    if given.flag("tick"):
        width += 40
    return width


def _row_end(sheet: Sheet, box: Box, given: Given) -> None:
    right = box.right - PAD
    if "switch" in given.options:
        spot = Box(right - SWITCH[0], box.cy - SWITCH[1] / 2, *SWITCH)
        switch(sheet, spot, on=given.flag("switch"))
        sheet.ring(given.mark_of("switch"), spot, gap=6, radius=18)
    if given.flag("arrow"):
        sheet.picture("next", Box(right - 24, box.cy - 13, 26, 26), colour=SECOND, thick=2.6)
    if given.flag("tick"):
        sheet.picture("tick", Box(right - 30, box.cy - 15, 30, 30), colour=BLUE, thick=3)


def switch(sheet: Sheet, box: Box, *, on: bool) -> None:
    """On: filled, knob at the right, a tick. Off: empty, knob at the left. Never colour alone."""
    radius = box.height / 2
    sheet.rect(box, radius=radius, fill=GREEN if on else PAPER, edge=GREEN if on else INK, thick=3)
    cx = box.right - radius if on else box.x + radius
    sheet.circle(cx, box.cy, radius - 6, fill=WHITE if on else INK)
    if on:
        sheet.picture("tick", Box(box.x + 8, box.cy - 9, 18, 18), colour=WHITE, thick=3.4)


def _row_height(place: Place, lines: int) -> float:
    return max(lines * ROW_LINE + 2 * (4 + 10 * place.room), 46)


def _row_frame(sheet: Sheet, place: Place, height: float) -> Box:
    box = place.box(height)
    sheet.line(box.x, box.bottom, box.right, box.bottom, edge=HAIRLINE, thick=1.5)
    return box


def _lines(sheet: Sheet, box: Box, left: float, lines: list[tuple[str, str]], bold_first=False):
    """Lines of words, as a block in the middle of the row's height."""
    y = box.cy - len(lines) * ROW_LINE / 2
    for index, (line, colour) in enumerate(lines):
        bold = bold_first and index == 0
        baseline = y + index * ROW_LINE + BODY * 0.97
        sheet.words(line, box.x + left, baseline, colour=colour, bold=bold)


@element("menu", options=("title",))
def menu(sheet: Sheet, place: Place, given: Given) -> float:
    things = given.things(words_first=True)
    if not things:
        raise DrawingError('The element "menu" is empty; give it a list of words.')
    pictured = any(thing.icon for thing in things)
    left = 16 + (42 if pictured else 0)
    width = place.width - 12 - left - 12
    title = given.words("title")
    heights = [_menu_line(place, wrap(thing.label, width, most_lines=2)) for thing in things]
    height = sum(heights) + (46 if title else 0) + 8
    box = Box(place.x + 6, place.y, place.width - 12, height)
    sheet.rect(Box(box.x + 4, box.y + 5, box.width, box.height), fill=METAL_SHADE, radius=14)
    sheet.rect(box, fill=WHITE, radius=14, edge=INK, thick=2.5)
    y = box.y + 4
    if title:
        sheet.one_line(title, Box(box.x + 16, y, box.width - 32, 46), bold=True)
        y += 46
    for index, (thing, high) in enumerate(zip(things, heights, strict=True)):
        line = Box(box.x, y, box.width, high)
        _menu_entry(sheet, line, thing, left, width, first=index == 0 and not title)
        y += high
    sheet.ring(given.mark, box, gap=2, radius=14)
    return height + 4


METAL_SHADE = "#c9d1d9"


def _menu_line(place: Place, lines: list[str]) -> float:
    return max(len(lines), 1) * ROW_LINE + 8 + 12 * place.room


def _menu_entry(sheet, box: Box, thing: Thing, left: float, width: float, *, first: bool) -> None:
    if not first:
        sheet.line(box.x + 10, box.y, box.right - 10, box.y, edge=HAIRLINE, thick=1.5)
    if thing.icon:
        sheet.picture(thing.icon, Box(box.x + 14, box.cy - 15, 30, 30), colour=BLUE)
    lines = [(line, INK) for line in wrap(thing.label, width, most_lines=2)] if thing.label else []
    _lines(sheet, box, left, lines)
    sheet.ring(thing.mark, box.grown(-3, -2), radius=12)


@element("email", options=("subject", "unread", "tick", "icon", "text"), family="list")
def email(sheet: Sheet, place: Place, given: Given) -> float:
    return _person_row(
        sheet,
        place,
        given,
        given.words(needed=True),
        given.words("subject"),
        dot=given.flag("unread"),
        more=given.words("text"),
    )


@element("contact", options=("note", "value", "icon", "tick"), family="list")
def contact(sheet: Sheet, place: Place, given: Given) -> float:
    name = given.words(needed=True)
    return _person_row(sheet, place, given, name, given.words("note"), value=given.time("value"))


def _person_row(sheet, place, given, name, second, *, dot=False, value="", more="") -> float:
    left = PAD + 50
    tick = 40 if given.flag("tick") else 0
    width = place.width - left - PAD - tick
    name_width = width - (width_of(value) + 10 if value else 0) - (22 if dot else 0)
    names = wrap(name, name_width, bold=True, most_lines=2)
    others = wrap(second, width, most_lines=3) if second else []
    others += wrap(more, width, most_lines=3) if more else []
    height = _row_height(place, max(len(names) + len(others), 1.4))
    box = _row_frame(sheet, place, height)
    avatar(sheet, box.x + PAD + 19, box.cy, 20, name, given.icon())
    y = box.cy - (len(names) + len(others)) * ROW_LINE / 2 + BODY * 0.97
    for index, line in enumerate(names + others):
        sheet.words(line, box.x + left, y + index * ROW_LINE, bold=index < len(names))
    if value:
        sheet.words(value, box.right - PAD - tick, y, anchor="end", colour=SECOND)
    if dot:
        sheet.circle(box.right - PAD - tick - 8, y - 9, 7, fill=BLUE)
    if tick:
        sheet.picture("tick", Box(box.right - PAD - 30, box.cy - 15, 30, 30), colour=BLUE, thick=3)
    sheet.ring(given.mark, box.grown(1, -2), radius=14)
    return height


def avatar(sheet: Sheet, cx: float, cy: float, radius: float, name: str, icon: str = "") -> None:
    """A filled circle with the first letter of a name, or a small picture."""
    if not icon and not name[:1].isalpha():
        icon = "person"
    colour = SECOND if icon else AVATARS[sum(map(ord, name)) % len(AVATARS)]
    sheet.circle(cx, cy, radius, fill=colour)
    if icon:
        half = radius * 0.64
        sheet.picture(icon, Box(cx - half, cy - half, 2 * half, 2 * half), colour=WHITE)
    else:
        size = max(radius * 1.15, BODY)
        sheet.words(
            name[0].upper(),
            cx,
            cy + size * 0.36,
            size=size,
            bold=True,
            colour=WHITE,
            anchor="middle",
        )


@element("result", options=("address", "advert", "text"))
def result(sheet: Sheet, place: Place, given: Given) -> float:
    width = place.width - 2 * PAD
    title = wrap(given.words(needed=True), width, most_lines=3)
    address, more = given.words("address"), given.words("text")
    advert = given.flag("advert")
    if address and not size_that_fits(address, width - (70 if advert else 0)):
        raise DrawingError(f'The address "{address}" of a "result" is too long; shorten it.')
    below = wrap(more, width, most_lines=3) if more else []
    head = 1 if address or advert else 0
    pad = 4 + 5 * place.room
    height = (head + len(title) + len(below)) * ROW_LINE + 2 * pad
    box = place.box(height)
    sheet.rect(box, fill=WHITE, radius=12, edge=HAIRLINE, thick=2)
    y = box.y + pad + BODY * 0.97
    if head:
        _result_head(sheet, box.x + PAD, y, address, advert)
        y += ROW_LINE
    for line in title:
        sheet.words(line, box.x + PAD, y, colour=BLUE, underline=True)
        y += ROW_LINE
    for line in below:
        sheet.words(line, box.x + PAD, y)
        y += ROW_LINE
    sheet.ring(given.mark, box, gap=0, radius=12)
    return height


def _result_head(sheet: Sheet, x: float, baseline: float, address: str, advert: bool) -> None:
    if advert:
        sheet.words("Ad", x, baseline, bold=True)
        x += width_of("Ad", BODY, True) + 12
    sheet.words(address, x, baseline, colour=GREEN)


@element("product", options=("price", "note", "icon"), family="list")
def product(sheet: Sheet, place: Place, given: Given) -> float:
    picture, left = 64, PAD + 64 + 14
    width = place.width - left - PAD
    lines = [(line, INK) for line in wrap(given.words(needed=True), width, most_lines=3)]
    price = given.words("price")
    note = wrap(given.words("note"), width, most_lines=2) if given.has("note") else []
    count = len(lines) + bool(price) + len(note)
    height = max(count * ROW_LINE, picture) + 2 * (6 + 8 * place.room)
    box = _row_frame(sheet, place, height)
    spot = Box(box.x + PAD, box.cy - picture / 2, picture, picture)
    sheet.rect(spot, fill=PALE_BLUE, radius=10)
    sheet.picture(given.icon(usual="basket"), spot.grown(-12), colour=BLUE)
    y = box.cy - count * ROW_LINE / 2 + BODY * 0.97
    for line, colour in lines:
        sheet.words(line, box.x + left, y, colour=colour)
        y += ROW_LINE
    if price:
        sheet.words(price, box.x + left, y, bold=True)
        y += ROW_LINE
    for line in note:
        sheet.words(line, box.x + left, y, colour=SECOND)
        y += ROW_LINE
    sheet.ring(given.mark, box.grown(1, -2), radius=14)
    return height
