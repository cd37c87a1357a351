"""How wide words are, and how they break into lines.

A picture in an <img> cannot carry a web font, so the reader's own Verdana, DejaVu Sans
or Arial draws the words. The table holds the wider of Verdana and DejaVu Sans for each
letter: what fits here fits in all of them. All sizes are in viewBox units; at 320 px
a picture shows 25 units as 20 px, the smallest size our pages allow.
"""

from functools import lru_cache

from .errors import DrawingError

BODY = 25
TIGHT = 22  # only where a label of second rank would otherwise not fit
HEADING = 30
LINE = 1.24  # distance between two baselines, in sizes
ABOVE, BELOW = 0.78, 0.24  # how far letters reach from the baseline, in sizes

FONT = "Atkinson Hyperlegible Next, Verdana, Arial, sans-serif"

_REGULAR = {
    318: ",.;·‘’",
    336: ":/\\|",
    352: " f",
    278: "ijl",
    275: "'",
    364: ",.",
    390: "[]",
    401: "!",
    411: "r",
    421: "I",
    392: "t",
    454: "()-:;/\\|",
    455: "J",
    460: '"',
    500: "*_`–°",
    521: "s",
    518: "“”",
    525: "z",
    545: "?",
    550: "cç",
    557: "L",
    575: "F",
    579: "k",
    590: "•",
    592: "vxy",
    603: "P",
    613: "aoäáàâóòôö",
    615: "eéèêëTY",
    632: "E",
    636: "0123456789$£€{}bdghnpquñüúùû",
    635: "S",
    656: "K",
    686: "AVXZB",
    698: "CR",
    732: "U",
    752: "HN",
    776: "DG",
    788: "OQ",
    780: "&",
    818: "w",
    838: "#+<=>^~×→←✓",
    863: "M",
    950: "%",
    974: "m",
    989: "W",
    1000: "@—…½",
}
_BOLD = {
    343: "ijl",
    348: " ",
    306: "'",
    380: ",.;·‘’",
    435: "f",
    457: "()[]!",
    478: "t",
    480: "-:;/\\|",
    493: "r",
    500: "_`–°",
    521: '"*',
    546: "I",
    555: "J",
    582: "z",
    580: "?",
    593: "cçs",
    637: "L",
    639: "•",
    652: "vy",
    657: "“”",
    665: "kx",
    680: "eéèêëTF",
    687: "oóòôö",
    675: "aáàâä",
    683: "E",
    712: "0123456789$£€{}hnuñüúùûbdgpq",
    725: "SZY",
    733: "PC",
    775: "ABVXKR",
    830: "DGU",
    838: "HN#+<=>^~×→←✓",
    850: "OQ",
    872: "&",
    924: "w",
    995: "M",
    1002: "%",
    1042: "m",
    1103: "W",
    1000: "@—…½",
}


def _by_letter(widths: dict[int, str]) -> dict[str, int]:
    table: dict[str, int] = {}
    for width, letters in widths.items():
        for letter in letters:
            table[letter] = max(width, table.get(letter, 0))
    return table


_TABLES = {False: _by_letter(_REGULAR), True: _by_letter(_BOLD)}
_UNLISTED = {False: 840, True: 900}  # thousandths of the size, for letters the tables lack


@lru_cache(maxsize=4096)
def width_of(text: str, size: float = BODY, bold: bool = False) -> float:
    """The widest the text can be drawn, in viewBox units."""
    table, unlisted = _TABLES[bold], _UNLISTED[bold]
    return sum(table.get(letter, unlisted) for letter in text) * size / 1000


def size_that_fits(text: str, width: float, *, size=BODY, least=TIGHT, bold=False) -> float | None:
    """The largest size from `size` down to `least` at which one line fits, or None."""
    natural = width_of(text, size, bold)
    if natural <= width:
        return size
    if width <= 0:
        return None
    fitting = int(size * width / natural * 2) / 2
    return fitting if fitting >= least else None


def wrap(text: str, width: float, *, size=BODY, bold=False, most_lines: int = 12) -> list[str]:
    """The text in lines no wider than `width`; addresses may break at their dots and slashes.

    Raises DrawingError where a single word is too long, or there are more than `most_lines`.
    """
    lines: list[str] = []
    for paragraph in text.strip().split("\n"):
        lines += _wrap_paragraph(paragraph, width, size, bold)
    if len(lines) > most_lines:
        raise DrawingError(f'The words "{text[:40]}…" take {len(lines)} lines; use fewer words.')
    return lines


def label_lines(label: str, width: float) -> list[str]:
    """A label under a small picture: one line, or two smaller ones."""
    if not label:
        return []
    if size_that_fits(label, width, least=TIGHT):
        return [label]
    return wrap(label, width, size=TIGHT, most_lines=2)


def label_size(lines: list[str], width: float) -> float:
    """One size for all lines of a label."""
    return min((size_that_fits(line, width, least=TIGHT) or TIGHT for line in lines), default=BODY)


def even_lines(lines: list[str], width: float, *, size=BODY, bold=False) -> list[str]:
    """As many lines, of lengths as even as they can be: for words in the middle of a box."""
    if len(lines) < 2:
        return lines
    for narrower in range(int(width * 0.5), int(width), 4):
        try:
            evened = _wrap_paragraph(" ".join(lines), narrower, size, bold)
        except DrawingError:
            continue
        if len(evened) <= len(lines):
            return evened
    return lines


def _wrap_paragraph(paragraph: str, width: float, size: float, bold: bool) -> list[str]:
    lines = [""]
    for word in paragraph.split():
        joined = f"{lines[-1]} {word}".strip()
        if width_of(joined, size, bold) <= width:
            lines[-1] = joined
            continue
        pieces = _break_long_word(word, width, size, bold)
        lines = lines + pieces if lines[-1] else pieces
    return lines


def _break_long_word(word: str, width: float, size: float, bold: bool) -> list[str]:
    if width_of(word, size, bold) <= width:
        return [word]
    pieces = [""]
    for letter in word:
        if width_of(pieces[-1] + letter, size, bold) > width:
            at = max(pieces[-1].rfind(mark) for mark in "@./-?=_") + 1
            if at <= 0:
                raise DrawingError(
                    f'The word "{word}" is too long for its place; use a shorter one.'
                )
            pieces[-1:] = [pieces[-1][:at], pieces[-1][at:]]
        pieces[-1] += letter
    return pieces
