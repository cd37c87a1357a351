"""The elements of a screen, one module for each family. Importing it registers them all."""

from . import (  # noqa: F401
    edges,
    forms,
    keys,
    lists,
    messages,
    overlays,
    popups,
    scenes,
    screens,
    writing,
)
from .kinds import KINDS, Place, check, flow_height, lay_out, read_element

__all__ = ["KINDS", "Place", "check", "flow_height", "lay_out", "read_element"]
