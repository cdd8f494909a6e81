"""Flat illustrations of a rural district: the demo world's pictures, drawn instead of stored."""

from collections.abc import Callable
from random import Random

from PIL import Image

from branch_portal.management.demo.pictures import (
    farms,
    fields,
    gatherings,
    indoors,
    meetings,
    outdoors,
    portraits,
    service,
    village,
)
from branch_portal.management.demo.pictures.canvas import Canvas

MOTIFS: dict[str, Callable[[Canvas], None]] = {
    **meetings.MOTIFS,
    **indoors.MOTIFS,
    **village.MOTIFS,
    **gatherings.MOTIFS,
    **fields.MOTIFS,
    **farms.MOTIFS,
    **outdoors.MOTIFS,
    **service.MOTIFS,
    **portraits.MOTIFS,
}

# Mirrored, these would show something untrue: people shake hands with the right one.
_ONE_WAY = {"handshake"}


def draw(motif: str, seed: int, size: tuple[int, int] = (1600, 1067)) -> Image.Image:
    """A flat illustration in RGB; the same (motif, seed, size in pixels) gives the same picture.

    Neighbouring seeds differ most: hour of the day, composition and cast change from one to the
    next. Raises KeyError for a motif that is not in `MOTIFS`.
    """
    paint = MOTIFS[motif]
    canvas = Canvas(size, seed, Random(f"{motif} {seed}"))
    canvas.mirrored = motif not in _ONE_WAY and canvas.rng.random() < 0.5
    paint(canvas)
    return canvas.finish()
