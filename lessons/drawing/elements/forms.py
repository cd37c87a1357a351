"""What is pressed or filled in: buttons, boxes to type in, choices, sliders."""

from ..colours import (
    BLUE,
    GREEN,
    HAIRLINE,
    INK,
    METAL,
    PAPER,
    RED,
    SECOND,
    WHITE,
)
from ..errors import DrawingError
from ..given import Given, Thing
from ..sheet import Box, Sheet, n
from ..words import BODY, LINE, TIGHT, size_that_fits, width_of, wrap
from .kinds import Place, element

STYLES = {
    "main": (BLUE, WHITE, BLUE),
    "plain": (WHITE, BLUE, BLUE),
    "danger": (RED, WHITE, RED),
    "red": (RED, WHITE, RED),
    "green": (GREEN, WHITE, GREEN),
}  # fill, words, edge
RING_GAP = 6
INSET = 6  # buttons stand in from the edge, so that a ring round them has room
FIELD = 52


@element("button", options=("style", "icon"))
def button(sheet: Sheet, place: Place, given: Given) -> float:
    style = given.choice("style", tuple(STYLES), "main")
    label, icon = given.words(needed=True), given.icon()
    width = place.width - 2 * INSET
    inner = width - 28 - (44 if icon else 0)
    lines = wrap(label, inner, bold=True, most_lines=3)
    height = len(lines) * BODY * LINE + 2 * (7 + 6 * place.room)
    box = Box(place.x + INSET, place.y, width, height)
    draw_button(sheet, box, lines, style=style, icon=icon)
    sheet.ring(given.mark, box, gap=RING_GAP, radius=14)
    return height


@element("buttons", options=("style",))
def buttons(sheet: Sheet, place: Place, given: Given) -> float:
    things = given.things(words_first=True)
    return row_of_buttons(sheet, place, things, usual=given.choice("style", tuple(STYLES), "plain"))


def row_of_buttons(sheet: Sheet, place: Place, things: list[Thing], *, usual="plain") -> float:
    """Buttons side by side; one under the other where their words need the width."""
    if not things:
        raise DrawingError('The element "buttons" is empty; give it a list of words.')
    gap = 18
    each = (place.width - 2 * INSET - gap * (len(things) - 1)) / len(things)
    aside = all(_fits(thing, each - 16) for thing in things)
    if not aside:
        each, gap = place.width - 2 * INSET, 16 * max(place.room, 0.8)
    height = BODY * LINE + 2 * (7 + 6 * place.room)
    x, y = place.x + INSET, place.y
    for thing in things:
        lines = [thing.label] if aside else wrap(thing.label, each - 20, bold=True, most_lines=2)
        high = height + (len(lines) - 1) * BODY * LINE
        box = Box(x, y, each, high)
        style = thing.style or usual
        if style not in STYLES:
            raise DrawingError(f'There is no button style "{style}"; use {", ".join(STYLES)}.')
        draw_button(sheet, box, lines, style=style, icon=thing.icon)
        sheet.ring(thing.mark, box, gap=RING_GAP, radius=14)
        x, y = (x + each + gap, y) if aside else (x, y + high + gap)
    return height if aside else y - gap - place.y


def _fits(thing: Thing, width: float) -> bool:
    inner = width - (40 if thing.icon and thing.label else 0)
    return size_that_fits(thing.label, inner, least=BODY, bold=True) is not None


def draw_button(sheet: Sheet, box: Box, lines: list[str], *, style: str, icon: str = "") -> None:
    fill, colour, edge = STYLES[style]
    sheet.buttons.append(box)
    sheet.rect(box, fill=fill, radius=14, edge=edge, thick=3)
    lines = [line for line in lines if line]
    widest = max((width_of(line, BODY, True) for line in lines), default=0)
    whole = widest + (32 if icon else 0) + (10 if icon and lines else 0)
    if icon:
        spot = Box(box.cx - whole / 2, box.cy - 16, 32, 32)
        sheet.picture(icon, spot, colour=colour, thick=2.2)
    cx = box.cx + whole / 2 - widest / 2
    for index, line in enumerate(lines):
        baseline = box.cy + (index - (len(lines) - 1) / 2) * BODY * LINE + BODY * 0.36
        sheet.words(line, cx, baseline, bold=True, colour=colour, anchor="middle")


@element("field", options=("label", "cursor", "right", "icon", "error", "hint"))
def field(sheet: Sheet, place: Place, given: Given) -> float:
    return _field(sheet, place, given, given.words())


@element("password", options=("label", "right", "cursor", "error"))
def password(sheet: Sheet, place: Place, given: Given) -> float:
    count = int(given.number("", 0, 14, usual=8))
    height = _field(sheet, place, given, "")
    y = place.y + height - FIELD / 2
    for index in range(count):
        sheet.circle(place.x + 20 + index * 17, y, 5.5, fill=INK)
    if count:
        sheet.written.append(Box(place.x + 14, y - 8, count * 17, 16))
    return height


def _field(sheet: Sheet, place: Place, given: Given, typed: str) -> float:
    y = place.y
    if given.has("label"):
        y += sheet.paragraph(given.words("label"), place.x, y - 3, place.width, bold=True) + 3
    if given.has("hint"):
        y += sheet.paragraph(given.words("hint"), place.x, y - 3, place.width, colour=SECOND) + 3
    if given.has("error"):
        y += _error(sheet, place.down(y - place.y), given.words("error"))
    room = _field_ends(Sheet(), Box(place.x, y, place.width, FIELD), given).width
    size = size_that_fits(typed, room) or BODY
    lines = wrap(typed, room, size=size, most_lines=6) if typed else []
    box = Box(place.x, y, place.width, FIELD + max(len(lines) - 1, 0) * BODY * LINE)
    edge = RED if given.has("error") else INK
    sheet.rect(box, fill=WHITE, radius=8, edge=edge, thick=4 if given.has("error") else 3)
    inner = _field_ends(sheet, box, given)
    _typed_lines(sheet, inner, lines, size, cursor=given.flag("cursor"))
    sheet.ring(given.mark, box, gap=1, radius=10)
    return box.bottom - place.y


def _typed_lines(sheet: Sheet, box: Box, lines: list[str], size: float, *, cursor: bool) -> None:
    if cursor and not lines:
        sheet.line(box.x + 2, box.y + 11, box.x + 2, box.bottom - 11, edge=BLUE, thick=3.5)
    for index, line in enumerate(lines):
        middle = box.cy + (index - (len(lines) - 1) / 2) * BODY * LINE
        last = index == len(lines) - 1
        sheet.words(line, box.x, middle + size * 0.36, size=size, cursor=cursor and last)


def _field_ends(sheet: Sheet, box: Box, given: Given) -> Box:
    """Small pictures at the ends of a field; gives back the room between them."""
    left, right = box.x + 13, box.right - 11
    icon = given.icon()
    if icon:
        sheet.picture(icon, Box(left - 2, box.cy - 15, 30, 30))
        left += 36
    thing = given.thing("right") if "right" in given.options else None
    if thing and thing.icon:
        spot = Box(right - 30, box.cy - 15, 30, 30)
        sheet.picture(thing.icon, spot, colour=BLUE)
        sheet.ring(thing.mark, spot, gap=6, radius=8)
        right -= 42
    elif thing:
        wide = width_of(thing.label)
        spot = Box(right - wide, box.cy - 15, wide, 30)
        sheet.one_line(thing.label, spot, colour=BLUE)
        sheet.ring(thing.mark, spot, gap=6, radius=8)
        right -= wide + 12
    return Box(left, box.y, right - left, box.height)


def _error(sheet: Sheet, place: Place, words: str) -> float:
    return 4 + sheet.paragraph(words, place.x, place.y - 3, place.width, bold=True, colour=RED)


@element("search", options=("typed", "right"))
def search(sheet: Sheet, place: Place, given: Given) -> float:
    box = place.box(FIELD)
    sheet.rect(box, fill=WHITE, radius=FIELD / 2, edge=INK, thick=3)
    sheet.picture("search", Box(box.x + 14, box.cy - 15, 30, 30))
    right = given.thing("right")
    inner = Box(box.x + 54, box.y, box.width - 70 - (40 if right else 0), box.height)
    typed = given.words("typed")
    if typed:
        size = size_that_fits(typed, inner.width)
        if size is None:
            raise DrawingError(f'The words "{typed}" typed in "search" are too long; use fewer.')
        _typed_lines(sheet, inner, [typed], size, cursor=True)
    elif given.words():
        sheet.one_line(given.words(), inner, least=TIGHT, colour=SECOND)
    if right:
        spot = Box(box.right - 46, box.cy - 15, 30, 30)
        sheet.picture(right.icon or "close", spot, colour=BLUE)
        sheet.ring(right.mark, spot, gap=5, radius=10)
    sheet.ring(given.mark, box, gap=1, radius=FIELD / 2)
    return FIELD


@element("choice", options=("chosen", "note"), family="choice")
def choice(sheet: Sheet, place: Place, given: Given) -> float:
    chosen = given.flag("chosen")

    def shape(cx: float, cy: float) -> None:
        sheet.circle(cx, cy, 17, fill=WHITE, edge=INK, thick=3)
        if chosen:
            sheet.circle(cx, cy, 9.5, fill=INK)

    return _to_choose(sheet, place, given, shape)


@element("tickbox", options=("ticked", "note"), family="choice")
def tickbox(sheet: Sheet, place: Place, given: Given) -> float:
    ticked = given.flag("ticked")

    def shape(cx: float, cy: float) -> None:
        sheet.rect(Box(cx - 17, cy - 17, 34, 34), fill=WHITE, radius=5, edge=INK, thick=3)
        if ticked:
            sheet.picture("tick", Box(cx - 14, cy - 14, 28, 28), thick=3.6)

    return _to_choose(sheet, place, given, shape)


def _to_choose(sheet: Sheet, place: Place, given: Given, shape) -> float:
    left = 11 + 34 + 14
    width = place.width - left - 11
    lines = [(line, INK) for line in wrap(given.words(needed=True), width, most_lines=4)]
    if given.has("note"):
        lines += [(line, SECOND) for line in wrap(given.words("note"), width, most_lines=3)]
    step = BODY * LINE
    height = max(len(lines) * step, 36) + 2 * (5 + 7 * place.room)
    box = place.box(height)
    shape(box.x + 11 + 17, box.cy)
    y = box.cy - len(lines) * step / 2 + BODY * 0.97
    for index, (line, colour) in enumerate(lines):
        sheet.words(line, box.x + left, y + index * step, colour=colour)
    sheet.ring(given.mark, box.grown(0, -2), radius=14)
    return height


@element("pick-list", options=("label",))
def pick_list(sheet: Sheet, place: Place, given: Given) -> float:
    y = place.y
    if given.has("label"):
        y += sheet.paragraph(given.words("label"), place.x, y - 3, place.width, bold=True) + 3
    box = Box(place.x, y, place.width, FIELD)
    sheet.rect(box, fill=WHITE, radius=8, edge=INK, thick=3)
    sheet.one_line(given.words(), Box(box.x + 13, box.y, box.width - 60, FIELD), least=TIGHT)
    x, cy = box.right - 30, box.cy
    sheet.path(f"M{n(x - 10)} {n(cy - 5)}l10 11 10-11", edge=INK, thick=3.5)
    sheet.ring(given.mark, box, gap=1, radius=10)
    return box.bottom - place.y


@element("slider", options=("at", "left", "right"), parts=("knob",))
def slider(sheet: Sheet, place: Place, given: Given) -> float:
    y = place.y
    if given.words():
        y += sheet.paragraph(given.words(), place.x + 11, y, place.width - 22) + 2
    height = 46
    left, right = place.x + 22, place.x + place.width - 22
    cy = y + height / 2
    for key in ("left", "right"):
        thing = given.thing(key)
        if thing is None:
            continue
        wide = 34 if thing.icon else width_of(thing.label)
        x = left - 10 if key == "left" else right + 10 - wide
        if thing.icon:
            sheet.picture(thing.icon, Box(x, cy - 17, 34, 34))
        else:
            sheet.one_line(thing.label, Box(x, cy - 17, wide, 34))
        left, right = (left + wide + 14, right) if key == "left" else (left, right - wide - 14)
    level(sheet, left, right, cy, given.number("at", 0, 1, usual=0.5), knob=True)
    knob_x = left + (right - left) * given.number("at", 0, 1, usual=0.5)
    knob = Box(knob_x - 16, cy - 16, 32, 32)
    sheet.ring(given.mark_of("knob"), knob, gap=5, radius=16)
    whole = Box(place.x, place.y, place.width, y + height - place.y)
    sheet.ring(given.mark_of(""), whole, gap=0, radius=14)
    return y + height - place.y


def level(sheet: Sheet, left, right, cy, share: float, *, knob: bool, colour: str = BLUE) -> None:
    """A line filled up to `share` of its length."""
    x = left + (right - left) * share
    sheet.line(left, cy, right, cy, edge=HAIRLINE if knob else METAL, thick=10)
    if share > 0:
        sheet.line(left, cy, x, cy, edge=colour, thick=10)
    if knob:
        sheet.pictured.append(Box(left, cy - 5, right - left, 10))
        sheet.circle(x, cy, 15, fill=PAPER, edge=colour, thick=5)
