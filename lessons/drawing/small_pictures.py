"""Small pictures: plain line drawings of our own on a grid of 24 by 24, in one colour.

A drawing is a row of path strings, in the order they are drawn. A path that begins with
"fill " is filled, the others are lines. No maker's artwork.
"""

from math import cos, pi, sin

from .errors import unknown


def shape(name: str, x: str, y: str, scale: float, colour: str, thick: float = 2.0) -> str:
    """The small picture as one group, its top left corner at `x`, `y`."""
    lines = "".join(f"{path}" for path in DRAWINGS[name] if not path.startswith("fill "))
    fills = "".join(path[5:] for path in DRAWINGS[name] if path.startswith("fill "))
    inner = f'<path d="{lines}"/>' if lines else ""
    inner += f'<path d="{fills}" fill="{colour}" stroke="none"/>' if fills else ""
    return (
        f'<g transform="translate({x} {y}) scale({scale:.3g})" fill="none" stroke="{colour}"'
        f' stroke-width="{thick:g}" stroke-linecap="round" stroke-linejoin="round">{inner}</g>'
    )


def named(name: str) -> str:
    """The name of the drawing for a name or its everyday word; raises DrawingError."""
    name = ALSO_CALLED.get(name, name)
    if name not in DRAWINGS:
        raise unknown("small picture", name, [*DRAWINGS, *ALSO_CALLED])
    return name


def is_named(name: object) -> bool:
    return name in DRAWINGS or name in ALSO_CALLED


def _round(x: float, y: float, r: float) -> str:
    return f"M{x - r:g} {y:g}a{r:g} {r:g} 0 1 0 {2 * r:g} 0a{r:g} {r:g} 0 1 0 {-2 * r:g} 0z"


def _dot(x: float, y: float, r: float = 1.3) -> str:
    return "fill " + _round(x, y, r)


def _oblong(x: float, y: float, width: float, height: float, r: float = 2) -> str:
    corner = f"a{r:g} {r:g} 0 0 1"
    return (
        f"M{x + r:g} {y:g}h{width - 2 * r:g}{corner} {r:g} {r:g}v{height - 2 * r:g}"
        f"{corner} {-r:g} {r:g}h{2 * r - width:g}{corner} {-r:g} {-r:g}v{2 * r - height:g}"
        f"{corner} {r:g} {-r:g}z"
    )


def _around(points: int, radii: tuple[float, ...], turn: float = 0.0) -> str:
    """A closed line round the middle that steps through `radii` at even angles."""
    steps = points * len(radii)
    spots = []
    for step in range(steps):
        angle, r = 2 * pi * step / steps + turn, radii[step % len(radii)]
        spots.append(f"{12 + r * sin(angle):.1f} {12 - r * cos(angle):.1f}")
    return "M" + "L".join(spots) + "z"


def _rays(inner: float, outer: float) -> str:
    paths = ""
    for eighth in range(8):
        across, up = sin(eighth * pi / 4), -cos(eighth * pi / 4)
        paths += f"M{12 + inner * across:.1f} {12 + inner * up:.1f}"
        paths += f"L{12 + outer * across:.1f} {12 + outer * up:.1f}"
    return paths


_HANDSET = (
    "M6 2.8h2.6l2.2 5.2-2.5 2.1a12.5 12.5 0 0 0 5.6 5.6l2.1-2.5 5.2 2.2v2.6"
    "a3 3 0 0 1-3.2 3C10.3 20.5 3.5 13.7 3 6a3 3 0 0 1 3-3.2z"
)
_MICROPHONE = (
    "M12 2.5a3.2 3.2 0 0 1 3.2 3.2v6a3.2 3.2 0 0 1-6.4 0v-6a3.2 3.2 0 0 1 3.2-3.2z",
    "M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3.5",
)
_WAVES = ("M2.5 9.2a13.5 13.5 0 0 1 19 0M5.8 12.9a8.8 8.8 0 0 1 12.4 0M9 16.3a4.3 4.3 0 0 1 6 0",)
_LOUDSPEAKER = "M3 9h4l5-4.5v15L7 15H3z"
_FILM_CAMERA = (_oblong(2, 6, 13, 12), "M15 10.5l7-4v11l-7-4")
_SLASH = "M3 3l18 18"
_BUBBLE = "M4.5 4h15a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-8.5l-5 4v-4h-1.5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2z"
_BIN = ("M4 6.5h16M9 6.5V3.5h6v3M6 6.5l1 14.5h10l1-14.5M10 10.5v6.5M14 10.5v6.5",)
_MAGNIFIER = (_round(10.5, 10.5, 7), "M15.8 15.8l5.7 5.7")
_HOUSE = ("M2.5 11.5L12 3l9.5 8.5M5.5 9.5V20.5h13V9.5M10 20.5v-6h4v6",)

DRAWINGS: dict[str, tuple[str, ...]] = {
    # the device and its settings
    "cog": (_around(8, (10.2, 10.2, 7.4, 7.4), turn=-pi / 32), _round(12, 12, 3.3)),
    "wifi": (*_WAVES, _dot(12, 19.8, 1.5)),
    "wifi-off": (*_WAVES, _dot(12, 19.8, 1.5), _SLASH),
    "bluetooth": ("M6.5 7.5l11 9-5.5 4.7V2.8l5.5 4.7-11 9",),
    "battery": (_oblong(2, 7.5, 17.5, 9), "M22 10.8v2.4", "fill M4.8 10.3h9v3.4h-9z"),
    "battery-charging": (
        _oblong(2, 6.5, 17.5, 11),
        "M22 10.5v3",
        "fill M11.8 7.2L6 12.8h3.9l-1 4.2 6.1-6h-4.1z",
    ),
    "bolt": ("M13 2.5L5 13.5h6l-1 8 9-11.5h-6.5z",),
    "plug": ("M9 2.5v5M15 2.5v5M6 7.5h12v4a6 6 0 0 1-12 0zM12 17.5v4.5",),
    "power": ("M12 2.5v9M7.2 5.8a8.3 8.3 0 1 0 9.6 0",),
    "speaker": (_LOUDSPEAKER, "M15.5 8.5a5 5 0 0 1 0 7M18.5 5.5a9.3 9.3 0 0 1 0 13"),
    "speaker-off": (_LOUDSPEAKER, "M16 9l5.5 6M21.5 9l-5.5 6"),
    "sun": (_round(12, 12, 4.2), _rays(7.5, 10)),
    "moon": ("M20 14.5A8.8 8.8 0 1 1 9.5 4a7 7 0 0 0 10.5 10.5z",),
    "contrast": (_round(12, 12, 9.5), "fill M12 2.5a9.5 9.5 0 0 1 0 19z"),
    "text-size": ("M1.8 19l3.9-9 3.9 9M3.1 16h5.2M11 19l5.6-14 5.6 14M13 14.3h7.2",),
    "eye": (
        "M2 12c2.8-4.3 6-6.5 10-6.5s7.2 2.2 10 6.5c-2.8 4.3-6 6.5-10 6.5S4.8 16.3 2 12z",
        _round(12, 12, 3),
    ),
    "ear": (
        "M7 9.5a5.5 5.5 0 1 1 10.5 2.2c-1 2.3-3.2 3-3.5 5.3-.4 2.8-2 4.5-4.2 4.5"
        "a3.3 3.3 0 0 1-3.3-2.5M10 9.8a2.6 2.6 0 1 1 4.5 2c-1.2.9-1.7 1.7-1.7 2.7",
    ),
    "captions": (
        _oblong(2, 5, 20, 14),
        "M10.3 10.3a2.6 2.6 0 1 0 0 3.4M17.3 10.3a2.6 2.6 0 1 0 0 3.4",
    ),
    "keyboard": (
        _oblong(1.5, 6, 21, 13),
        "M8 15.5h8",
        _dot(5.7, 10.2),
        _dot(9.9, 10.2),
        _dot(14.1, 10.2),
        _dot(18.3, 10.2),
    ),
    "aeroplane": (
        "fill M12 1.5c1.1 0 1.7 1.2 1.7 2.8v5.2l8.3 5v2.3l-8.3-2.6v4.6l2.5 2v1.7"
        "L12 21.5l-4.2 1v-1.7l2.5-2v-4.6L2 16.8v-2.3l8.3-5V4.3C10.3 2.7 10.9 1.5 12 1.5z",
    ),
    "signal": ("M4.5 17v3.5M9.5 13.5v7M14.5 9v11.5M19.5 4v16.5",),
    "data": ("M8 20.5V4M4 8l4-4 4 4M16 3.5V20M12 16l4 4 4-4",),
    "tablet": (_oblong(4, 2, 16, 20), "M10.5 18.7h3"),
    "laptop": (_oblong(4, 4, 16, 11.5, 1.5), "M1.5 19.5h21"),
    "start": (
        "fill M3.5 3.5h7.6v7.6H3.5zM12.9 3.5h7.6v7.6h-7.6zM3.5 12.9h7.6v7.6H3.5z"
        "M12.9 12.9h7.6v7.6h-7.6z",
    ),
    # people and talk
    "message": (_BUBBLE,),
    "phone": (_HANDSET,),
    "end-call": (
        "fill M1.8 14c0-2.3.7-3.7 2.3-4.6 5-2.8 10.8-2.8 15.8 0 1.6.9 2.3 2.3 2.3 4.6v1.9"
        "c0 .6-.5 1-1.1.9l-4-.8a1 1 0 0 1-.8-1v-2.6c-2.8-1-5.8-1-8.6 0V15a1 1 0 0 1-.8 1"
        "l-4 .8c-.6.1-1.1-.3-1.1-.9z",
    ),
    "mail": (_oblong(2.5, 5, 19, 14), "M3.2 6.5l8.8 7 8.8-7"),
    "mic": _MICROPHONE,
    "mic-off": (*_MICROPHONE, _SLASH),
    "video": _FILM_CAMERA,
    "video-off": (*_FILM_CAMERA, _SLASH),
    "flip-camera": (
        "M4 11a8 8 0 0 1 13.8-4.5M18.5 2.5v4.5H14M20 13a8 8 0 0 1-13.8 4.5M5.5 21.5V17H10",
        _round(12, 12, 2.4),
    ),
    "person": (_round(12, 7.5, 4.3), "M3.5 21a8.5 7.3 0 0 1 17 0"),
    "people": (
        _round(8.8, 8, 3.7),
        "M1.8 20.5a7 6.5 0 0 1 14 0M15.6 4.5a3.7 3.7 0 0 1 0 7M18.3 14.6a6.5 6.5 0 0 1 3.9 5.9",
    ),
    "add-person": (_round(9, 8, 4), "M1.8 21a7.2 6.8 0 0 1 14.4 0M19 4.5v6.5M15.8 7.8h6.5"),
    "smile": (_round(12, 12, 9.5), "M7.5 14a5 5 0 0 0 9 0", _dot(8.7, 9.3), _dot(15.3, 9.3)),
    "hand": (
        "M7.5 12.8V5.6a1.5 1.5 0 0 1 3 0V11M10.5 11V3.7a1.5 1.5 0 0 1 3 0V11"
        "M13.5 11V4.9a1.5 1.5 0 0 1 3 0V12M16.5 8.4a1.5 1.5 0 0 1 3 0v6.8"
        "a6.6 6.6 0 0 1-6.6 6.6h-.7a6 6 0 0 1-5.3-3.2L3.7 13a1.5 1.5 0 0 1 2.6-1.5l1.2 1.6",
    ),
    "reply": ("M9 5l-6 6 6 6M3 11h10c4.7 0 8 3 8 8.5",),
    "forward": ("M15 5l6 6-6 6M21 11H11c-4.7 0-8 3-8 8.5",),
    "sent": ("M2.5 11L21.5 3l-6 18.5-4-7.5zM11.5 14l10-11",),
    "paperclip": (
        "M20.5 11.5l-8.4 8.4a5.2 5.2 0 0 1-7.4-7.4L13.2 4a3.5 3.5 0 0 1 5 5l-8.4 8.4"
        "a1.8 1.8 0 0 1-2.6-2.6L15 7",
    ),
    "pencil": ("M4 20l1.2-5L16.5 3.7l3.8 3.8L9 18.8zM14 6.2l3.8 3.8",),
    "inbox": ("M3 13.5L6 4h12l3 9.5V20H3zM3 13.5h5.5l1.5 3h4l1.5-3H21",),
    "junk": (
        "M7.8 2.5h8.4l5.3 5.3v8.4l-5.3 5.3H7.8l-5.3-5.3V7.8zM8.7 8.7l6.6 6.6M15.3 8.7l-6.6 6.6",
    ),
    # pictures, film, sound
    "camera": (
        "M4 7.5h3.5l1.8-3h5.4l1.8 3H20a2 2 0 0 1 2 2v8.5a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V9.5"
        "a2 2 0 0 1 2-2z",
        _round(12, 13.3, 3.8),
    ),
    "photo": (_oblong(2.5, 4, 19, 16), "M3 17.5l5.5-6 4.5 5 3-3 5 5", _round(16, 8.6, 1.6)),
    "play": ("fill M7 3.8c0-.8.8-1.2 1.5-.8l12 8.2c.6.4.6 1.2 0 1.6l-12 8.2c-.7.4-1.5 0-1.5-.8z",),
    "pause": ("fill M5.5 4h4.5v16H5.5zM14 4h4.5v16H14z",),
    "stop": ("fill " + _oblong(5, 5, 14, 14, 1.5),),
    "music": (_round(6.5, 18, 2.7), _round(17.5, 16, 2.7), "M9.2 18V5.5l11-2.5v13"),
    "tv": (_oblong(2, 4, 20, 13.5), "M8 21h8"),
    "radio": (
        _oblong(2, 8.5, 20, 12),
        "M5.5 8.5L17 3",
        _round(8, 14.5, 2.8),
        "M14.5 12.5h4M14.5 16.5h4",
    ),
    # going about
    "back": ("M15.5 4l-8 8 8 8",),
    "next": ("M8.5 4l8 8-8 8",),
    "home": _HOUSE,
    "house": _HOUSE,
    "recent": (_oblong(4.5, 4.5, 15, 15),),
    "back-triangle": ("M17 4.5v15L5 12z",),
    "home-circle": (_round(12, 12, 7.8),),
    "close": ("M5 5l14 14M19 5L5 19",),
    "minimise": ("M4.5 12h15",),
    "maximise": (_oblong(5, 5, 14, 14, 1),),
    "plus": ("M12 4v16M4 12h16",),
    "minus": ("M4 12h16",),
    "arrow-up": ("M12 20.5V3.5M5 10.5l7-7 7 7",),
    "arrow-down": ("M12 3.5v17M5 13.5l7 7 7-7",),
    "arrow-left": ("M20.5 12h-17M10.5 5l-7 7 7 7",),
    "arrow-right": ("M3.5 12h17M13.5 5l7 7-7 7",),
    "undo": ("M8 3.5L3.5 8 8 12.5M3.5 8H14a6.2 6.2 0 0 1 0 12.5H8",),
    "redo": ("M16 3.5L20.5 8 16 12.5M20.5 8H10a6.2 6.2 0 0 0 0 12.5h6",),
    "reload": ("M20 12a8 8 0 1 1-2.6-5.9M20.5 2.5v5h-5",),
    "search": _MAGNIFIER,
    "dots": (_dot(4.5, 12, 2.1), _dot(12, 12, 2.1), _dot(19.5, 12, 2.1)),
    "dots-up": (_dot(12, 4.5, 2.1), _dot(12, 12, 2.1), _dot(12, 19.5, 2.1)),
    "lines": ("M3.5 6h17M3.5 12h17M3.5 18h17",),
    "globe": (
        _round(12, 12, 9.5),
        "M2.5 12h19M12 2.5c3 2.6 4.3 6 4.3 9.5s-1.3 6.9-4.3 9.5"
        "c-3-2.6-4.3-6-4.3-9.5s1.3-6.9 4.3-9.5z",
    ),
    "map": ("M3 6l6-2.5 6 2.5 6-2.5v15L15 21l-6-2.5L3 21zM9 3.5v15M15 6v15",),
    "pin": (
        "M12 22c-4.7-5-7.2-8.6-7.2-12.2a7.2 7.2 0 0 1 14.4 0c0 3.6-2.5 7.2-7.2 12.2z",
        _round(12, 9.8, 2.5),
    ),
    "bus": (
        _oblong(3.5, 3, 17, 15),
        "M3.5 11.5h17M6.5 18v2.8M17.5 18v2.8",
        _dot(7.5, 14.8),
        _dot(16.5, 14.8),
    ),
    "train": (
        _oblong(5, 2.5, 14, 15, 3),
        "M5 10.5h14M8 17.5l-3 4M16 17.5l3 4",
        _dot(8.7, 14),
        _dot(15.3, 14),
    ),
    "walk": (
        _round(13, 3.8, 1.8),
        "M9 21.5l3-6.5-2-3.5.8-4.5-3.8 2.5V13M10.8 7l2.2.5 2 3.5 3 1M12 15l3.5 2.5 1 4",
    ),
    # things
    "share": (
        _round(18, 5, 2.7),
        _round(6, 12, 2.7),
        _round(18, 19, 2.7),
        "M8.4 10.7l7.2-4.3M8.4 13.3l7.2 4.3",
    ),
    "share-up": ("M8 9H5v12.5h14V9h-3M12 15V2.5M8 6.5l4-4 4 4",),
    "bin": _BIN,
    "lock": (_oblong(4.5, 10.5, 15, 11), "M8 10.5V7a4 4 0 0 1 8 0v3.5", _dot(12, 16, 1.5)),
    "unlock": (_oblong(4.5, 10.5, 15, 11), "M8 10.5V6.5A4 4 0 0 1 15.8 5.3", _dot(12, 16, 1.5)),
    "key": (_round(7.5, 14.5, 4.8), "M11 11L20.5 2.5M16 6.5l3.5 3.5M13.5 9l2.3 2.3"),
    "shield": ("M12 2.5l8 3v6c0 5-3.2 8.3-8 10-4.8-1.7-8-5-8-10v-6z",),
    "calendar": (
        _oblong(3, 5, 18, 16),
        "M3 10.3h18M8 2.5v4.5M16 2.5v4.5",
        _dot(8, 15),
        _dot(12, 15),
        _dot(16, 15),
    ),
    "clock": (_round(12, 12, 9.5), "M12 6.5V12l4 2.5"),
    "star": (_around(5, (10, 4.6)),),
    "heart": (
        "M12 21C5.5 16 2.5 12.5 2.5 8.6A5 5 0 0 1 12 6.5a5 5 0 0 1 9.5 2.1C21.5 12.5 18.5 16 12"
        " 21z",
    ),
    "bookmark": ("M6 3h12v18.5l-6-5-6 5z",),
    "book": (
        "M12 6c-2.5-1.7-5.5-2-9.5-2v14.5c4 0 7 .3 9.5 2 2.5-1.7 5.5-2 9.5-2V4c-4 0-7 .3-9.5"
        " 2zM12 6v14.5",
    ),
    "note": ("M5 2.5h9.5L19 7v14.5H5zM14 3v4.5h4.5M8.5 12h7M8.5 16h7",),
    "shop": ("M4.5 8h15l1 13.5h-17zM8 11V7a4 4 0 0 1 8 0v4",),
    "basket": ("M2 9.5h20l-2.7 11H4.7zM7 9.5l3-6M17 9.5l-3-6M9.5 13.5v3.5M14.5 13.5v3.5",),
    "card": (_oblong(2, 5, 20, 14), "M2 10h20M5.5 15h4"),
    "bell": (
        "M4.5 17.5c1.7-1.7 2.2-3.2 2.2-6.7a5.3 5.3 0 0 1 10.6 0c0 3.5.5 5 2.2 6.7zM10 20.7a2.2"
        " 2.2 0 0 0 4 0M12 5.5v-2.3",
    ),
    "folder": ("M2.5 5h7l2 3h10v12h-19z",),
    "download": ("M12 3v12.5M6.5 10.5l5.5 5.5 5.5-5.5M4 20.8h16",),
    "upload": ("M12 16V3.5M6.5 9l5.5-5.5L17.5 9M4 20.8h16",),
    "cloud": ("M6.5 19a4.5 4.5 0 0 1-.5-9 6.2 6.2 0 0 1 11.9-.8A5 5 0 0 1 17.5 19z",),
    "flag": ("M5 21.5V3M5 4c4.5-2 8 2 13.5 0v9.5C13 15.5 9.5 11.5 5 13.5",),
    "pill": ("M4 20a5 5 0 0 1 0-7l9-9a5 5 0 0 1 7 7l-9 9a5 5 0 0 1-7 0zM8.5 8.5l7 7",),
    "qr": (
        "M3.5 3.5h6.5v6.5H3.5zM14 3.5h6.5v6.5H14zM3.5 14h6.5v6.5H3.5zM14 14h2.5v2.5M20.5"
        " 14v2M14 20.5h2.5M20.5 19.5v1",
        _dot(6.7, 6.7),
        _dot(17.3, 6.7),
        _dot(6.7, 17.3),
    ),
    # signs
    "tick": ("M4 12.5l5.5 5.5L20.5 6",),
    "warning": ("M12 3L22.5 21h-21zM12 9.5v5.5", _dot(12, 18)),
    "question": (
        _round(12, 12, 9.5),
        "M9 9.5a3 3 0 1 1 4.7 2.5c-1.1.8-1.7 1.3-1.7 2.3",
        _dot(12, 17.3),
    ),
    "info": (_round(12, 12, 9.5), "M12 11v6", _dot(12, 7.3)),
}
DRAWINGS["magnifier"] = _MAGNIFIER

ALSO_CALLED = {
    "settings": "cog",
    "delete": "bin",
    "email": "mail",
    "internet": "globe",
    "send": "sent",
    "attach": "paperclip",
    "save": "download",
    "menu": "lines",
    "more": "dots-up",
    "volume": "speaker",
    "location": "pin",
    "volume-off": "speaker-off",
    "mute": "mic-off",
    "call": "phone",
    "text": "message",
    "picture": "photo",
    "photos": "photo",
    "edit": "pencil",
    "contact": "person",
    "contacts": "people",
    "start-square": "start",
    "brightness": "sun",
    "plane": "aeroplane",
    "refresh": "reload",
    "restart": "reload",
    "hang-up": "end-call",
    "new-message": "pencil",
    "file": "note",
    "exclamation": "warning",
    "cross": "close",
    "zoom": "magnifier",
    "health": "heart",
    "favourite": "star",
}

TILES = {
    "cog": "#4a4a4a",
    "camera": "#4a4a4a",
    "phone": "#0b4f2c",
    "message": "#0b4f2c",
    "video": "#0b4f2c",
    "map": "#0b4f2c",
    "pin": "#0b4f2c",
    "calendar": "#8a0000",
    "music": "#8a0000",
    "play": "#8a0000",
    "heart": "#8a0000",
    "photo": "#5b2a86",
    "star": "#5b2a86",
    "radio": "#5b2a86",
    "tv": "#5b2a86",
    "book": "#7a3b00",
    "people": "#7a3b00",
    "note": "#7a3b00",
    "pencil": "#7a3b00",
    "clock": "#1a1a1a",
}
TILE = "#003d73"  # the colour of an app's tile that has none of its own


def tile_colour(name: str) -> str:
    """The fill of an app's tile on a home screen; white lines keep 7:1 on each of them."""
    return TILES.get(name, TILE)
