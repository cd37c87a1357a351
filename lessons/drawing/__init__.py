"""The picture kit: a short description becomes one SVG drawing of a device.

The words an author uses are in docs/how-to/draw-a-picture.md. Pure Python: no Django here.
"""

from .errors import DrawingError
from .picture import draw

__all__ = ["DrawingError", "draw"]
