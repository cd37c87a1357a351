"""Objects on a table: a charger, a mouse, a telephone, paper, people.

Each is drawn on a field of 100 by 100 and stands in a row under (or without) a device.
Words spoken or written take a row of their own.
"""

from dataclasses import dataclass

from .colours import BLUE, INK, PAPER, WHITE
from .errors import DrawingError, unknown
from .given import Given
from .sheet import Box, Sheet, n
from .words import (
    BODY,
    LINE,
    even_lines,
    label_lines,
    label_size,
    size_that_fits,
    width_of,
    wrap,
)

GAP = 18
EDGE = 46  # at both sides: room for the disc of a mark
WORDS_PAD = 18
WORDS_WIDTH = 400 - 2 * EDGE - 2 * WORDS_PAD
LARGEST_ALONE = {1: 200, 2: 140, 3: 96}  # by how many stand in a row
LARGEST_BESIDE = {1: 120, 2: 110, 3: 96}
TAIL = 30  # of a speech bubble


def _line(thick: float) -> str:
    return (
        f'fill="none" stroke="{INK}" stroke-width="{thick:g}" stroke-linecap="round"'
        ' stroke-linejoin="round"'
    )


_LINE = _line(2.8)
_BODY = f'fill="{PAPER}" stroke="{INK}" stroke-width="2.8" stroke-linejoin="round"'
_METAL = f'fill="#d5dbe1" stroke="{INK}" stroke-width="2.8" stroke-linejoin="round"'
_DARK = f'fill="{INK}"'
_BLUE = f'fill="{BLUE}" stroke="{INK}" stroke-width="2.8" stroke-linejoin="round"'


@dataclass(frozen=True)
class Drawing:
    """A fragment on a field of 100 by 100, and the boxes in it that a mark can go round."""

    fragment: str
    whole: tuple[float, float, float, float] = (4, 4, 92, 92)
    parts: tuple[tuple[str, tuple[float, float, float, float]], ...] = ()


def _figure(cx: float, jumper: str, hair: str) -> str:
    """Head and shoulders, 52 wide, round `cx`."""
    return (
        f'<path d="M{cx - 28} 96c0-24 10-36 28-36s28 12 28 36z" fill="{jumper}" stroke="{INK}"'
        ' stroke-width="2.8"/>'
        f'<circle cx="{cx}" cy="34" r="23" fill="{hair}" stroke="{INK}" stroke-width="2.8"/>'
        f'<ellipse cx="{cx}" cy="39" rx="17" ry="19" fill="#f0d0b2"/>'
        f'<path d="M{cx - 18} 34c3-11 10-15 18-15s15 4 18 15c-7-2-11-5-13-8-5 5-14 8-23 8z"'
        f' fill="{hair}"/>'
        f'<circle cx="{cx - 7}" cy="39" r="2.2" fill="{INK}"/>'
        f'<circle cx="{cx + 7}" cy="39" r="2.2" fill="{INK}"/>'
        f'<path d="M{cx - 6} 48c3 4 9 4 12 0" {_line(2.2)}/>'
    )


OBJECTS = {
    "charger": Drawing(
        f'<path d="M62 40c26 0 26 50 0 50H34" {_line(6.4)}/>'
        f'<rect x="10" y="20" width="50" height="42" rx="8" {_BODY}/>'
        f'<path d="M24 20V6M46 20V6" {_line(5.6)}/>'
        f'<rect x="12" y="82" width="24" height="16" rx="4" {_METAL}/>',
    ),
    "wall-socket": Drawing(
        f'<rect x="8" y="12" width="84" height="76" rx="10" {_BODY}/>'
        f'<rect x="44" y="26" width="12" height="20" rx="2" {_DARK}/>'
        f'<rect x="23" y="54" width="20" height="11" rx="2" {_DARK}/>'
        f'<rect x="57" y="54" width="20" height="11" rx="2" {_DARK}/>'
        f'<rect x="68" y="20" width="16" height="24" rx="3" {_METAL}/>'
        '<path d="M71 26h10" stroke="#8a0000" stroke-width="4"/>',
        (8, 12, 84, 76),
        (("switch", (68, 20, 16, 24)),),
    ),
    "mouse": Drawing(
        f'<path d="M50 14V2" {_line(4)}/>'
        f'<rect x="22" y="12" width="56" height="84" rx="28" {_BODY}/>'
        f'<path d="M22 48h56M50 12v36" {_LINE}/><rect x="45" y="22" width="10" height="18"'
        f' rx="5" {_DARK}/>',
        (22, 12, 56, 84),
        (("left", (23, 13, 27, 35)), ("right", (50, 13, 27, 35)), ("wheel", (44, 20, 12, 22))),
    ),
    "touchpad": Drawing(
        f'<rect x="4" y="10" width="92" height="80" rx="10" {_METAL}/>'
        f'<rect x="14" y="20" width="72" height="60" rx="8" {_BODY}/>'
        f'<path d="M14 62h72M50 62v18" {_LINE}/>',
        (14, 20, 72, 60),
        (("left", (15, 62, 35, 18)), ("right", (50, 62, 35, 18))),
    ),
    "telephone": Drawing(
        '<path d="M12 66c0-14 14-26 38-26s38 12 38 26v20a6 6 0 0 1-6 6H18a6 6 0 0 1-6-6z"'
        f" {_BLUE}/>"
        '<path d="M6 40c0-18 20-28 44-28s44 10 44 28v8a4 4 0 0 1-4 4H74a4 4 0 0'
        f' 1-4-4v-8c-12-4-28-4-40 0v8a4 4 0 0 1-4 4H10a4 4 0 0 1-4-4z" {_BODY}/>'
        f'<circle cx="50" cy="68" r="15" fill="{PAPER}"/><g {_DARK}>'
        '<circle cx="50" cy="59" r="2.8"/><circle cx="58" cy="64" r="2.8"/>'
        '<circle cx="58" cy="72" r="2.8"/><circle cx="50" cy="77" r="2.8"/>'
        '<circle cx="42" cy="72" r="2.8"/><circle cx="42" cy="64" r="2.8"/></g>',
        (6, 12, 88, 80),
    ),
    "phone-small": Drawing(
        f'<rect x="25" y="4" width="50" height="92" rx="10" {_DARK}/>'
        f'<rect x="30" y="12" width="40" height="74" rx="4" fill="{PAPER}"/>',
        (25, 4, 50, 92),
    ),
    "letter": Drawing(
        f'<rect x="4" y="20" width="92" height="62" rx="5" {_BODY}/>'
        f'<path d="M6 24l44 34 44-34" {_LINE}/>',
        (4, 20, 92, 62),
    ),
    "paper": Drawing(
        f'<path d="M18 4h46l18 18v74H18z" {_BODY}/>'
        f'<path d="M64 4v18h18M30 38h40M30 52h40M30 66h40M30 80h22" {_LINE}/>',
        (18, 4, 64, 92),
    ),
    "notebook": Drawing(
        f'<rect x="18" y="6" width="66" height="88" rx="6" {_BLUE}/>'
        f'<rect x="34" y="20" width="40" height="24" rx="3" fill="{PAPER}"/>'
        f'<path d="M40 29h28M40 36h18" {_line(2.4)}/>'
        f'<path d="M12 20h14M12 40h14M12 60h14M12 80h14" {_line(4)}/>',
        (12, 6, 72, 88),
    ),
    "pen": Drawing(
        f'<path d="M14 86l6-22L70 14l16 16-50 50z" {_BODY}/>'
        f'<path d="M14 86l6-22 16 16z" {_DARK}/><path d="M60 24l16 16" {_LINE}/>',
        (12, 12, 76, 76),
    ),
    "bank-card": Drawing(
        f'<rect x="4" y="20" width="92" height="60" rx="8" {_BLUE}/>'
        f'<path d="M4 36h92" stroke="{INK}" stroke-width="12"/>'
        f'<rect x="14" y="54" width="20" height="15" rx="3" fill="#ffdd00" stroke="{INK}"'
        ' stroke-width="2.5"/>',
        (4, 20, 92, 60),
    ),
    "person": Drawing(_figure(50, BLUE, "#c9c4bb"), (20, 10, 60, 86)),
    "two-people": Drawing(
        '<g transform="translate(0 12)'
        f' scale(.88)">{_figure(30, "#0b4f2c", "#5a4334")}{_figure(84, BLUE, "#c9c4bb")}</g>',
        (2, 18, 96, 80),
    ),
    "hearing": Drawing(
        f'<path d="M34 8c26-8 42 12 36 38-3 12-10 14-16 22" {_line(4.8)}/>'
        '<path d="M22 24c4-18 22-22 30-10 6 10-2 18-4 30l-6 34c-2 12-18 14-24 4-5-9 2-38 4-58z"'
        f" {_METAL}/>"
        f'<circle cx="54" cy="78" r="12" {_BODY}/><path d="M30 42h10M29 52h10" {_LINE}/>',
        (14, 6, 60, 86),
    ),
    "magnifier": Drawing(
        f'<path d="M62 62l30 30" {_line(9.6)}/><circle cx="42" cy="42" r="32" {_BODY}/>'
        f'<path d="M24 38c3-9 9-14 18-15" {_LINE}/>',
        (8, 8, 86, 86),
    ),
    "glasses": Drawing(
        f'<circle cx="26" cy="56" r="20" {_BODY}/><circle cx="74" cy="56" r="20" {_BODY}/>'
        f'<path d="M46 54c2-5 6-5 8 0M6 52L14 24M94 52L86 24" {_line(4)}/>',
        (4, 22, 92, 56),
    ),
    "cup": Drawing(
        f'<path d="M70 46h8a13 13 0 0 1 0 26h-8" {_line(4.8)}/>'
        f'<path d="M14 36h58v34a20 20 0 0 1-20 20H34a20 20 0 0 1-20-20z" {_BLUE}/>'
        f'<path d="M30 26c-5-6 5-10 0-18M46 26c-5-6 5-10 0-18" {_LINE}/>',
        (12, 6, 82, 86),
    ),
    "headphones": Drawing(
        f'<path d="M16 66V50a34 34 0 0 1 68 0v16" {_line(5.6)}/>'
        f'<rect x="8" y="56" width="22" height="36" rx="9" {_BLUE}/>'
        f'<rect x="70" y="56" width="22" height="36" rx="9" {_BLUE}/>',
        (8, 14, 84, 78),
    ),
    "clock": Drawing(
        f'<circle cx="50" cy="50" r="42" {_BODY}/><path d="M50 24v26l18 12" {_line(4.8)}/>'
        f'<path d="M50 12v5M50 83v5M12 50h5M83 50h5" {_LINE}/>',
    ),
    "key": Drawing(
        f'<path d="M46 54L88 12M72 28l12 12M60 40l9 9" {_line(6.4)}/>'
        f'<circle cx="32" cy="68" r="20" {_METAL}/>'
        f'<circle cx="28" cy="72" r="6" fill="{PAPER}" stroke="{INK}" stroke-width="3"/>',
        (10, 8, 82, 82),
    ),
    "router": Drawing(
        f'<path d="M24 54V16M76 54V16" {_line(4.8)}/>'
        f'<rect x="6" y="52" width="88" height="34" rx="8" {_BODY}/>'
        '<circle cx="24" cy="69" r="4" fill="#0b4f2c"/>'
        f'<circle cx="38" cy="69" r="4" fill="#0b4f2c"/><path d="M56 69h24" {_LINE}/>'
        f'<path d="M36 28a20 20 0 0 1 28 0M43 37a10 10 0 0 1 14 0" {_LINE}/>',
        (6, 12, 88, 74),
    ),
    "television": Drawing(
        f'<rect x="4" y="14" width="92" height="62" rx="6" {_DARK}/>'
        '<rect x="10" y="20" width="80" height="50" rx="2" fill="#cfe3f3"/>'
        f'<path d="M30 90h40M50 76v14" {_line(4.8)}/>',
        (4, 14, 92, 62),
    ),
    "house": Drawing(
        f'<path d="M16 48v46h68V48" {_BODY}/><path d="M6 52L50 10l44 42" fill="#8a0000"'
        f' stroke="{INK}" stroke-width="2.8" stroke-linejoin="round"/>'
        f'<path d="M16 50h68" {_LINE}/><rect x="42" y="62" width="18" height="32" {_BLUE}/>',
        (6, 10, 88, 84),
    ),
}
ALSO_CALLED = {
    "mouse-left": ("mouse", "left"),
    "mouse-right": ("mouse", "right"),
    "book": ("notebook", ""),
    "hearing-aid": ("hearing", ""),
    "socket": ("wall-socket", ""),
    "handset": ("telephone", ""),
    "card": ("bank-card", ""),
    "people": ("two-people", ""),
    "tv": ("television", ""),
    "envelope": ("letter", ""),
    "speech-bubble": ("speech", ""),
}
WORDED = ("speech", "paper", "notebook")
_OPTIONS = ("object", "words", "label", "button", "part", "mark", "moves")


@dataclass(frozen=True)
class Thing:
    """One object as described."""

    name: str
    words: str = ""
    label: str = ""
    part: str = ""
    mark: int = 0
    moves: bool = False  # arrows at both sides

    @property
    def is_worded(self) -> bool:
        return self.name == "speech" or bool(self.words)


def read(description: object) -> list[Thing]:
    """The objects of `beside:`, in order."""
    values = description if isinstance(description, list) else [description]
    return [_read_one(value) for value in values]


def _read_one(value: object) -> Thing:
    options = value if isinstance(value, dict) else {"object": value}
    for option in options:
        if option not in _OPTIONS:
            raise unknown('option of an object in "beside"', option, _OPTIONS)
    given = Given("beside", options)
    name = given.words("object", needed=True)
    name, part = ALSO_CALLED.get(name, (name, ""))
    part = given.words("button") or given.words("part") or part
    if name not in OBJECTS and name != "speech":
        raise unknown("object", name, [*OBJECTS, *ALSO_CALLED, "speech"])
    words = given.words("words")
    if name == "speech" and not words:
        raise DrawingError('The object "speech" has no words; add "words: …".')
    if words and name not in WORDED:
        raise DrawingError(
            f'The object "{name}" cannot carry words; use speech, paper or notebook.'
        )
    if part and part not in dict(OBJECTS[name].parts):
        raise unknown(f'part of "{name}"', part, dict(OBJECTS[name].parts))
    return Thing(name, words, given.words("label"), part, given.mark, given.flag("moves"))


def height_of(things: list[Thing], *, alone: bool) -> float:
    """How much height the objects need, with the air between them."""
    return draw(Sheet(), things, 0, alone=alone)


def draw(sheet: Sheet, things: list[Thing], top: float, *, alone: bool) -> float:
    """Draws worded objects each in a row of its own, the others side by side; gives the height."""
    y = top
    rows = _rows(things)
    for index, row in enumerate(rows):
        y += GAP if index else 0
        if row[0].name == "speech":
            speaker_above = index > 0 and not rows[index - 1][0].is_worded
            y += _draw_speech(sheet, row[0], y, tail_up=speaker_above)
        elif row[0].is_worded:
            y += _draw_written(sheet, row[0], y)
        else:
            y += _draw_row(sheet, row, y, alone)
    return y - top


def _rows(things: list[Thing]) -> list[list[Thing]]:
    rows: list[list[Thing]] = []
    for thing in things:
        joins = rows and not thing.is_worded and not rows[-1][-1].is_worded
        if joins and len(rows[-1]) < 3:
            rows[-1].append(thing)
        else:
            rows.append([thing])
    return rows


def _draw_speech(sheet: Sheet, thing: Thing, y: float, *, tail_up: bool) -> float:
    """A bubble as wide as its words; its tail points at who speaks."""
    lines = even_lines(wrap(thing.words, WORDS_WIDTH, most_lines=6), WORDS_WIDTH)
    width = max(width_of(line) for line in lines) + 2 * WORDS_PAD
    height = len(lines) * BODY * LINE + 2 * WORDS_PAD - 4
    box = Box(200 - width / 2, y + (TAIL if tail_up else 0), width, height)
    sheet.rect(box, fill=WHITE, radius=20, edge=INK, thick=3.5)
    root, way = (box.y + 2, -1) if tail_up else (box.bottom - 2, 1)
    x = box.cx - 16
    tail = f"M{n(x)} {n(root)}l4 {n(way * 32)} 30 {n(-way * 32)}"
    sheet.path(tail, fill=WHITE, edge=INK, thick=3.5)
    sheet.line(x + 3, root - way * 2, x + 30, root - way * 2, edge=WHITE, thick=5)
    sheet.paragraph(
        thing.words, 200 - WORDS_WIDTH / 2, box.y + WORDS_PAD - 4, WORDS_WIDTH, align="middle"
    )
    sheet.ring(thing.mark, box, gap=2, radius=18)
    return height + TAIL


def _draw_written(sheet: Sheet, thing: Thing, y: float) -> float:
    """A sheet of paper or a page of a notebook; a few words are written large."""
    width = 400 - 2 * EDGE
    size = size_that_fits(thing.words, WORDS_WIDTH, size=56, least=40) or BODY
    lines = wrap(thing.words, WORDS_WIDTH, size=size, most_lines=6)
    box = Box(EDGE, y, width, len(lines) * size * LINE + 2 * WORDS_PAD - 4)
    sheet.rect(box, fill=PAPER, radius=4, edge=INK, thick=3.5)
    if thing.name == "notebook":
        for ring in range(5):
            x = box.x + width * (ring + 0.5) / 5
            sheet.line(x, y - 7, x, y + 9, edge=INK, thick=5)
    sheet.paragraph(
        thing.words,
        200 - WORDS_WIDTH / 2,
        y + WORDS_PAD - 4,
        WORDS_WIDTH,
        size=size,
        align="middle",
    )
    sheet.ring(thing.mark, box, gap=2, radius=8)
    return box.height


def _draw_row(sheet: Sheet, things: list[Thing], y: float, alone: bool) -> float:
    largest = LARGEST_ALONE if alone else LARGEST_BESIDE
    each = (400 - 2 * EDGE) / len(things)
    size = min(largest[len(things)], each - 8)
    labels = [label_lines(thing.label, each - 4) for thing in things]
    for index, (thing, label) in enumerate(zip(things, labels, strict=True)):
        cx = EDGE + each * (index + 0.5)
        _draw_one(sheet, thing, Box(cx - size / 2, y, size, size))
        for row, line in enumerate(label):
            baseline = y + size + 10 + BODY * 0.8 + row * BODY * LINE
            sheet.words(line, cx, baseline, size=label_size(label, each - 4), anchor="middle")
    under = max(len(label) for label in labels)
    return size + (10 + under * BODY * LINE if under else 0)


def _draw_arrows(sheet: Sheet, box: Box) -> None:
    """An arrow to the left and one to the right: the object is being moved."""
    for x, way in ((box.x - 16, -1), (box.right + 16, 1)):
        end = x + way * 44
        path = f"M{n(x)} {n(box.cy)}H{n(end)}m{n(-way * 14)}-14l{n(way * 14)} 14l{n(-way * 14)} 14"
        sheet.path(path, edge=INK, thick=6)
        sheet.pictured.append(Box(min(x, end) - 4, box.cy - 16, 52, 32))


def _draw_one(sheet: Sheet, thing: Thing, box: Box) -> None:
    drawing, scale = OBJECTS[thing.name], box.width / 100

    def on_canvas(part) -> Box:
        x, y, width, height = part
        return Box(box.x + x * scale, box.y + y * scale, width * scale, height * scale)

    fragment = drawing.fragment
    sheet.add(f'<g transform="translate({n(box.x)} {n(box.y)}) scale({scale:.3g})">{fragment}')
    if thing.part:
        x, y, width, height = dict(drawing.parts)[thing.part]
        sheet.add(
            f'<rect x="{n(x + 3)}" y="{n(y + 3)}" width="{n(width - 6)}" height="{n(height - 6)}"'
            f' rx="6" fill="#ffdd00" stroke="{INK}" stroke-width="2.5"/>'
        )
    sheet.add("</g>")
    whole = on_canvas(drawing.whole)
    if thing.moves:
        _draw_arrows(sheet, whole)
    sheet.pictured.append(whole)
    sheet.ring(
        thing.mark,
        on_canvas(dict(drawing.parts)[thing.part]) if thing.part else whole,
        gap=3 if thing.part else 9,
        radius=12,
    )
