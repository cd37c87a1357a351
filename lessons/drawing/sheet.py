"""The sheet a picture is drawn on: it collects shapes, and remembers where the words are."""

from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from . import small_pictures
from .colours import BLUE, INK
from .errors import DrawingError
from .words import ABOVE, BELOW, BODY, LINE, even_lines, size_that_fits, width_of, wrap


@dataclass(frozen=True)
class Box:
    """A rectangle in viewBox units; y grows downwards."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def cx(self) -> float:
        return self.x + self.width / 2

    @property
    def cy(self) -> float:
        return self.y + self.height / 2

    def grown(self, by: float, down: float | None = None) -> "Box":
        """Larger by `by` on every side (smaller if negative); `down`: above and below."""
        down = by if down is None else down
        return Box(self.x - by, self.y - down, self.width + 2 * by, self.height + 2 * down)

    def overlap(self, other: "Box") -> float:
        """The shared area."""
        across = min(self.right, other.right) - max(self.x, other.x)
        down = min(self.bottom, other.bottom) - max(self.y, other.y)
        return across * down if across > 0 and down > 0 else 0.0


@dataclass(frozen=True)
class Ring:
    """A place to mark: the ring's middle line runs along the edge of `box`."""

    number: int
    box: Box
    radius: float


@dataclass
class Sheet:
    """Shapes in the order they are drawn, and what a mark must not cover."""

    shapes: list[str] = field(default_factory=list)
    written: list[Box] = field(default_factory=list)  # where words stand
    pictured: list[Box] = field(default_factory=list)  # where small pictures stand
    rings: list[Ring] = field(default_factory=list)
    buttons: list[Box] = field(default_factory=list)  # where a finger may go, if nothing is marked

    def add(self, shape: str) -> None:
        self.shapes.append(shape)

    def rect(self, box: Box, *, fill="none", radius: float = 0, edge: str = "", thick: float = 2.5):
        self.add(
            f'<rect x="{n(box.x)}" y="{n(box.y)}" width="{n(box.width)}" height="{n(box.height)}"'
            + (f' rx="{n(radius)}"' if radius else "")
            + f' fill="{fill}"{_edge(edge, thick)}/>'
        )

    def circle(self, cx: float, cy: float, r: float, *, fill="none", edge="", thick: float = 2.5):
        shape = f'<circle cx="{n(cx)}" cy="{n(cy)}" r="{n(r)}" fill="{fill}"{_edge(edge, thick)}/>'
        self.add(shape)

    def path(self, d: str, *, fill="none", edge="", thick: float = 2.5) -> None:
        rounded = ' stroke-linecap="round" stroke-linejoin="round"' if edge else ""
        self.add(f'<path d="{d}" fill="{fill}"{_edge(edge, thick)}{rounded}/>')

    def line(self, x1, y1, x2, y2, *, edge=INK, thick: float = 2.5) -> None:
        self.path(f"M{n(x1)} {n(y1)}L{n(x2)} {n(y2)}", edge=edge, thick=thick)

    def picture(self, name: str, box: Box, *, colour: str = INK, thick: float = 2.0) -> None:
        """A small picture filling the square `box`; `thick` counts on its own grid of 24."""
        self.pictured.append(box)
        self.add(small_pictures.shape(name, n(box.x), n(box.y), box.width / 24, colour, thick))

    def ring(self, number: int, box: Box, *, gap: float = 0, radius: float | None = None) -> None:
        """Remember a place to mark; `number` 0 means it is not marked.

        `gap` is the air between `box` and the ring's middle line.
        """
        if number:
            box = box.grown(gap)
            rounding = 16 if radius is None else radius + gap
            self.rings.append(Ring(number, box, min(rounding, box.width / 2, box.height / 2)))

    def words(
        self,
        text,
        x,
        baseline,
        *,
        size=BODY,
        bold=False,
        colour=INK,
        anchor="start",
        underline=False,
        cursor=False,
    ) -> None:
        """One line of words from `x` (or round it, or up to it, by `anchor`).

        `cursor`: the line where the next letter will come; a letter of the text, so that it
        stands right behind the words in every font.
        """
        if not text:
            return
        width = width_of(text, size, bold)
        left = {"start": x, "middle": x - width / 2, "end": x - width}[anchor]
        above = size * ABOVE
        self.written.append(Box(left, baseline - above, width, above + size * BELOW))
        self.add(
            f'<text x="{n(x)}" y="{n(baseline)}" font-size="{n(size)}"'
            + (' font-weight="700"' if bold else "")
            + (f' text-anchor="{anchor}"' if anchor != "start" else "")
            + (' text-decoration="underline"' if underline else "")
            + f" fill={quoteattr(colour)}>{escape(text)}"
            + (f'<tspan fill="{BLUE}" font-weight="700">|</tspan>' if cursor else "")
            + "</text>"
        )

    def one_line(
        self,
        text,
        box: Box,
        *,
        align="start",
        size=BODY,
        least=BODY,
        bold=False,
        colour=INK,
    ) -> None:
        """Words on one line, in the middle of the height of `box`; raises if they do not fit."""
        fitting = size_that_fits(text, box.width, size=size, least=least, bold=bold)
        if fitting is None:
            raise DrawingError(f'The words "{text}" are too long for their place; use fewer.')
        x = {"start": box.x, "middle": box.cx, "end": box.right}[align]
        self.words(
            text,
            x,
            middle_baseline(box.cy, fitting),
            size=fitting,
            bold=bold,
            colour=colour,
            anchor=align,
        )

    def paragraph(
        self,
        text,
        x,
        y,
        width,
        *,
        size=BODY,
        bold=False,
        colour=INK,
        align="start",
        most_lines=12,
        underline=False,
    ) -> float:
        """Wrapped words with their top at `y`; gives back the height they took."""
        lines = wrap(text, width, size=size, bold=bold, most_lines=most_lines)
        if align == "middle":
            lines = even_lines(lines, width, size=size, bold=bold)
        at = {"start": x, "middle": x + width / 2, "end": x + width}[align]
        step = size * LINE
        for index, line in enumerate(lines):
            self.words(
                line,
                at,
                y + step * index + size * 0.95,
                size=size,
                bold=bold,
                colour=colour,
                anchor=align,
                underline=underline,
            )
        return step * len(lines)


def middle_baseline(cy: float, size: float) -> float:
    """The baseline that sets capital letters in the middle of a line's height."""
    return cy + size * 0.36


def n(value: float) -> str:
    """A number as short as SVG allows: one decimal at most."""
    text = f"{value:.1f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _edge(colour: str, thick: float) -> str:
    return f' stroke="{colour}" stroke-width="{n(thick)}"' if colour else ""
