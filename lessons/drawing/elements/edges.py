"""What stands at the edges of a screen: clock line, title bar, dock, taskbar, address line."""

from ..colours import (
    BLUE,
    CREAM,
    GREEN,
    HAIRLINE,
    INK,
    PALE_BLUE,
    PAPER,
    RED,
    SECOND,
    WHITE,
)
from ..errors import DrawingError
from ..given import Given, Thing
from ..sheet import Box, Sheet, middle_baseline
from ..small_pictures import tile_colour
from ..words import BODY, LINE, TIGHT, label_lines, label_size, size_that_fits, width_of, wrap
from .kinds import Place, element

PICTURE = 32  # a small picture beside words
TILE = 58  # an app's tile in a dock


@element(
    "status", options=("battery", "wifi", "aeroplane"), parts=("battery", "wifi"), family="strip"
)
def status(sheet: Sheet, place: Place, given: Given) -> float:
    box = place.edge_to_edge(40)
    inner = box.grown(-20, 0)
    clock = given.time() or "10:24"
    sheet.one_line(clock, Box(inner.x, inner.y + 4, 120, 36), bold=True)
    x = _battery(sheet, inner.right, inner.y + 22, given)
    if given.flag("aeroplane"):
        sheet.picture("aeroplane", Box(x - 38, inner.y + 9, 26, 26))
    elif given.flag("wifi", usual=True):
        sheet.picture("wifi", Box(x - 38, inner.y + 8, 26, 26), thick=2.4)
    sheet.ring(given.mark_of("wifi"), Box(x - 38, inner.y + 8, 26, 26), gap=4)
    sheet.ring(given.mark_of("battery"), Box(x, inner.y + 10, inner.right - x, 24), gap=5)
    sheet.ring(given.mark_of(""), Box(x - 40, inner.y + 9, inner.right - x + 42, 27), gap=4)
    return 40


def _battery(sheet: Sheet, right: float, cy: float, given: Given) -> float:
    """The battery in the clock line, up to `right`; gives back its left edge."""
    state = given.choice("battery", ("full", "low", "charging"), "full")
    width, height = 40, 20
    x, y = right - width - 4, cy - height / 2
    sheet.rect(Box(x, y, width, height), radius=5, edge=INK, thick=2.5)
    sheet.rect(Box(right - 2.5, cy - 4, 4, 8), radius=2, fill=INK)
    inside = {"full": width - 9, "low": 7, "charging": width - 9}[state]
    colour = RED if state == "low" else GREEN if state == "charging" else INK
    sheet.rect(Box(x + 4.5, y + 4.5, inside, height - 9), radius=2, fill=colour)
    if state == "charging":
        sheet.picture("bolt", Box(x - 25, cy - 11, 22, 22), thick=2.6)
        x -= 24
    return x


@element("bar", options=("left", "right"), family="strip")
def bar(sheet: Sheet, place: Place, given: Given) -> float:
    left, right = given.things("left"), given.things("right")
    flat = place.edge_to_edge(54 + 4 * place.room)
    start = _bar_end(Sheet(), flat, left, at_left=True, system=place.system) + 4
    end = _bar_end(Sheet(), flat, right, at_left=False, system=place.system) - 4
    lines = _title_lines(given.words(), end - start)
    height = flat.height + (len(lines) - 1) * BODY * LINE if lines else flat.height
    box = place.edge_to_edge(height)
    sheet.rect(box, fill=CREAM)
    sheet.line(box.x, box.bottom, box.right, box.bottom, edge=HAIRLINE, thick=2)
    _bar_end(sheet, box, left, at_left=True, system=place.system)
    _bar_end(sheet, box, right, at_left=False, system=place.system)
    room = Box(start, box.y, end - start, height)
    _bar_title(sheet, box, room, lines, centred=place.system != "android")
    sheet.ring(given.mark, box.grown(-4, -1), gap=-4)
    return height


def _title_lines(title: str, width: float) -> list[str]:
    if not title or size_that_fits(title, width, bold=True):
        return [title] if title else []
    return wrap(title, width, size=BODY, bold=True, most_lines=3)


def _bar_end(sheet, box: Box, things: list[Thing], *, at_left: bool, system: str) -> float:
    """Pictures and words at one end of a bar; gives back where the title may begin or end."""
    edge = box.x + 12 if at_left else box.right - 12
    for thing in things if at_left else reversed(things):
        icon = "arrow-left" if thing.icon == "back" and system == "android" else thing.icon
        wide = (PICTURE if icon else 0) + (width_of(thing.label) if thing.label else 0)
        wide += 4 if icon and thing.label else 0
        spot = Box(edge if at_left else edge - wide, box.cy - PICTURE / 2, wide, PICTURE)
        if icon:
            sheet.picture(icon, Box(spot.x, spot.y, PICTURE, PICTURE), colour=BLUE, thick=2.4)
        if thing.label:
            words = Box(spot.right - width_of(thing.label), spot.y, width_of(thing.label), PICTURE)
            sheet.one_line(thing.label, words, colour=BLUE)
        sheet.ring(thing.mark, spot, gap=7, radius=8)
        edge += (wide + 16) * (1 if at_left else -1)
    return edge


def _bar_title(sheet, bar_box: Box, room: Box, lines: list[str], *, centred: bool) -> None:
    """In the middle of the bar if it fits there, else in the middle of what is left."""
    size = min((size_that_fits(line, room.width, bold=True) or TIGHT for line in lines), default=0)
    half = max((width_of(line, size, True) / 2 for line in lines), default=0)
    fits_in_middle = bar_box.cx - half >= room.x and bar_box.cx + half <= room.right
    x = (bar_box.cx if fits_in_middle else room.cx) if centred else room.x + 4
    for index, line in enumerate(lines):
        middle = room.cy + (index - (len(lines) - 1) / 2) * BODY * LINE
        baseline = middle_baseline(middle, size)
        anchor = "middle" if centred else "start"
        sheet.words(line, x, baseline, size=size, bold=True, anchor=anchor)


@element("bottom-bar", family="bottom strip", at_bottom=True)
def bottom_bar(sheet: Sheet, place: Place, given: Given) -> float:
    things = _some(given, most=4)
    each = place.edge_width / len(things)
    lines = max(len(label_lines(thing.label, each - 8)) for thing in things)
    height = 10 + 34 + lines * 27 + 10
    box = place.edge_to_edge(height)
    sheet.rect(box, fill=CREAM)
    sheet.line(box.x, box.y, box.right, box.y, edge=HAIRLINE, thick=2)
    for index, thing in enumerate(things):
        cell = Box(box.x + each * index, box.y, each, height)
        _picture_over_label(sheet, cell, thing)
    return height


def _picture_over_label(sheet: Sheet, cell: Box, thing: Thing) -> None:
    spot = Box(cell.cx - 17, cell.y + 10, 34, 34)
    sheet.picture(thing.icon or "dots", spot)
    lines = label_lines(thing.label, cell.width - 8)
    size = label_size(lines, cell.width - 8)
    for index, line in enumerate(lines):
        baseline = spot.bottom + 23 + 27 * index
        sheet.words(line, cell.cx, baseline, size=size, anchor="middle")
    around = cell.grown(-6, -5) if lines else spot.grown(7)
    sheet.ring(thing.mark, around, radius=16)


@element("dock", at_bottom=True, family="bottom")
def dock(sheet: Sheet, place: Place, given: Given) -> float:
    things = _some(given, most=4, pictures_only=True)
    height = TILE + 26
    box = place.edge_to_edge(height).grown(-9, 0)
    sheet.rect(box, fill=PALE_BLUE, radius=26)
    gap = (box.width - len(things) * TILE) / (len(things) + 1)
    for index, thing in enumerate(things):
        spot = Box(box.x + gap + index * (TILE + gap), box.y + 13, TILE, TILE)
        tile(sheet, spot, thing.icon)
        sheet.ring(thing.mark, spot, gap=4, radius=14)
    return height + 8


def tile(sheet: Sheet, box: Box, icon: str) -> None:
    """An app's tile: a filled square with a white small picture."""
    sheet.rect(box, fill=tile_colour(icon), radius=box.width * 0.24)
    sheet.picture(icon, box.grown(-box.width * 0.2), colour=WHITE)


@element("home-bar", at_bottom=True, family="bottom strip")
def home_bar(sheet: Sheet, place: Place, given: Given) -> float:
    height = 26
    box = place.edge_to_edge(height)
    line = Box(box.cx - 56, box.y + 11, 112, 7)
    sheet.rect(line, radius=3.5, fill=INK)
    sheet.ring(given.mark, line, gap=9, radius=4)
    return height


@element("navigation", at_bottom=True, family="bottom strip")
def navigation(sheet: Sheet, place: Place, given: Given) -> float:
    things = given.things() if isinstance(given.options["navigation"], list) else []
    marks = {thing.icon: thing.mark for thing in things}
    height = 52
    box = place.edge_to_edge(height)
    sheet.rect(box, fill=CREAM)
    drawn = (("back", "back-triangle"), ("home", "home-circle"), ("recent", "recent"))
    for index, (name, picture) in enumerate(drawn):
        cx = box.x + box.width * (1 + 2 * index) / 6
        spot = Box(cx - 16, box.cy - 16, 32, 32)
        sheet.picture(picture, spot, thick=2.2)
        sheet.ring(marks.pop(name, 0), spot, gap=5, radius=16)
    if marks:
        raise DrawingError('The element "navigation" holds back, home and recent, nothing else.')
    return height


@element("taskbar", options=("right", "clock"), at_bottom=True, family="bottom strip")
def taskbar(sheet: Sheet, place: Place, given: Given) -> float:
    height = 50
    box = place.edge_to_edge(height)
    sheet.rect(box, fill=PALE_BLUE)
    sheet.line(box.x, box.y, box.right, box.y, edge=HAIRLINE, thick=2)
    bare = not isinstance(given.options["taskbar"], list)
    usual = [Thing(icon="start"), Thing(icon="search")]
    left = usual if bare else _some(given, most=8, pictures_only=True)
    right_edge = _taskbar_right(sheet, box, given)
    each = min((right_edge - box.x - 20) / len(left), 46)
    if each < 36:
        raise DrawingError('The element "taskbar" holds too many small pictures; take one out.')
    for index, thing in enumerate(left):
        spot = Box(box.x + 14 + each * index, box.cy - 16, 32, 32)
        sheet.picture(thing.icon, spot, colour=BLUE if thing.icon == "start" else INK)
        sheet.ring(thing.mark, spot, gap=5, radius=8)
    return height


def _taskbar_right(sheet: Sheet, box: Box, given: Given) -> float:
    """Small pictures and clock at the right end; gives back their left edge."""
    edge = box.right - 12
    clock = given.time("clock") if "clock" in given.options else ""
    if clock:
        sheet.one_line(clock, Box(edge - 90, box.y, 90, box.height), align="end")
        edge -= width_of(clock) + 12
    for thing in reversed(given.things("right")):
        spot = Box(edge - 28, box.cy - 14, 28, 28)
        sheet.picture(thing.icon or "dots", spot)
        sheet.ring(thing.mark, spot, gap=6, radius=8)
        edge -= 40
    return edge


@element("address", options=("lock", "right"), family="strip")
def address(sheet: Sheet, place: Place, given: Given) -> float:
    height = 64
    box = place.edge_to_edge(height)
    sheet.rect(box, fill=CREAM)
    sheet.line(box.x, box.bottom, box.right, box.bottom, edge=HAIRLINE, thick=2)
    right = given.thing("right")
    line = Box(box.x + 11, box.y + 10, box.width - 22 - (44 if right else 0), height - 20)
    sheet.rect(line, radius=22, fill=PAPER, edge=INK, thick=2.5)
    x = line.x + 14
    if given.flag("lock", usual=True):
        sheet.picture("lock", Box(x, line.cy - 13, 26, 26), thick=2.4)
        x += 33
    sheet.one_line(given.words(), Box(x, line.y, line.right - x - 10, line.height), least=TIGHT)
    if right:
        spot = Box(line.right + 9, line.cy - 16, 32, 32)
        sheet.picture(right.icon or "dots-up", spot, colour=BLUE)
        sheet.ring(right.mark, spot, gap=5, radius=10)
    sheet.ring(given.mark, line, gap=0, radius=22)
    return height


@element("tabs", options=("open",), family="strip")
def tabs(sheet: Sheet, place: Place, given: Given) -> float:
    things = given.things(words_first=True)
    height = 50
    box = place.edge_to_edge(height)
    sheet.rect(box, fill=PALE_BLUE)
    opened = given.number("open", 1, len(things), usual=1) - 1
    each = (box.width - 12) / len(things)
    for index, thing in enumerate(things):
        cell = Box(box.x + 6 + each * index, box.y + 6, each, height - 6)
        if index == opened:
            top = f"M{cell.x:g} {cell.bottom:g}v-32q0-12 12-12h{each - 24:g}q12 0 12 12v32z"
            sheet.path(top, fill=CREAM, edge=INK, thick=2)
        _tab_label(sheet, cell, thing, bold=index == opened)
        sheet.ring(thing.mark, cell.grown(0, -2), radius=10)
    return height


def _tab_label(sheet: Sheet, cell: Box, thing: Thing, *, bold: bool) -> None:
    label = cell.grown(-9, 0)
    if thing.icon:
        wide = 28
        x = label.x if thing.label else cell.cx - wide / 2
        sheet.picture(thing.icon, Box(x, cell.cy - 14, 28, 28))
        label = Box(label.x + 34, label.y, label.width - 34, label.height)
    if thing.label:
        colour = INK if bold else SECOND
        sheet.one_line(thing.label, label, align="middle", least=TIGHT, bold=bold, colour=colour)


def _some(given: Given, *, most: int, pictures_only: bool = False) -> list[Thing]:
    things = given.things(pictures_only=pictures_only)
    if not things:
        raise DrawingError(f"{given.where} is empty; give it a list of small pictures.")
    if pictures_only and not all(thing.icon for thing in things):
        raise DrawingError(f"{given.where} holds small pictures only; give each an icon.")
    if len(things) > most:
        raise DrawingError(f"{given.where} holds {len(things)} things; {most} are the most.")
    return things
