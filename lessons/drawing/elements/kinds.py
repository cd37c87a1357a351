"""What an element is: a function that draws it from a place downwards and tells its height.

    @element("button", options=("style", "icon"))
    def button(sheet, place, given) -> float: ...

The same function measures (on a sheet that is thrown away) and draws. All lengths are in
viewBox units.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from ..errors import DrawingError, unknown
from ..given import Given
from ..sheet import Box, Sheet

GAP = 14  # between two elements that do not join


@dataclass(frozen=True)
class Place:
    """Where an element goes, and how generous it may be."""

    x: float
    y: float
    width: float
    edge_x: float  # the whole screen, for what runs from edge to edge
    edge_width: float
    room: float = 1.0  # 1: generous, 0.6: tight; scales the empty space, never the words
    system: str = ""  # iphone, android, windows or ""
    spare: float = 0  # height left over, for the one element that stretches

    def box(self, height: float) -> Box:
        return Box(self.x, self.y, self.width, height)

    def edge_to_edge(self, height: float) -> Box:
        return Box(self.edge_x, self.y, self.edge_width, height)

    def down(self, by: float) -> "Place":
        return replace(self, y=self.y + by)

    def within(self, box: Box, pad: float = 12) -> "Place":
        """The inside of a box on the screen, as a small screen of its own."""
        return replace(
            self,
            x=box.x + pad,
            y=box.y,
            width=box.width - 2 * pad,
            edge_x=box.x,
            edge_width=box.width,
            spare=0,
        )


@dataclass(frozen=True)
class Kind:
    name: str
    draw: Callable[[Sheet, Place, Given], float]
    options: frozenset[str]
    parts: tuple[str, ...]  # what `mark_at` can name
    family: str  # two neighbours of one family join without a gap
    at_bottom: bool
    stretches: bool


KINDS: dict[str, Kind] = {}


def element(name, *, options=(), parts=(), family="", at_bottom=False, stretches=False):
    """Registers the function below it as the element `name`."""

    def register(draw):
        known = frozenset((name, "mark", *options, *(("mark_at",) if parts else ())))
        KINDS[name] = Kind(name, draw, known, tuple(parts), family, at_bottom, stretches)
        return draw

    return register


def read_element(description: object) -> Given:
    """One entry of `screen:`, checked as far as it can be without drawing."""
    if isinstance(description, str) and description in KINDS:
        description = {description: True}
    if not isinstance(description, dict) or not description:
        raise DrawingError(
            f'The screen holds "{description}"; write each element like "- button: Next".'
        )
    kinds = [key for key in description if key in KINDS]
    if not kinds:
        raise unknown("element", next(iter(description)), KINDS)
    fitting = [kind for kind in kinds if KINDS[kind].options.issuperset(description)]
    given = Given((fitting or kinds)[0], dict(description))  # the other keys are its options
    check(given)
    return given


def held_by(given: Given) -> list[Given]:
    """The elements inside another one, from its `holds`."""
    held = given.options.get("holds") or []
    if not isinstance(held, list):
        raise DrawingError(f'{given.where}, "holds", is a list; begin each element with a dash.')
    return [read_element(one) for one in held]


def check(given: Given) -> None:
    kind = KINDS[given.kind]
    for option in given.options:
        if option not in kind.options:
            raise unknown(f'option of "{kind.name}"', option, kind.options - {kind.name})
    part = given.options.get("mark_at")
    if part is not None and part not in kind.parts:
        raise unknown(f'part of "{kind.name}" to mark at', part, kind.parts)
    if part is not None and not given.mark:
        raise DrawingError(f'{given.where} has "mark_at" but no mark; add "mark: 1".')


def lay_out(sheet: Sheet, place: Place, elements: list[Given]) -> float:
    """Draws the elements from `place` downwards; gives back the height they took."""
    y, before = place.y, None
    for given in elements:
        kind = KINDS[given.kind]
        if before is not None:
            y += gap_between(before, kind) * place.room
        spare = place.spare if kind.stretches else 0
        rings = len(sheet.rings)
        y += kind.draw(sheet, replace(place, y=y, spare=spare), given)
        if given.mark and len(sheet.rings) == rings:
            raise DrawingError(f"{given.where} has nothing to mark there; see its parts.")
        before = kind
    return y - place.y


def flow_height(place: Place, elements: list[Given]) -> float:
    return lay_out(Sheet(), place, elements)


def gap_between(before: Kind, after: Kind) -> float:
    """Full-width strips and rows of a list stand on each other; the rest has air."""
    if "gap" in (before.name, after.name):
        return 0
    if before.family and before.family == after.family:
        return 0
    if before.family == "strip" and after.family == "list":
        return 2
    return GAP
