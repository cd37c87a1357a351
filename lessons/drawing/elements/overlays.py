"""What lies over a screen and stands on its lower edge, and the pages of open apps."""

from ..colours import CREAM, HAIRLINE, INK, WHITE
from ..errors import DrawingError
from ..given import Given
from ..sheet import Box, Sheet
from ..words import BODY, TIGHT, size_that_fits
from .edges import tile
from .kinds import Place, element, held_by, lay_out


@element("pane", options=("holds", "foot"), at_bottom=True, family="pane")
def pane(sheet: Sheet, place: Place, given: Given) -> float:
    """A panel that has come up from the taskbar: the Start menu, the quick settings."""
    elements = held_by(given)
    feet = given.things("foot")
    if not elements and not feet:
        raise DrawingError('The element "pane" is empty; list its elements under "holds".')
    pad, margin = 14, 8
    box = Box(place.edge_x + margin, place.y, place.edge_width - 2 * margin, 100)
    inside = place.within(box, pad=12).down(pad)
    held = lay_out(Sheet(), inside, elements)
    foot = 58 if feet else 0
    box = Box(box.x, box.y, box.width, held + 2 * pad + foot - (6 if feet else 0))
    sheet.rect(box, fill=WHITE, radius=16, edge=INK, thick=3)
    lay_out(sheet, inside, elements)
    x = box.right - 18
    if feet:
        sheet.line(box.x + 12, box.bottom - foot, box.right - 12, box.bottom - foot, edge=HAIRLINE)
    for thing in reversed(feet):
        spot = Box(x - 34, box.bottom - foot / 2 - 17, 34, 34)
        sheet.picture(thing.icon or "dots", spot)
        sheet.ring(thing.mark, spot, gap=5, radius=10)
        x -= 52
    sheet.ring(given.mark, box, gap=1, radius=16)
    return box.height + 10


@element("open-apps", stretches=True)
def open_apps(sheet: Sheet, place: Place, given: Given) -> float:
    """Pages side by side; the marked (else the first) one is seen whole, its neighbours in part."""
    things = given.things()
    if not 1 <= len(things) <= 3:
        raise DrawingError('The element "open-apps" holds one to three apps.')
    height = 250 + min(place.spare, 110)
    front = next((at for at, thing in enumerate(things) if thing.mark), 0)
    wide = place.width * 0.62
    middle = place.x + place.width / 2
    head = 50
    for index, thing in enumerate(things):
        x = middle - wide / 2 + (index - front) * (wide + 16)
        page = Box(x, place.y + head, wide, height - head)
        seen = index == front
        sheet.rect(page, fill=WHITE if seen else CREAM, radius=18, edge=INK, thick=3)
        _lines_of_a_page(sheet, page)
        if seen:
            _name_over_page(sheet, page, thing)
            sheet.ring(thing.mark, page, gap=1, radius=18)
    return height


def _name_over_page(sheet: Sheet, page: Box, thing) -> None:
    size = size_that_fits(thing.label, page.width - 48, bold=True) if thing.label else BODY
    if size is None:
        raise DrawingError(f'The name "{thing.label}" in "open-apps" is too long; use fewer words.')
    if thing.icon:
        tile(sheet, Box(page.x + 4, page.y - 46, 36, 36), thing.icon)
    label = Box(page.x + 48, page.y - 46, page.width - 48, 36)
    sheet.one_line(thing.label, label, size=size, least=TIGHT, bold=True)


def _lines_of_a_page(sheet: Sheet, page: Box) -> None:
    """Grey lines that stand for words too small to read."""
    y = page.y + 30
    for share in (0.6, 0.8, 0.7, 0.8, 0.5):
        if y < page.bottom - 20:
            x = page.x + page.width * 0.1
            sheet.line(x, y, x + page.width * share, y, edge=HAIRLINE, thick=8)
        y += 34
