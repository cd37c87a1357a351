"""A calm drawn hand with one finger on the screen, and the pointer of a mouse."""

from .colours import INK, PAPER, WHITE
from .errors import unknown
from .sheet import Box, Sheet, n

MOVES = ("tap", "hold", "slide-up", "slide-down", "slide-left", "slide-right")
HAND_SEEN = 122  # of a hand of 166, when it runs off the lower edge
TILT = -24  # degrees: the hand comes from the lower right

# The tip of the finger is at 0, 0; the hand lies below it.
_HAND = (
    "M-15 15a15 15 0 0 1 30 0v50c4-9 25-9 28 2c5-7 22-5 25 5c6-4 19-1 20 10v48c0 30-16 46-42 46"
    "H14c-18 0-28-8-37-21l-27-39c-9-14 7-26 18-15l17 17z"
)
_FOLDS = "M15 65v26M43 68v20M68 73v16"


def check_move(name: str) -> None:
    if name not in MOVES:
        raise unknown("finger movement", name, MOVES)


def draw_finger(sheet: Sheet, move: str, screen: Box, target: Box | None) -> float:
    """The hand, its fingertip on the target (or on the free middle of the screen).

    Gives back the y down to which the picture must reach for the hand to be known as one.
    """
    x, y = _tip(sheet, move, screen, target)
    if move in ("tap", "hold"):
        _draw_touch(sheet, x, y, held=move == "hold")
    else:
        _draw_way(sheet, move, x, y, screen, target)
    sheet.add(
        f'<g transform="translate({n(x)} {n(y)}) rotate({TILT})" stroke-linejoin="round"'
        f' stroke-linecap="round"><path d="{_HAND}" fill="{PAPER}" stroke="{WHITE}"'
        f' stroke-width="10"/><path d="{_HAND}" fill="{PAPER}" stroke="{INK}" stroke-width="4"/>'
        f'<path d="{_FOLDS}" fill="none" stroke="{INK}" stroke-width="3"/></g>'
    )
    sheet.pictured.append(Box(x - 10, y + 6, 60, 90))
    sheet.pictured.append(Box(x + 20, y + 50, 110, 110))
    return y + HAND_SEEN


def _tip(sheet: Sheet, move: str, screen: Box, target: Box | None) -> tuple[float, float]:
    """The fingertip: on the lower right edge of the target, so that it hides no words of it.

    Without a target, a tap goes to the first button, a slide to the free part of the screen.
    """
    if target is None and sheet.buttons and move in ("tap", "hold"):
        target = sheet.buttons[0]
    if target is not None and _is_a_page(target):
        return target.cx + 20, target.cy + 40
    if target is not None:
        wide = target.width > 120
        return (target.right - 40 if wide else target.cx + target.width * 0.25), target.bottom - 7
    across = {"slide-left": 0.66, "slide-right": 0.3, "slide-up": 0.62}.get(move, 0.5)
    down = {"slide-up": 0.79, "slide-down": 0.24}.get(move, 0.52)
    return screen.x + screen.width * across, screen.y + screen.height * down


def _is_a_page(target: Box) -> bool:
    """So tall that the finger lies in it, and not on its edge."""
    return target.height > 160


def _draw_touch(sheet: Sheet, x: float, y: float, *, held: bool) -> None:
    """Arcs at the lower left, clear of the words: one for a tap, three for a long press."""
    for radius in (22, 33, 44) if held else (24,):
        arc = f"M{n(x - radius)} {n(y + 8)}a{radius} {radius} 0 0 0 {radius} {radius}"
        for colour, thick in ((WHITE, 9), (INK, 4)):
            sheet.path(arc, edge=colour, thick=thick)


def _draw_way(sheet: Sheet, move: str, x: float, y: float, screen: Box, target) -> None:
    """The arrow: from the target's edge if there is one, else from the fingertip."""
    length, air = 96, 20
    ux, uy = {"up": (0, -1), "down": (0, 1), "left": (-1, 0), "right": (1, 0)}[move[6:]]
    if target is not None and _is_a_page(target):
        start_x, start_y = target.cx, target.cy + 24
    elif target is not None and move == "slide-right":
        start_x, start_y = target.cx, target.y - 28
    elif target is not None:
        start_x = target.cx + ux * (target.width / 2 + air) + (14 if uy else 0)
        start_y = target.cy + uy * (target.height / 2 + air)
    elif move == "slide-down":
        start_x, start_y = x - 46, y + 8
    elif move == "slide-right":
        start_x, start_y = x + 8, y - 30
    else:
        start_x, start_y = x + ux * 14, y + uy * 14
    if uy:
        end_y = min(max(start_y + uy * length, screen.y + 20), screen.bottom - 12)
        length = max(abs(end_y - start_y), 56)
    else:
        end_x = min(max(start_x + ux * length, screen.x + 14), screen.right - 14)
        length = max(abs(end_x - start_x), 56)
    end_x, end_y = start_x + ux * length, start_y + uy * length
    shaft = f"M{n(start_x)} {n(start_y)}L{n(end_x - ux * 14)} {n(end_y - uy * 14)}"
    head = (
        f"M{n(end_x)} {n(end_y)}L{n(end_x - ux * 26 - uy * 19)} {n(end_y - uy * 26 + ux * 19)}"
        f"L{n(end_x - ux * 26 + uy * 19)} {n(end_y - uy * 26 - ux * 19)}z"
    )
    sheet.path(shaft, edge=WHITE, thick=17)
    sheet.path(head, fill=WHITE, edge=WHITE, thick=8)
    sheet.path(shaft, edge=INK, thick=9)
    sheet.path(head, fill=INK)
    left, right = sorted((start_x, end_x))
    top, bottom = sorted((start_y, end_y))
    sheet.pictured.append(Box(left, top, right - left, bottom - top).grown(19))


# The pointer of a mouse -----------------------------------------------------------------

POINTERS = {
    # the tip is at 0, 0
    "arrow": "M0 0v46l11-10 8 19 10-4-8-19h15z",
    "hand": (
        "M-6 6a6 6 0 0 1 12 0v17c2-4 10-4 11 1 2-3 9-2 10 3 3-2 9 0 9 5v16c0 12-7 19-17 19h-7"
        "c-8 0-12-3-16-9L-16 42c-4-6 3-11 7-7l3 4z"
    ),
    "bar": "M-9-24h5q4 0 4 4q0-4 4-4h5M0-20v40M-9 24h5q4 0 4-4q0 4 4 4h5",
}


def check_pointer(name: str) -> None:
    if name not in POINTERS:
        raise unknown("pointer", name, POINTERS)


def draw_pointer(sheet: Sheet, name: str, screen: Box, target: Box | None) -> None:
    """The pointer of a mouse, its tip in the lower right of the target, beside its words."""
    if target is None and sheet.buttons:
        target = sheet.buttons[0]
    if target is None:
        x, y = screen.x + screen.width * 0.55, screen.y + screen.height * 0.5
    elif name == "bar":
        x, y = target.cx, target.cy
    else:
        wide = target.width > 90
        x = target.right - (34 if wide else 12)
        y = target.cy + min(target.height * 0.2, 8) if wide else target.bottom - 12
    shape = POINTERS[name]
    place = (
        f'<g transform="translate({n(x)} {n(y)})" stroke-linejoin="round" stroke-linecap="round">'
    )
    fill = "none" if name == "bar" else PAPER if name == "hand" else INK
    line = 4 if name == "bar" else 3
    sheet.add(
        f'{place}<path d="{shape}" fill="none" stroke="{WHITE}" stroke-width="{line + 6}"/>'
        f'<path d="{shape}" fill="{fill}" stroke="{INK}" stroke-width="{line}"/></g>'
    )
    sheet.pictured.append(Box(x - 4, y, 44, 60))
