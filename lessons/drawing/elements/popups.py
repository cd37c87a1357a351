"""What comes up over the page: windows with a question, messages from the top, volume."""

from ..colours import BLUE, DARK_GLASS, INK, PAPER, WHITE
from ..given import Given
from ..sheet import Box, Sheet
from ..words import BODY, LINE, size_that_fits, wrap
from .forms import level, row_of_buttons
from .kinds import Place, element

SHADE = "#c9d1d9"


@element("notice", options=("text", "buttons", "icon", "close"), parts=("close",))
def notice(sheet: Sheet, place: Place, given: Given) -> float:
    pad = 16
    box = Box(place.x + 2, place.y, place.width - 4, notice_height(place, given, pad))
    sheet.rect(Box(box.x + 4, box.y + 6, box.width, box.height), fill=SHADE, radius=20)
    sheet.rect(box, fill=WHITE, radius=20, edge=INK, thick=3)
    _notice_inside(sheet, place, box, given, pad)
    if not given.options.get("mark_at"):
        sheet.ring(given.mark, box, gap=1, radius=20)
    return box.height + 6


def notice_height(place: Place, given: Given, pad: float) -> float:
    box = Box(place.x + 2, place.y, place.width - 4, 100)
    return _notice_inside(Sheet(), place, box, given, pad)


def _notice_inside(sheet: Sheet, place: Place, box: Box, given: Given, pad: float) -> float:
    """Draws what stands in the pop-up; gives back the height the pop-up needs."""
    x, width, y = box.x + pad, box.width - 2 * pad, box.y + pad - 4
    close = given.flag("close") or given.options.get("mark_at") == "close"
    if close:
        spot = Box(box.right - pad - 26, box.y + pad - 2, 26, 26)
        sheet.picture("close", spot, thick=2.8)
        sheet.ring(given.mark_of("close"), spot, gap=6, radius=8)
    icon = given.icon()
    if icon:
        sheet.picture(icon, Box(box.cx - 22, y + 4, 44, 44), colour=BLUE)
        y += 54
    title = given.words()
    if title:
        first = width - 38 if close and not icon else width
        y += sheet.paragraph(title, x, y, first, bold=True, align=_align(close, icon))
    if given.has("text"):
        y += 2 + sheet.paragraph(given.words("text"), x, y + 2, width, align=_align(close, icon))
    things = given.things("buttons", words_first=True)
    if things:
        y += 16
        inside = place.within(box, pad=8).down(y - place.y)
        y += row_of_buttons(sheet, inside, things) + 2
    return y + pad - box.y


def _align(close: bool, icon: str) -> str:
    return "start" if close and not icon else "middle"


@element("banner", options=("text", "icon"))
def banner(sheet: Sheet, place: Place, given: Given) -> float:
    left = 14 + 40 + 12
    width = place.width - left - 12
    words = given.words(needed=True)
    size = size_that_fits(words, width, bold=True) or BODY
    title = wrap(words, width, size=size, bold=True, most_lines=2)
    text = wrap(given.words("text"), width, most_lines=4) if given.has("text") else []
    step = BODY * LINE
    height = max((len(title) + len(text)) * step, 42) + 22
    box = place.box(height)
    sheet.rect(Box(box.x + 3, box.y + 5, box.width, box.height), fill=SHADE, radius=18)
    sheet.rect(box, fill=WHITE, radius=18, edge=INK, thick=2.5)
    sheet.picture(given.icon(usual="message"), Box(box.x + 14, box.cy - 20, 40, 40), colour=BLUE)
    y = box.cy - (len(title) + len(text)) * step / 2 + BODY * 0.97
    for index, line in enumerate(title + text):
        bold = index < len(title)
        sheet.words(line, box.x + left, y + index * step, bold=bold, size=size if bold else BODY)
    sheet.ring(given.mark, box, gap=0, radius=18)
    return height + 5


@element("toast", options=("icon", "at"))
def toast(sheet: Sheet, place: Place, given: Given) -> float:
    icon = given.icon()
    has_level = "at" in given.options
    left = 18 + (46 if icon else 0)
    width = place.width - left - 18
    lines = wrap(given.words(), width, most_lines=3) if given.words() else []
    height = len(lines) * BODY * LINE + (26 if has_level else 0) + 26
    height = max(height, 60)
    box = place.box(height)
    sheet.rect(box, fill=DARK_GLASS, radius=18)
    if icon:
        sheet.picture(icon, Box(box.x + 16, box.cy - 18, 36, 36), colour=PAPER)
    y = box.cy - (len(lines) * BODY * LINE + (22 if has_level else 0)) / 2
    for line in lines:
        sheet.words(line, box.x + left, y + BODY * 0.97, colour=PAPER)
        y += BODY * LINE
    if has_level:
        share = given.number("at", 0, 1, usual=0.5)
        level(sheet, box.x + left + 4, box.right - 22, y + 13, share, knob=False, colour=WHITE)
    sheet.ring(given.mark, box, gap=0, radius=18)
    return height
