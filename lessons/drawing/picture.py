"""One picture from its description: a scene, its marks, and the SVG document round them."""

import json
import zlib

from . import frames, hands
from .description import Description, read
from .device_scene import draw_device_scene
from .marks import Pointer, draw_discs, draw_rings
from .sheet import Box, Sheet, n
from .table_scene import draw_table_scene
from .words import FONT


def draw(description: dict) -> str:
    """One SVG document. The same description always gives the same text.

    Raises DrawingError, one plain sentence, where the description cannot be drawn.
    """
    sheet, canvas, _ = compose(description)
    width, height = n(canvas.width), n(canvas.height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}" font-family="{FONT}">'
        + "".join(sheet.shapes)
        + "</svg>\n"
    )


def compose(description: dict) -> tuple[Sheet, Box, list[Pointer]]:
    """The finished sheet, its canvas, and where the numbered discs stand."""
    what = read(description)
    # The same whatever the order of the names, which a database may change.
    told = json.dumps(description, sort_keys=True)
    name = f"s{zlib.crc32(told.encode()):08x}"
    if what.device == "none":
        sheet, canvas = draw_table_scene(what, name)
        screen, may_grow = canvas, True
    else:
        sheet, frame = draw_device_scene(what, name)
        canvas, screen, may_grow = frame.canvas, frame.screen, frame.shows_bottom
    draw_rings(sheet)
    reach = _draw_hand(sheet, what, screen)
    if may_grow and reach > canvas.height:
        canvas = Box(0, 0, canvas.width, round(reach))
    pointers = draw_discs(sheet, canvas)
    table = Sheet()
    frames.draw_table(table, canvas)
    sheet.shapes[:0] = table.shapes
    return sheet, canvas, pointers


def _draw_hand(sheet: Sheet, what: Description, screen: Box) -> float:
    """The hand or the mouse's pointer, on the first marked place of the screen if there is one.

    Gives back the y down to which the hand must be seen.
    """
    rings = [ring.box for ring in sheet.rings if ring.box.overlap(screen)]
    target = rings[0] if rings else None
    if what.pointer:
        hands.draw_pointer(sheet, what.pointer, screen, target)
    return hands.draw_finger(sheet, what.finger, screen, target) if what.finger else 0
