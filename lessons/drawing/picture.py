"""One picture from its description: reads it, chooses what is in view, puts it together."""

import zlib
from dataclasses import dataclass

from . import frames, hands, objects
from .colours import CREAM, DARK_GLASS, PALE_BLUE, PAPER
from .elements import KINDS, Place, flow_height, lay_out, read_element
from .errors import DrawingError, unknown
from .frames import DEVICES, Device, Frame
from .given import Given
from .marks import draw_discs, draw_rings
from .sheet import Box, Sheet, n
from .words import FONT

KEYS = (
    "device",
    "system",
    "show",
    "screen",
    "press",
    "plug",
    "finger",
    "pointer",
    "beside",
    "home-button",
    "strip",
)
SYSTEMS = ("iphone", "android", "windows")
STRIPS = {"iphone": "home-bar", "android": "navigation", "windows": "taskbar"}
WITHOUT_STRIP = {"lock", "keypad"}  # Android and Windows draw no strip under these
ROOMS = (1.0, 0.8, 0.6, 0.4)  # from generous to tight
PAD = 11  # from the edge of a screen to what stands on it
TOP_FILLS = {
    "bar": CREAM,
    "address": CREAM,
    "tabs": PALE_BLUE,
    "video": DARK_GLASS,
    "camera": DARK_GLASS,
}
BOTTOM_FILLS = {
    "navigation": CREAM,
    "taskbar": PALE_BLUE,
    "bottom-bar": CREAM,
    "write": CREAM,
    "keyboard": "#d5dbe1",
    "camera": DARK_GLASS,
    "video": DARK_GLASS,
}


@dataclass(frozen=True)
class Description:
    """What an author wrote, checked."""

    device: str
    system: str
    show: str
    elements: list[Given] | None  # None: the screen is dark
    presses: list[tuple[str, int]]
    plug: int | None  # the mark on the plug; None: nothing is plugged in
    finger: str
    pointer: str  # of a mouse
    beside: list[objects.Thing]
    home_button: bool
    strip: bool  # the bottom strip of the system may be drawn


def read(description: object) -> Description:
    if not isinstance(description, dict):
        raise DrawingError('A drawing begins with its device, for example "device: phone".')
    for key in description:
        if key not in KEYS:
            raise unknown("part of a drawing", key, KEYS)
    given = Given("draw", {**description, "draw": True})
    device = description.get("device")
    if device not in (*DEVICES, "none"):
        if device is None and "device" in description:
            device = "none"
        else:
            raise unknown("device", device or "", [*DEVICES, "none"])
    screen = description.get("screen")
    if screen is not None and not isinstance(screen, list):
        raise DrawingError('"screen" is a list; begin each element with a dash.')
    finger = given.words("finger")
    if finger:
        hands.check_move(finger)
    pointer = given.words("pointer")
    if pointer:
        hands.check_pointer(pointer)
    return Description(
        device=device,
        system=given.choice("system", ("", *SYSTEMS), ""),
        show=given.choice("show", ("", *frames.SHOWS), ""),
        elements=None if screen is None else [read_element(one) for one in screen],
        presses=_presses(description.get("press")),
        plug=_plug(description.get("plug")),
        finger=finger,
        pointer=pointer,
        beside=objects.read(description["beside"]) if description.get("beside") else [],
        home_button=given.flag("home-button"),
        strip=given.flag("strip", usual=True),
    )


def _presses(value: object) -> list[tuple[str, int]]:
    """The real buttons with their marks, 1, 2, … in the order given."""
    if value is None:
        return []
    values = value if isinstance(value, list) else [value]
    presses = []
    for number, one in enumerate(values, start=1):
        if isinstance(one, dict):
            given = Given("press", one)
            presses.append((given.words("button", needed=True), given.mark or number))
        else:
            presses.append((str(one), number))
    return presses


def _plug(value: object) -> int | None:
    if value in (None, False):
        return None
    if isinstance(value, dict):
        return Given("plug", value).mark
    if value not in ("charger", True):
        raise unknown("plug", value, ("charger",))
    return 0


def draw(description: dict) -> str:
    """One SVG document. The same description always gives the same text.

    Raises DrawingError, one plain sentence, where the description cannot be drawn.
    """
    read_one = read(description)
    if read_one.device == "none":
        sheet, canvas = _draw_table_scene(read_one)
    else:
        sheet, canvas = _draw_device_scene(read_one, _name(description))
    return _document(sheet, canvas)


def _name(description: dict) -> str:
    return f"s{zlib.crc32(repr(description).encode()):08x}"


def _document(sheet: Sheet, canvas: Box) -> str:
    width, height = n(canvas.width), n(canvas.height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}" font-family="{FONT}">'
        + "".join(sheet.shapes)
        + "</svg>\n"
    )


# Without a device -----------------------------------------------------------------------


def _draw_table_scene(what: Description) -> tuple[Sheet, Box]:
    """Objects on a table, or a close-up of a bit of a screen on a card, or both."""
    if not what.beside and not what.elements:
        raise DrawingError('With "device: none", say what to show: "beside" or "screen".')
    for key, value in (("press", what.presses), ("plug", what.plug is not None)):
        if value:
            raise DrawingError(f'"{key}" needs a device: phone, tablet or laptop.')
    margin = 40 if what.beside else 26
    y = margin
    objects_height = objects.height_of(what.beside, alone=not what.elements) if what.beside else 0
    card = _card_height(what) if what.elements else 0
    between = 26 if what.beside and what.elements else 0
    canvas = Box(0, 0, frames.WIDTH, round(max(margin * 2 + objects_height + between + card, 200)))
    sheet = Sheet()
    if not what.elements:
        y = (canvas.height - objects_height) / 2
    objects.draw(sheet, what.beside, y, alone=not what.elements) if what.beside else None
    if what.elements:
        _draw_card(
            sheet,
            what,
            (canvas.height - margin - card) if what.beside else (canvas.height - card) / 2,
        )
    return sheet, _finish(sheet, what, screen=canvas, canvas=canvas, may_grow=True)


def _card_place(what: Description, y: float) -> Place:
    return Place(x=55, y=y, width=290, edge_x=44, edge_width=312, system=what.system)


def _card_height(what: Description) -> float:
    pad = 0 if _is_strip(what.elements[0]) else 18
    foot = 0 if _is_strip(what.elements[-1]) else 18
    return flow_height(_card_place(what, 0), what.elements) + pad + foot


def _is_strip(given: Given) -> bool:
    return KINDS[given.kind].family in ("strip", "bottom strip")


def _draw_card(sheet: Sheet, what: Description, y: float) -> None:
    box = Box(44, y, 312, _card_height(what))
    sheet.rect(box.grown(3), fill=PAPER, radius=16, edge="#1a1a1a", thick=3)
    pad = 0 if _is_strip(what.elements[0]) else 18
    lay_out(sheet, _card_place(what, y + pad), what.elements)


# With a device --------------------------------------------------------------------------


def _draw_device_scene(what: Description, name: str) -> tuple[Sheet, Box]:
    device = DEVICES[what.device]
    if what.elements is None and what.presses and device.buttons:
        device = device.slimmed()
    top, bottom = _split(what)
    show, room = _choose_view(what, device, top, bottom)
    height = _screen_height(what, device, show, top, bottom, room)
    frame = _frame(what, device, show, height)
    sheet = Sheet()
    if what.beside:
        objects.draw(sheet, what.beside, 24, alone=False)
    if what.plug is not None and device.name != "laptop":
        frames.draw_cable(sheet, frame, what.plug)
    frames.draw_body(sheet, frame, lit=what.elements is not None, deck=not _has_keys(what))
    if what.plug is not None and device.name == "laptop":
        frames.draw_cable(sheet, frame, what.plug)
    if what.elements is not None:
        sheet.add(frames.clip(frame, name) + f'<g clip-path="url(#{name})">')
        _draw_screen(sheet, frame, what, top, bottom, room)
        sheet.add("</g>")
    if _has_keys(what):
        frames.draw_keys(sheet, frame, what.presses)
    elif what.presses:
        frames.draw_pressed(sheet, frame, what.presses, what.system)
    canvas = _finish(
        sheet, what, screen=frame.screen, canvas=frame.canvas, may_grow=frame.shows_bottom
    )
    return sheet, canvas


def _finish(sheet: Sheet, what: Description, *, screen: Box, canvas: Box, may_grow: bool) -> Box:
    """Rings, then the hand over them, then the discs; gives back the canvas they need."""
    draw_rings(sheet)
    reach = _draw_hand(sheet, what, screen)
    if may_grow and reach > canvas.height:
        canvas = Box(0, 0, canvas.width, round(reach))
    draw_discs(sheet, canvas)
    ground = Sheet()
    frames.draw_table(ground, canvas)
    sheet.shapes[:0] = ground.shapes
    return canvas


def _has_keys(what: Description) -> bool:
    return what.device == "laptop" and bool(what.presses)


def _frame(what: Description, device: Device, show: str, height: float) -> Frame:
    above = 24 + objects.height_of(what.beside, alone=False) + 4 if what.beside else 0
    below = frames.CABLE_ROOM - frames.MARGIN if what.plug is not None else 0
    if _has_keys(what):
        below = frames.KEYS_HEIGHT - frames.DECK
    chin = frames.CHIN if _has_home_button(what) else 0
    return frames.set_up(device, show, height, above=above, below=below, chin=chin)


def _has_home_button(what: Description) -> bool:
    return what.home_button or any(name == "home-button" for name, _ in what.presses)


def _split(what: Description) -> tuple[list[Given], list[Given]]:
    """The elements that hang from the top, and those that stand on the bottom edge."""
    elements = list(what.elements or [])
    bottom: list[Given] = []
    while elements and KINDS[elements[-1].kind].at_bottom:
        bottom.insert(0, elements.pop())
    strip = STRIPS.get(what.system)
    drawn = {given.kind for given in elements + bottom}
    wanted = what.strip and what.elements is not None and what.show != "top"
    if _has_home_button(what) or (what.system != "iphone" and drawn & WITHOUT_STRIP):
        wanted = False
    if strip and wanted and strip not in drawn:
        bottom.append(Given(strip, {strip: True}))
    return elements, bottom


def _choose_view(what: Description, device: Device, top, bottom) -> tuple[str, float]:
    """Which part of the device is seen, and how generous the space: the first that fits."""
    show = what.show or ("whole" if _is_seen_whole(what, device, top, bottom) else "top")
    if _has_keys(what):
        show = "whole"
    most = device.most - (70 if _has_keys(what) or what.beside else 0)
    for room in ROOMS:
        if _needed(what, device, show, top, bottom, room) <= most:
            return show, room
    needed = _needed(what, device, show, top, bottom, ROOMS[-1])
    raise DrawingError(
        f"The {device.name}'s screen holds {most:g} units of height and this needs {needed:.0f};"
        " take out an element or use fewer words."
    )


def _is_seen_whole(what: Description, device: Device, top, bottom) -> bool:
    """Else it runs off the lower edge: then only its upper part matters."""
    if device.name == "laptop" or _has_home_button(what) or what.plug is not None:
        return True
    if what.elements is None:
        return not what.presses
    stretching = any(KINDS[given.kind].stretches for given in top)
    return bool(bottom) or stretching or what.finger.startswith("slide")


def _needed(what, device: Device, show: str, top, bottom, room: float) -> float:
    place = _place(device, 0, room, what.system)
    height = flow_height(place, top) + flow_height(place, bottom)
    height += _top_inset(device, show, top) + _bottom_inset(device, show, bottom, top)
    return height + (14 if top and show != "top" and not _reaches_down(top, bottom) else 0)


def _reaches_down(top: list[Given], bottom: list[Given]) -> bool:
    """Whether the upper elements may touch the strip below them."""
    last = top[-1].kind
    return last in ("video", "camera") or (
        bool(bottom) and last in ("gap", "bar", "address", "tabs")
    )


def _screen_height(what, device: Device, show: str, top, bottom, room: float) -> float:
    needed = _needed(what, device, show, top, bottom, room)
    least = device.least if show == "whole" else device.least_in_part
    if _has_keys(what):
        least = 120
    if what.beside:
        least = min(least, 200 if device.name == "laptop" else 290)
    if show == "top" and what.elements:
        needed += 22
    return max(needed, least)


def _place(device: Device, y: float, room: float, system: str, spare: float = 0) -> Place:
    return Place(
        x=device.screen_x + PAD,
        y=y,
        width=device.screen_width - 2 * PAD,
        edge_x=device.screen_x,
        edge_width=device.screen_width,
        room=room,
        system=system,
        spare=spare,
    )


def _top_inset(device: Device, show: str, top: list[Given]) -> float:
    if show == "bottom":
        return 20
    first = top[0].kind if top else ""
    if first == "status":
        return device.inset / 3
    return device.inset if first in TOP_FILLS else max(device.inset + 6, 14)


def _bottom_inset(device: Device, show: str, bottom: list[Given], top: list[Given]) -> float:
    if show == "top":
        return 0
    last = bottom[-1].kind if bottom else top[-1].kind if top else ""
    return 0 if last in ("home-bar", "taskbar", "dock") else device.inset * 0.6


def _draw_screen(sheet: Sheet, frame: Frame, what, top, bottom, room: float) -> None:
    device, screen = frame.device, frame.screen
    _fill_ends(sheet, frame, top, bottom)
    inset = _top_inset(device, frame.show, top)
    foot = _bottom_inset(device, frame.show, bottom, top)
    needed = _needed(what, device, frame.show, top, bottom, room)
    free = screen.height - needed
    stretching = any(KINDS[given.kind].stretches for given in top)
    spare = free if stretching and frame.show != "top" else 0
    start = screen.y + inset
    if frame.show == "bottom":
        start += free
    lay_out(sheet, _place(device, start, room, what.system, spare), top)
    height = flow_height(_place(device, 0, room, what.system), bottom)
    lay_out(sheet, _place(device, screen.bottom - foot - height, room, what.system), bottom)


def _fill_ends(sheet: Sheet, frame: Frame, top: list[Given], bottom: list[Given]) -> None:
    """The rounded ends of the screen take the colour of the strip that stands there."""
    screen = frame.screen
    fill = TOP_FILLS.get(top[0].kind) if top else None
    if fill and frame.shows_top:
        sheet.rect(Box(screen.x, screen.y, screen.width, frame.device.inset + 6), fill=fill)
    last = bottom[-1].kind if bottom else top[-1].kind if top else ""
    fill = BOTTOM_FILLS.get(last)
    if fill and frame.shows_bottom and frame.device.inset:
        foot = frame.device.inset + 6
        sheet.rect(Box(screen.x, screen.bottom - foot, screen.width, foot), fill=fill)


def _draw_hand(sheet: Sheet, what: Description, screen: Box) -> float:
    """The hand or the mouse's pointer, on the first marked place of the screen if there is one.

    Gives back the y down to which the hand must be seen.
    """
    rings = [ring.box for ring in sheet.rings if ring.box.overlap(screen)]
    target = rings[0] if rings else None
    if what.pointer:
        hands.draw_pointer(sheet, what.pointer, screen, target)
    return hands.draw_finger(sheet, what.finger, screen, target) if what.finger else 0
