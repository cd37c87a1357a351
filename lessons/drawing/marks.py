"""The mark: a thick ring round a place, and a numbered disc that points at it with an arrow.

One size everywhere: a dark line of 5 with a white edge on both sides (design notes, I3).
The disc stands where it covers no words: beside the device if it can, else where there is room.
"""

from dataclasses import dataclass
from math import hypot

from .colours import INK, WHITE
from .sheet import Box, Ring, Sheet, n

RING_LINE = 5
WHITE_EDGE = 3
REACH = RING_LINE / 2 + WHITE_EDGE  # from the ring's middle line to its outer edge
DISC_RADIUS = 17
DISC_EDGE = 2.5
ARROW_EDGE = 3
NUMERAL = 25
ARROW_LENGTHS = (17, 22, 28, 35, 44, 55, 70, 90, 115)
HEAD = 12  # the arrow's head: its length; it is as wide as it is long, and a half more
FROM_THE_RIM = 2

# How much worse than a longer arrow it is to cover something, per square unit.
COVERED_WORDS, COVERED_PICTURE, COVERED_RING = 40.0, 4.0, 60.0


@dataclass(frozen=True)
class Pointer:
    """Where the disc stands and where its arrow touches the ring; `ux`, `uy`: outwards."""

    x: float
    y: float
    tip_x: float
    tip_y: float
    ux: float
    uy: float

    @property
    def disc(self) -> Box:
        radius = DISC_RADIUS + DISC_EDGE
        return Box(self.x - radius, self.y - radius, 2 * radius, 2 * radius)

    @property
    def arrow(self) -> Box:
        left, right = sorted((self.x, self.tip_x))
        top, bottom = sorted((self.y, self.tip_y))
        return (
            Box(left, top, right - left, bottom - top)
            .grown(HEAD * 0.75 * (left == right), 0)
            .grown(0, HEAD * 0.75 * (top == bottom))
        )


def draw_rings(sheet: Sheet) -> None:
    """Every ring the sheet remembers."""
    for ring in sheet.rings:
        for colour, thick in ((WHITE, RING_LINE + 2 * WHITE_EDGE), (INK, RING_LINE)):
            sheet.rect(ring.box, radius=ring.radius, edge=colour, thick=thick)


def draw_discs(sheet: Sheet, canvas: Box) -> list[Pointer]:
    """The disc and arrow of every ring; gives their places back."""
    pointers: list[Pointer] = []
    for ring in sheet.rings:
        pointer = place(ring, sheet, canvas, [other.disc for other in pointers])
        _draw_pointer(sheet, ring, pointer)
        pointers.append(pointer)
    return pointers


def place(ring: Ring, sheet: Sheet, canvas: Box, taken: list[Box]) -> Pointer:
    """The cheapest of many places: a short arrow, outside, over nothing that matters."""
    candidates = [
        pointer
        for pointer in _candidates(ring)
        if _inside(pointer.disc, canvas.grown(-FROM_THE_RIM))
    ]
    if not candidates:
        candidates = list(_candidates(ring))
    return min(candidates, key=lambda pointer: _cost(pointer, ring, sheet, taken))


def _candidates(ring: Ring):
    box = ring.box.grown(REACH)
    slant = 0.7071
    for length in ARROW_LENGTHS:
        for share in (0.5, 0.3, 0.7, 0.15, 0.85):
            x, y = box.x + box.width * share, box.y + box.height * share
            yield _pointer(box.right, y, 1, 0, length)
            yield _pointer(box.x, y, -1, 0, length)
            yield _pointer(x, box.bottom, 0, 1, length)
            yield _pointer(x, box.y, 0, -1, length)
        cut = ring.radius * 0.29
        for ux in (slant, -slant):
            for uy in (slant, -slant):
                x = box.right - cut if ux > 0 else box.x + cut
                y = box.bottom - cut if uy > 0 else box.y + cut
                yield _pointer(x, y, ux, uy, length)


def _pointer(tip_x, tip_y, ux, uy, length) -> Pointer:
    out = length + DISC_RADIUS
    return Pointer(tip_x + ux * out, tip_y + uy * out, tip_x, tip_y, ux, uy)


def _cost(pointer: Pointer, ring: Ring, sheet: Sheet, taken: list[Box]) -> float:
    covered = 0.0
    for box, weight in ((pointer.disc, 1.0), (pointer.arrow, 0.6)):
        covered += weight * COVERED_WORDS * sum(box.overlap(words) for words in sheet.written)
        covered += weight * COVERED_PICTURE * sum(box.overlap(seen) for seen in sheet.pictured)
        covered += weight * COVERED_RING * sum(box.overlap(disc.grown(3)) for disc in taken)
        for other in sheet.rings:
            if other is not ring:
                covered += weight * COVERED_RING * box.overlap(other.box.grown(REACH))
    length = hypot(pointer.x - pointer.tip_x, pointer.y - pointer.tip_y)
    off_middle = abs(pointer.tip_y - ring.box.cy) + abs(pointer.tip_x - ring.box.cx)
    sideways = 0 if pointer.uy == 0 else 14 if pointer.ux == 0 else 10
    leftwards = 3 if pointer.ux < 0 else 0
    return covered + length + sideways + leftwards + 0.02 * off_middle


def _inside(box: Box, canvas: Box) -> bool:
    return (
        box.x >= canvas.x
        and box.y >= canvas.y
        and box.right <= canvas.right
        and box.bottom <= canvas.bottom
    )


def _draw_pointer(sheet: Sheet, ring: Ring, pointer: Pointer) -> None:
    ux, uy = pointer.ux, pointer.uy
    base_x, base_y = pointer.tip_x + ux * HEAD, pointer.tip_y + uy * HEAD
    half = HEAD * 0.75
    shaft = f"M{n(pointer.x)} {n(pointer.y)}L{n(base_x)} {n(base_y)}"
    head = (
        f"M{n(pointer.tip_x)} {n(pointer.tip_y)}L{n(base_x - uy * half)} {n(base_y + ux * half)}"
        f"L{n(base_x + uy * half)} {n(base_y - ux * half)}z"
    )
    sheet.path(shaft + head, edge=WHITE, thick=RING_LINE + 2 * ARROW_EDGE)
    sheet.circle(pointer.x, pointer.y, DISC_RADIUS, fill=INK, edge=WHITE, thick=2 * DISC_EDGE)
    sheet.path(shaft, edge=INK, thick=RING_LINE)
    sheet.path(head, fill=INK)
    sheet.circle(pointer.x, pointer.y, DISC_RADIUS, fill=INK)
    sheet.add(
        f'<text x="{n(pointer.x)}" y="{n(pointer.y + NUMERAL * 0.36)}" font-size="{NUMERAL}"'
        f' font-weight="700" text-anchor="middle" fill="{WHITE}">{ring.number}</text>'
    )
