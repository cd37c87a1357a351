"""The register on paper: so many rows to a sheet of large type, and empty ones for drop-ins."""

from collections.abc import Sequence

from whatthetech.scheduling.register_rows import Row

ROWS_OF_A_SHEET = 10
EMPTY_AT_LEAST = 3
Sheet = list[Row | None]  # None: an empty row, to write on


def sheets_of(rows: Sequence[Row]) -> list[Sheet]:
    """Every sheet full, the last ones with empty rows."""
    needed = len(rows) + EMPTY_AT_LEAST
    total = -(-needed // ROWS_OF_A_SHEET) * ROWS_OF_A_SHEET
    lines: Sheet = [*rows, *[None] * (total - len(rows))]
    return [lines[start : start + ROWS_OF_A_SHEET] for start in range(0, total, ROWS_OF_A_SHEET)]
