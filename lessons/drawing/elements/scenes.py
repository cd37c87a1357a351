"""Photographs, the camera, films and maps."""

from ..colours import BLUE, DARK_GLASS, GREEN, INK, PAPER, RED, WHITE
from ..errors import DrawingError
from ..given import Given
from ..scenery import SCENES, check_scene, draw_scene
from ..sheet import Box, Sheet, n
from ..words import BODY, LINE, TIGHT, width_of, wrap
from .forms import level
from .kinds import Place, element


@element("photo", options=("caption",), stretches=True)
def photo(sheet: Sheet, place: Place, given: Given) -> float:
    scene = given.choice("", tuple(SCENES), "landscape")
    high = 150 + 30 * place.room + min(place.spare, 60)
    box = place.box(high)
    draw_scene(sheet, scene, box)
    sheet.ring(given.mark, box, gap=2, radius=6)
    if not given.has("caption"):
        return high
    words = given.words("caption")
    return high + 4 + sheet.paragraph(words, place.x, box.bottom + 4, place.width, align="middle")


@element("photos")
def photos(sheet: Sheet, place: Place, given: Given) -> float:
    things = given.things(words_first=True)
    across = 2 if len(things) in (2, 4) else 3
    gap = 8
    each = (place.width - gap * (across - 1)) / across
    high = each * (0.8 if across == 2 else 1)
    for index, thing in enumerate(things):
        check_scene(thing.label)
        x = place.x + (index % across) * (each + gap)
        box = Box(x, place.y + index // across * (high + gap), each, high)
        draw_scene(sheet, thing.label, box)
        sheet.ring(thing.mark, box.grown(-5), radius=10)
    rows = -(-len(things) // across)
    if rows > 3:
        raise DrawingError('The element "photos" holds nine small photos at most.')
    height = rows * (high + gap) - gap
    sheet.ring(given.mark, place.box(height), gap=0, radius=8)
    return height


@element("camera", options=("zoom",), parts=("shutter", "flip", "last"), stretches=True)
def camera(sheet: Sheet, place: Place, given: Given) -> float:
    scene = given.choice("", tuple(SCENES), "landscape")
    foot = 104
    height = 250 + place.spare + foot
    box = place.edge_to_edge(height)
    sheet.rect(box, fill=DARK_GLASS)
    draw_scene(sheet, scene, Box(box.x, box.y, box.width, height - foot))
    _zoom_buttons(sheet, box.cx, box.bottom - foot - 34, given.things("zoom", words_first=True))
    cy = box.bottom - foot / 2
    sheet.circle(box.cx, cy, 35, fill=WHITE)
    sheet.circle(box.cx, cy, 29, fill=WHITE, edge=DARK_GLASS, thick=3)
    last = Box(box.x + 26, cy - 26, 52, 52)
    draw_scene(sheet, "flowers", last)
    sheet.pictured.append(last)
    sheet.rect(last, edge=WHITE, thick=3, radius=4)
    flip = Box(box.right - 80, cy - 27, 54, 54)
    sheet.circle(flip.cx, flip.cy, 27, edge=WHITE, thick=3)
    sheet.picture("flip-camera", flip.grown(-10), colour=WHITE)
    shutter = Box(box.cx - 35, cy - 35, 70, 70)
    sheet.ring(given.mark_of("shutter", usual="shutter"), shutter, gap=5, radius=35)
    sheet.ring(given.mark_of("flip"), flip, gap=5, radius=27)
    sheet.ring(given.mark_of("last"), last, gap=5, radius=10)
    return height


def _zoom_buttons(sheet: Sheet, cx: float, cy: float, things) -> None:
    for index, thing in enumerate(things):
        x = cx + (index - (len(things) - 1) / 2) * 70
        sheet.circle(x, cy, 25, fill=DARK_GLASS, edge=WHITE, thick=2.5)
        label = Box(x - 24, cy - 18, 48, 36)
        sheet.one_line(thing.label, label, align="middle", least=TIGHT - 2, bold=True, colour=WHITE)
        sheet.ring(thing.mark, Box(x - 25, cy - 25, 50, 50), gap=4, radius=25)


@element("player", options=("caption", "state", "scene"), parts=("play", "captions", "end"))
def player(sheet: Sheet, place: Place, given: Given) -> float:
    playing = given.choice("state", ("stopped", "playing"), "stopped") == "playing"
    scene = given.choice("scene", tuple(SCENES), "landscape")
    title = wrap(given.words(), place.width, bold=True, most_lines=2) if given.words() else []
    picture = Box(place.x, place.y, place.width, 132 + 26 * place.room)
    draw_scene(sheet, scene, picture)
    _film_words(sheet, picture, given.words("caption"))
    play = Box(picture.cx - 32, picture.cy - 32, 64, 64)
    if not given.has("caption"):
        sheet.circle(play.cx, play.cy, 32, fill=BLUE, edge=WHITE, thick=4)
        inner = play.grown(-15)
        inner = inner if playing else Box(inner.x + 3, inner.y, inner.width, inner.height)
        sheet.picture("pause" if playing else "play", inner, colour=WHITE)
    strip = Box(place.x, picture.bottom, place.width, 50)
    _film_strip(sheet, strip, given, playing, small_play=given.has("caption"))
    if not given.has("caption"):
        sheet.ring(given.mark_of("play", usual="play"), play, gap=5, radius=32)
    y = strip.bottom + 4
    for line in title:
        sheet.words(line, place.x, y + BODY * 0.97, bold=True)
        y += BODY * LINE
    return y - place.y


def _film_words(sheet: Sheet, picture: Box, caption: str) -> None:
    """Captions: white words on solid black at the foot of the film."""
    if not caption:
        return
    lines = wrap(caption, picture.width - 36, most_lines=3)
    width = max(width_of(line) for line in lines) + 20
    height = len(lines) * BODY * LINE + 6
    box = Box(picture.cx - width / 2, picture.bottom - height - 8, width, height)
    sheet.rect(box, fill=INK, radius=4)
    sheet.paragraph(
        caption, picture.x + 18, box.y + 1, picture.width - 36, colour=WHITE, align="middle"
    )


def _film_strip(sheet: Sheet, box: Box, given: Given, playing: bool, *, small_play: bool) -> None:
    sheet.rect(box, fill=DARK_GLASS)
    left = box.x + 16
    if small_play:
        spot = Box(left - 2, box.cy - 14, 28, 28)
        sheet.picture("pause" if playing else "play", spot, colour=WHITE)
        sheet.ring(given.mark_of("play", usual="play"), spot, gap=6, radius=8)
        left += 42
    end = Box(box.right - 38, box.cy - 14, 28, 28)
    captions = Box(end.x - 46, box.cy - 15, 32, 30)
    sheet.picture("maximise", end, colour=WHITE)
    sheet.picture("captions", Box(captions.x, box.cy - 16, 32, 32), colour=WHITE)
    sheet.ring(given.mark_of("captions"), captions, gap=6, radius=8)
    sheet.ring(given.mark_of("end"), end, gap=6, radius=8)
    level(sheet, left, captions.x - 18, box.cy, 0.35 if playing else 0, knob=False, colour=WHITE)


@element("map", options=("label", "from"), parts=("pin",), stretches=True)
def map_(sheet: Sheet, place: Place, given: Given) -> float:
    kind = given.choice("", ("here", "route"), "here")
    height = 210 + 30 * place.room + min(place.spare, 90)
    box = place.edge_to_edge(height).grown(-6, 0)
    _streets(sheet, box)
    end = (box.x + box.width * 0.62, box.y + box.height * 0.42)
    if kind == "here":
        end = (box.cx, box.y + box.height * 0.52)
    else:
        _route(sheet, box, end)
    pin = Box(end[0] - 24, end[1] - 44, 48, 48)
    sheet.add(f'<circle cx="{n(end[0])}" cy="{n(pin.y + 19)}" r="18" fill="{WHITE}"/>')
    sheet.path(_pin_path(pin), fill=RED, edge=WHITE, thick=3)
    sheet.circle(end[0], pin.y + 19, 7, fill=WHITE)
    sheet.pictured.append(pin)
    _map_label(sheet, box, pin, given.words("label"))
    if given.has("from"):
        start = Box(box.x + box.width * 0.2, box.bottom - 44, 0, 0)
        _map_label(sheet, box, Box(start.x - 10, start.y - 30, 20, 20), given.words("from"))
    sheet.ring(given.mark_of("pin", usual="pin"), pin, gap=5, radius=20)
    return height


def _streets(sheet: Sheet, box: Box) -> None:
    x, y, w, h = box.x, box.y, box.width, box.height
    sheet.rect(box, fill="#ece7da", radius=10)
    park = Box(x + w * 0.06, y + h * 0.08, w * 0.3, h * 0.26)
    sheet.rect(park, fill="#c4dcc8", radius=8)
    bend = f"q{n(-w * 0.02)} {n(h * 0.14)} {n(w * 0.3)} {n(h * 0.2)}"
    river = f"M{n(x + w * 0.7)} {n(y)}{bend}v{n(-h * 0.2)}z"
    sheet.path(river, fill="#bfd9ea")
    for colour, thick in (("#cfc7b4", 20), (WHITE, 15)):
        roads = (
            f"M{n(x + 3)} {n(y + h * 0.44)}H{n(x + w - 3)}M{n(x + 3)}"
            f" {n(y + h * 0.8)}H{n(x + w - 3)}"
            f"M{n(x + w * 0.44)} {n(y + 3)}V{n(y + h - 3)}M{n(x + w * 0.84)}"
            f" {n(y + h * 0.3)}V{n(y + h - 3)}"
            f"M{n(x + w * 0.14)} {n(y + h * 0.44)}V{n(y + h - 3)}"
        )
        sheet.add(f'<path d="{roads}" fill="none" stroke="{colour}" stroke-width="{thick}"/>')
    sheet.rect(box, radius=10, edge=INK, thick=2.5)


def _route(sheet: Sheet, box: Box, end: tuple[float, float]) -> None:
    x, y, w, h = box.x, box.y, box.width, box.height
    way = f"M{n(x + w * 0.14)} {n(y + h * 0.8)}H{n(x + w * 0.44)}V{n(y + h * 0.44)}H{n(end[0])}"
    for colour, thick in ((WHITE, 13), (BLUE, 8)):
        sheet.path(way, edge=colour, thick=thick)
    sheet.circle(x + w * 0.14, y + h * 0.8, 12, fill=GREEN, edge=WHITE, thick=4)


def _pin_path(pin: Box) -> str:
    return f"M{n(pin.cx)} {n(pin.bottom - 1)}c-12-13-18-22-18-29a18 18 0 0 1 36 0c0 7-6 16-18 29z"


def _map_label(sheet: Sheet, box: Box, pin: Box, label: str) -> None:
    if not label:
        return
    width = width_of(label, BODY, True) + 20
    if width > box.width - 16:
        raise DrawingError(f'The label "{label}" of a "map" is too long; use fewer words.')
    x = min(max(pin.cx - width / 2, box.x + 8), box.right - 8 - width)
    label_box = Box(x, pin.bottom + 14, width, 38)
    sheet.rect(label_box, fill=PAPER, radius=8, edge=INK, thick=2)
    sheet.one_line(label, label_box, align="middle", bold=True)
