"""Whole screens and big signs: lock screen, home screen, a laptop's window, waiting."""

from ..colours import BLUE, CREAM, GREEN, INK, METAL, PALE_BLUE, RED, WHITE
from ..errors import DrawingError
from ..given import Given, Thing
from ..sheet import Box, Sheet, n
from ..small_pictures import shape
from ..words import BODY, LINE, TIGHT, label_lines, label_size, size_that_fits, wrap
from .edges import tile
from .kinds import Place, element, held_by, lay_out

TILE = 68
WINDOW_BUTTON = 34  # from one small picture in a title bar to the next


@element("lock", options=("date", "text"), stretches=True)
def lock(sheet: Sheet, place: Place, given: Given) -> float:
    room = place.room
    foot = wrap(given.words("text"), place.width, most_lines=3) if given.has("text") else []
    needed = 24 * room + 40 + 84 + 34 + 40 * room + len(foot) * BODY * LINE
    height = needed + place.spare
    cx = place.x + place.width / 2
    y = place.y + 24 * room
    sheet.picture("lock", Box(cx - 18, y, 36, 36))
    time = given.time() or "10:24"
    clock = Box(place.x, y + 40, place.width, 80)
    sheet.one_line(time, clock, align="middle", size=74, least=40)
    if given.has("date"):
        date = Box(place.x, y + 120, place.width, 36)
        sheet.one_line(given.words("date"), date, align="middle", least=TIGHT)
    y = place.y + height - len(foot) * BODY * LINE
    for line in foot:
        sheet.words(line, cx, y + BODY * 0.9, anchor="middle")
        y += BODY * LINE
    sheet.ring(given.mark, place.box(height).grown(0, 8), radius=16)
    return height


@element("apps", options=("columns",))
def apps(sheet: Sheet, place: Place, given: Given) -> float:
    things = given.things()
    if not things:
        raise DrawingError('The element "apps" is empty; give it a list of small pictures.')
    columns = _columns(place, given, things)
    each = place.width / columns
    y = place.y
    for start in range(0, len(things), columns):
        y += _row_of_apps(sheet, place, y, things[start : start + columns], each)
    return y - place.y


def _columns(place: Place, given: Given, things: list[Thing]) -> int:
    """As many as asked for (or three) if the labels have room, else two."""
    wanted = int(given.number("columns", 1, 4, usual=3 if len(things) > 2 else 2))
    room = place.width / wanted - 4
    longest = [word for thing in things for word in thing.label.split()]
    short = all(size_that_fits(word, room, least=TIGHT) for word in longest)
    whole = all(size_that_fits(thing.label, room, least=TIGHT) for thing in things)
    fits = short if "columns" in given.options else whole
    return wanted if fits or wanted == 1 else 2


def _row_of_apps(sheet: Sheet, place: Place, y: float, things: list[Thing], each: float) -> float:
    top, labels = 10 * place.room + 4, []
    for thing in things:
        labels.append(label_lines(thing.label, each - 4) or [""])
    lines = max(len(label) if label[0] else 0 for label in labels)
    for index, (thing, label) in enumerate(zip(things, labels, strict=True)):
        cx = place.x + each * (index + 0.5)
        box = Box(cx - TILE / 2, y + top, TILE, TILE)
        if not thing.icon:
            raise DrawingError(f'The app "{thing.label}" needs a small picture: icon.')
        tile(sheet, box, thing.icon)
        sheet.ring(thing.mark, box, gap=6, radius=16)
        for row, line in enumerate(label):
            size = label_size(label, each - 4)
            baseline = box.bottom + 15 + BODY * 0.78 + row * BODY * LINE
            sheet.words(line, cx, baseline, size=size, anchor="middle")
    return top + TILE + (15 + lines * BODY * LINE if lines else 10) + 8 * place.room


@element("window", options=("holds", "icon"), parts=("close", "minimise", "maximise", "title"))
def window(sheet: Sheet, place: Place, given: Given) -> float:
    """A laptop's window; what it holds is laid out inside, as on a small screen."""
    elements = held_by(given)
    box = Box(place.edge_x + 7, place.y, place.edge_width - 14, 60)
    title_room = box.width - 12 - 3 * WINDOW_BUTTON - 10
    title = wrap(given.words(), title_room, most_lines=3) if given.words() else []
    head, pad = 46 + max(len(title) - 1, 0) * BODY * LINE, 10
    inside = place.within(box, pad=11).down(head + pad)
    foot = pad + 8  # so that the ring round a last button stays inside
    height = head + pad + lay_out(Sheet(), inside, elements) + foot
    box = Box(box.x, box.y, box.width, height)
    sheet.rect(box, fill=WHITE, radius=10, edge=INK, thick=3)
    _window_head(sheet, Box(box.x, box.y, box.width, head), given, title)
    lay_out(sheet, inside, elements)
    return height


def _window_head(sheet: Sheet, box: Box, given: Given, lines: list[str]) -> None:
    inner = box.grown(-1.5)
    sheet.path(
        f"M{n(inner.x)} {n(inner.bottom)}v{n(-inner.height + 9)}q0-9 9-9h{n(inner.width - 18)}"
        f"q9 0 9 9v{n(inner.height - 9)}z",
        fill=PALE_BLUE,
    )
    sheet.line(box.x, box.bottom, box.right, box.bottom, edge=INK, thick=2)
    x = box.right - 12
    for name in ("close", "maximise", "minimise"):
        spot = Box(x - 22, box.y + 12, 22, 22)
        sheet.picture(name, spot, thick=2.8)
        sheet.ring(given.mark_of(name), spot, gap=6, radius=6)
        x -= WINDOW_BUTTON
    for index, line in enumerate(lines):
        sheet.words(line, box.x + 12, box.y + 23 + index * BODY * LINE + BODY * 0.36)
    title = Box(box.x + 4, box.y, x - box.x - 2, box.height)
    sheet.ring(given.mark_of("title", usual="title"), title.grown(0, -4), radius=10)


@element("progress", options=("label",))
def progress(sheet: Sheet, place: Place, given: Given) -> float:
    share = given.number("", 0, 1, usual=0.5)
    y = place.y
    if given.has("label"):
        y += sheet.paragraph(given.words("label"), place.x, y, place.width, align="middle") + 4
    box = Box(place.x + 10, y, place.width - 20, 26)
    sheet.rect(box, fill=WHITE, radius=13, edge=INK, thick=3)
    sheet.rect(Box(box.x + 5, box.y + 5, (box.width - 10) * share, 16), fill=BLUE, radius=8)
    sheet.ring(given.mark, Box(place.x, place.y, place.width, box.bottom - place.y), gap=4)
    return box.bottom + 2 - place.y


@element("battery", options=("charging",))
def battery(sheet: Sheet, place: Place, given: Given) -> float:
    level_ = given.number("", 0, 100, usual=80)
    cx, height = place.x + place.width / 2, 84
    box = Box(cx - 80, place.y + 6, 150, height - 8)
    sheet.rect(box, fill=WHITE, radius=14, edge=INK, thick=4)
    sheet.rect(Box(box.right + 4, box.cy - 14, 9, 28), radius=4, fill=INK)
    colour = RED if level_ <= 20 else GREEN
    sheet.rect(
        Box(box.x + 8, box.y + 8, max((box.width - 16) * level_ / 100, 10), box.height - 16),
        fill=colour,
        radius=7,
    )
    if given.flag("charging"):
        spot = Box(box.cx - 24, box.cy - 24, 48, 48)
        sheet.add(shape("bolt", n(spot.x), n(spot.y), 2, INK, 4.5))
        sheet.add(shape("bolt", n(spot.x), n(spot.y), 2, WHITE, 2))
        sheet.path(_bolt_inside(spot), fill=WHITE)
    sheet.ring(given.mark, box, gap=8, radius=14)
    words = f"{level_:g}%"
    sheet.words(words, cx, box.bottom + 12 + BODY, anchor="middle", bold=True)
    return height + 14 + BODY * LINE


def _bolt_inside(spot: Box) -> str:
    x, y = spot.x, spot.y
    return f"M{n(x + 26)} {n(y + 5)}L{n(x + 10)} {n(y + 27)}h12l-2 16 18-23h-13z"


@element("spinner", stretches=True)
def spinner(sheet: Sheet, place: Place, given: Given) -> float:
    height = 130 + place.spare
    cx, cy = place.x + place.width / 2, place.y + height / 2 - 18
    sheet.circle(cx, cy, 34, edge=METAL, thick=9)
    sheet.path(f"M{n(cx)} {n(cy - 34)}a34 34 0 0 1 34 34", edge=BLUE, thick=9)
    if given.words():
        label = Box(place.x, cy + 50, place.width, 32)
        sheet.one_line(given.words(), label, align="middle")
    sheet.ring(given.mark, Box(cx - 38, cy - 38, 76, 76), gap=7, radius=38)
    return height


@element("power-off", stretches=True)
def power_off(sheet: Sheet, place: Place, given: Given) -> float:
    height = 84 + place.spare
    box = Box(place.x, place.y + 10 + place.spare * 0.22, place.width, 68)
    sheet.rect(box, fill=CREAM, radius=34, edge=INK, thick=3)
    knob = Box(box.x + 6, box.y + 6, 56, 56)
    sheet.circle(knob.cx, knob.cy, 28, fill=WHITE, edge=INK, thick=3)
    sheet.picture("power", knob.grown(-12), colour=RED, thick=2.4)
    words = given.words() or "Slide to power off"
    room = box.width - 62 - 28
    if size_that_fits(words, room, least=TIGHT):
        sheet.one_line(words, Box(knob.right + 14, box.y, room, box.height), least=TIGHT)
    else:
        lines = wrap(words, room, size=TIGHT, most_lines=2)
        for index, line in enumerate(lines):
            baseline = box.cy + (index - 0.5) * 28 + 8
            sheet.words(line, knob.right + 14, baseline, size=TIGHT)
    sheet.ring(given.mark, knob, gap=3, radius=28)
    return height
