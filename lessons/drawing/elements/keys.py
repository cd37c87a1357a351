"""Things with keys: the keyboard of a phone, and the pad for numbers."""

from ..colours import BLUE, CREAM, GREEN, INK, METAL, PALE_BLUE, WHITE
from ..errors import unknown
from ..given import Given
from ..sheet import Box, Sheet
from ..words import BODY, HEADING, TIGHT
from .kinds import Place, element

LAYOUTS = {
    "letters": ("qwertyuiop", "asdfghjkl", "zxcvbnm"),
    "capitals": ("QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM"),
    "numbers": ("1234567890", "-/:;()£&@", ".,?!'\"_"),
}
WORD_KEYS = ("shift", "delete", "numbers", "space", "return")
KEY_HEIGHT = 46


@element("keyboard", options=("key",), at_bottom=True, family="bottom strip")
def keyboard(sheet: Sheet, place: Place, given: Given) -> float:
    layout = given.choice("", tuple(LAYOUTS), "letters")
    rows = LAYOUTS[layout]
    wanted = given.words("key")
    if wanted and wanted not in WORD_KEYS and not any(wanted in row for row in rows):
        raise unknown(f'key on the keyboard "{layout}"', wanted, [*"".join(rows), *WORD_KEYS])
    height = 4 * (KEY_HEIGHT + 6) + 14
    box = place.edge_to_edge(height)
    sheet.rect(box, fill=METAL)
    inner = box.grown(-5, -8)
    for index, row in enumerate(rows):
        y = inner.y + index * (KEY_HEIGHT + 6)
        for label, spot in _row_of_keys(inner, y, row, with_ends=index == 2):
            _key(sheet, spot, label, given, wanted, layout)
    y = inner.y + 3 * (KEY_HEIGHT + 6)
    for label, spot in _last_row(inner, y):
        _key(sheet, spot, label, given, wanted, layout)
    if given.mark and not wanted:
        sheet.ring(given.mark, box.grown(-3), radius=14)
    return height


def _row_of_keys(inner: Box, y: float, row: str, *, with_ends: bool):
    each = inner.width / 10
    x = inner.cx - each * len(row) / 2
    if with_ends:
        end = x - inner.x
        yield "shift", Box(inner.x + 2, y, end - 6, KEY_HEIGHT)
        yield "delete", Box(inner.right - end + 4, y, end - 6, KEY_HEIGHT)
    for index, letter in enumerate(row):
        yield letter, Box(x + each * index + 2, y, each - 4, KEY_HEIGHT)


def _last_row(inner: Box, y: float):
    end = inner.width * 0.2
    yield "numbers", Box(inner.x + 2, y, end - 4, KEY_HEIGHT)
    yield "space", Box(inner.x + end + 2, y, inner.width - 2.3 * end - 4, KEY_HEIGHT)
    yield "return", Box(inner.right - 1.3 * end + 2, y, 1.3 * end - 4, KEY_HEIGHT)


def _key(sheet: Sheet, box: Box, label: str, given: Given, wanted: str, layout: str) -> None:
    plain = len(label) == 1 or label == "space"
    pressed = label == "shift" and layout == "capitals"
    sheet.rect(box, radius=7, fill=INK if pressed else WHITE if plain else PALE_BLUE)
    _key_face(sheet, box, label, layout, colour=WHITE if pressed else INK)
    if given.mark and label == wanted:
        gap = 1 if len(label) == 1 else 3
        sheet.ring(given.mark, box, gap=gap, radius=7)


def _key_face(sheet: Sheet, box: Box, label: str, layout: str, *, colour: str) -> None:
    middle = Box(box.cx - 14, box.cy - 14, 28, 28)
    if label == "shift":
        x, y = box.cx, box.cy
        arrow = f"M{x:.1f} {y - 12:.1f}l12 12h-6v10h-12v-10h-6z"
        sheet.path(arrow, edge=colour, fill=colour if colour == WHITE else "none", thick=2.5)
    elif label == "delete":
        x, y = box.cx, box.cy
        sheet.path(
            f"M{x - 14:.1f} {y:.1f}l8-10h20v20h-20zM{x - 1:.1f} {y - 4:.1f}l8 8m0-8l-8 8",
            edge=colour,
        )
    elif label == "return":
        x, y = box.cx, box.cy
        sheet.path(f"M{x + 14:.1f} {y - 9:.1f}v9h-28m8-8l-8 8 8 8", edge=colour, thick=2.8)
    elif label == "numbers":
        face = "123" if layout != "numbers" else "abc"
        sheet.one_line(face, box.grown(-2, 0), align="middle", least=TIGHT, colour=colour)
    elif label != "space":
        sheet.words(label, middle.cx, box.cy + BODY * 0.33, anchor="middle", colour=colour)


@element("keypad", options=("filled", "of", "typed", "key", "label"), stretches=False)
def keypad(sheet: Sheet, place: Place, given: Given) -> float:
    kind = given.choice("", ("pin", "dial"), "pin")
    wanted = given.words("key")
    keys = [*"123456789", *_foot_of_keypad(kind, wanted)]
    if wanted and wanted not in keys and wanted != "call":
        raise unknown("key on the keypad", wanted, [*keys, "call"])
    y = place.y
    if given.has("label"):
        label = given.words("label")
        y += sheet.paragraph(label, place.x, y, place.width, align="middle") + 4
    y += _keypad_top(sheet, place, y, given, kind)
    y += _keys(sheet, place, y, keys, given, wanted)
    if kind == "dial":
        y += _call_key(sheet, place, y, given, wanted)
    if given.mark and not wanted:
        sheet.ring(given.mark, Box(place.x, place.y, place.width, y - place.y), radius=16)
    return y - place.y


def _foot_of_keypad(kind: str, wanted: str) -> tuple[str, str, str]:
    """The last row; Android's page for a PIN ends it with a tick, the iPhone's with a delete."""
    if kind == "dial":
        return ("*", "0", "#")
    return ("delete", "0", "tick") if wanted == "tick" else ("", "0", "delete")


def _keypad_top(sheet: Sheet, place: Place, y: float, given: Given, kind: str) -> float:
    if kind == "dial":
        box = Box(place.x, y, place.width, 42)
        sheet.one_line(given.words("typed"), box, align="middle", size=HEADING, least=BODY)
        return 48
    count = int(given.number("of", 1, 8, usual=4))
    filled = int(given.number("filled", 0, count, usual=0))
    cx = place.x + place.width / 2
    for index in range(count):
        x = cx + (index - (count - 1) / 2) * 34
        sheet.circle(x, y + 14, 10, fill=INK if index < filled else WHITE, edge=INK, thick=3)
    return 40


def _keys(sheet: Sheet, place: Place, y: float, keys, given: Given, wanted: str) -> float:
    radius = 24 + 5 * place.room
    across, down = 2 * radius + 34 * place.room, 2 * radius + 10
    cx = place.x + place.width / 2
    for index, label in enumerate(keys):
        if not label:
            continue
        x, cy = cx + (index % 3 - 1) * across, y + radius + index // 3 * down
        if label == "delete":
            _key_face(sheet, Box(x - 16, cy - 16, 32, 32), "delete", "letters", colour=INK)
        elif label == "tick":
            sheet.circle(x, cy, radius, fill=BLUE)
            sheet.picture("tick", Box(x - 16, cy - 16, 32, 32), colour=WHITE, thick=3)
        else:
            sheet.circle(x, cy, radius, fill=CREAM, edge=INK, thick=2.5)
            baseline = cy + HEADING * (0.36 if label != "*" else 0.5)
            sheet.words(label, x, baseline, size=HEADING, anchor="middle")
        if label == wanted:
            spot = Box(x - radius, cy - radius, 2 * radius, 2 * radius)
            sheet.ring(given.mark, spot, gap=3, radius=radius)
    return 4 * down


def _call_key(sheet: Sheet, place: Place, y: float, given: Given, wanted: str) -> float:
    cx, radius = place.x + place.width / 2, 28
    sheet.circle(cx, y + radius, radius, fill=GREEN)
    sheet.picture("phone", Box(cx - 16, y + radius - 16, 32, 32), colour=WHITE, thick=2.4)
    if wanted == "call":
        spot = Box(cx - radius, y, 2 * radius, 2 * radius)
        sheet.ring(given.mark, spot, gap=5, radius=radius)
    return 2 * radius + 6
