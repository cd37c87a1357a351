"""Messages and calls."""

from ..colours import (
    BLUE,
    CREAM,
    DARK_GLASS,
    GREEN,
    HAIRLINE,
    INK,
    PALE_BLUE,
    RED,
    SECOND,
    WHITE,
)
from ..errors import DrawingError
from ..given import Given, Thing
from ..scenery import draw_scene
from ..sheet import Box, Sheet, n
from ..words import BODY, HEADING, LINE, TIGHT, width_of, wrap
from .kinds import Place, element

BUBBLE_PAD = 14
LINK_AIR = 12  # above a marked link, for its ring
ROUND = 27  # the radius of the round buttons of a call
ROUND_STYLES = {
    "": (WHITE, INK),
    "plain": (WHITE, INK),
    "green": (GREEN, WHITE),
    "red": (RED, WHITE),
}


@element("bubble", options=("from", "name", "link", "photo", "time"), parts=("link",))
def bubble(sheet: Sheet, place: Place, given: Given) -> float:
    mine = given.choice("from", ("them", "me"), "them") == "me"
    most = place.width - 26 - 2 * BUBBLE_PAD
    words, link = given.words(), given.words("link")
    lines = wrap(words, most, most_lines=9) if words else []
    links = wrap(link, most, most_lines=2) if link else []
    photo = 104 if given.flag("photo") else 0
    if not lines and not links and not photo:
        given.words(needed=True)
    widest = max([width_of(line) for line in lines + links] + [150 if photo else 40])
    name_height = _bubble_name(sheet, place, given.words("name"))
    height = (len(lines) + len(links)) * BODY * LINE + 2 * BUBBLE_PAD - 4
    height += photo + 6 if photo else 0
    above_link = LINK_AIR if links and lines and given.mark_of("link") else 0
    height += 1.5 * above_link
    width = widest + 2 * BUBBLE_PAD
    x = place.x + place.width - width - 8 if mine else place.x + 8
    box = Box(x, place.y + name_height, width, height)
    _bubble_shape(sheet, box, mine)
    y = box.y + BUBBLE_PAD - 4
    if photo:
        draw_scene(sheet, "flowers", Box(box.x + 10, box.y + 10, box.width - 20, photo))
        y += photo + 4
    y += _bubble_lines(sheet, lines, box.x + BUBBLE_PAD, y, WHITE if mine else INK)
    y += above_link
    _bubble_lines(sheet, links, box.x + BUBBLE_PAD, y, WHITE if mine else BLUE, underline=True)
    if links:
        link_width = max(width_of(line) for line in links)
        link_box = Box(box.x + BUBBLE_PAD, y, link_width, len(links) * BODY * LINE)
        sheet.ring(given.mark_of("link"), link_box, gap=8, radius=8)
    sheet.ring(given.mark_of(""), box, gap=1, radius=18)
    return name_height + height


def _bubble_name(sheet: Sheet, place: Place, name: str) -> float:
    if not name:
        return 0
    width = place.width - 16
    return sheet.paragraph(name, place.x + 8, place.y - 4, width, bold=True, most_lines=2) + 2


def _bubble_shape(sheet: Sheet, box: Box, mine: bool) -> None:
    fill = BLUE if mine else PALE_BLUE
    sheet.rect(box, fill=fill, radius=18)
    foot, way = (box.right, 1) if mine else (box.x, -1)
    sheet.path(
        f"M{n(foot - way * 22)} {n(box.bottom)}h{n(way * 29)}q{n(-way * 8)}-7 {n(-way * 8)}-22z",
        fill=fill,
    )


def _bubble_lines(sheet, lines, x, y, colour, underline=False) -> float:
    for index, line in enumerate(lines):
        baseline = y + index * BODY * LINE + BODY * 0.97
        sheet.words(line, x, baseline, colour=colour, underline=underline)
    return len(lines) * BODY * LINE


@element("write", options=("left", "right"), at_bottom=True, family="bottom strip")
def write(sheet: Sheet, place: Place, given: Given) -> float:
    things = {"left": given.things("left"), "right": given.things("right")}
    box = place.edge_to_edge(66)
    sheet.rect(box, fill=CREAM)
    sheet.line(box.x, box.y, box.right, box.y, edge=HAIRLINE, thick=2)
    left, right = box.x + 11, box.right - 11
    for thing in things["left"]:
        _write_end(sheet, Box(left, box.cy - 17, 34, 34), thing)
        left += 46
    for thing in reversed(things["right"]):
        _write_end(sheet, Box(right - 34, box.cy - 17, 34, 34), thing)
        right -= 46
    line = Box(left, box.y + 9, right - left, 48)
    sheet.rect(line, fill=WHITE, radius=24, edge=INK, thick=2.5)
    sheet.one_line(given.words(), line.grown(-15, 0), least=TIGHT)
    sheet.ring(given.mark, line, gap=0, radius=24)
    return 66


def _write_end(sheet: Sheet, box: Box, thing: Thing) -> None:
    sheet.picture(thing.icon or "dots", box, colour=BLUE, thick=2.2)
    sheet.ring(thing.mark, box, gap=5, radius=12)


@element("call", options=("state", "buttons", "note"), stretches=True)
def call(sheet: Sheet, place: Place, given: Given) -> float:
    name = given.words(needed=True)
    things = given.things("buttons")
    pads = 16 * place.room
    names = wrap(name, place.width, size=HEADING, bold=True, most_lines=2)
    state = wrap(given.words("state"), place.width, most_lines=2) if given.has("state") else []
    body = 96 + 10 + len(names) * HEADING * LINE + len(state) * BODY * LINE
    rows = _rows_of_round_buttons(things)
    needed = pads + body + pads + sum(_round_row_height(row) for row in rows)
    height = needed + place.spare
    cx = place.x + place.width / 2
    y = place.y + pads + place.spare * 0.3
    face(sheet, cx, y + 48, 48)
    y += 106
    for line in names:
        sheet.words(line, cx, y + HEADING * 0.95, size=HEADING, bold=True, anchor="middle")
        y += HEADING * LINE
    for line in state:
        sheet.words(line, cx, y + BODY * 0.95, anchor="middle", colour=SECOND)
        y += BODY * LINE
    y = place.y + height - sum(_round_row_height(row) for row in rows)
    _round_rows(sheet, place, y, rows, dark=False)
    sheet.ring(given.mark, place.box(height), radius=16)
    return height


@element("video", options=("buttons", "state", "self"), parts=("self", "face"), stretches=True)
def video(sheet: Sheet, place: Place, given: Given) -> float:
    rows = _rows_of_round_buttons(given.things("buttons"))
    buttons_height = sum(_round_row_height(row) for row in rows) + 8 if rows else 0
    height = 226 + buttons_height + place.spare
    box = place.edge_to_edge(height)
    sheet.rect(box, fill=DARK_GLASS)
    name = given.words()
    picture = Box(box.x, box.y, box.width, height - buttons_height)
    portrait(sheet, picture)
    sheet.pictured.append(Box(picture.cx - 60, picture.cy - 50, 120, 130))
    if name:
        wide = width_of(name, BODY, True) + 24
        label = Box(box.x + 12, box.y + 12, wide, 40)
        sheet.rect(label, fill=DARK_GLASS, radius=10)
        sheet.one_line(name, label, align="middle", bold=True, colour=WHITE)
    own = _own_view(sheet, picture, given)
    _round_rows(sheet, place, box.bottom - buttons_height + 8, rows, dark=True)
    sheet.ring(given.mark_of("self"), own, gap=5, radius=10)
    sheet.ring(given.mark_of("face", usual="face"), picture.grown(-8), radius=16)
    return height


def _own_view(sheet: Sheet, picture: Box, given: Given) -> Box:
    """Your own small view, at the lower right; it may carry one small picture."""
    size = given.options.get("self")
    if size == "none":
        return Box(picture.right, picture.bottom, 0, 0)
    wide, high = (118, 140) if size == "big" else (84, 108)
    own = Box(picture.right - wide - 14, picture.bottom - high - 14, wide, high)
    sheet.rect(own.grown(3), fill=WHITE, radius=6)
    portrait(sheet, own, hair="#c9c4bb", jumper=GREEN, wall=CREAM)
    sheet.pictured.append(own)
    thing = given.thing("self") if isinstance(size, dict) else None
    if thing:
        cx, cy = own.right - 20, own.bottom - 20
        sheet.circle(cx, cy, 18, fill=DARK_GLASS, edge=WHITE)
        sheet.picture(thing.icon or "flip-camera", Box(cx - 12, cy - 12, 24, 24), colour=WHITE)
        sheet.ring(thing.mark, Box(cx - 18, cy - 18, 36, 36), gap=4, radius=18)
    return own


def _rows_of_round_buttons(things: list[Thing]) -> list[list[Thing]]:
    """Up to four in a row, up to three where they carry labels."""
    most = 3 if any(thing.label for thing in things) else 4
    if len(things) > 2 * most:
        raise DrawingError(f"A call has at most {2 * most} round buttons; take some out.")
    return [things[start : start + most] for start in range(0, len(things), most)]


def _round_row_height(row: list[Thing]) -> float:
    return 2 * ROUND + 20 + (30 if any(thing.label for thing in row) else 0)


def _round_rows(
    sheet: Sheet, place: Place, y: float, rows: list[list[Thing]], *, dark: bool
) -> None:
    for row in rows:
        each = place.width / len(row)
        for index, thing in enumerate(row):
            cx = place.x + each * (index + 0.5)
            round_button(sheet, cx, y + ROUND + 8, thing, dark=dark, room=each - 4)
        y += _round_row_height(row)


def round_button(sheet: Sheet, cx, cy, thing: Thing, *, dark: bool, room: float) -> None:
    """A round button with a small picture, and its label under it."""
    usual = "red" if thing.icon == "end-call" else ""
    style = thing.style or usual
    if style not in ROUND_STYLES:
        raise DrawingError(f'There is no round button style "{style}"; use plain, green or red.')
    fill, colour = ROUND_STYLES[style]
    sheet.circle(cx, cy, ROUND, fill=fill, edge="" if style in ("red", "green") or dark else INK)
    half = 17
    if not thing.icon:
        raise DrawingError(f'The round button "{thing.label}" needs a small picture: icon.')
    spot = Box(cx - half, cy - half, 2 * half, 2 * half)
    sheet.picture(thing.icon, spot, colour=colour, thick=2.2)
    sheet.pictured.append(Box(cx - ROUND, cy - ROUND, 2 * ROUND, 2 * ROUND))
    whole = Box(cx - ROUND, cy - ROUND, 2 * ROUND, 2 * ROUND)
    sheet.ring(thing.mark, whole, gap=5, radius=ROUND)
    if thing.label:
        label = Box(cx - room / 2, cy + ROUND + 4, room, 32)
        sheet.one_line(
            thing.label, label, align="middle", least=TIGHT, colour=WHITE if dark else INK
        )


def face(sheet: Sheet, cx: float, cy: float, radius: float) -> None:
    """A round portrait without features: a head and shoulders."""
    sheet.circle(cx, cy, radius, fill=PALE_BLUE, edge=INK, thick=3)
    sheet.circle(cx, cy - radius * 0.22, radius * 0.33, fill=BLUE)
    r = radius * 0.62
    y = cy + radius * 0.72
    sheet.path(f"M{n(cx - r)} {n(y)}a{n(r)} {n(r * 0.85)} 0 0 1 {n(2 * r)} 0z", fill=BLUE)
    sheet.pictured.append(Box(cx - radius, cy - radius, 2 * radius, 2 * radius))


def portrait(sheet: Sheet, box: Box, *, hair="#5a4334", jumper=BLUE, wall="#dfe7ee") -> None:
    """A friendly person from the chest up, filling the box."""
    sheet.add(
        f'<svg x="{n(box.x)}" y="{n(box.y)}" width="{n(box.width)}" height="{n(box.height)}"'
        ' viewBox="0 0 100 120" preserveAspectRatio="xMidYMax meet">'
        f'<rect x="-150" y="-150" width="400" height="400" fill="{wall}"/>'
        f'<path d="M14 122c0-26 12-38 36-38s36 12 36 38z" fill="{jumper}"/>'
        '<path d="M42 72h16v16a8 8 0 0 1-16 0z" fill="#e3bd9c"/>'
        f'<circle cx="50" cy="46" r="27" fill="{hair}"/>'
        '<ellipse cx="50" cy="54" rx="21" ry="24" fill="#f0d0b2"/>'
        '<path d="M28 52c2-16 12-22 22-22s20 6 22 22c-8-4-12-8-14-12-6 6-18 10-30 12z"'
        f' fill="{hair}"/>'
        '<circle cx="42" cy="55" r="2.6" fill="#1a1a1a"/>'
        '<circle cx="58" cy="55" r="2.6" fill="#1a1a1a"/>'
        '<path d="M42 66c4 5 12 5 16 0" fill="none" stroke="#1a1a1a" stroke-width="2.4"'
        ' stroke-linecap="round"/></svg>'
    )
