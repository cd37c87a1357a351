"""The devices: their outlines, where their screens are, and their real buttons.

Every picture is 400 units wide. The devices are as wide as leaves 36 to 44 units at each
side, where the numbered disc of a mark can stand. What only matters in part runs off the
top or the bottom edge.
"""

from dataclasses import dataclass, replace

from .colours import CREAM, DARK_GLASS, INK, METAL, PAPER, TABLE, YELLOW
from .errors import DrawingError, unknown
from .sheet import Box, Sheet, n
from .words import BODY, width_of

WIDTH = 400
MARGIN = 18  # above and below a device that is seen whole
CABLE_ROOM = 92  # under a device with a charger plugged in
SLIM_X = 84  # where a device with a dark screen begins
CHIN = 70  # under a screen with a home button


@dataclass(frozen=True)
class Device:
    """Measures of one device, in viewBox units."""

    name: str
    x: float
    width: float
    bezel: float
    corner: float  # of the body; the screen's corner is smaller by the bezel
    least: float  # the height of the screen when all of the device is seen
    least_in_part: float
    most: float  # the highest screen that is still a picture to take in at one look
    inset: float  # at a rounded top or bottom end of the screen
    buttons: frozenset[str] = frozenset()

    def slimmed(self) -> "Device":
        """With wider margins: a dark screen needs no width, and the disc then stands outside."""
        return replace(self, x=SLIM_X, width=WIDTH - 2 * SLIM_X)

    @property
    def screen_x(self) -> float:
        return self.x + self.bezel

    @property
    def screen_width(self) -> float:
        return self.width - 2 * self.bezel


HAND_BUTTONS = frozenset(
    ("side-button", "power-key", "top-button", "volume-up", "volume-down", "home-button")
)
DEVICES = {
    "phone": Device("phone", 44, 312, 9, 42, 400, 300, 610, 12, HAND_BUTTONS),
    "tablet": Device("tablet", 38, 324, 15, 32, 370, 290, 560, 6, HAND_BUTTONS),
    "laptop": Device("laptop", 42, 316, 10, 16, 204, 150, 470, 0),
}
SHOWS = ("whole", "top", "bottom")


@dataclass(frozen=True)
class Frame:
    """One device placed on its canvas."""

    device: Device
    show: str
    canvas: Box
    screen: Box
    chin: float = 0

    @property
    def body(self) -> Box:
        """The outline; it reaches beyond the canvas where the device runs off it."""
        bezel = self.device.bezel
        top = self.screen.y - bezel if self.shows_top else -80
        bottom = (
            self.screen.bottom + bezel + self.chin if self.shows_bottom else self.canvas.height + 80
        )
        return Box(self.device.x, top, self.device.width, bottom - top)

    @property
    def shows_top(self) -> bool:
        return self.show != "bottom"

    @property
    def shows_bottom(self) -> bool:
        return self.show != "top"


def set_up(device: Device, show: str, screen_height: float, *, above=0.0, below=0.0, chin=0.0):
    """The frame for a screen of this height; `above` and `below`: room for objects and cables."""
    top = above + (MARGIN + device.bezel if show != "bottom" else 0)
    foot = 0.0
    if show != "top":
        foot = MARGIN + device.bezel + chin
        if device.name == "laptop":
            foot = device.bezel + DECK + MARGIN
    screen = Box(device.screen_x, top, device.screen_width, screen_height)
    canvas = Box(0, 0, WIDTH, round(screen.bottom + foot + below))
    return Frame(device, show, canvas, screen, chin if show != "top" else 0)


DECK = 22  # the edge of a laptop's lower half, seen from the front


def draw_table(sheet: Sheet, canvas: Box) -> None:
    """The picture's own ground: it is shown on light and dark pages alike."""
    sheet.rect(canvas, fill=TABLE, radius=22)


def draw_body(sheet: Sheet, frame: Frame, system: str, *, lit: bool, deck: bool = True) -> None:
    device, body = frame.device, frame.body
    if device.name == "laptop":
        sheet.rect(body, radius=device.corner, fill=INK)
        if frame.shows_bottom and deck:
            _draw_deck(sheet, frame)
    else:
        _draw_side_buttons(sheet, frame, system)
        sheet.rect(body, radius=device.corner, fill=INK)
        if frame.chin:
            _draw_home_button(sheet, frame)
    screen = screen_shape(frame)
    sheet.rect(screen, radius=_screen_corner(frame), fill=PAPER if lit else DARK_GLASS)
    if not lit:
        _draw_shine(sheet, frame.screen)


def screen_shape(frame: Frame) -> Box:
    """The screen as drawn: beyond the canvas where the device runs off it."""
    top = frame.screen.y if frame.shows_top else -60
    bottom = frame.screen.bottom if frame.shows_bottom else frame.canvas.height + 60
    return Box(frame.screen.x, top, frame.screen.width, bottom - top)


def clip(frame: Frame, name: str) -> str:
    """A clip path that keeps what is drawn on the screen inside its rounded corners."""
    box = screen_shape(frame)
    return (
        f'<clipPath id="{name}"><rect x="{n(box.x)}" y="{n(box.y)}" width="{n(box.width)}"'
        f' height="{n(box.height)}" rx="{n(_screen_corner(frame))}"/></clipPath>'
    )


def _screen_corner(frame: Frame) -> float:
    if frame.chin:
        return 8
    return max(frame.device.corner - frame.device.bezel, 6)


def _draw_shine(sheet: Sheet, screen: Box) -> None:
    """Two slanting lines: a dark screen that is switched off, and not a hole."""
    x, y = screen.x + screen.width * 0.62, screen.y + 44
    for shift, length in ((0, 70), (32, 44)):
        sheet.path(
            f"M{n(x + shift)} {n(y)}l{n(-length * 0.7)} {n(length)}", edge="#5d656e", thick=7
        )


def _draw_deck(sheet: Sheet, frame: Frame) -> None:
    """The lower half of a laptop from the front: wider than its screen, with a notch."""
    y = frame.body.bottom - 2
    deck = Box(8, y, WIDTH - 16, DECK)
    sheet.path(
        f"M{n(deck.x)} {n(y)}h{n(deck.width)}v6q0 16-18 16h{n(36 - deck.width)}q-18 0-18-16z",
        fill=METAL,
        edge=INK,
        thick=3,
    )
    sheet.path(f"M{n(deck.cx - 44)} {n(y + 1)}q2 8 10 8h68q8 0 10-8z", fill=INK)


# The real buttons -----------------------------------------------------------------------


def button_box(frame: Frame, name: str, system: str) -> Box:
    """Where a real button of a phone or tablet is."""
    body, top = frame.body, frame.screen.y
    android = system == "android"
    reach, depth = 7, 11
    right, left = body.right - depth + reach, body.x - reach
    if name in ("side-button", "power-key"):
        y = top + (134 if android else 76)
        return Box(right, y, depth, 66)
    if name == "top-button":
        return Box(body.right - 110, body.y - reach, 66, depth)
    if name == "home-button":
        cy = frame.screen.bottom + (frame.device.bezel + frame.chin) / 2 - 1
        return Box(body.cx - 26, cy - 26, 52, 52)
    x = right if android else left
    y = top + (28 if android else 66)
    return Box(x, y + (0 if name == "volume-up" else 52), depth, 44)


def _draw_side_buttons(sheet: Sheet, frame: Frame, system: str) -> None:
    if not frame.shows_top:
        return
    for name in ("side-button", "volume-up", "volume-down"):
        sheet.rect(button_box(frame, name, system), radius=3.5, fill=INK)


def _draw_home_button(sheet: Sheet, frame: Frame) -> None:
    box = button_box(frame, "home-button", "")
    sheet.circle(box.cx, box.cy, 26, fill=DARK_GLASS, edge="#8b939b", thick=3.5)


def draw_pressed(sheet: Sheet, frame: Frame, presses: list[tuple[str, int]], system: str) -> None:
    """The buttons to press: bright, with a ring round each."""
    for name, number in presses:
        if name not in HAND_BUTTONS:
            raise unknown("button to press", name, HAND_BUTTONS)
        box = button_box(frame, name, system)
        if name == "home-button":
            sheet.circle(box.cx, box.cy, 26, fill=PAPER, edge=INK, thick=3)
            sheet.ring(number, box, gap=4, radius=26)
            continue
        sheet.rect(box, radius=4, fill=YELLOW, edge=INK, thick=3)
        sheet.ring(number, box, gap=7, radius=8)


def draw_cable(sheet: Sheet, frame: Frame, number: int) -> None:
    """A charger's cable in the socket: below a phone or tablet, at the side of a laptop."""
    if frame.device.name == "laptop":
        _draw_side_cable(sheet, frame, number)
        return
    x, y = frame.body.cx, frame.body.bottom
    bottom = frame.canvas.height + 10
    cable = f"M{n(x)} {n(y + 36)}V{n(bottom)}"
    for colour, thick in ((INK, 17), (PAPER, 10)):
        sheet.path(cable, edge=colour, thick=thick)
    plug = Box(x - 21, y + 8, 42, 40)
    sheet.rect(Box(x - 11, y - 3, 22, 14), fill=METAL, edge=INK, thick=2.5)
    sheet.rect(plug, radius=8, fill=PAPER, edge=INK, thick=3.5)
    sheet.ring(number, plug, gap=12, radius=10)


def _draw_side_cable(sheet: Sheet, frame: Frame, number: int) -> None:
    y = frame.body.bottom + 8
    x = WIDTH - 52
    drop = f"M{n(x + 40)} {n(y)}c26 0 30 16 30 44v60"
    for colour, thick in ((INK, 17), (PAPER, 10)):
        sheet.path(
            f"M{n(x + 14)} {n(y + 44)}V{n(frame.canvas.height + 10)}", edge=colour, thick=thick
        )
    del drop
    plug = Box(x - 5, y + 12, 38, 36)
    sheet.pictured.append(plug)
    sheet.rect(Box(x + 4, y, 20, 14), fill=METAL, edge=INK, thick=2.5)
    sheet.rect(plug, radius=8, fill=PAPER, edge=INK, thick=3.5)
    sheet.ring(number, plug, gap=12, radius=10)


# The keys of a laptop -------------------------------------------------------------------

KEYS_HEIGHT = 236  # the lower half of a laptop from above: keys, then the touchpad
_KEY_ROWS = 3
_KEY_WORDS = {"plus": "+", "minus": "-", "windows": "start", "Windows": "start", "space": "Space"}


def draw_keys(sheet: Sheet, frame: Frame, presses: list[tuple[str, int]]) -> None:
    """A laptop's lower half from above, with blank keys and the ones to press lettered."""
    top = frame.body.bottom - 6
    deck = Box(12, top, WIDTH - 24, frame.canvas.height - top - MARGIN + 2)
    sheet.rect(deck, radius=18, fill=METAL, edge=INK, thick=3.5)
    pad = Box(deck.cx - 74, deck.bottom - 88, 148, 76)
    well = Box(deck.x + 14, deck.y + 14, deck.width - 28, pad.y - deck.y - 26)
    names = [name for name, _ in presses]
    _draw_key_rows(sheet, well, presses)
    _draw_touchpad(sheet, pad, presses)
    if "power-key" in names:
        key = Box(well.right - 42, well.y, 42, 36)
        _draw_key(sheet, key, "", pressed=True)
        sheet.picture("power", Box(key.cx - 14, key.cy - 14, 28, 28), thick=2.6)
        sheet.ring(dict(presses)["power-key"], key, gap=5, radius=7)


def _draw_key_rows(sheet: Sheet, well: Box, presses: list[tuple[str, int]]) -> None:
    gap, across = 6, 8
    high = (well.height - gap * (_KEY_ROWS - 1)) / _KEY_ROWS
    each = (well.width - gap * (across - 1)) / across
    lettered = _lettered_keys(well, high, gap, presses)
    for row in range(_KEY_ROWS):
        for column in range(across):
            x = well.x + column * (each + gap)
            key = Box(x, well.y + row * (high + gap), each, high)
            if not any(key.overlap(box.grown(2)) for _, box, _ in lettered):
                _draw_key(sheet, key, "")
    for label, box, number in lettered:
        _draw_key(sheet, box, label, pressed=True)
        sheet.ring(number, box, gap=5, radius=7)


def _lettered_keys(well: Box, high: float, gap: float, presses) -> list[tuple[str, Box, int]]:
    """Each key to press with its place: where a keyboard has it, as near as that matters."""
    labels = _labels_of_keys(presses)
    keys, x = [], well.x
    for label, number in labels:
        if not label.strip():
            raise DrawingError('Write the word on the key after "key:", as in "key:Enter".')
        width = 56 if label == "start" else max(width_of(label, BODY, True) + 22, 56)
        row = _row_of_key(label)
        y = well.y + row * (high + gap)
        if len(labels) > 1:
            place = x
        elif label.lower() in ("enter", "backspace", "delete", "shift", "del"):
            place = well.right - width
        elif label.lower() in ("space", "space bar"):
            width = well.width * 0.5
            place = well.cx - width / 2
        else:
            at_left = label.lower() in ("esc", "tab", "ctrl", "alt", "caps lock", "start")
            place = x if at_left else well.cx - width / 2
        keys.append((label, Box(place, y, width, high), number))
        x = place + width + 46
    return keys


def _labels_of_keys(presses: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """The words on the keys with their numbers: of two keys in one press, first 1, then 2."""
    labels = []
    for name, number in presses:
        if name.startswith("key:"):
            both = name[4:].replace("++", "+plus").split("+")
            labels += [(_KEY_WORDS.get(key, key), number + at) for at, key in enumerate(both)]
    return labels


def _row_of_key(label: str) -> int:
    name = label.lower()
    if name in ("esc", "backspace", "delete", "f1", "f5", "f11", "print screen"):
        return 0
    if name in ("ctrl", "alt", "space", "space bar", "start", "fn", "z", "c", "v", "x"):
        return 2
    return 1


def _draw_key(sheet: Sheet, box: Box, label: str, *, pressed: bool = False) -> None:
    sheet.rect(
        box, radius=6, fill=PAPER if pressed else CREAM, edge=INK, thick=2.5 if pressed else 1.5
    )
    if label == "start":
        sheet.picture("start", Box(box.cx - 15, box.cy - 15, 30, 30))
    elif label:
        sheet.one_line(label, box.grown(-3, 0), align="middle", bold=True)


def _draw_touchpad(sheet: Sheet, pad: Box, presses: list[tuple[str, int]]) -> None:
    sheet.rect(pad, radius=10, fill=PAPER, edge=INK, thick=3)
    for name, number in presses:
        if name == "touchpad":
            sheet.ring(number, pad, gap=1, radius=10)
        elif name in ("touchpad-left", "touchpad-right"):
            half = Box(pad.x, pad.bottom - 34, pad.width / 2, 34)
            if name == "touchpad-right":
                half = Box(pad.cx, half.y, half.width, half.height)
            sheet.rect(half.grown(-3), radius=6, fill=YELLOW, edge=INK, thick=2.5)
            sheet.ring(number, half, gap=1, radius=8)
        elif name != "power-key" and not name.startswith("key:"):
            known = ("power-key", "key:Enter", "touchpad", "touchpad-left", "touchpad-right")
            raise unknown("thing to press on a laptop", name, known)
