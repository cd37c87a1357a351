"""A picture of a device: chooses what of it is in view, and fills its screen."""

from dataclasses import dataclass, replace

from . import frames, objects
from .colours import CREAM, DARK_GLASS, METAL, PALE_BLUE
from .description import Description
from .elements import KINDS, Place, flow_height, lay_out
from .errors import DrawingError
from .frames import DEVICES, Device, Frame
from .given import Given
from .sheet import Box, Sheet

STRIPS = {"iphone": "home-bar", "android": "navigation", "windows": "taskbar"}
WITHOUT_STRIP = {"lock", "keypad"}  # Android and Windows draw no strip under these
ROOMS = (1.0, 0.8, 0.6, 0.4)  # from generous to tight
PAD = 11  # from the edge of a screen to what stands on it
END_AIR = 17  # under the last of the upper elements, where something stands below
OBJECTS_TOP, OBJECTS_AIR = 24, 4  # above and under the objects beside a device
TOP_BUTTON_AIR = 12  # more above a device whose top button is marked
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
    "keyboard": METAL,
    "camera": DARK_GLASS,
    "video": DARK_GLASS,
}


@dataclass(frozen=True)
class View:
    """What of a device is seen, how generous the space is, and what stands on its screen."""

    what: Description
    device: Device
    show: str
    room: float
    top: list[Given]  # the elements that hang from the top
    bottom: list[Given]  # those that stand on the lower edge

    def place(self, y: float, spare: float = 0) -> Place:
        device = self.device
        return Place(
            x=device.screen_x + PAD,
            y=y,
            width=device.screen_width - 2 * PAD,
            edge_x=device.screen_x,
            edge_width=device.screen_width,
            room=self.room,
            system=self.what.system,
            spare=spare,
        )

    @property
    def bottom_height(self) -> float:
        return flow_height(self.place(0), self.bottom)

    @property
    def needed(self) -> float:
        """The height of screen that the elements take."""
        height = flow_height(self.place(0), self.top) + self.bottom_height
        if self.top and self.show != "top" and not self._reaches_down():
            height += END_AIR
        return height + self.top_inset + self.bottom_inset

    def _reaches_down(self) -> bool:
        """Whether the upper elements may touch what is below them."""
        last = self.top[-1].kind
        if last in ("video", "camera"):
            return True
        return bool(self.bottom) and last in ("gap", "bar", "address", "tabs")

    @property
    def most(self) -> float:
        """The highest screen; lower where keys or objects need their share of the picture."""
        return self.device.most - (70 if self.what.has_keys or self.what.beside else 0)

    @property
    def screen_height(self) -> float:
        least = self.device.least if self.show == "whole" else self.device.least_in_part
        if self.what.has_keys:
            least = 120
        elif self.what.beside:
            least = min(least, 200 if self.device.name == "laptop" else 290)
        runs_off = 22 if self.show == "top" and self.what.elements else 0
        return max(self.needed + runs_off, least)

    @property
    def top_inset(self) -> float:
        first = self.top[0].kind if self.top else ""
        if self.show == "bottom":
            return 20
        if first == "status":
            return self.device.inset / 3
        return self.device.inset if first in TOP_FILLS else max(self.device.inset + 6, 14)

    @property
    def bottom_inset(self) -> float:
        if self.show == "top":
            return 0
        return 0 if self.lowest in ("home-bar", "taskbar", "dock") else self.device.inset * 0.6

    @property
    def lowest(self) -> str:
        """The kind of the element nearest to the lower edge."""
        elements = self.top + self.bottom
        return elements[-1].kind if elements else ""

    @property
    def stretches(self) -> bool:
        return any(KINDS[given.kind].stretches for given in self.top)


def draw_device_scene(what: Description, name: str) -> tuple[Sheet, Frame]:
    """The sheet and the frame of the device; `name`: for the clip path of its screen."""
    view = choose_view(what)
    frame = _frame(view)
    sheet = Sheet()
    if what.beside:
        objects.draw(sheet, what.beside, OBJECTS_TOP, alone=False)
    has_screen, has_deck = what.elements is not None, not what.has_keys
    frames.draw_body(sheet, frame, what.system, lit=has_screen, deck=has_deck)
    if what.plug is not None:
        frames.draw_cable(sheet, frame, what.plug)
    if what.elements is not None:
        sheet.add(frames.clip(frame, name) + f'<g clip-path="url(#{name})">')
        _fill_screen(sheet, frame, view)
        sheet.add("</g>")
    if what.has_keys:
        frames.draw_keys(sheet, frame, what.presses)
    elif what.presses:
        frames.draw_pressed(sheet, frame, what.presses, what.system)
    return sheet, frame


def choose_view(what: Description) -> View:
    """The most generous space at which everything fits; DrawingError if nothing does."""
    device = DEVICES[what.device]
    if what.elements is None and what.presses and device.buttons:
        device = device.slimmed()
    top, bottom = _split(what)
    view = View(what, device, "whole", ROOMS[0], top, bottom)
    if not what.has_keys:
        view = replace(view, show=what.show or ("whole" if _is_seen_whole(view) else "top"))
    for room in ROOMS:
        view = replace(view, room=room)
        if view.needed <= view.most:
            return view
    raise DrawingError(
        f"The {device.name}'s screen holds {view.most:g} units of height and this needs"
        f" {view.needed:.0f}; take out an element or use fewer words."
    )


def _is_seen_whole(view: View) -> bool:
    """Else it runs off the lower edge: then only its upper part matters."""
    what = view.what
    if view.device.name == "laptop" or what.has_home_button or what.plug is not None:
        return True
    if what.elements is None:
        return not what.presses
    return bool(view.bottom) or view.stretches or what.finger.startswith("slide")


def _split(what: Description) -> tuple[list[Given], list[Given]]:
    """The elements that hang from the top, and those that stand on the bottom edge."""
    elements = list(what.elements or [])
    bottom: list[Given] = []
    while elements and KINDS[elements[-1].kind].at_bottom:
        bottom.insert(0, elements.pop())
    strip = STRIPS.get(what.system)
    drawn = {given.kind for given in elements + bottom}
    if strip and strip not in drawn and _wants_strip(what, drawn):
        bottom.append(Given(strip, {strip: True}))
    return elements, bottom


def _wants_strip(what: Description, drawn: set[str]) -> bool:
    if not what.strip or what.elements is None or what.show == "top" or what.has_home_button:
        return False
    return what.system == "iphone" or not drawn & WITHOUT_STRIP


def _frame(view: View) -> Frame:
    what, above, below = view.what, 0.0, 0.0
    if what.beside:
        above = OBJECTS_TOP + objects.height_of(what.beside, alone=False) + OBJECTS_AIR
    elif any(name == "top-button" for name, _ in what.presses):
        above = TOP_BUTTON_AIR
    if what.plug is not None:
        below = frames.CABLE_ROOM - frames.MARGIN
    if what.has_keys:
        below = frames.KEYS_HEIGHT - frames.DECK
    chin = frames.CHIN if what.has_home_button else 0
    return frames.set_up(
        view.device, view.show, view.screen_height, above=above, below=below, chin=chin
    )


def _fill_screen(sheet: Sheet, frame: Frame, view: View) -> None:
    """The upper elements from the top, the lower ones on the edge; one may stretch between."""
    screen = frame.screen
    _fill_ends(sheet, frame, view)
    free = screen.height - view.needed
    spare = free if view.stretches and view.show != "top" else 0
    start = screen.y + view.top_inset + (free if view.show == "bottom" else 0)
    lay_out(sheet, view.place(start, spare), view.top)
    lower = screen.bottom - view.bottom_inset - view.bottom_height
    lay_out(sheet, view.place(lower), view.bottom)


def _fill_ends(sheet: Sheet, frame: Frame, view: View) -> None:
    """The rounded ends of the screen take the colour of the strip that stands there."""
    screen, end = frame.screen, frame.device.inset + 6
    fill = TOP_FILLS.get(view.top[0].kind) if view.top else None
    if fill and frame.shows_top:
        sheet.rect(Box(screen.x, screen.y, screen.width, end), fill=fill)
    fill = BOTTOM_FILLS.get(view.lowest)
    if fill and frame.shows_bottom and frame.device.inset:
        sheet.rect(Box(screen.x, screen.bottom - end, screen.width, end), fill=fill)
