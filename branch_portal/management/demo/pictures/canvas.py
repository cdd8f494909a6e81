"""A flat-colour canvas over Pillow: one coordinate system, nested transforms, smooth edges.

The short side of every picture is 1000 units long, whatever its size in pixels, so painters
never see pixels. Shapes are drawn at three times the size and averaged down: smooth edges.
"""

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from random import Random

from PIL import Image, ImageDraw, ImageOps

Point = tuple[float, float]
Colour = str | tuple[int, int, int]

OVERSAMPLE = 3


@lru_cache(maxsize=4096)
def rgb(colour: Colour) -> tuple[int, int, int]:
    """The colour as a triple; accepts `#rrggbb` or a triple."""
    if isinstance(colour, tuple):
        return colour
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


@lru_cache(maxsize=8192)
def mix(first: Colour, second: Colour, share: float) -> tuple[int, int, int]:
    """The first colour with `share` (0 to 1) of the second in it."""
    a, b = rgb(first), rgb(second)
    red, green, blue = (round(x + (y - x) * share) for x, y in zip(a, b, strict=True))
    return red, green, blue


def dark(colour: Colour, share: float = 0.18) -> tuple[int, int, int]:
    """The colour in shade: towards a warm brown-black, never towards grey."""
    return mix(colour, "#2b2320", share)


def light(colour: Colour, share: float = 0.25) -> tuple[int, int, int]:
    """The colour in the sun: towards warm ivory."""
    return mix(colour, "#fff6e2", share)


def bend(start: Point, control: Point, end: Point, steps: int = 10) -> list[Point]:
    """Points along a quadratic curve, both ends included."""
    points = []
    for i in range(steps + 1):
        t = i / steps
        u = 1 - t
        points.append(
            (
                u * u * start[0] + 2 * u * t * control[0] + t * t * end[0],
                u * u * start[1] + 2 * u * t * control[1] + t * t * end[1],
            )
        )
    return points


def smooth(points: Sequence[Point], closed: bool = True, steps: int = 6) -> list[Point]:
    """A Catmull-Rom curve through the points."""
    count = len(points)
    out: list[Point] = []
    for i in range(count if closed else count - 1):
        if closed:
            p0, p1, p2, p3 = (points[(i + j) % count] for j in (-1, 0, 1, 2))
        else:
            p0, p1 = points[max(i - 1, 0)], points[i]
            p2, p3 = points[i + 1], points[min(i + 2, count - 1)]
        for step in range(steps):
            t = step / steps
            t2, t3 = t * t, t * t * t
            a, b = -t3 + 2 * t2 - t, 3 * t3 - 5 * t2 + 2
            d, e = -3 * t3 + 4 * t2 + t, t3 - t2
            out.append(
                (
                    (a * p0[0] + b * p1[0] + d * p2[0] + e * p3[0]) / 2,
                    (a * p0[1] + b * p1[1] + d * p2[1] + e * p3[1]) / 2,
                )
            )
    if not closed:
        out.append(points[-1])
    return out


class Canvas:
    """What painters paint on. `w` and `h` are its sides in units; `seed` and `rng` vary it."""

    def __init__(self, size: tuple[int, int], seed: int, rng: Random) -> None:
        self.seed = seed
        self.rng = rng
        self.mirrored = False
        self.tint: tuple[Colour, float] | None = None
        short = min(size)
        self.w = size[0] / short * 1000
        self.h = size[1] / short * 1000
        self.tall = size[1] > size[0]
        self._image = Image.new("RGB", (size[0] * OVERSAMPLE, size[1] * OVERSAMPLE))
        self._draw = ImageDraw.Draw(self._image)
        scale = short * OVERSAMPLE / 1000
        self._matrix = (scale, 0.0, 0.0, 0.0, scale, 0.0)

    # Choosing -----------------------------------------------------------------------------

    def turn(self, count: int, step: int = 1) -> int:
        """0 … count-1 by seed: neighbouring seeds get different numbers."""
        return (self.seed // step) % count

    def between(self, low: float, high: float) -> float:
        """Any number from low to high."""
        return self.rng.uniform(low, high)

    def fit(self, wide: float, tall: float) -> float:
        """One value for pictures lying down, another for upright ones."""
        return tall if self.tall else wide

    # Transforming -------------------------------------------------------------------------

    @contextmanager
    def at(
        self, x: float, y: float, scale: float = 1, flip: bool = False, turn: float = 0
    ) -> Iterator[None]:
        """Paint with the origin at (x, y), scaled, mirrored, turned clockwise by degrees."""
        saved = self._matrix
        a, b, c, d, e, f = saved
        cos, sin = math.cos(math.radians(turn)) * scale, math.sin(math.radians(turn)) * scale
        side = -1 if flip else 1
        self._matrix = (
            (a * cos + b * sin) * side,
            -a * sin + b * cos,
            a * x + b * y + c,
            (d * cos + e * sin) * side,
            -d * sin + e * cos,
            d * x + e * y + f,
        )
        try:
            yield
        finally:
            self._matrix = saved

    def _pixels(self, points: Sequence[Point]) -> list[Point]:
        a, b, c, d, e, f = self._matrix
        return [(a * x + b * y + c, d * x + e * y + f) for x, y in points]

    # Painting -----------------------------------------------------------------------------

    def poly(self, points: Sequence[Point], fill: Colour) -> None:
        """A filled polygon."""
        self._draw.polygon(self._pixels(points), fill=rgb(fill))

    def blob(self, points: Sequence[Point], fill: Colour, steps: int = 6) -> None:
        """A filled soft shape whose outline runs through the points."""
        self.poly(smooth(points, steps=steps), fill)

    def rect(self, x: float, y: float, w: float, h: float, fill: Colour) -> None:
        """A rectangle by its top left corner."""
        self.poly([(x, y), (x + w, y), (x + w, y + h), (x, y + h)], fill)

    def round_rect(self, x: float, y: float, w: float, h: float, r: float, fill: Colour) -> None:
        """A rectangle with rounded corners."""
        r = min(r, w / 2, h / 2)
        points = []
        for cx, cy, start in (
            (x + w - r, y + r, -90),
            (x + w - r, y + h - r, 0),
            (x + r, y + h - r, 90),
            (x + r, y + r, 180),
        ):
            for i in range(6):
                angle = math.radians(start + i * 18)
                points.append((cx + r * math.cos(angle), cy + r * math.sin(angle)))
        self.poly(points, fill)

    def oval(self, x: float, y: float, rx: float, ry: float, fill: Colour) -> None:
        """An ellipse by its centre."""
        a, b, c, d, e, f = self._matrix
        if abs(b) < 1e-9 and abs(d) < 1e-9:
            px, py = a * x + c, e * y + f
            wx, wy = abs(a * rx), abs(e * ry)
            self._draw.ellipse((px - wx, py - wy, px + wx, py + wy), fill=rgb(fill))
            return
        self.arc(x, y, rx, ry, 0, 360, fill)

    def disc(self, x: float, y: float, r: float, fill: Colour) -> None:
        """A circle by its centre."""
        self.oval(x, y, r, r, fill)

    def arc(
        self, x: float, y: float, rx: float, ry: float, start: float, end: float, fill: Colour
    ) -> None:
        """The part of an ellipse between two angles (clockwise from the right), cut straight."""
        steps = max(8, int(abs(end - start) / 12))
        angles = (math.radians(start + (end - start) * i / steps) for i in range(steps + 1))
        self.poly([(x + rx * math.cos(t), y + ry * math.sin(t)) for t in angles], fill)

    def ring(self, x: float, y: float, r: float, width: float, fill: Colour) -> None:
        """A circle's outline, half of the width on either side."""
        angles = [math.tau * i / 28 for i in range(29)]
        outer = [
            (x + (r + width / 2) * math.cos(t), y + (r + width / 2) * math.sin(t)) for t in angles
        ]
        inner = [
            (x + (r - width / 2) * math.cos(t), y + (r - width / 2) * math.sin(t)) for t in angles
        ]
        self.poly(outer + inner[::-1], fill)

    def line(
        self,
        points: Sequence[Point],
        width: float,
        fill: Colour,
        end_width: float | None = None,
        caps: bool = True,
    ) -> None:
        """A stroke with round joints, tapering to `end_width` when given."""
        last = width if end_width is None else end_width
        count = len(points) - 1
        for i in range(count):
            (x0, y0), (x1, y1) = points[i], points[i + 1]
            r0 = (width + (last - width) * i / count) / 2
            r1 = (width + (last - width) * (i + 1) / count) / 2
            length = math.hypot(x1 - x0, y1 - y0) or 1
            nx, ny = (y0 - y1) / length, (x1 - x0) / length
            self.poly(
                [
                    (x0 + nx * r0, y0 + ny * r0),
                    (x1 + nx * r1, y1 + ny * r1),
                    (x1 - nx * r1, y1 - ny * r1),
                    (x0 - nx * r0, y0 - ny * r0),
                ],
                fill,
            )
            if caps or i:
                self.disc(x0, y0, r0, fill)
        if caps:
            self.disc(points[-1][0], points[-1][1], last / 2, fill)

    def leaf(self, start: Point, end: Point, width: float, fill: Colour, droop: float = 0) -> None:
        """A pointed leaf from stem to tip; `droop` lifts its middle above the straight line."""
        mx, my = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2 - droop
        length = math.hypot(end[0] - start[0], end[1] - start[1]) or 1
        nx, ny = (start[1] - end[1]) / length * width, (end[0] - start[0]) / length * width
        upper = bend(start, (mx + nx, my + ny), end, 7)
        lower = bend(end, (mx - nx, my - ny), start, 7)
        self.poly(upper + lower, fill)

    def star(self, x: float, y: float, r: float, fill: Colour) -> None:
        """A five-pointed star standing on two points."""
        points = []
        for i in range(10):
            angle = math.radians(-90 + 36 * i)
            reach = r if i % 2 == 0 else r * 0.4
            points.append((x + reach * math.cos(angle), y + reach * math.sin(angle)))
        self.poly(points, fill)

    def finish(self) -> Image.Image:
        """The picture in its asked-for size."""
        picture = self._image.reduce(OVERSAMPLE)
        if self.tint:
            # A breath of one colour over everything is what makes a scene share one light.
            colour, share = self.tint
            veil = Image.new("RGB", picture.size, rgb(colour))
            picture = Image.blend(picture, veil, share)
        return ImageOps.mirror(picture) if self.mirrored else picture
