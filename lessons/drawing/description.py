"""What an author wrote, read and checked as far as it can be without drawing."""

from dataclasses import dataclass

from . import frames, hands, objects
from .elements import read_element
from .errors import DrawingError, unknown
from .frames import DEVICES
from .given import Given

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

    @property
    def has_keys(self) -> bool:
        """A laptop whose real keys or touchpad are seen."""
        return self.device == "laptop" and bool(self.presses)

    @property
    def has_home_button(self) -> bool:
        return self.home_button or any(name == "home-button" for name, _ in self.presses)


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
