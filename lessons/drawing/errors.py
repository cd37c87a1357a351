"""What the kit says when a description cannot be drawn."""

from difflib import get_close_matches


class DrawingError(ValueError):
    """One plain sentence: which part of the description, and how to mend it."""


def unknown(what: str, name: object, known) -> DrawingError:
    """For a name that is not in `known`: offers the nearest ones, or all of a short list."""
    known = sorted(known)
    near = get_close_matches(str(name), known, n=3, cutoff=0.5)
    offer = near or (known if len(known) <= 8 else [])
    if not offer:
        return DrawingError(f'There is no {what} "{name}"; see docs/how-to/draw-a-picture.md.')
    return DrawingError(f'There is no {what} "{name}"; use {_either(offer)}.')


def _either(names) -> str:
    quoted = [f'"{name}"' for name in names]
    return quoted[0] if len(quoted) == 1 else ", ".join(quoted[:-1]) + f" or {quoted[-1]}"
