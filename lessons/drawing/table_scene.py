"""A picture without a device: objects on a table, a close-up of a bit of screen, or both."""

from . import objects
from .colours import INK, PAPER
from .description import Description
from .elements import KINDS, Place, flow_height, lay_out
from .errors import DrawingError
from .frames import WIDTH
from .given import Given
from .sheet import Box, Sheet, n

CARD_X, CARD_WIDTH, CARD_RADIUS = 44, 312, 14
CARD_PAD = 18  # above and below what stands on the card, unless it is a strip
AROUND_OBJECTS, AROUND_CARD, BETWEEN = 40, 26, 26
LEAST_HEIGHT = 200


def draw_table_scene(what: Description, name: str) -> tuple[Sheet, Box]:
    """The sheet and its canvas; `name`: for the clip path of the card."""
    _check(what)
    alone = not what.elements
    margin = _margin(what)
    above = objects.height_of(what.beside, alone=alone) if what.beside else 0
    below = _card_height(what) if what.elements else 0
    between = BETWEEN if above and below else 0
    content = above + between + below
    canvas = Box(0, 0, WIDTH, round(max(content + 2 * margin, LEAST_HEIGHT)))
    y = (canvas.height - content) / 2
    sheet = Sheet()
    if what.beside:
        objects.draw(sheet, what.beside, y, alone=alone)
    if what.elements:
        _draw_card(sheet, what, y + above + between, name)
    return sheet, canvas


def _margin(what: Description) -> float:
    """More where one of several objects is marked: its disc then stands above it."""
    if not what.beside:
        return AROUND_CARD
    crowded = len(what.beside) > 2 and any(thing.mark for thing in what.beside)
    return AROUND_OBJECTS + (28 if crowded else 0)


def _check(what: Description) -> None:
    if not what.beside and not what.elements:
        raise DrawingError('With "device: none", say what to show: "beside" or "screen".')
    for key, value in (("press", what.presses), ("plug", what.plug is not None)):
        if value:
            raise DrawingError(f'"{key}" needs a device: phone, tablet or laptop.')


def _card_place(what: Description, y: float) -> Place:
    return Place(
        x=CARD_X + 11,
        y=y,
        width=CARD_WIDTH - 22,
        edge_x=CARD_X,
        edge_width=CARD_WIDTH,
        system=what.system,
    )


def _card_height(what: Description) -> float:
    ends = _pad_at(what.elements[0]) + _pad_at(what.elements[-1])
    return flow_height(_card_place(what, 0), what.elements) + ends


def _pad_at(given: Given) -> float:
    return 0 if KINDS[given.kind].family in ("strip", "bottom strip") else CARD_PAD


def _draw_card(sheet: Sheet, what: Description, y: float, name: str) -> None:
    box = Box(CARD_X, y, CARD_WIDTH, _card_height(what))
    sheet.rect(box, fill=PAPER, radius=CARD_RADIUS)
    sheet.add(
        f'<clipPath id="{name}"><rect x="{n(box.x)}" y="{n(box.y)}" width="{n(box.width)}"'
        f' height="{n(box.height)}" rx="{CARD_RADIUS}"/></clipPath><g clip-path="url(#{name})">'
    )
    lay_out(sheet, _card_place(what, y + _pad_at(what.elements[0])), what.elements)
    sheet.add("</g>")
    sheet.rect(box.grown(1.5), radius=CARD_RADIUS + 1.5, edge=INK, thick=3)
