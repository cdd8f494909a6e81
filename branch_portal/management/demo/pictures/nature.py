"""Sky, mountains, hills, water, trees: what lies behind and around every outdoor scene."""

import math

from branch_portal.management.demo.pictures.canvas import (
    Canvas,
    Colour,
    Point,
    bend,
    dark,
    light,
    mix,
    smooth,
)
from branch_portal.management.demo.pictures.palette import DARK_WOOD, Light


def sky(c: Canvas, hour: Light, horizon: float, sun: bool = True) -> None:
    """Sky down to the horizon: a pale band low down, a sun with two rings, flat clouds."""
    rng = c.rng
    c.rect(0, 0, c.w, c.h, hour.sky)
    c.poly(
        [(0, horizon), *_waves(c, horizon * 0.72, 14), (c.w, horizon)],
        mix(hour.sky, hour.glow, 0.6),
    )
    if sun:
        x = c.w * rng.choice((0.16, 0.27, 0.7, 0.82, 0.9))
        y, r = horizon * c.between(0.25, 0.62), c.between(46, 72)
        c.disc(x, y, r * 2.1, mix(hour.sky, hour.sun, 0.14))
        c.disc(x, y, r * 1.5, mix(hour.sky, hour.sun, 0.32))
        c.disc(x, y, r, hour.sun)
    for _ in range(rng.randrange(2, 5)):
        cloud(
            c,
            c.between(0.02, 0.98) * c.w,
            horizon * c.between(0.1, 0.55),
            c.between(0.6, 1.2),
            hour.cloud,
        )
    if rng.random() < 0.5:
        birds(c, c.between(0.2, 0.8) * c.w, horizon * c.between(0.2, 0.45), dark(hour.far, 0.35))


def cloud(c: Canvas, x: float, y: float, scale: float, colour: Colour) -> None:
    """A long flat-bottomed cloud."""
    with c.at(x, y, scale):
        c.round_rect(-95, -14, 190, 28, 14, colour)
        c.round_rect(-45, -32, 100, 44, 20, colour)
        c.round_rect(30, 2, 130, 20, 10, colour)


def birds(c: Canvas, x: float, y: float, colour: Colour) -> None:
    """A few birds far away."""
    for i in range(c.rng.randrange(3, 6)):
        with c.at(x + i * 34 - (i % 2) * 8, y + (i * 37) % 41, c.between(0.7, 1.1)):
            c.line(bend((-13, -3), (-7, -9), (0, 0), 5), 2.6, colour, caps=False)
            c.line(bend((0, 0), (7, -9), (13, -3), 5), 2.6, colour, caps=False)


def _waves(c: Canvas, y: float, height: float, rough: float = 1) -> list[Point]:
    rng = c.rng
    parts = [
        (rng.uniform(0.6, 1.6) * rough * (k + 1), rng.uniform(0, 7), 1 / (k + 1)) for k in range(3)
    ]
    points = []
    for i in range(61):
        x = c.w * i / 60
        lift = sum(a * math.sin(f * x / 1000 * math.pi + p) for f, p, a in parts)
        points.append((x, y - lift * height / 1.6))
    return points


def band(c: Canvas, y: float, height: float, colour: Colour, rough: float = 1) -> None:
    """Rolling ground: everything below a gentle wave around y."""
    c.poly([(0, c.h), *_waves(c, y, height, rough), (c.w, c.h)], colour)


def mountains(c: Canvas, y: float, height: float, colour: Colour, haze: Colour, kind: int) -> None:
    """A far range standing on y: 0 sharp ridges with a sunny side, 1 karst towers, 2 soft."""
    rng = c.rng
    if kind == 0:
        x = -rng.uniform(60, 260)
        while x < c.w + 60:
            span, top = rng.uniform(300, 560), y - height * rng.uniform(0.5, 1.05)
            peak = x + span * rng.uniform(0.4, 0.6)
            c.poly([(x, y + 4), (peak, top), (x + span, y + 4)], colour)
            c.poly(
                [
                    (peak, top),
                    (x + span, y + 4),
                    (peak + span * 0.08, y + 4),
                    (peak - 14, top + (y - top) * 0.42),
                ],
                mix(colour, haze, 0.28),
            )
            x += span * rng.uniform(0.5, 0.8)
    elif kind == 1:
        for depth in (0.45, 0):
            x = -rng.uniform(0, 120)
            tone = mix(colour, haze, depth)
            while x < c.w + 80:
                half, tall = rng.uniform(45, 110), height * rng.uniform(0.45, 1.0)
                tower = [
                    (x - half * 1.25, y + 30), (x - half * 0.85, y - tall * 0.5),
                    (x - half * 0.35, y - tall * 0.93), (x + half * 0.2, y - tall),
                    (x + half * 0.7, y - tall * 0.66), (x + half * 1.2, y + 30),
                ]  # fmt: skip
                c.blob(tower, tone)
                x += half * rng.uniform(1.3, 3.6)
    else:
        c.poly(
            [(0, y + 5), *_waves(c, y - height * 0.55, height * 0.42, 1.7), (c.w, y + 5)],
            mix(colour, haze, 0.4),
        )
        c.poly([(0, y + 5), *_waves(c, y - height * 0.3, height * 0.3, 1.5), (c.w, y + 5)], colour)


def backdrop(c: Canvas, hour: Light, horizon: float, sun: bool = True, hills: bool = True) -> None:
    """Sky, a range of mountains, tree-lined hills and the ground down to the lower edge."""
    sky(c, hour, horizon, sun)
    kind = c.rng.choice((0, 1, 2, 2))
    mountains(c, horizon, c.between(110, 220), hour.far, hour.glow, kind)
    if hills:
        band(c, horizon - c.between(8, 36), c.between(14, 34), hour.middle)
    tree_line(c, horizon + 6, hour)
    band(c, horizon, c.between(4, 12), hour.near)
    band(c, horizon + (c.h - horizon) * 0.18, 9, hour.ground)


def tree_line(c: Canvas, y: float, hour: Light) -> None:
    """Distant groves and hamlets, in patches."""
    rng = c.rng
    for _ in range(rng.randrange(3, 6)):
        x = c.between(-0.05, 1.0) * c.w
        tone = mix(hour.leaves[rng.randrange(3)], hour.middle, 0.5)
        for _ in range(rng.randrange(4, 9)):
            r = rng.uniform(14, 30)
            c.oval(x, y - r * 0.6, r * 1.15, r, tone)
            x += r * rng.uniform(0.9, 1.4)
        if rng.random() < 0.6:
            x -= rng.uniform(40, 90)
            roof = mix("#a94432", hour.middle, 0.35)
            c.rect(x, y - 22, 46, 22, mix("#f2e2c2", hour.middle, 0.25))
            c.poly([(x - 7, y - 20), (x + 53, y - 20), (x + 43, y - 40), (x + 4, y - 40)], roof)


def tree(
    c: Canvas, x: float, y: float, scale: float, hour: Light, bloom: Colour | None = None
) -> None:
    """A broad tree standing on (x, y), about 230 units tall at scale 1."""
    rng = c.rng
    tones = [mix(leaf, hour.tint[0], 0.06) for leaf in hour.leaves]
    with c.at(x, y, scale, flip=rng.random() < 0.5):
        c.poly([(-10, 0), (-7, -110), (8, -110), (12, 0)], DARK_WOOD)
        c.line([(2, -60), (34, -120)], 8, DARK_WOOD)
        c.line([(0, -75), (-30, -125)], 7, DARK_WOOD)
        lobes = [
            (-48, -128, 46, 2), (44, -124, 50, 2), (0, -118, 48, 2), (-30, -162, 50, 0),
            (28, -168, 52, 0), (0, -196, 40, 0), (-34, -176, 32, 1), (18, -196, 30, 1),
            (50, -150, 24, 1),
        ]  # fmt: skip
        for lx, ly, r, tone in lobes:
            c.disc(lx + rng.uniform(-5, 5), ly + rng.uniform(-5, 5), r, tones[tone])
        if bloom:
            for _ in range(46):
                angle, reach = rng.uniform(0, 6.3), rng.uniform(0, 1) ** 0.6
                bx, by = math.cos(angle) * 84 * reach, -154 + math.sin(angle) * 66 * reach
                c.oval(
                    bx,
                    by,
                    rng.uniform(7, 13),
                    rng.uniform(5, 8),
                    mix(bloom, "#fff0d8", rng.uniform(0, 0.25)),
                )


def slim_tree(c: Canvas, x: float, y: float, scale: float, hour: Light) -> None:
    """A narrow tree, about 200 units tall."""
    tone = c.rng.choice(hour.leaves)
    with c.at(x, y, scale):
        c.rect(-5, -70, 10, 70, DARK_WOOD)
        c.blob([(0, -215), (34, -130), (30, -62), (0, -44), (-30, -62), (-34, -130)], tone)
        c.blob([(-2, -205), (4, -130), (0, -56), (-24, -68), (-28, -130)], light(tone, 0.12))


def areca(c: Canvas, x: float, y: float, height: float, hour: Light) -> None:
    """An areca palm: a thin straight trunk with a small crown."""
    sway = c.between(-0.06, 0.06) * height
    trunk = mix("#a79a80", hour.tint[0], 0.15)
    c.line(
        bend((x, y), (x, y - height * 0.5), (x + sway, y - height), 6),
        height * 0.032,
        trunk,
        height * 0.02,
    )
    top, size = (x + sway, y - height), height * 0.27
    c.line([top, (top[0], top[1] - size * 0.25)], height * 0.026, hour.leaves[1])
    for i, angle in enumerate((-172, -148, -118, -90, -62, -32, -8)):
        t = math.radians(angle + c.between(-8, 8))
        tip = (
            top[0] + math.cos(t) * size,
            top[1] - size * 0.2 + math.sin(t) * size * 0.8 + size * 0.16,
        )
        c.leaf((top[0], top[1] - size * 0.22), tip, size * 0.2, hour.leaves[i % 3], size * 0.26)


def banana(c: Canvas, x: float, y: float, height: float, hour: Light) -> None:
    """A banana plant: broad arching leaves on a short stem."""
    rng = c.rng
    tones = [light(leaf, 0.1) for leaf in hour.leaves]
    for shift in (0, height * 0.22) if height > 120 else (0,):
        base, top = (x + shift, y), (x + shift * 1.15, y - height * (0.46 - shift / height * 0.5))
        c.line([base, top], height * 0.1, mix("#8fa05f", hour.tint[0], 0.1), height * 0.06)
        for i, angle in enumerate((-165, -20, -140, -42, -112, -75)):
            t = math.radians(angle + rng.uniform(-8, 8))
            reach = height * rng.uniform(0.46, 0.6)
            tip = (top[0] + math.cos(t) * reach, top[1] + math.sin(t) * reach + height * 0.1)
            c.leaf(top, tip, height * 0.15, tones[i % 3], height * 0.13)
            middle = ((top[0] + tip[0]) / 2, (top[1] + tip[1]) / 2 - height * 0.13)
            c.line(
                bend(top, middle, tip, 5),
                height * 0.012,
                light(tones[i % 3], 0.3),
                height * 0.004,
                caps=False,
            )


def bamboo(c: Canvas, x: float, y: float, height: float, hour: Light) -> None:
    """A clump of bamboo, the hedge of a northern village."""
    rng = c.rng
    for i in range(11):
        lean = (i - 5) * height * 0.06 + rng.uniform(-10, 10)
        tall = height * rng.uniform(0.78, 1.02)
        tip = (x + lean * 2.2, y - tall * 0.94)
        stalk = bend((x + lean * 0.35, y), (x + lean * 0.6, y - tall * 0.85), tip, 7)
        c.line(
            stalk,
            height * 0.018,
            mix(hour.leaves[i % 3], "#c9bd6a", 0.25),
            height * 0.006,
            caps=False,
        )
        for k in range(2, 8):
            px, py = stalk[k]
            side = 1 if (i + k) % 2 else -1
            reach = height * 0.14
            c.leaf(
                (px, py),
                (px + side * reach, py + reach * 0.25),
                reach * 0.24,
                hour.leaves[(i + k) % 3],
                reach * 0.2,
            )
            c.leaf(
                (px, py),
                (px - side * reach * 0.8, py + reach * 0.5),
                reach * 0.2,
                hour.leaves[k % 3],
                reach * 0.2,
            )


def bush(
    c: Canvas, x: float, y: float, scale: float, hour: Light, bloom: Colour | None = None
) -> None:
    """A low bush, with dots of bloom when given."""
    tone = c.rng.choice(hour.leaves)
    with c.at(x, y, scale):
        for bx, r in ((-34, 22), (32, 24), (0, 32)):
            c.arc(bx, 0, r * 1.2, r * 1.3, 180, 360, tone)
        c.arc(-8, -8, 20, 22, 180, 360, light(tone, 0.14))
        if bloom:
            for bx, by in ((-36, -12), (-18, -26), (0, -14), (16, -30), (34, -14), (-6, -36)):
                c.disc(bx, by, 4.5, bloom)


def grass(c: Canvas, x: float, y: float, scale: float, colour: Colour) -> None:
    """A tuft of grass."""
    with c.at(x, y, scale):
        for tip, lift in ((-16, 20), (-7, 30), (3, 34), (12, 26), (20, 16)):
            c.poly([(tip * 0.3 - 3, 0), (tip, -lift), (tip * 0.3 + 3, 0)], colour)


def tufts(c: Canvas, top: float, colour: Colour, count: int = 16) -> None:
    """Tufts of grass strewn over the ground below `top`, larger in front."""
    for _ in range(count):
        y = c.between(top, c.h)
        grass(c, c.between(0, c.w), y, 0.4 + 0.7 * (y - top) / (c.h - top + 1), colour)


def ripples(
    c: Canvas, x0: float, y0: float, x1: float, y1: float, colour: Colour, count: int = 14
) -> None:
    """Flat strokes of light on water."""
    for _ in range(count):
        y = c.between(y0, y1)
        size = 22 + 70 * (y - y0) / (y1 - y0 + 1) * c.between(0.5, 1.2)
        x = c.between(x0, max(x1 - size, x0 + 1))
        c.round_rect(x, y, size, 3 + size * 0.03, 3, colour)


def leafy_frame(c: Canvas, hour: Light) -> None:
    """Leaves hanging into the upper corner, close to the viewer."""
    tone = dark(hour.leaves[2], 0.12)
    branch = bend((-20, 40), (130, 40), (300, 120), 8)
    c.line(branch, 9, dark(DARK_WOOD, 0.1), 3)
    for i, (x, y) in enumerate(branch * 2):
        angle = math.radians(c.between(20, 130))
        reach = c.between(50, 86)
        shade = light(tone, 0.08 * (i % 3))
        c.leaf(
            (x, y),
            (x + math.cos(angle) * reach, y + math.sin(angle) * reach),
            reach * 0.3,
            shade,
            8,
        )


def soft(points: list[Point]) -> list[Point]:
    """An open soft curve through the points."""
    return smooth(points, closed=False, steps=8)
