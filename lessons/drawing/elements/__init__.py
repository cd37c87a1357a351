"""The elements of a screen, one module for each family. Importing it registers them all."""

from . import edges, forms, keys, lists, messages, popups, scenes, screens, writing  # noqa: F401
from .kinds import KINDS, Place, check, flow_height, lay_out, read_element

__all__ = ["KINDS", "Place", "check", "flow_height", "lay_out", "read_element"]
